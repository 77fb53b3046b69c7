package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tifa/corpus/internal/fixture"
)

// flaky is a file that the disk gives up on after n bytes.
type flaky struct {
	io.Reader
	n   int
	err error
}

func (f *flaky) Read(p []byte) (int, error) {
	if f.n <= 0 {
		return 0, f.err
	}
	n, err := f.Reader.Read(p[:min(len(p), f.n)])
	f.n -= n
	return n, err
}

// One file is read through its formats and containers while the disk fails at every tenth byte of
// it. Whatever they make of it, the run is told that this says nothing of the content.
func TestFaultsAreTransient(t *testing.T) {
	for name, text := range map[string]string{
		"text": "网络主权", "json": sampleJSON, "jsonl": sampleJSONL, "csv": sampleCSV, "markdown": sampleMarkdown,
		"gzip": fixture.Gzip(sampleJSON), "zstd": fixture.Zstd(sampleCSV), "tar": fixture.Tar("a.txt", "网络", "b.jsonl", sampleJSONL),
		"zip": fixture.Zip("a.txt", "网络"), "gbk": fixture.Encode(t, "gbk", simplified),
	} {
		for n := 0; n < len(text); n += 10 {
			files, _, err := Expand(".", []Input{{Path: Stdin}})
			if err != nil {
				t.Fatal(err)
			}
			transient, told := 0, ""
			_, err = files[0].Read(t.Context(), &flaky{strings.NewReader(text), n, syscall.EIO}, func(i Item) bool {
				if i.Problem != nil && i.Problem.Transient {
					transient++
					told = i.Problem.Reason
				}
				return true
			})
			if err != nil || transient == 0 || !strings.Contains(told, "input/output error") || !strings.Contains(told, "run again") {
				t.Errorf("%s after %d bytes: %d transient problems, the last %q; %v", name, n, transient, told, err)
			}
		}
	}
}

// What the content is to blame for may be kept.
func TestContentIsNotTransient(t *testing.T) {
	for name, text := range map[string]string{
		"a.gz": fixture.Gzip(sampleJSON)[:40], "a.zip": fixture.Zip("a", "网络")[:30], "a.txt": "", "a.json": "[{", "a.pdf": "%PDF-1.4",
	} {
		_, problems := readOne(t, name, text, Input{})
		if len(problems) == 0 || problems[0].Transient {
			t.Errorf("%s: %+v", name, problems)
		}
	}
}

func TestUnreadableSaysWhatToDo(t *testing.T) {
	for _, row := range []struct {
		err  error
		want string
	}{
		{syscall.EMFILE, "too many open files: close other programs, or allow more open files (ulimit -n)"},
		{syscall.ENFILE, "ulimit"},
		{syscall.EACCES, "permission denied: give yourself the right to read it"},
		{syscall.ENOENT, "no such file or directory: it was moved or deleted"},
		{syscall.EIO, "input/output error: are the disk and the network in order? run again"},
	} {
		p := Unreadable("a", &os.PathError{Op: "open", Path: "/secret/a", Err: row.err})
		if !p.Transient || p.Kind != KindUnreadable || !strings.Contains(p.Reason, row.want) || strings.Contains(p.Reason, "secret") {
			t.Errorf("%v: %+v", row.err, p)
		}
	}
}

// readChanged reads the one file of a folder after it was listed and then changed.
func readChanged(t *testing.T, name, text string, change func(at string) error) (docs int, problems []Problem, got Digest) {
	t.Helper()
	root := write(t, map[string]string{name: text})
	files, _, err := Expand(root, []Input{{Path: "."}})
	if err != nil {
		t.Fatal(err)
	}
	f := files[0]
	f.SHA256 = hashOf(text)
	if change != nil {
		if err := change(filepath.Join(root, name)); err != nil {
			t.Fatal(err)
		}
	}
	got, err = f.Read(t.Context(), nil, func(i Item) bool {
		if i.Document != nil {
			docs++
		} else {
			problems = append(problems, *i.Problem)
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return docs, problems, got
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// What is read is what was hashed, or the run is told.
func TestReadAsHashed(t *testing.T) {
	grow := func(at string) error {
		f, err := os.OpenFile(at, os.O_APPEND|os.O_WRONLY, 0)
		if err == nil {
			_, err = f.WriteString(sampleJSONL)
			err = errors.Join(err, f.Close())
		}
		return err
	}
	flip := func(at string) error {
		text, err := os.ReadFile(at)
		if err == nil {
			text[len(text)/2] ^= 1
			err = os.WriteFile(at, text, 0o644)
		}
		return err
	}
	for name, text := range map[string]string{
		"a.jsonl": sampleJSONL, "a.json": sampleJSON + strings.Repeat(" ", 100_000), "a.gz": fixture.Gzip(sampleJSON), "a.zip": fixture.Zip("a.jsonl", sampleJSONL),
		"a.tar": fixture.Tar("a.jsonl", sampleJSONL) + strings.Repeat("\x00", 100_000), "a.pdf": "%PDF-1.4" + strings.Repeat("x", 100_000),
		"broken.json": "[{" + strings.Repeat(" ", 100_000),
	} {
		_, problems, got := readChanged(t, name, text, nil)
		if want := (Digest{hashOf(text), int64(len(text))}); got != want || changedRows(problems) != 0 {
			t.Errorf("%s: digest %v, want %v; %+v", name, got, want, problems)
		}
		for how, change := range map[string]func(string) error{"grown": grow, "flipped": flip} {
			_, problems, _ := readChanged(t, name, text, change)
			if n := len(problems); n == 0 || changedRows(problems) != 1 || !strings.Contains(problems[n-1].Reason, "run again") {
				t.Errorf("%s %s: %+v", name, how, problems)
			}
		}
	}
	docs, problems, _ := readChanged(t, "a.jsonl", sampleJSONL, os.Remove)
	if docs != 0 || len(problems) != 1 || !problems[0].Transient || !strings.Contains(problems[0].Reason, "deleted") {
		t.Errorf("gone: %d documents, %+v", docs, problems)
	}
}

func changedRows(problems []Problem) (n int) {
	for _, p := range problems {
		if p.Kind == KindChanged && p.Transient {
			n++
		}
	}
	return n
}

// A zip is read at random places: one that is written to meanwhile is told, whatever it looks like
// in the end.
func TestZipChangedWhileRead(t *testing.T) {
	text := fixture.Zip("a.txt", "网络", "b.txt", "主权")
	root := write(t, map[string]string{"a.zip": text})
	files, _, err := Expand(root, []Input{{Path: "."}})
	if err != nil {
		t.Fatal(err)
	}
	f, at, kinds := files[0], filepath.Join(root, "a.zip"), ""
	f.SHA256 = hashOf(text)
	_, err = f.Read(t.Context(), nil, func(i Item) bool {
		if i.Document != nil && i.Document.Path == "a.zip!a.txt" {
			other := strings.Replace(text, "b.txt", "c.txt", 1)
			if err := os.WriteFile(at, []byte(other), 0o644); err != nil {
				t.Error(err)
			}
		}
		if i.Problem != nil {
			kinds += fmt.Sprintln(i.Problem.Kind)
		}
		return true
	})
	if err != nil || !strings.HasSuffix(kinds, KindChanged+"\n") {
		t.Errorf("%v: %s", err, kinds)
	}
}
