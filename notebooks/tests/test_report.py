"""The report in a real browser: the sample's in both languages, and with scripts turned off."""

import pathlib
import re
import shutil
import subprocess

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")

ROOT = pathlib.Path(__file__).resolve().parents[2]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt-get install chromium fonts-noto-cjk")


@pytest.fixture(scope="session")
def browser():
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def write(sample, tmp_path_factory):
    """Write the sample's report with some flags and give its file."""

    def written(*flags):
        path = tmp_path_factory.mktemp("report") / "report.html"
        subprocess.run([ROOT / "tifa", "report", "-q", sample, "-o", path, *flags], check=True)
        return path

    return written


@pytest.fixture(scope="session")
def report(write):
    return write()


@pytest.fixture
def page(browser, report):
    """The report, opened; the test fails if the console says anything or anything is fetched."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    said, fetched = watch(page)
    page.goto(report.as_uri())
    yield page
    page.close()
    assert said == [] and fetched == []


def watch(page):
    said, fetched = [], []
    page.on("console", lambda m: said.append(m.text))
    page.on("pageerror", lambda e: said.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "blob:")) else fetched.append(r.url))
    return said, fetched


def test_size(report):
    assert report.stat().st_size <= 3_000_000


def test_opens_with_sentences(page):
    told = page.locator("#briefing .told li").all_inner_texts()
    assert 1 <= len(told) <= 6 and all("adjusted p " in t or t.startswith("Where documents are compared") for t in told)
    assert re.search(r"2016: \d+ documents from all \d+ sources; 2015 had \d+ documents\.", page.locator("#briefing").inner_text())
    assert "more often than" in page.locator("h1").inner_text()


def test_temperatures_are_ranked(page):
    shares = [float(c.get_attribute("data-v")) for c in page.locator("#temperatures tbody tr td:nth-child(4)").all()]
    assert len(shares) == 12 and shares == sorted(shares, reverse=True)


def test_every_number_of_the_heat_table_opens_its_evidence(page):
    cell = page.locator("#heat-all tr", has_text="网络主权").locator("a").last
    cell.click()
    dialog = page.locator("dialog[open]")
    assert "2016" in dialog.locator("h3").inner_text()
    lines = dialog.locator("ol > li")
    assert 1 <= lines.count() <= 8
    assert all(re.search("主\\s*[权權]", k) for k in lines.locator("mark").all_inner_texts())
    shown, all_of_them = map(int, re.match(r"(\d+) of (\d+) shown", dialog.locator(".of").inner_text()).groups())
    assert shown == lines.count() <= all_of_them
    assert "tifa kwic RUN cybersovereignty --period 2016" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


def test_the_command_lists_as_many_as_the_page_says(page, sample):
    for link in ('[id*="-stance.3dhawkish"]', '[id="e-cybersovereignty-2015"]'):
        article = page.locator(f"article{link}").first
        said = int(re.search(r"of (\d+) shown", article.locator(".of").text_content()).group(1))
        command = article.locator("code").text_content().replace("tifa kwic RUN", f"{ROOT}/tifa kwic {sample}")
        listed = subprocess.run(command.split(), capture_output=True, text=True, check=True).stdout
        assert f"{said} of {said} shown" in listed


def test_a_chart_opens_evidence(page):
    page.locator("#series svg a").last.click(force=True)
    assert page.locator("dialog[open] ol > li").count() >= 1


def test_filter(page):
    rows = page.locator("#heat-all tbody tr:visible")
    before = rows.count()
    box = page.locator("#heat input[type=search]").first
    for want in ("网络主权", "wangluo zhuquan", "Cybersovereignty"):
        box.fill(want)
        assert rows.count() == 1, want
    box.fill("no such concept")
    assert rows.count() == 0 and page.locator("#heat").get_by_text("Nothing matches").first.is_visible()
    box.fill("")
    assert rows.count() == before


def test_sort(page):
    page.locator("#briefing summary").click()
    head = page.locator("#temperatures-rest thead th").nth(3)
    shares = lambda: [float(c.get_attribute("data-v")) for c in page.locator("#temperatures-rest tbody tr td:nth-child(4)").all()]
    head.get_by_role("button").click()
    assert shares() == sorted(shares(), reverse=True) and head.get_attribute("aria-sort") == "descending"
    head.get_by_role("button").press("Enter")
    assert shares() == sorted(shares()) and head.get_attribute("aria-sort") == "ascending"


def test_a_table_downloads_as_csv(page, tmp_path):
    with page.expect_download() as download:
        page.locator("#coverage .tools button").click()
    download.value.save_as(tmp_path / "coverage.csv")
    text = (tmp_path / "coverage.csv").read_bytes().decode("utf-8-sig")
    assert text.startswith("Source,Stance,") and "示例军报" in text
    assert not re.search(r'(^|,)"?[=+@]', text, re.MULTILINE)


def test_copies_a_citation(browser, report):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(report.as_uri())
    page.locator("#briefing .claims a.n").first.click()
    page.locator("dialog .copy").first.click()
    page.locator("dialog .copy", has_text="Copied").wait_for()
    context.close()


def test_works_without_scripts(browser, report):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())
    assert page.locator(".ev:visible").count() == 0
    page.locator("#briefing .claims a.n").first.click()
    evidence = page.locator(".ev:visible")
    assert evidence.count() == 1 and evidence.locator("mark").count() >= 1
    evidence.locator(".close").click()
    assert page.locator(".ev:visible").count() == 0
    context.close()


def test_every_anchor_leads_somewhere(page):
    lost = page.evaluate("""() => [...document.querySelectorAll('a[href^="#"]')].map(a => decodeURIComponent(a.getAttribute('href').slice(1)))
        .filter(id => id !== 'close' && !document.getElementById(id))""")
    assert lost == []


@pytest.mark.parametrize("width", [320, 390, 768, 1200, 1280])
def test_no_width_needs_sideways_scrolling(browser, report, width):
    """Tables and charts scroll for themselves; the page does not, and no part of the navigation is cut off."""
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ends = page.locator("nav a").evaluate_all("links => links.map(a => a.getBoundingClientRect().right)")
    assert len(ends) == 14 and max(ends) <= width
    page.close()


def test_numbers_of_events_stand_apart(browser, report):
    """The list has two columns; a number hangs left of its line, and no line of the other column may reach it."""
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.goto(report.as_uri())
    page.locator("#series summary").click()
    lines = page.locator("ol.events li").evaluate_all("all => all.map(e => [e.getBoundingClientRect().left, e.getBoundingClientRect().right])")
    columns = sorted({left for left, _ in lines})
    assert len(columns) == 2
    assert max(right for left, right in lines if left == columns[0]) + 30 < columns[1]
    page.close()


def test_pairs_open_as_many_documents_as_the_table_says(page):
    page.locator("#neighbours summary").click()
    for link in page.locator("#edges-table td a").all():
        said = link.inner_text()
        link.click()
        assert f" of {said} documents" in page.locator("dialog[open] .of").inner_text()
        page.keyboard.press("Escape")


def test_reachable_by_keyboard(page):
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#briefing a.n')"):
            break
    page.keyboard.press("Enter")
    assert page.locator("dialog[open]").count() == 1
    assert page.evaluate("document.activeElement.closest('dialog') !== null")


def test_contrast(page):
    """WCAG AA: 4.5 to 1 for every text on its ground."""
    low = page.evaluate("""() => {
        const rgb = s => s.match(/[\\d.]+/g).map(Number);
        const lum = c => { const [r, g, b] = c.slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
            return .2126 * r + .7152 * g + .0722 * b; };
        const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
        const low = new Set();
        for (const e of document.querySelectorAll('main *, header *, nav *, footer *')) {
            if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || !e.offsetParent) continue;
            const a = lum(rgb(getComputedStyle(e).color)), b = lum(ground(e));
            if ((Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5) low.add(e.tagName + '.' + e.className + ' in ' + e.parentElement.className + ' ' + e.closest('td')?.className);
        }
        return [...low];
    }""")
    assert low == []


def test_prints_whole_tables(browser, report, tmp_path):
    """On paper nothing scrolls: no table is wider than its page, and what is folded is open."""
    page = browser.new_page(viewport={"width": 1020, "height": 700})
    page.goto(report.as_uri())
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    wide = page.evaluate("[...document.querySelectorAll('table')].filter(t => t.getBoundingClientRect().right > innerWidth + 1).map(t => t.id)")
    assert wide == []
    assert page.locator("details:not([open])").count() == 0
    pdf = page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    if shutil.which("pdftotext"):  # a table that goes on over pages has its head on each
        text = subprocess.run(["pdftotext", "-layout", tmp_path / "report.pdf", "-"], capture_output=True, text=True, check=True).stdout
        pages = [p for p in text.split("\f") if len(re.findall(r"^ *theme: ", p, re.MULTILINE)) > 1]
        assert pages and all(re.search(r"Concept +2013 +2014 +2015 +2016", p) for p in pages)
    page.close()


def test_chinese(browser, write):
    page = browser.new_page()
    said, fetched = watch(page)
    page.goto(write("--lang", "zh").as_uri())
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert "要点" in page.locator("#briefing h2").inner_text()
    assert said == [] and fetched == []
    page.close()
