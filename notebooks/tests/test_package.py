"""The metadata beside the tables passes the validators of its formats, and says of every column what readers find there."""

import json
import re

import duckdb
import frictionless
import mlcroissant
import pandas
import polars
import pyarrow
import pyarrow.parquet

# What readers make of each type that TABLES.md names. The data package says the same in the words of Table Schema, as far as
# frictionless can check it: a list is "any" there, an integer that may be null a "number".
KINDS = {
    "text": ("string", pyarrow.string(), polars.String, "VARCHAR"),
    "integer": ("integer", pyarrow.int64(), polars.Int64, "BIGINT"),
    "number": ("number", pyarrow.float64(), polars.Float64, "DOUBLE"),
    "true or false": ("boolean", pyarrow.bool_(), polars.Boolean, "BOOLEAN"),
    "date": ("date", pyarrow.date32(), polars.Date, "DATE"),
    "list of text": ("any", pyarrow.list_(pyarrow.field("element", pyarrow.string(), nullable=False)), polars.List(polars.String), "VARCHAR[]"),
}


def documented(run):
    """The type of every column, as TABLES.md says it: {table: {column: (type, may be null)}}."""
    tables, columns = {}, {}
    for line in (run / "TABLES.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            columns = tables[line[3:]] = {}
        elif cells := re.match(r"\| (\w+) \| ([a-z ]+?)( or null)? \|", line):
            columns[cells[1]] = (cells[2], bool(cells[3]))
    return {table: {c: k for c, k in columns.items() if k[0] != "type"} for table, columns in tables.items()}


def resources(run):
    return json.loads((run / "datapackage.json").read_text(encoding="utf-8"))["resources"]


def test_every_table_is_in_the_package_and_no_other(results):
    assert {r["path"] for r in resources(results)} == {path.name for path in results.glob("*.parquet")}


ROWS = 200  # of each table that frictionless reads: it takes minutes for all, and Parquet has the same type in every row


def test_data_package_is_valid(results):
    report = frictionless.validate(str(results / "datapackage.json"), limit_rows=ROWS)
    assert report.valid, report.flatten(["title", "fieldName", "rowNumber", "message"])[:5]
    for task in report.tasks:
        rows = pyarrow.parquet.read_metadata(results / task.place).num_rows
        assert task.stats.get("rows", 0) == min(rows, ROWS), task.name


def test_data_package_is_read_row_by_row(sample):
    """That the validator sees a wrong value: it would have to if a column were not of its type."""
    package = json.loads((sample / "datapackage.json").read_text(encoding="utf-8"))
    sources = next(r for r in package["resources"] if r["path"] == "sources.parquet")
    next(f for f in sources["schema"]["fields"] if f["name"] == "zh")["type"] = "integer"
    spoilt = frictionless.Resource({**sources, "path": "sources.parquet"}, basepath=str(sample))
    assert not frictionless.validate(spoilt).valid


def test_croissant_is_valid(results):
    dataset = mlcroissant.Dataset(jsonld=results / "croissant.json")
    assert not dataset.metadata.ctx.issues.errors, dataset.metadata.ctx.issues.report()
    assert len(dataset.metadata.record_sets) == len(list(results.glob("*.parquet")))
    fingerprint = json.loads((results / "run.json").read_text(encoding="utf-8"))["fingerprint"]
    assert fingerprint in dataset.metadata.cite_as and dataset.metadata.version == "1.0.0+" + fingerprint[:12]


def test_croissant_loads_records(sample):
    dataset = mlcroissant.Dataset(jsonld=sample / "croissant.json")
    sources = next(r for r in dataset.metadata.record_sets if r.name == "sources")
    rows = list(dataset.records(sources.uuid))
    assert len(rows) == pyarrow.parquet.read_metadata(sample / "sources.parquet").num_rows
    assert any("示例军报".encode() in row.values() or "示例军报" in row.values() for row in rows)


def test_readers_find_the_types_that_are_documented(results):
    described = {r["name"]: {f["name"]: f for f in r["schema"]["fields"]} for r in resources(results)}
    assert set(described) <= set(documented(results))
    for table, fields in described.items():
        path = results / f"{table}.parquet"
        columns = documented(results)[table]
        in_arrow, in_polars = pyarrow.parquet.read_schema(path), polars.read_parquet_schema(path)
        in_duckdb = dict(row[:2] for row in duckdb.sql(f"describe from '{path}'").fetchall())
        in_pandas = pandas.read_parquet(path, dtype_backend="pyarrow").dtypes
        assert in_arrow.names == list(columns) == list(fields), table
        for name, (kind, null) in columns.items():
            in_package, arrow, of_polars, of_duckdb = KINDS[kind]
            assert in_arrow.field(name).type == arrow == in_pandas[name].pyarrow_dtype, f"{table}.{name}"
            assert in_polars[name] == of_polars and in_duckdb[name] == of_duckdb, f"{table}.{name}"
            assert in_arrow.field(name).nullable == null, f"{table}.{name}"
            assert fields[name]["type"] == ("number" if kind == "integer" and null else in_package), f"{table}.{name}"
            assert fields[name]["description"], f"{table}.{name}"
