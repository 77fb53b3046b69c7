package folder

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sync/errgroup"
)

// tables are the names of tables that results may have.
func tables() []string { return []string{"sources.parquet", "documents.parquet", "problems.parquet"} }

func newFolder(t testing.TB, parent, name string) *Folder {
	t.Helper()
	to, err := Create(parent, name, tables())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { to.Abandon() })
	return to
}

func writeTable(t testing.TB, to *Folder, name, text string) {
	t.Helper()
	f, err := to.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := f.Finish(1); err != nil {
		t.Fatal(err)
	}
}

// publish publishes a result with one table, whose text says which.
func publish(t testing.TB, parent, name, text string) {
	t.Helper()
	to := newFolder(t, parent, name)
	writeTable(t, to, "problems.parquet", text)
	dir, err := to.Publish()
	if err != nil {
		t.Fatal(err)
	}
	if dir != filepath.Join(parent, name) {
		t.Errorf("published to %s", dir)
	}
}

// wantResult checks what stands at dir.
func wantResult(t testing.TB, dir, text string) {
	t.Helper()
	if got, err := os.ReadFile(filepath.Join(dir, "problems.parquet")); err != nil || string(got) != text {
		t.Errorf("%s holds %q, %v, want %s", dir, got, err, text)
	}
}

func wantEntries(t testing.TB, dir string, want ...string) {
	t.Helper()
	var got []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}

func TestPublish(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "outputs", "runs")
	publish(t, parent, "may", "first")
	wantResult(t, filepath.Join(parent, "latest"), "first")
	publish(t, parent, "june", "second")
	wantResult(t, filepath.Join(parent, "latest"), "second")
	publish(t, parent, "may", "third") // replaces
	wantResult(t, filepath.Join(parent, "latest"), "third")
	wantResult(t, filepath.Join(parent, "june"), "second")
	wantEntries(t, parent, "june", "latest", "may")
	if to, _ := os.Readlink(filepath.Join(parent, "latest")); to != "may" {
		t.Errorf("latest points to %s: it must stay right when the folder is moved", to)
	}
}

func TestAbandonLeavesTheLastResult(t *testing.T) {
	parent := t.TempDir()
	publish(t, parent, "run", "good")
	to := newFolder(t, parent, "run")
	f, err := to.Create("sources.parquet")
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte("half"))
	wantResult(t, filepath.Join(parent, "run"), "good")
	if err := errors.Join(to.Abandon(), to.Abandon()); err != nil {
		t.Fatal(err)
	}
	wantResult(t, filepath.Join(parent, "run"), "good")
	wantEntries(t, parent, "latest", "run")
	if _, err := to.Publish(); err == nil {
		t.Error("published what was abandoned")
	}
	if _, err := to.Create("sources.parquet"); err == nil {
		t.Error("wrote to what was abandoned")
	}
}

// A killed run leaves its hidden folder, or is between two renames where the file system can't
// exchange.
func TestAfterAKilledRun(t *testing.T) {
	parent := t.TempDir()
	publish(t, parent, "run", "good")
	if err := errors.Join(os.MkdirAll(filepath.Join(parent, ".run.new"), 0o755), newMark().write(filepath.Join(parent, ".run.new"))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(parent, ".run.new", "problems.parquet"), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(parent, "run"), filepath.Join(parent, ".run.old")); err != nil {
		t.Fatal(err)
	}
	to := newFolder(t, parent, "run")
	wantEntries(t, to.Path(), ".tifa")
	wantResult(t, filepath.Join(parent, "run"), "good")
	wantEntries(t, parent, ".run.new", "latest", "run")
	to.Abandon()
	publish(t, parent, "run", "better")
	wantEntries(t, parent, "latest", "run")
	wantResult(t, filepath.Join(parent, "run"), "better")
}

// Results are named by the time, so no later run has the name of a killed one.
func TestKilledRunsOfOtherNames(t *testing.T) {
	parent := t.TempDir()
	write := func(folder, file string) {
		t.Helper()
		dir := filepath.Join(parent, folder)
		if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, file), []byte("half"), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write(".monday.new", "problems.parquet")
	write(".mine.new", "diary.txt")
	write(".yours.new", "problems.parquet") // no mark
	write(".tuesday.new", "problems.parquet")
	write(".tuesday.new", "diary.txt")
	for _, dir := range []string{".monday.new", ".tuesday.new"} {
		if err := newMark().write(filepath.Join(parent, dir)); err != nil {
			t.Fatal(err)
		}
	}
	writing := newFolder(t, parent, "now")
	writeTable(t, writing, "problems.parquet", "kept")
	to := newFolder(t, parent, "today")
	wantEntries(t, parent, ".mine.new", ".now.new", ".today.new", ".tuesday.new", ".yours.new")
	wantEntries(t, filepath.Join(parent, ".tuesday.new"), ".tifa", "diary.txt")
	if want := []string{filepath.Join(parent, ".tuesday.new")}; !slices.Equal(to.Left(), want) {
		t.Errorf("told of %q", to.Left())
	}
	if _, err := writing.Publish(); err != nil {
		t.Error(err)
	}
	wantResult(t, filepath.Join(parent, "now"), "kept")
	to.Abandon()
}

