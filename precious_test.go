package main

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// study is a folder with texts, a folder elsewhere and a result "r" to lose things in.
type study struct {
	*testing.T
	dir     string
	planted map[string]string // path → bytes, or "-> " and the target of a link
}

func newStudy(t *testing.T) *study {
	t.Helper()
	s := &study{t, t.TempDir(), map[string]string{}}
	t.Chdir(s.dir)
	s.plant("texts/org/2015-03-05.txt", "网络主权不容侵犯。")
	s.plant("elsewhere/counts.parquet", "mine")
	s.plant("elsewhere/diary.txt", "mine")
	if code, says := s.tifa("run texts -o runs --name r"); code != exitDone {
		t.Fatal(says)
	}
	return s
}

// plant puts something precious at a path: a file, or a link where text begins with "-> ".
func (s *study) plant(path, text string) {
	s.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.Fatal(err)
	}
	var err error
	if to, ok := strings.CutPrefix(text, "-> "); ok {
		err = os.Symlink(to, path)
	} else {
		err = os.WriteFile(path, []byte(text), 0o640)
	}
	if err != nil {
		s.Fatal(err)
	}
	s.planted[path] = text
}

func (s *study) tifa(args string) (code int, says string) {
	var out bytes.Buffer
	code = run(context.Background(), strings.Fields(args), strings.NewReader(""), &out, &out)
	return code, out.String()
}

// check says what is no longer as it was planted.
func (s *study) check(after string) {
	s.Helper()
	for path, want := range s.planted {
		info, err := os.Lstat(path)
		if err != nil {
			s.Errorf("after %s: %v", after, err)
			continue
		}
		var got string
		if info.Mode()&fs.ModeSymlink != 0 {
			to, _ := os.Readlink(path)
			got = "-> " + to
		} else {
			text, _ := os.ReadFile(path)
			got = string(text)
		}
		if got != want {
			s.Errorf("after %s: %s holds %.40q, want %q", after, path, got, want)
		}
		if info.Mode().IsRegular() && info.Mode().Perm() != 0o640 {
			s.Errorf("after %s: %s has mode %v", after, path, info.Mode())
		}
	}
	entries, _ := os.ReadDir("elsewhere")
	if len(entries) != 2 {
		s.Errorf("after %s: elsewhere holds %v", after, entries)
	}
}

// everyCommand lists what writes files, with names that collide as much as they can.
var everyCommand = []string{
	"run texts -o runs --name r", "run texts -o runs --name Z", "run texts -o runs", "run texts -o . --name texts",
	"run texts -o texts --name new", "run texts -o texts --name org", "run texts/org -o . --name texts",
	"measure runs/r", "measure runs/latest", "measure runs/r --name Z", "measure runs/r --name X",
	"report runs/r", "report runs/r -o runs/r/report.html", "report runs/r -o notes.txt", "report runs/r -o runs/r/my.html",
	"export runs/r --format csv -o csv", "export runs/r --format arrow -o csv", "export runs/r --format xlsx -o csv",
	"export runs/r --format xlsx -o csv/mine.xlsx", "export runs/r --format csv -o runs/r/xlsx",
	"init study", "init csv", "init runs/r",
}

// Each row plants what the program may be tempted to remove, follow or overwrite. All commands are
// run, whether they refuse or not, and nothing of it may change.
func TestPreciousFilesStay(t *testing.T) {
	for name, plants := range map[string]map[string]string{
		"staging of others": {"runs/.r.new/counts.parquet": "mine", "runs/.Z.new/counts.parquet": "mine"},
		"replaced of others": {"runs/.r.old/counts.parquet": "mine", "runs/.Z.old/diary.txt": "mine",
			"runs/.r.link": "mine", "runs/.Z.link": "mine"},
		"staging is a file": {"runs/.r.new": "mine", "runs/.Z.new": "mine", "runs/.r.old": "mine"},
		"staging is a link": {"runs/.r.new": "-> ../elsewhere", "runs/.Z.new": "-> ../elsewhere",
			"runs/.r.old": "-> ../elsewhere", "runs/.r.link": "-> ../elsewhere"},
		"names are taken": {"runs/Z/counts.parquet": "mine", "runs/X": "-> ../elsewhere", "texts/run.json": "{}",
			"runs/.X.new/documents.parquet": "mine", "runs/.tifa-1/1": "mine", "csv/.tifa-2/.tifa": "mine"},
		"in the result": {"runs/r/notes.md": "mine", "runs/r/xlsx/mine.xlsx": "mine", "runs/r/sub/deep/a.txt": "mine",
			"runs/r/link": "-> ../../elsewhere", "runs/r/gone": "-> nowhere", "runs/r/.hidden": "mine",
			"runs/r/my.parquet": "mine", "runs/r/xlsx/counts.csv": "mine", "runs/r/.tifa-3/1": "mine",
			"runs/r/counts.csv": "-> ../../elsewhere/counts.parquet"},
		"exports": {"csv/counts.csv": "mine", "csv/tables.xlsx": "mine", "csv/tokens.arrow": "-> ../elsewhere/counts.parquet",
			"csv/tifa.yaml": "mine", "csv/mine.xlsx": "mine", "notes.txt": "<!DOCTYPE html> mine"},
		"list of exports": {"csv/.tifa-exported": "mine"},
		"init":            {"study/tifa.yaml": "-> ../elsewhere/new.yaml", "study/lexicon.yaml": "mine"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStudy(t)
			for path, text := range plants {
				s.plant(path, text)
			}
			for _, args := range everyCommand {
				s.tifa(args)
				s.check(args)
			}
		})
	}
}

