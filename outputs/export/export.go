// Package export turns the tables of a result into files that other programs open: Arrow, CSV and
// an Excel workbook of whole tables, CSV and JSON lines of rows as they come.
package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"time"

	"tifa/outputs"
	"tifa/outputs/folder"
)

// Tables writes all tables of a result folder into the folder to, in one of three formats, all or
// none, and lists the files written. It replaces a file only if that is byte for byte what an
// earlier export wrote there.
//
//   - arrow: an IPC file (Feather 2) for each table, zstd inside, with the types and column docs of
//     the Parquet files.
//   - csv: a file for each table. UTF-8 with a byte order mark, without which Excel misreads
//     Chinese; RFC 4180. Null is nothing, an empty text is "". A list is a JSON array.
//   - xlsx: one workbook, tables.xlsx (or the file to itself, where its name ends in .xlsx), with a
//     sheet for each table after one that explains them. What Excel can't hold is said in the cell
//     or the last row.
//
// Text that a spreadsheet would run as a formula gets an apostrophe in front in CSV; a workbook
// needs none.
func Tables(dir, format, to string) ([]string, error) {
	tables, err := tablesIn(dir)
	if err != nil {
		return nil, err
	}
	switch format {
	case "arrow":
		return exportEach(dir, to, ".arrow", tables, writeArrow)
	case "csv":
		return exportEach(dir, to, ".csv", tables, writeCSV)
	case "xlsx":
		name := "tables.xlsx"
		if strings.HasSuffix(to, ".xlsx") {
			to, name = filepath.Split(to)
		}
		return exportTo(to, folder.NewFile{Name: name, Write: func(w io.Writer) error {
			return writeWorkbook(w, dir, tables, sheetRows)
		}})
	}
	return nil, fmt.Errorf("format %q: use arrow, csv or xlsx", format)
}

// exportEach writes every table to a file of its own.
func exportEach(dir, to, suffix string, tables []outputs.Table,
	write func(w io.Writer, dir string, t outputs.Table) error) ([]string, error) {
	var files []folder.NewFile
	for _, t := range tables {
		files = append(files, folder.NewFile{Name: t.Name + suffix,
			Write: func(w io.Writer) error { return write(w, dir, t) }})
	}
	return exportTo(to, files...)
}

func exportTo(to string, files ...folder.NewFile) ([]string, error) {
	return folder.WriteFiles(filepath.Clean(to), files)
}

// tablesIn lists the tables that a result folder has.
func tablesIn(dir string) ([]outputs.Table, error) {
	var out []outputs.Table
	for _, t := range outputs.Tables() {
		switch _, err := os.Stat(filepath.Join(dir, t.FileName())); {
		case err == nil:
			out = append(out, t)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no tables here: name the result folder of a finished run, "+
			"such as outputs/runs/latest", dir)
	}
	return out, nil
}

// rowsOf calls each with every row of a table. The value is good until each returns.
func rowsOf(t outputs.Table, dir string, each func(reflect.Value) error) error {
	for row, err := range t.Rows(dir) {
		if err != nil {
			return err
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}

func dateOf(v reflect.Value) time.Time { return time.Unix(v.Int()*86400, 0).UTC() }
