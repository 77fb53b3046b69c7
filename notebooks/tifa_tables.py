"""Open the result folder of a run, and keep figures and tables for a paper.

    run = tifa_tables.open()              # the folder in TIFA_RUN, else ../outputs/runs/latest
    run.sql("select * from counts")       # DuckDB: every table is there under its name
    run.table("counts")                   # the same table as a Polars frame
    run.save(chart, "coverage")           # PNG and PDF, into the folder TIFA_FIGURES, else a temporary one
    run.save_table(frame, "table-1", "Table 1. …")   # HTML for a word processor, CSV for a spreadsheet
    run.cite()                            # one line that says which run the numbers are from

Numbers are all made by tifa; nothing here counts.
"""

import html
import io
import json
import os
import pathlib
import tempfile

import altair
import duckdb
import IPython
import IPython.display
import matplotlib
import matplotlib.font_manager
import matplotlib.pyplot
import polars
import vl_convert

# Fonts with Chinese characters, the first that the machine has is used. On Debian and Ubuntu: apt install fonts-noto-cjk
CHINESE_FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB",
                 "SimHei", "WenQuanYi Micro Hei"]

# Colours that differ in print, in grey and to the colour-blind (Okabe and Ito 2008), darkest first.
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#f0e442"]

FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"  # how a text begins that a spreadsheet would take for a formula


def chinese_fonts():
    """Those of CHINESE_FONTS that matplotlib knows."""
    known = {font.name for font in matplotlib.font_manager.fontManager.ttflist}
    return [font for font in CHINESE_FONTS if font in known]


def open(folder=None):
    """Open a result folder; without one, the folder that TIFA_RUN names, or the run made last."""
    folder = pathlib.Path(folder or os.environ.get("TIFA_RUN") or "../outputs/runs/latest")
    if not (folder / "run.json").is_file():
        raise FileNotFoundError(f"{folder}: no result folder of a run: set TIFA_RUN to one, or make one with `make report`")
    draw_in_chinese()
    if notebook := IPython.get_ipython():
        notebook.display_formatter.formatters["text/html"].for_type(polars.DataFrame, lambda frame: table_of(frame.head(40)))
    return Run(folder)


def draw_in_chinese():
    """Make Altair and Matplotlib draw Chinese labels."""
    fonts = chinese_fonts()
    if not fonts:  # matplotlib keeps a list of fonts from its first start: one installed since is not in it
        for path in matplotlib.font_manager.findSystemFonts():
            try:
                matplotlib.font_manager.fontManager.addfont(path)
            except Exception:  # a file that is no font is nobody's concern here
                continue
        fonts = chinese_fonts()
    if not fonts:
        raise LookupError(f"no font with Chinese characters: install one of {', '.join(CHINESE_FONTS)}")
    matplotlib.rcParams.update({"font.sans-serif": fonts + ["DejaVu Sans"], "font.family": "sans-serif",
                                "axes.spines.top": False, "axes.spines.right": False, "savefig.bbox": "tight"})

    @altair.theme.register("tifa", enable=True)
    def theme():
        return {"config": {"font": ", ".join(fonts), "view": {"stroke": None}, "range": {"category": COLOURS},
                           "title": {"anchor": "start", "subtitleColor": "#555"}, "axis": {"labelLimit": 260},
                           "header": {"labelFontSize": 12, "labelFontWeight": "bold"}}}

    altair.data_transformers.disable_max_rows()


class Run:
    """A result folder. manifest is its run.json; figures is the folder that save writes to."""

    def __init__(self, folder):
        self.folder = folder
        self.manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        self.figures = pathlib.Path(os.environ.get("TIFA_FIGURES") or tempfile.mkdtemp(prefix="tifa-figures-"))
        self.figures.mkdir(parents=True, exist_ok=True)
        self.database = duckdb.connect()
        for path in sorted(folder.glob("*.parquet")):
            name = str(path).replace("'", "''")
            self.database.execute(f"create view \"{path.stem}\" as from read_parquet('{name}')")

    def sql(self, query, *values):
        """What a query over the tables gives, values in place of its question marks: a DuckDB relation, with .df() and .pl()."""
        return self.database.sql(query, params=list(values))

    def table(self, name):
        """A whole table as a Polars frame."""
        return self.sql(f'from "{name}"').pl()

    def pair(self):
        """The comparison to tell of: (attribute, first value, second value) of the first one in the configuration
        where both groups have counted documents. None where there is none."""
        for pair in self.manifest["settings"]["compare"] or []:
            [(groups,)] = self.sql("select count(distinct value) from group_counts where attribute = ? and value in (?, ?)",
                                   pair["by"], pair["a"], pair["b"]).fetchall()
            if groups == 2:
                return pair["by"], pair["a"], pair["b"]
        return None

    def cite(self):
        """Which run numbers are from: for a caption, a footnote or the reference list."""
        m = self.manifest
        return f"{m['title'] or 'A run'}: tifa {m['versions']['tifa']}, run of {m['started'][:10]}, fingerprint {m['fingerprint']}"

    def save(self, chart, name):
        """Write an Altair chart or a Matplotlib figure as PDF, for print, and as PNG, for a slide; give the picture, so that it shows."""
        pdf, png = self.figures / f"{name}.pdf", self.figures / f"{name}.png"
        if hasattr(chart, "savefig"):
            chart.savefig(pdf)
            chart.savefig(png, dpi=200)
            matplotlib.pyplot.close(chart)
        else:
            svg = io.StringIO()
            chart.save(svg, format="svg")
            pdf.write_bytes(vl_convert.svg_to_pdf(svg.getvalue()))
            png.write_bytes(vl_convert.svg_to_png(svg.getvalue(), ppi=200))
        data = png.read_bytes()
        return IPython.display.Image(data, width=int.from_bytes(data[16:20]) // 2)

    def save_table(self, frame, name, caption):
        """Write a Polars frame as HTML, which word processors open with caption and all, and as CSV."""
        (self.figures / f"{name}.html").write_text(
            f'<!doctype html><meta charset="utf-8"><title>{html.escape(caption)}</title>\n{table_of(frame, caption)}\n'
            f"<p>{html.escape(self.cite())}</p>\n", encoding="utf-8")
        safe_for_spreadsheets(frame).write_csv(self.figures / f"{name}.csv", include_bom=True)
        return frame


def table_of(frame, caption=""):
    """A frame as an HTML table, all text escaped."""
    head = "".join(f"<th>{html.escape(column)}</th>" for column in frame.columns)
    styles = ["text-align: right" if kind.is_numeric() else "white-space: nowrap" if kind == polars.Date else "text-align: left"
              for kind in frame.dtypes]
    rows = "\n".join(
        "<tr>" + "".join(f'<td style="{style}">{html.escape(show(cell))}</td>' for style, cell in zip(styles, row)) + "</tr>"
        for row in frame.rows()) or f'<tr><td colspan="{len(frame.columns)}">no rows</td></tr>'
    title = f"<caption>{html.escape(caption)}</caption>" if caption else ""
    return f"<table>{title}\n<tr>{head}</tr>\n{rows}\n</table>"


def show(cell):
    """A cell as a reader wants it: nothing for null, three figures for a fraction."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.3g}"
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)


def safe_for_spreadsheets(frame):
    """An apostrophe before every text that a spreadsheet would take for a formula, as `tifa export` does."""
    return frame.with_columns(
        polars.when(polars.col(c).str.contains(FORMULA)).then("'" + polars.col(c)).otherwise(polars.col(c)).alias(c)
        for c, kind in frame.schema.items() if kind == polars.String)
