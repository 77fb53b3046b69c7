package folder

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func put(t testing.TB, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// plantOwn puts what users put into results.
func plantOwn(t testing.TB, result string) {
	t.Helper()
	put(t, filepath.Join(result, "notes.md"), "mine")
	put(t, filepath.Join(result, "xlsx", "sub", "tables.xlsx"), "mine")
	if err := os.Symlink("nowhere", filepath.Join(result, "link")); err != nil {
		t.Fatal(err)
	}
}

func wantOwn(t testing.TB, result string) {
	t.Helper()
	for _, name := range []string{"notes.md", "xlsx/sub/tables.xlsx"} {
		text, err := os.ReadFile(filepath.Join(result, name))
		info, _ := os.Stat(filepath.Join(result, name))
		if err != nil || string(text) != "mine" || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %q, %v", name, text, err)
		}
	}
	if to, err := os.Readlink(filepath.Join(result, "link")); to != "nowhere" {
		t.Errorf("the link points to %q, %v", to, err)
	}
}

// noExchange is a file system that can't exchange two names.
func noExchange(string, string) error { return errors.ErrUnsupported }

func TestWhatUsersPutIntoAResultIsCarriedOver(t *testing.T) {
	for _, change := range []func(a, b string) error{exchange, noExchange} {
		parent := t.TempDir()
		publish(t, parent, "run", "first")
		plantOwn(t, filepath.Join(parent, "run"))
		to := newFolder(t, parent, "run")
		to.exchange = change
		writeTable(t, to, "problems.parquet", "second")
		if _, err := to.Publish(); err != nil {
			t.Fatal(err)
		}
		wantOwn(t, filepath.Join(parent, "run"))
		wantResult(t, filepath.Join(parent, "run"), "second")
		wantEntries(t, parent, "latest", "run")
		wantEntries(t, filepath.Join(parent, "run"), ".tifa", "link", "notes.md", "problems.parquet", "xlsx")
	}
}

// A file of the program's that somebody changed is theirs: it gets another name.
func TestChangedFilesAreCarriedOver(t *testing.T) {
	parent := t.TempDir()
	for _, text := range []string{"first", "second", "third"} {
		to := newFolder(t, parent, "run")
		writeTable(t, to, "problems.parquet", text)
		put(t, filepath.Join(to.Path(), "TABLES.md"), "the tables")
		files, err := OtherFiles(to.Path())
		if err != nil {
			t.Fatal(err)
		}
		tables, _ := to.Tables()
		if err := WriteManifest(to.Path(), manifestOf(t, tables, files)); err != nil {
			t.Fatal(err)
		}
		if _, err := to.Publish(); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(parent, "run", "TABLES.md"), "mine")
	}
	wantEntries(t, filepath.Join(parent, "run"), ".tifa", "TABLES.md", "TABLES.md.old", "TABLES.md.old-2",
		"problems.parquet", "run.json")
}

// Each row is a place at which a run may be killed, as the state of the folder it leaves. The next
// run, of the same or of another name, keeps a result and all that users put into it.
func TestKilledWhilePublishing(t *testing.T) {
	for name, kill := range map[string]func(t *testing.T, to *Folder){
		"before the exchange": func(*testing.T, *Folder) {},
		"after the exchange": func(t *testing.T, to *Folder) {
			if err := exchange(to.Path(), to.destination()); err != nil {
				t.Skip(err)
			}
		},
		"between two renames": func(_ *testing.T, to *Folder) { os.Rename(to.destination(), to.old()) },
		"after two renames": func(_ *testing.T, to *Folder) {
			os.Rename(to.destination(), to.old())
			os.Rename(to.Path(), to.destination())
		},
		"while carrying over": func(_ *testing.T, to *Folder) {
			os.Rename(to.destination(), to.old())
			os.Rename(to.Path(), to.destination())
			os.Rename(filepath.Join(to.old(), "notes.md"), filepath.Join(to.destination(), "notes.md"))
			os.Remove(filepath.Join(to.old(), "problems.parquet"))
		},
	} {
		for _, next := range []string{"run", "other"} {
			t.Run(name+", then "+next, func(t *testing.T) {
				parent := t.TempDir()
				publish(t, parent, "run", "first")
				plantOwn(t, filepath.Join(parent, "run"))
				to := newFolder(t, parent, "run")
				writeTable(t, to, "problems.parquet", "second")
				if err := to.prepare(); err != nil {
					t.Fatal(err)
				}
				kill(t, to)
				to.held.Close()
				again := newFolder(t, parent, next)
				wantOwn(t, filepath.Join(parent, "run"))
				if err := again.Abandon(); err != nil {
					t.Error(err)
				}
				wantEntries(t, parent, "latest", "run")
				wantEntries(t, filepath.Join(parent, "run"), ".tifa", "link", "notes.md", "problems.parquet", "xlsx")
				publish(t, parent, next, "third")
				wantOwn(t, filepath.Join(parent, "run"))
				to.gone = true
			})
		}
	}
}

