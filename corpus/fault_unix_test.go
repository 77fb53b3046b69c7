//go:build unix

package corpus

import (
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
