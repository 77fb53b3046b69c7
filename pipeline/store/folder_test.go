package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func namesIn(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// What is not the program's own is neither used nor deleted.
func TestForeignFolderIsRefused(t *testing.T) {
	for name, make := range map[string]func(t *testing.T, dir string){
		"files without a mark":  func(t *testing.T, dir string) { put(t, dir+"/thesis.docx", "mine") },
		"shards without a mark": func(t *testing.T, dir string) { put(t, dir+"/"+testName, "mine") },
		"another mark":          func(t *testing.T, dir string) { put(t, dir+"/"+markName, "mine") },
		"mark of a later version": func(t *testing.T, dir string) {
			put(t, dir+"/"+markName, "tifa work folder 2\n")
		},
		"a file": func(t *testing.T, dir string) { put(t, dir, "mine") },
		"a link to a marked folder": func(t *testing.T, dir string) {
			put(t, dir+"-elsewhere/"+markName, markText)
			if err := os.Symlink(dir+"-elsewhere", dir); err != nil {
				t.Fatal(err)
			}
		},
		"a mark that is a link": func(t *testing.T, dir string) {
			put(t, dir+"-mark", markText)
			put(t, dir+"/other", "")
			if err := os.Symlink(dir+"-mark", filepath.Join(dir, markName)); err != nil {
				t.Fatal(err)
			}
		},
		"a lock that is a file of somebody's": func(t *testing.T, dir string) { put(t, dir+".lock", "mine") },
		"a lock that is a link": func(t *testing.T, dir string) {
			put(t, dir+"-elsewhere", "")
			if err := os.Symlink(dir+"-elsewhere", dir+".lock"); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, ".work")
			make(t, dir)
			before := namesIn(t, parent)
			if s, err := Open(dir); err == nil {
				s.Close()
				t.Fatal("opened")
			} else if !strings.Contains(err.Error(), "move it away") || !strings.Contains(err.Error(), ".work") {
				t.Errorf("message: %v", err)
			}
			after := namesIn(t, parent)
			after = slices.DeleteFunc(after, func(n string) bool { return n == ".work.lock" && !slices.Contains(before, n) })
			if !slices.Equal(before, after) {
				t.Errorf("there were %v, and are %v", before, after)
			}
		})
	}
}

func TestRemoveAllTakesOnlyItsOwn(t *testing.T) {
	s := openFolder(t)
	writeShard(t, s, testName, 1)
	put(t, s.dir+"-elsewhere", "mine")
	link := strings.Replace(testName, "00", "ff", 1)
	if err := os.Symlink(s.dir+"-elsewhere", s.path(link)); err != nil {
		t.Fatal(err)
	}
	put(t, s.path("notes.txt"), "mine")
	if err := s.RemoveAll(); err != nil {
		t.Fatal(err)
	}
	if got := namesIn(t, s.dir); !slices.Equal(got, []string{markName, link, "notes.txt"}) {
		t.Errorf("left: %v", got)
	}
	if _, err := os.Stat(s.dir + "-elsewhere"); err != nil {
		t.Error(err)
	}
}

func TestRemoveAllLeavesNothingOfItsOwn(t *testing.T) {
	s := openFolder(t)
	writeShard(t, s, testName, 1)
	if err := s.RemoveAll(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(s.dir); !os.IsNotExist(err) {
		t.Errorf("the folder stays: %v", err)
	}
}

// A killed run leaves half a shard, or half a mark.
func TestWhatAKilledRunLeft(t *testing.T) {
	dir := filepath.Join(t.TempDir(), ".work")
	put(t, filepath.Join(dir, markName), "")
	for range 2 {
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if got := namesIn(t, dir); !slices.Equal(got, []string{markName}) {
			t.Errorf("left: %v", got)
		}
		put(t, filepath.Join(dir, testName+newEnding), "half")
		s.Close()
	}
}

func TestOneRunAtATime(t *testing.T) {
	s := openFolder(t)
	if _, err := Open(s.dir); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("second run: %v", err)
	}
	info, err := os.Stat(s.dir + ".lock")
	if err != nil || info.Mode().Perm()&0o044 != 0o044 {
		t.Errorf("lock can't be read by others: %v, %v", info.Mode(), err)
	}
}
