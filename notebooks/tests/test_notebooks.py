"""The notebooks run from top to bottom on an invented and on a real run, and leave what a paper needs."""

import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import nbclient
import nbformat
import polars
import pytest

from conftest import ROOT

FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
FIGURES = {"01": ["coverage", "concepts"], "02": ["rates", "story"], "03": ["false-alarms", "keyness"], "04": ["sample"]}


def execute(notebook: pathlib.Path, run: pathlib.Path, figures: pathlib.Path, monkeypatch) -> str:
    """Run a notebook on a run and give what its cells printed; a cell that fails raises. `make notebooks` keeps the executed copy."""
    monkeypatch.setenv("TIFA_RUN", str(run))
    monkeypatch.setenv("TIFA_FIGURES", str(figures))
    read = nbformat.read(notebook, 4)
    nbclient.NotebookClient(read, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    if folder := os.environ.get("TIFA_EXECUTED"):
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        nbformat.write(read, pathlib.Path(folder) / f"{notebook.stem}-{run.parent.name.rstrip('0123456789')}.ipynb")
    outputs = [output for cell in read.cells for output in cell.get("outputs", [])]
    warnings = [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr" and "[IPKernelApp]" not in o.text]
    assert not warnings, warnings
    return "".join(o.text for o in outputs if o.output_type == "stream")


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_leaves_figures_table_and_citation(notebook, results, tmp_path, monkeypatch):
    printed = execute(notebook, results, tmp_path, monkeypatch)
    number = notebook.stem[:2]
    for name in FIGURES[number]:
        assert (tmp_path / f"{number}-{name}.png").stat().st_size > 5_000
        assert (tmp_path / f"{number}-{name}.pdf").read_bytes().startswith(b"%PDF")
    page = (tmp_path / f"{number}-table-1.html").read_text(encoding="utf-8")
    assert "<caption>Table 1. " in page and "<td " in page
    head, *rows = (tmp_path / f"{number}-table-1.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.count(",") >= 2 and (rows or "no rows" in page)
    if notebook.stem.startswith("03"):
        assert ("NO two groups to compare" in printed) == ("Government work reports" in printed)
        assert ("permutation p-values agree" in printed) == ("Sample of invented texts" in printed)
    fingerprint = re.search(r"fingerprint ([0-9a-f]{64})", printed)[1]
    assert fingerprint in page and fingerprint in (results / "run.json").read_text(encoding="utf-8")


def test_altair_has_the_glyphs():
    """A character without a glyph comes out as a box, one like the other."""
    sys.path.insert(0, str(FOLDER))
    import altair
    import tifa_tables

    tifa_tables.draw_in_chinese()

    def picture(text):
        file = io.BytesIO()
        altair.Chart(altair.Data(values=[{}])).mark_text(text=text, fontSize=40).save(file, format="png")
        return file.getvalue()

    assert len({picture(character) for character in "网络主权權"}) == 5


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_cleared(notebook):
    for cell in nbformat.read(notebook, 4).cells:
        assert not cell.get("outputs") and not cell.get("execution_count"), f"{notebook.name}: clear the outputs before a commit"


# Reads a table in the place of arrow where that isn't installed: written as CSV, with the types that arrow would give.
WITHOUT_ARROW = """
options(device = function(...) png(tempfile(fileext = ".png")))
library <- function(package, ...) {
  package <- as.character(substitute(package))
  if (package != "arrow") suppressWarnings(base::library(package, character.only = TRUE, ...))
}
read_parquet <- function(path) {
  table <- read.csv(sub("parquet$", "csv", path), encoding = "UTF-8", na.strings = "NULL")
  for (column in names(table)) if (all(table[[column]] %in% c("true", "false"))) table[[column]] <- table[[column]] == "true"
  for (column in intersect(names(table), c("date", "first_date", "last_date", "period_start"))) table[[column]] <- as.Date(table[[column]])
  table
}
"""


def r_cells() -> str:
    page = (FOLDER / "05-r.qmd").read_text(encoding="utf-8")
    assert len(re.findall(r"^```", page, flags=re.M)) % 2 == 0
    return "\n".join(re.findall(r"^```\{r\}\n(.*?)^```$", page, flags=re.M | re.S))


def test_r_page_asks_for_what_there_is(sample):
    """Where R isn't installed this is all that is known of the page: brackets pair, tables exist."""
    code = re.sub(r"""#.*$|"[^"\n]*"|'[^'\n]*'""", "", r_cells(), flags=re.M)
    for opening, closing in ["()", "[]", "{}"]:
        assert code.count(opening) == code.count(closing)
    for name in re.findall(r'open_table\("(\w+)"\)', r_cells()):
        assert (sample / f"{name}.parquet").exists()


def test_r_page_runs(results, tmp_path, monkeypatch):
    if not shutil.which("Rscript"):
        pytest.skip("no Rscript: install R with dplyr and ggplot2 (apt install r-base-core r-cran-dplyr r-cran-ggplot2) to run the R page")
    for path in results.glob("*.parquet"):
        table = polars.read_parquet(path)
        table.select(~polars.selectors.by_dtype(polars.List(polars.String))).write_csv(tmp_path / f"{path.stem}.csv", null_value="NULL")
    shutil.copy(results / "run.json", tmp_path)
    script = tmp_path / "page.R"
    script.write_text(WITHOUT_ARROW + r_cells(), encoding="utf-8")
    done = subprocess.run(["Rscript", "--vanilla", script], capture_output=True, text=True, cwd=tmp_path, env={
        **os.environ, "TIFA_RUN": str(tmp_path), "TIFA_FIGURES": str(tmp_path), "LC_ALL": "C.UTF-8"})
    if "there is no package called" in done.stderr:
        pytest.skip(done.stderr.strip().splitlines()[-1])
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "05-rates.png").stat().st_size > 5_000 and (tmp_path / "05-table-1.csv").stat().st_size > 50
    assert json.loads((results / "run.json").read_text(encoding="utf-8"))["fingerprint"] in done.stdout
