"use strict";
// What the page can do beyond reading: evidence in a dialog, filter, sort, tips, citations, tables as CSV. Without it every
// link still leads to its evidence.
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const make = (tag, props, ...children) => {
    const e = Object.assign(document.createElement(tag), props);
    e.append(...children);
    return e;
  };

  // Evidence opens in a dialog, which keeps the focus and closes with Escape.
  const dialog = make("dialog", {id: "dialog"});
  dialog.addEventListener("click", e => { if (e.target === dialog || e.target.closest(".close")) { e.preventDefault(); dialog.close(); } });
  document.body.append(dialog);
  const open = id => {
    const from = document.getElementById(id);
    if (!from || !from.classList.contains("ev")) return false;
    dialog.replaceChildren(...from.cloneNode(true).childNodes);
    dialog.setAttribute("aria-label", from.querySelector("h3").textContent);
    dialog.querySelector(".close").replaceWith(make("button", {type: "button", className: "close", textContent: words.close}));
    for (const li of dialog.querySelectorAll("ol > li")) li.append(copyButton(li));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    return true;
  };
  document.addEventListener("click", e => {
    const a = e.target.closest('a[href^="#e-"]');
    if (a && !e.ctrlKey && !e.metaKey && !e.shiftKey && open(decodeURIComponent(a.getAttribute("href").slice(1)))) e.preventDefault();
  });

  const copyButton = li => {
    const text = s => (li.querySelector(s) || {textContent: ""}).textContent.trim();
    const title = text("cite");
    const cite = text(".pub") + (title ? "：《" + title + "》" : "") + "，" + text("time") + "，[" + text("small") + "]：“" +
      text(".kwic") + "” tifa " + document.body.dataset.fingerprint.slice(0, 12);
    const b = make("button", {type: "button", className: "copy", textContent: words.copy});
    b.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(cite); } catch { fallback(cite); }
      b.textContent = words.copied;
    });
    return b;
  };
  const fallback = text => {
    const area = make("textarea", {value: text});
    dialog.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  };

  // Sorting: a click on a head sorts the rows of every body of the table, a second one turns the order around.
  const value = cell => cell.dataset.v !== undefined ? cell.dataset.v : cell.textContent.trim();
  const compare = (a, b) => {
    const x = parseFloat(a.replace(/[,%\s]/g, "").replace("−", "-")), y = parseFloat(b.replace(/[,%\s]/g, "").replace("−", "-"));
    if (isNaN(x) || isNaN(y)) return isNaN(x) - isNaN(y) || (isNaN(x) && a.localeCompare(b, "zh"));
    return x - y;
  };
  const sort = (table, column, th) => {
    const down = th.getAttribute("aria-sort") !== "descending";
    for (const h of table.tHead.rows[0].cells) h.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const body of table.tBodies) {
      const rows = [...body.rows].filter(r => !r.classList.contains("theme"));
      rows.sort((r, s) => {
        const x = value(r.cells[column]), y = value(s.cells[column]);
        if (x === "" || y === "") return (x === "") - (y === "");
        return (column === 0 ? -1 : 1) * (down ? compare(y, x) : compare(x, y));
      });
      body.append(...rows);
    }
  };

  // A cell that a spreadsheet would take for a formula gets an apostrophe, as in the CSV files of a run.
  const csvCell = text => {
    if (/^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[+-]?[\d.,]+$/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  const csv = table => [...table.rows].map(r => [...r.cells].map(c => csvCell(c.innerText.replace(/\s+/g, " ").trim())).join(",")).join("\r\n") + "\r\n";

  for (const table of document.querySelectorAll("table.data")) {
    [...table.tHead.rows[0].cells].forEach((th, i) => {
      // No button element: Chromium does not repeat a head that holds one on the pages of a printed table.
      const b = make("span", {role: "button", tabIndex: 0}, ...th.childNodes);
      b.addEventListener("click", () => sort(table, i, th));
      b.addEventListener("keydown", e => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); sort(table, i, th); } });
      th.append(b);
    });
    const tools = make("div", {className: "tools"});
    if ("filter" in table.dataset) tools.append(filterBox(table));
    const down = make("button", {type: "button", textContent: words.csv});
    down.addEventListener("click", () => {
      const url = URL.createObjectURL(new Blob(["\ufeff" + csv(table)], {type: "text/csv"}));
      make("a", {href: url, download: table.dataset.name + ".csv"}).click();
      URL.revokeObjectURL(url);
    });
    tools.append(down);
    (table.closest(".scroll") || table).before(tools);
  }

  // Filter by wording, pinyin with or without tones, gloss, theme.
  function filterBox(table) {
    const plain = s => s.normalize("NFD").replace(/[\u0300-\u036f\s]/g, "").toLowerCase();
    const input = make("input", {type: "search", placeholder: words.filter, ariaLabel: words.filter});
    const none = make("span", {hidden: true, textContent: words.none});
    none.setAttribute("role", "status");
    const rows = [...table.querySelectorAll("tbody tr:not(.theme)")].map(r => [r, plain(r.dataset.s || r.cells[0].textContent)]);
    input.addEventListener("input", () => {
      const want = plain(input.value);
      let shown = 0;
      for (const [row, text] of rows) if (!(row.hidden = !text.includes(want))) shown++;
      for (const t of table.querySelectorAll("tr.theme")) t.hidden = want !== "";
      none.hidden = shown > 0;
    });
    return make("span", {}, input, " ", none);
  }

  // Tips: what a chart's area says, at once rather than after the browser's pause.
  const tip = make("div", {className: "tip", hidden: true});
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  for (const t of document.querySelectorAll("svg .hit > title")) { t.parentNode.dataset.tip = t.textContent; t.remove(); }
  document.addEventListener("pointermove", e => {
    const text = e.target.dataset && e.target.dataset.tip;
    tip.hidden = !text;
    if (!text) return;
    tip.textContent = text;
    const left = Math.min(e.pageX + 12, scrollX + document.documentElement.clientWidth - tip.offsetWidth - 8);
    place.replaceSync(`.tip{left:${left}px;top:${e.pageY + 16}px}`);
  });
  const place = new CSSStyleSheet();
  document.adoptedStyleSheets = [place];

  addEventListener("beforeprint", () => { for (const d of document.querySelectorAll("details.more")) d.open = true; });
  if (location.hash.startsWith("#e-")) open(decodeURIComponent(location.hash.slice(1)));
})();
