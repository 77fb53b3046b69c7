package settings

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

type anything struct {
	Title any   `yaml:"title"`
	Items []any `yaml:"items"`
}

// aliasBomb is nine lists, each of nine times the one before: 387 million values in 485 bytes.
func aliasBomb() string {
	var b strings.Builder
	b.WriteString("items:\n- &a0 [x,x,x,x,x,x,x,x,x]\n")
	for i := 1; i <= 9; i++ {
		fmt.Fprintf(&b, "- &a%d [%s]\n", i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 9), ","))
	}
	return b.String()
}

// YAML that takes gigabytes in a plain decoder is an error that says what to do.
func TestHostileYAML(t *testing.T) {
	indented := ""
	for i := range 1200 {
		indented += strings.Repeat(" ", i) + "a:\n"
	}
	for _, row := range []struct{ text, want string }{
		{aliasBomb(), "f.yaml: aliases (*name) stand for more than"},
		{"items: &a [*a]", "aliases"},
		{"title: " + strings.Repeat("[", 200<<10), "f.yaml:1: nested more than 100 deep"},
		{"title: " + strings.Repeat("{a: ", 200<<10), "nested more than 100 deep"},
		{"items:\n" + strings.Repeat("- ", 200<<10), "f.yaml:2: nested more than 100 deep"},
		{"title: " + strings.Repeat("!!a ", 200<<10), "nested more than 100 deep"},
		{strings.Repeat("? ", 200<<10), "nested more than 100 deep"},
		{indented, "indented by more than 500 columns"},
		{"title: " + strings.Repeat("x", MaxFile), "more than 4 MB"},
		{"items: [" + strings.Repeat("x,", 400_000) + "]", "more than 500000 names"},
	} {
		err := Decode("f.yaml", []byte(row.text), new(anything))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%.40q: %v; want %q", row.text, err, row.want)
		}
	}
}

// What people write is decoded, and mistakes show their line.
func TestDecode(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"", ""},
		{"title: x\nitems: [{a: &b [1, 2], c: *b}, '[[[']", ""},
		{"items:\n- &a {x: 1}\n- <<: *a\n  y: 2\n- *a", ""},
		{"title: '" + strings.Repeat("[", 5000) + "'", ""},
		{"title: |\n  " + strings.Repeat("- [{", 5000), ""},
		{"title: x\ntitel: y", "f.yaml: [2:1] unknown field"},
		{"title: x\ntitle: y", "f.yaml: [2:1] "},
		{"title: *nowhere", "f.yaml: [1:9] could not find alias"},
		{"title: [", "f.yaml: [1:"},
	} {
		err := Decode("f.yaml", []byte(row.text), new(anything))
		if (err == nil) != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
			t.Errorf("%.60q: %v; want %q", row.text, err, row.want)
		}
	}
	var syntax *SyntaxError
	if err := Decode("f", []byte("x: 1"), new(anything)); !errors.As(err, &syntax) {
		t.Errorf("%v is no SyntaxError", err)
	}
}

func TestRead(t *testing.T) {
	dir := t.TempDir()
	for name, size := range map[string]int64{"empty": 0, "full": MaxFile, "large": MaxFile + 1} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(f.Truncate(size), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{
		filepath.Join(dir, "empty"): "", filepath.Join(dir, "full"): "", filepath.Join(dir, "large"): "more than 4 MB",
		"/dev/zero": "not a regular file", dir: "not a regular file", filepath.Join(dir, "none"): "no such file",
	} {
		if path == "/dev/zero" {
			if _, err := os.Stat(path); err != nil {
				continue // another kind of system
			}
		}
		_, err := Read(path)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q", path, err, want)
		}
	}
}

// FuzzDecode: any YAML is decoded or is an error.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{aliasBomb(), "items:\n- &a {x: 1}\n- <<: *a\n", "title: [[[{a: b", "? - !!a &b\n: *b", "a: |\n  b"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := Decode("f", text, new(anything)); err != nil && !strings.HasPrefix(err.Error(), "f:") {
			t.Error(err)
		}
	})
}
