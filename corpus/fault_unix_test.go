//go:build unix

package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A file that may not be read, or that is one too many, is a problem of this run only.
func TestOpenFaults(t *testing.T) {
	root := write(t, map[string]string{"a.txt": "网络主权"})
	files, _, err := Expand(root, []Input{{Path: "."}})
	if err != nil {
		t.Fatal(err)
	}
	read := func() (docs int, problems []Problem) {
		if _, err := files[0].Read(t.Context(), nil, func(i Item) bool {
			if i.Problem != nil {
				problems = append(problems, *i.Problem)
			} else {
				docs++
			}
			return true
		}); err != nil {
			t.Error(err)
		}
		return docs, problems
	}
	for range 2 { // no more open files, and then there are
		release := exhaust(t)
		docs, problems := read()
		release()
		if docs != 0 || len(problems) != 1 || !problems[0].Transient || !strings.Contains(problems[0].Reason, "ulimit") {
			t.Errorf("%d documents, %+v", docs, problems)
		}
		if docs, problems := read(); docs != 1 || changedRows(problems) != 0 {
			t.Errorf("%d documents, %+v", docs, problems)
		}
	}
}

// exhaust lets this process open no more files, until release.
func exhaust(t *testing.T) (release func()) {
	t.Helper()
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
		t.Skip("no limit of open files here: ", err)
	}
	low := was
	low.Cur = 0
	if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &low); err != nil {
		t.Skip("the limit of open files cannot be set here: ", err)
	}
	return func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &was); err != nil {
			t.Fatal(err)
		}
	}
}

// A folder that may not be read is no empty one.
func TestUnreadableFolder(t *testing.T) {
	root := write(t, map[string]string{"in/closed/a.txt": "文", "in/b.txt": "字", "c/d/a.txt": "文"})
	closed := filepath.Join(root, "in", "closed")
	for _, dir := range []string{closed, filepath.Join(root, "c", "d")} {
		if err := os.Chmod(dir, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(dir, 0o755) })
	}
	if _, err := os.ReadDir(closed); err == nil {
		t.Skip("this user may read every folder")
	}
	files, problems, err := Expand(root, []Input{{Path: "in"}})
	if err != nil || len(files) != 1 || len(problems) != 1 || problems[0].Path != "in/closed" ||
		!problems[0].Transient || !strings.Contains(problems[0].Reason, "chmod") {
		t.Errorf("%v %+v %v", files, problems, err)
	}
	for path, want := range map[string]string{
		"in/closed": `path "in/closed" cannot be read: permission denied: give yourself`, "in/closed/a.txt": "permission denied",
		"in/closed/*.txt": "permission denied", "in/closed/**": "permission denied", "c": "permission denied",
		"c/*/a.txt": "permission denied", "none": "no such file", "in/*.md": "no file matches",
	} {
		if _, _, err := Expand(root, []Input{{Path: path}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v; want %q", path, err, want)
		}
	}
}

// So is one that cannot be opened for want of open files.
func TestFolderWithoutOpenFiles(t *testing.T) {
	root := write(t, map[string]string{"in/a.txt": "文"})
	release := exhaust(t)
	_, _, err := Expand(root, []Input{{Path: "in"}})
	release()
	if err == nil || !strings.Contains(err.Error(), "ulimit") {
		t.Error(err)
	}
}
