"""Reads every table of a result with the programs its users have, and compares each value with what was written.

usage: read_tables.py RESULT EXPORTS EXPECTED.json
EXPECTED is {table: {"columns": [[name, kind]], "rows": [[value]]}} with dates as days since 1970-01-01.
"""

import csv
import datetime
import json
import sys
from pathlib import Path

import duckdb
import openpyxl
import pandas
import polars
import pyarrow.feather
import pyarrow.parquet

DAY0 = datetime.date(1970, 1, 1).toordinal()
ARROW = {"text": "string", "list of text": "list", "integer": "int64", "number": "double", "true or false": "bool", "date": "date32[day]"}


def plain(value):
    """A value as EXPECTED has it."""
    if isinstance(value, datetime.date):
        return value.toordinal() - DAY0
    return value


def rows_of(records):
    return [[plain(v) for v in record] for record in records]


def expect(what, got, want):
    if got != want:
        for i, (g, w) in enumerate(zip(got, want)):
            if g != w:
                sys.exit(f"{what} row {i}:\n  read  {str(g)[:300]}\n  wrote {str(w)[:300]}")
        sys.exit(f"{what}: read {len(got)} rows, wrote {len(want)}")


def arrow_table(what, table, columns, want):
    for name, kind in columns:
        got = str(table.schema.field(name).type)
        if not got.startswith(ARROW[kind]):
            sys.exit(f"{what}.{name} is {got}, not {ARROW[kind]}")
    expect(what, rows_of(zip(*(c.to_pylist() for c in table.columns))), want)


def undefused(cell, kind):
    """A CSV cell as it was before the apostrophe."""
    if kind == "text" and cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r\n＝＋－＠"):
        return cell[1:]
    return cell


def csv_cell(value, kind):
    if value is None:
        return ""
    if kind == "date":
        return datetime.date.fromordinal(value + DAY0).isoformat()
    if kind == "true or false":
        return str(value).lower()
    return pictured(value) if kind == "text" else value


def pictured(text):
    """Text with its control characters as CSV shows them."""
    def one(c):
        if c in "\t\r\n" or " " <= c < "\x7f" or c >= "\xa0":
            return c
        return chr(0x2400 + ord(c)) if c < " " else "␡" if c == "\x7f" else "\ufffd"
    return "".join(map(one, text))


def csv_table(path, columns, want):
    with open(path, encoding="utf-8-sig", newline="") as f:
        header, *records = csv.reader(f)
    expect(f"{path} header", header, [name for name, _ in columns])
    kinds = [kind for _, kind in columns]
    parse = {"list of text": json.loads, "integer": int, "number": float}
    got = [[parse.get(k, str)(undefused(v, k)) if v else "" for v, k in zip(r, kinds)] for r in records]
    expect(str(path), got, [[csv_cell(v, k) for v, k in zip(r, kinds)] for r in want])


def workbook(path, expected):
    book = openpyxl.load_workbook(path, read_only=True)
    expect("sheets", sorted(book.sheetnames), sorted(["README", *expected]))
    for name, table in expected.items():
        lines = list(book[name].iter_rows())
        expect(f"{name} sheet", [len(lines)], [1 + len(table["rows"])])
        for line in lines:
            if any(cell.data_type in "fe" for cell in line):
                sys.exit(f"sheet {name} has a formula or an error: {[c.value for c in line]}")


def main(result, exports, expected):
    expected = json.loads(Path(expected).read_text(encoding="utf-8"))
    for name, table in expected.items():
        columns, want, path = table["columns"], table["rows"], f"{result}/{name}.parquet"
        arrow_table(f"pyarrow {name}", pyarrow.parquet.read_table(path), columns, want)
        expect(f"duckdb {name}", rows_of(duckdb.sql(f"from '{path}'").fetchall()), want)
        expect(f"polars {name}", rows_of(polars.read_parquet(path).rows()), want)
        expect(f"pandas {name}", len(pandas.read_parquet(path)), len(want))
        arrow_table(f"feather {name}", pyarrow.feather.read_table(f"{exports}/{name}.arrow", memory_map=False), columns, want)
        expect(f"polars {name}.arrow", rows_of(polars.read_ipc(f"{exports}/{name}.arrow").rows()), want)
        csv_table(f"{exports}/{name}.csv", columns, want)
        # Filters use the statistics in the file, which must therefore be right: least and greatest are at their edges.
        for i, (column, kind) in enumerate(columns):
            values = sorted({r[i] for r in want if kind in ("text", "integer") and r[i] is not None})
            for value in {*values[:1], *values[-1:]}:
                got = duckdb.execute(f"select count(*) from '{path}' where \"{column}\" = ?", [value]).fetchall()
                expect(f"duckdb {name} where {column} = {str(value)[:40]!r}", got, [(sum(r[i] == value for r in want),)])
    workbook(f"{exports}/tables.xlsx", expected)


if __name__ == "__main__":
    main(*sys.argv[1:])
