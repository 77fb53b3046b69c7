// Package describe writes what explains the tables of a result: TABLES.md for a person,
// datapackage.json (Frictionless) and croissant.json (MLCommons) for programs.
package describe

import (
	"bufio"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"tifa/outputs"
	"tifa/outputs/folder"
)

//go:generate go test -run TestTablesDoc -update

// Write adds to a result folder what explains its tables: TABLES.md for a person, datapackage.json
// (Frictionless) and croissant.json (MLCommons) for programs. Call it when all tables are written.
// Title is the analyst's.
func Write(to *outputs.Folder, title string) error {
	files, err := to.Tables()
	if err != nil {
		return err
	}
	if title == "" {
		title = to.Name()
	}
	for _, d := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"TABLES.md", WriteTablesDoc},
		{"datapackage.json", func(w io.Writer) error { return writeDataPackage(w, title, files) }},
		{"croissant.json", func(w io.Writer) error { return writeCroissant(w, title, files) }},
	} {
		if err := folder.WriteFile(filepath.Join(to.Path(), d.name), d.write); err != nil {
			return err
		}
	}
	return nil
}

// described pairs the tables a result has with their descriptions.
func described(files []outputs.FileHash) []describedTable {
	var out []describedTable
	for _, t := range outputs.Tables() {
		for _, f := range files {
			if f.Name == t.FileName() {
				out = append(out, describedTable{t, f})
			}
		}
	}
	return out
}

type describedTable struct {
	outputs.Table
	file outputs.FileHash
}

// WriteTablesDoc writes what every table and column means, in Markdown.
func WriteTablesDoc(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, `# Tables

A result folder has one Parquet file for each table, such as counts.parquet. DuckDB, Polars, pandas and R's arrow read
these files directly. Rows are sorted by the key, nulls first. Null means that there is no value; it does not mean 0.
A column has the same meaning in every table, unless its description says otherwise.
`)
	for _, t := range outputs.Tables() {
		fmt.Fprintf(b, "\n## %s\n\n%s Key: %s.\n\n", t.Name, t.About, strings.Join(t.Key, ", "))
		fmt.Fprint(b, "| column | type | unit | meaning |\n|---|---|---|---|\n")
		for _, c := range t.Columns {
			kind := string(c.Kind)
			if c.Nullable {
				kind += " or null"
			}
			fmt.Fprintf(b, "| %s | %s | %s | %s |\n", c.Name, kind, c.Unit, strings.ReplaceAll(c.Doc, "|", `\|`))
		}
	}
	return b.Flush()
}