// Results of earlier versions have no mark. They are known by their run.json and documents.
func TestResultsWithoutAMark(t *testing.T) {
	parent := t.TempDir()
	to := newFolder(t, parent, "run")
	writeTable(t, to, "documents.parquet", "a")
	tables, _ := to.Tables()
	if err := WriteManifest(to.Path(), manifestOf(t, tables, nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := to.Publish(); err != nil {
		t.Fatal(err)
	}
	result := filepath.Join(parent, "run")
	if err := os.Remove(filepath.Join(result, markName)); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(result, "report.html"), "the report")
	plantOwn(t, result)
	publish(t, parent, "run", "second")
	wantOwn(t, result)
	wantEntries(t, result, ".tifa", "link", "notes.md", "problems.parquet", "xlsx")
	for _, missing := range []string{"run.json", "documents.parquet"} {
		dir := filepath.Join(parent, "x"+missing)
		put(t, filepath.Join(dir, "run.json"), string(manifestOf(t, tables, nil)))
		put(t, filepath.Join(dir, "documents.parquet"), "x")
		if !IsResult(dir) {
			t.Errorf("%s is no result", dir)
		}
		os.Remove(filepath.Join(dir, missing))
		if IsResult(dir) {
			t.Errorf("%s is a result without %s", dir, missing)
		}
	}
}

// A folder that was put in the place of the destination during the run is not replaced.
func TestDestinationTakenDuringTheRun(t *testing.T) {
	for _, change := range []func(a, b string) error{exchange, noExchange} {
		parent := t.TempDir()
		to := newFolder(t, parent, "run")
		to.exchange = change
		writeTable(t, to, "problems.parquet", "second")
		put(t, filepath.Join(parent, "run", "diary.txt"), "mine")
		if _, err := to.Publish(); err == nil || !strings.Contains(err.Error(), "not a result of tifa") {
			t.Errorf("got %v", err)
		}
		if err := to.Abandon(); err != nil {
			t.Error(err)
		}
		wantEntries(t, parent, "run")
		wantEntries(t, filepath.Join(parent, "run"), "diary.txt")
	}
}

// Killed commands leave scratch folders. The next command removes those that are marked and that
// no other command has locked.
func TestScratchFolders(t *testing.T) {
	dir := t.TempDir()
	killed, err := newScratch(dir)
	if err != nil {
		t.Fatal(err)
	}
	killed.write(func(io.Writer) error { return nil })
	killed.lock.Close()
	running, err := newScratch(dir)
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, ".tifa-mine", "1"), "mine")
	failed := errors.New("failed")
	if err := WriteFile(filepath.Join(dir, "a"), func(io.Writer) error { return failed }); !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
	wantEntries(t, dir, filepath.Base(running.dir), ".tifa-mine")
	if err := running.close(); err != nil {
		t.Fatal(err)
	}
	wantEntries(t, dir, ".tifa-mine")
}

// A result that the user gave the name of a scratch folder stays, and so does a scratch folder
// that somebody put a file into, whole.
func TestScratchNamesOfTheUser(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, "run", "first")
	backup := filepath.Join(dir, ".tifa-backup")
	if err := os.Rename(filepath.Join(dir, "run"), backup); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(backup, "1"), "mine")
	used, err := newScratch(dir)
	if err != nil {
		t.Fatal(err)
	}
	used.lock.Close()
	put(t, filepath.Join(used.dir, "1"), "mine")
	put(t, filepath.Join(used.dir, "diary.txt"), "mine")
	publish(t, dir, "run", "second")
	for _, path := range []string{filepath.Join(backup, "1"), filepath.Join(used.dir, "1")} {
		if text, err := os.ReadFile(path); string(text) != "mine" {
			t.Errorf("%s: %v", path, err)
		}
	}
	wantResult(t, backup, "first")
}

func manifestOf(t testing.TB, tables []FileHash, files []OtherFile) []byte {
	t.Helper()
	text, err := json.Marshal(listing{Fingerprint(tables), tables, files})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A folder of another result that can't be removed is told of, and is no reason not to run.
func TestStaleFolderThatStays(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may remove anything")
	}
	parent := t.TempDir()
	publish(t, parent, "run", "first")
	left := filepath.Join(parent, ".run.new")
	put(t, filepath.Join(left, "diary.txt"), "mine")
	if err := errors.Join(newMark().write(left), os.Chmod(left, 0o555)); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(left, 0o755)
	to := newFolder(t, parent, "other")
	if got := to.Left(); len(got) != 1 || got[0] != left {
		t.Errorf("told of %q", got)
	}
}

// An export that was killed while it moved its files knows the old and the new ones as its own.
func TestKilledExport(t *testing.T) {
	dir := t.TempDir()
	files := func(text string) (out []NewFile) {
		for _, name := range []string{"a", "b"} {
			out = append(out, NewFile{name, func(w io.Writer) error {
				_, err := io.WriteString(w, name+text)
				return err
			}})
		}
		return out
	}
	if _, err := WriteFiles(dir, files("first")); err != nil {
		t.Fatal(err)
	}
	os.Rename(filepath.Join(dir, "b"), filepath.Join(dir, "kept"))
	if err := os.Mkdir(filepath.Join(dir, "b"), 0o755); err != nil { // stops the second file
		t.Fatal(err)
	}
	e, err := openExportFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newScratch(dir)
	if err != nil {
		t.Fatal(err)
	}
	var fresh []string
	for _, f := range files("second") {
		path, err := s.write(f.Write)
		if err != nil {
			t.Fatal(err)
		}
		fresh = append(fresh, path)
	}
	if _, err := e.place(s, files("second"), fresh); err == nil {
		t.Fatal("a folder was replaced")
	}
	s.lock.Close() // killed
	if err := errors.Join(os.Remove(filepath.Join(dir, "b")), os.Rename(filepath.Join(dir, "kept"), filepath.Join(dir, "b"))); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteFiles(dir, files("third")); err != nil {
		t.Error(err)
	}
	wantEntries(t, dir, exportedName, "a", "b")
	put(t, filepath.Join(dir, "a"), "mine")
	if _, err := WriteFiles(dir, files("fourth")); err == nil || !strings.Contains(err.Error(), "move it away") {
		t.Errorf("got %v", err)
	}
}
