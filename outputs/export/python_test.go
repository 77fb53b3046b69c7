package export

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"

	"tifa/outputs"
)

// python runs Python with the modules that read results: the one TIFA_PYTHON names, else python3.
func python(t *testing.T, modules string) func(args ...string) {
	t.Helper()
	program := os.Getenv("TIFA_PYTHON")
	if program == "" {
		program = "python3"
	}
	if out, err := exec.Command(program, "-c", "import "+modules).CombinedOutput(); err != nil {
		t.Skipf("no Python with %s (set TIFA_PYTHON to one that has them): %v\n%s", modules, err, out)
	}
	return func(args ...string) {
		t.Helper()
		if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
			t.Errorf("%.100q: %v\n%s", args, err, out)
		}
	}
}

func TestOthersReadEveryTable(t *testing.T) {
	t.Parallel()
	run := python(t, "duckdb, openpyxl, pandas, polars, pyarrow")
	dir, exports := extremeResult(t, 40), t.TempDir()
	for _, format := range []string{"arrow", "csv", "xlsx"} {
		if _, err := Tables(dir, format, exports); err != nil {
			t.Fatal(err)
		}
	}
	type table struct {
		Columns [][2]string `json:"columns"`
		Rows    [][]any     `json:"rows"`
	}
	want := map[string]table{}
	for _, of := range outputs.Tables() {
		w := table{Rows: [][]any{}}
		for _, c := range of.Columns {
			w.Columns = append(w.Columns, [2]string{c.Name, string(c.Kind)})
		}
		err := rowsOf(of, dir, func(row reflect.Value) error {
			var values []any
			for _, c := range of.Columns {
				if v, ok := c.Value(row); ok {
					values = append(values, v.Interface())
				} else {
					values = append(values, nil)
				}
			}
			w.Rows = append(w.Rows, values)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		want[of.Name] = w
	}
	expected := filepath.Join(t.TempDir(), "expected.json")
	text, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(expected, text, 0o644); err != nil {
		t.Fatal(err)
	}
	run("testdata/read_tables.py", dir, exports, expected)
}

func TestDataPackageIsValid(t *testing.T) {
	t.Parallel()
	run := python(t, "frictionless")
	dir := extremeResult(t, 25)
	run("-c", `import json, sys
from frictionless import validate
report = validate(sys.argv[1])
if not report.valid: sys.exit(json.dumps(report.flatten(["title", "rowNumber", "fieldNumber", "type", "note"])[:20], ensure_ascii=False, indent=1))
`, filepath.Join(dir, "datapackage.json"))
}

func TestCroissantIsValid(t *testing.T) {
	t.Parallel()
	run := python(t, "mlcroissant")
	dir := extremeResult(t, 25)
	run("-c", `import sys, mlcroissant
d = mlcroissant.Dataset(sys.argv[1])
if d.metadata.ctx.issues.errors: sys.exit(str(d.metadata.ctx.issues.errors))
for s in d.metadata.record_sets: next(iter(d.records(s.id)))
`, filepath.Join(dir, "croissant.json"))
}
