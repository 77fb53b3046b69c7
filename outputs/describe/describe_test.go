package describe

import (
	"bytes"
	"flag"
	"io"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write TABLES.md anew")

func TestTablesDoc(t *testing.T) {
	var got bytes.Buffer
	if err := WriteTablesDoc(&got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("../TABLES.md", got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("../TABLES.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Error("outputs/TABLES.md is not what the row types say: run go generate ./outputs/describe")
	}
	if err := WriteTablesDoc(failing{}); err == nil {
		t.Error("no error from a writer that fails")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrShortWrite }
