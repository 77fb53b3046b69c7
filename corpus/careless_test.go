package corpus

import (
	"archive/tar"
	"bytes"
	"strings"
	"testing"
	"time"

	"tifa/corpus/internal/fixture"
)

// Files as careless hands and other systems leave them: each is read, or is a Problem that says
// what it is.
func TestCareless(t *testing.T) {
	utf32 := "\xff\xfe\x00\x00" + strings.Repeat("\x51\x7f\x00\x00", 20)
	for _, row := range []struct {
		name, text       string
		documents        int
		problem, because string // of the first problem
	}{
		{"2015-01-01.txt", utf32, 0, KindFormat, "no text"},
		{"a.zip", fixture.Zip(), 0, KindEmpty, "holds no text"},
		{"a.zip", fixture.Zip(".hidden.txt", "网络主权", "a.png", "网络主权"), 0, KindEmpty, "holds no text"},
		{"a.tar", device(t), 1, KindRefused, "neither a file nor a folder"},
		{"2015-01-01.md", "---\ntitle: " + strings.Repeat("[", 60_000) + "\n---\n网络主权", 1, KindFrontMatter, "nested more than 100 deep"},
		{"2015-01-01.md", "---\nx:\n" + strings.Repeat("- ", 30_000) + "x\n---\n网络主权", 1, KindFrontMatter, "nested more than 100 deep"},
		{"2015-01-01.md", "---\nx: " + strings.Repeat("x", 70_000) + "\n---\n网络主权", 1, KindFrontMatter, "longer than 64 KB"},
	} {
		start := time.Now()
		docs, problems := readOne(t, row.name, row.text, Input{})
		if len(docs) != row.documents || len(problems) == 0 || problems[0].Kind != row.problem || !strings.Contains(problems[0].Reason, row.because) {
			t.Errorf("%s %.20q: %d documents, problems %+v", row.name, row.text, len(docs), problems)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s %.20q took %v", row.name, row.text, d)
		}
	}
}

// device is an archive of a device and a text.
func device(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	text := "网络主权"
	for _, h := range []*tar.Header{{Name: "tty", Typeflag: tar.TypeChar}, {Name: "2015-01-01.txt", Typeflag: tar.TypeReg, Size: int64(len(text)), Mode: 0o644}} {
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A file may be called like standard input.
func TestFileNamedDash(t *testing.T) {
	docs, problems := readInput(t, write(t, map[string]string{"-": "2015年3月5日\n网络主权"}), Input{Path: "."})
	if len(docs) != 1 || docs[0].Path != "./-" || len(problems) != 0 {
		t.Errorf("%+v %+v", docs, problems)
	}
}

// An anchor names a value and is no part of it.
func TestFrontMatterAnchors(t *testing.T) {
	docs, _ := readOne(t, "a.md", "---\ntitle: &t 网络主权\ndate: !!str 2015-03-05\nauthor: *t\n---\n正文", Input{})
	if len(docs) != 1 || docs[0].Title != "网络主权" || docs[0].Date != (Date{Year: 2015, Month: 3, Day: 5}) || docs[0].Author != "" {
		t.Errorf("%+v", docs)
	}
}