func TestOneRunAtATime(t *testing.T) {
	parent := t.TempDir()
	to := newFolder(t, parent, "run")
	if _, err := Create(parent, "run", tables()); err == nil || !strings.Contains(err.Error(), "another run is writing this result") {
		t.Errorf("a second run was let in: %v", err)
	}
	newFolder(t, parent, "other")
	to.Abandon()
	newFolder(t, parent, "run")
}

func TestCreateRefusesNames(t *testing.T) {
	for _, name := range []string{"", ".", "..", ".hidden", "latest", "a/b", "/a", "../a"} {
		if _, err := Create(t.TempDir(), name, tables()); err == nil {
			t.Errorf("%q was taken for a name", name)
		}
	}
}

func TestPublishChecksTheDisk(t *testing.T) {
	parent := t.TempDir()
	publish(t, parent, "run", "good")
	to := newFolder(t, parent, "run")
	writeTable(t, to, "problems.parquet", "bad")
	path := filepath.Join(to.Path(), "problems.parquet")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/3] ^= 1
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := to.Publish(); err == nil || !strings.Contains(err.Error(), "differ from those written") {
		t.Errorf("a flipped bit was published: %v", err)
	}
	to.Abandon()
	wantResult(t, filepath.Join(parent, "run"), "good")
}

func TestLatestIsNoLink(t *testing.T) {
	parent := t.TempDir()
	if err := os.Mkdir(filepath.Join(parent, "latest"), 0o755); err != nil {
		t.Fatal(err)
	}
	to := newFolder(t, parent, "run")
	writeTable(t, to, "problems.parquet", "good")
	if _, err := to.Publish(); err == nil || !strings.Contains(err.Error(), "move it away") {
		t.Errorf("got %v", err)
	}
	to.Abandon()
	wantEntries(t, parent, "latest")
}

// fullDisk takes some bytes and then no more.
type fullDisk struct {
	io.WriteCloser
	room int
}

func (d *fullDisk) Write(p []byte) (int, error) {
	n, err := d.WriteCloser.Write(p[:min(len(p), d.room)])
	if d.room -= n; err == nil && n < len(p) {
		err = &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	}
	return n, err
}

func TestFullDisk(t *testing.T) {
	for _, room := range []int{0, 3, 1000} {
		parent := t.TempDir()
		publish(t, parent, "run", "good")
		to := newFolder(t, parent, "run")
		to.createFile = func(path string) (io.WriteCloser, error) {
			f, err := createFile(path)
			return &fullDisk{f, room}, err
		}
		f, err := to.Create("sources.parquet")
		if err != nil {
			t.Fatal(err)
		}
		_, err = f.Write(make([]byte, 2000))
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "free some space and run again") {
			t.Errorf("room for %d bytes: %v", room, err)
		}
		f.Discard()
		if _, err := to.Publish(); err == nil {
			t.Error("published half a table")
		}
		to.Abandon()
		wantResult(t, filepath.Join(parent, "latest"), "good")
		wantEntries(t, parent, "latest", "run")
	}
}

func TestTablesOfAFolder(t *testing.T) {
	to := newFolder(t, t.TempDir(), "run")
	var group errgroup.Group // tables are written side by side
	for _, name := range slices.Backward(tables()) {
		group.Go(func() error {
			f, err := to.Create(name)
			if err != nil {
				return err
			}
			_, err = io.WriteString(f, name)
			return errors.Join(err, f.Finish(int64(len(name))))
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	got, err := to.Tables()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range got {
		sum, size, err := HashFile(filepath.Join(to.Path(), f.Name))
		if err != nil || f != (FileHash{tables()[i], sum, size, int64(len(f.Name))}) {
			t.Errorf("table %d is %v, %v", i, f, err)
		}
	}
	if len(got) != 3 {
		t.Errorf("tables are %v", got)
	}
	other := slices.Clone(got)
	other[1].SHA256 = strings.Repeat("0", 64)
	if Fingerprint(got) == Fingerprint(other) || Fingerprint(got) != Fingerprint(slices.Clone(got)) {
		t.Error("the fingerprint does not tell tables apart")
	}
}