// What is named latest and is not the program's stays, and is told before the work.
func TestPreciousLatest(t *testing.T) {
	for name, text := range map[string]string{"file": "mine", "link out": "-> ../elsewhere", "link to no result": "-> Z", "folder": ""} {
		t.Run(name, func(t *testing.T) {
			s := newStudy(t)
			s.plant("runs/Z/diary.txt", "mine")
			if err := os.Remove("runs/latest"); err != nil {
				t.Fatal(err)
			}
			if text == "" {
				s.plant("runs/latest/diary.txt", "mine")
			} else {
				s.plant("runs/latest", text)
			}
			for _, args := range everyCommand {
				s.tifa(args)
				s.check(args)
			}
			for _, args := range []string{"run texts -o runs --name n", "measure runs/r"} {
				if code, says := s.tifa(args); code != exitUsage || !strings.Contains(says, "move it away") {
					t.Errorf("tifa %s: exit %d: %s", args, code, says)
				}
			}
			if _, err := os.Lstat("runs/n"); err == nil {
				t.Error("a result was published")
			}
		})
	}
}

// What must not be touched is refused before the work, with usage's exit code and what to do.
func TestRefusedDestinations(t *testing.T) {
	s := newStudy(t)
	s.plant("runs/X/diary.txt", "mine")
	s.plant("runs/.Y.new/diary.txt", "mine")
	s.plant("alias", "-> texts")
	for _, row := range []struct{ args, says string }{
		{"run texts -o . --name texts", "is or holds the input"},
		{"run alias -o . --name texts", "is or holds the input"},
		{"run texts/org -o . --name texts", "is or holds the input"},
		{"run texts/*/*.txt -o . --name texts", "is or holds the input"},
		{"run texts -o texts --name new", "lies in the input"},
		{"run texts -o alias/org --name new", "lies in the input"},
		{"run texts -o runs --name X", "not a result of tifa"},
		{"run texts -o runs --name Y", "move it away"},
		{"measure runs/r --name X", "not a result of tifa"},
		{"measure runs/r --name Y", "move it away"},
		{"run texts -o runs --name " + strings.Repeat("x", 251), "at most 250 bytes"},
	} {
		if code, says := s.tifa(row.args); code != exitUsage || !strings.Contains(says, row.says) {
			t.Errorf("tifa %s: exit %d: %s; want %q", row.args, code, says, row.says)
		}
		s.check(row.args)
	}
}

// Results and exports are replaced as before, as long as nobody changed them.
func TestOwnFilesAreReplaced(t *testing.T) {
	s := newStudy(t)
	for _, args := range []string{
		"measure runs/r", "run texts -o runs --name r", "report runs/r -o may.html", "report runs/r --lang zh -o may.html",
		"export runs/r -o csv", "run texts texts -o runs --name other", "export runs/other -o csv", "export runs/r --format xlsx -o t.xlsx",
		"export runs/r --format xlsx -o t.xlsx", "report runs/r --lang zh", "verify runs/r", "measure runs/r --name other", "verify runs/other",
	} {
		if code, says := s.tifa(args); code != exitDone {
			t.Errorf("tifa %s: exit %d: %s", args, code, says)
		}
	}
	for _, args := range []string{"export runs/r -o csv", "report runs/r -o may.html"} {
		if err := os.WriteFile("csv/counts.csv", []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		page, _ := os.ReadFile("may.html")
		if err := os.WriteFile("may.html", bytes.Replace(page, []byte("<h"), []byte("<!-- mine --><h"), 1), 0o644); err != nil {
			t.Fatal(err)
		}
		if code, says := s.tifa(args); code == exitDone || !strings.Contains(says, "move it away") {
			t.Errorf("tifa %s: exit %d: %s", args, code, says)
		}
	}
}

// A report with a reader's notes in it is not written over in its result, and is kept aside when
// the result is replaced.
func TestNotesInTheReportStay(t *testing.T) {
	s := newStudy(t)
	page, err := os.ReadFile("runs/r/report.html")
	if err != nil {
		t.Fatal(err)
	}
	notes := string(page) + "<p>my notes</p>"
	if err := os.Remove("runs/r/report.html"); err != nil {
		t.Fatal(err)
	}
	s.plant("runs/r/report.html", notes)
	for _, args := range []string{"report runs/r", "report runs/latest --lang zh", "report runs/r -o runs/r/report.html"} {
		if code, says := s.tifa(args); code == exitDone || !strings.Contains(says, "move it away") {
			t.Errorf("tifa %s: exit %d: %s", args, code, says)
		}
		s.check(args)
	}
	if code, says := s.tifa("measure runs/r"); code != exitDone {
		t.Error(says)
	}
	if kept, err := os.ReadFile("runs/r/report.html.old"); string(kept) != notes {
		t.Errorf("the notes are lost: %v", err)
	}
}

// Everything published is in a hash: a flipped bit in any file is found.
func TestVerifyFindsAFlippedBit(t *testing.T) {
	s := newStudy(t)
	entries, err := os.ReadDir("runs/r")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		path := filepath.Join("runs/r", e.Name())
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []int{0, len(whole) / 2, len(whole) - 1} {
			bad := bytes.Clone(whole)
			bad[at] ^= 1
			if err := os.WriteFile(path, bad, 0o644); err != nil {
				t.Fatal(err)
			}
			if code, says := s.tifa("verify runs/r"); code == exitDone {
				t.Errorf("%s, byte %d: %s", e.Name(), at, says)
			}
		}
		if err := os.WriteFile(path, whole, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if code, says := s.tifa("verify runs/r"); code != exitDone {
		t.Error(says)
	}
}
