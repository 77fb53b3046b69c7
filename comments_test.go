package main

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// A comment line has at most 100 columns, a tab counting as four, so that code reads side by side.
func TestCommentsFit(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != ".":
			return fs.SkipDir
		case filepath.Ext(path) != ".go":
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		output := false // what an example prints stands in a comment as it is
		for n := 1; lines.Scan(); n++ {
			text := strings.ReplaceAll(lines.Text(), "\t", "    ")
			if output = strings.Contains(text, "// Output:") || output && text != "}"; output {
				continue
			}
			if strings.HasPrefix(strings.TrimSpace(lines.Text()), "//\t") {
				continue // a table, or a command, as it is
			}
			if strings.HasPrefix(strings.TrimSpace(text), "// ") && utf8.RuneCountInString(text) > 100 {
				t.Errorf("%s:%d: comment of %d columns", path, n, utf8.RuneCountInString(text))
			}
		}
		return lines.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
}
