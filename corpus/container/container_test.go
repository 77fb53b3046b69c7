package container

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"tifa/corpus/internal/fixture"
	"tifa/corpus/problem"
)

// seen is a Visitor that writes down what it is given.
type seen struct {
	texts, problems []string
	stop            error // Stopped once this many texts came
	after           int
}

func (s *seen) Text(e Entry, in *bufio.Reader) error {
	text, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	s.texts = append(s.texts, fmt.Sprintf("%s (%s in %s) %s%s", e.Path, e.Name, strings.Join(e.Inside, "/"), e.Format, text))
	return nil
}

func (s *seen) Problem(p problem.Problem) error {
	s.problems = append(s.problems, p.Path+": "+p.Kind+": "+p.Reason)
	return nil
}

func (s *seen) Count() (documents, problems int) { return len(s.texts), len(s.problems) }

func (s *seen) stopped() error {
	if s.stop != nil && len(s.texts) >= s.after {
		return s.stop
	}
	return nil
}

func walk(s *seen, name, text string) error {
	l := &Limits{Read: int64(len(text)), Stopped: s.stopped}
	return Walk(s, l, Entry{Path: "in/" + name, Name: name, At: strings.NewReader(text), Size: int64(len(text))}, strings.NewReader(text))
}

func TestWalk(t *testing.T) {
	inner := fixture.Tar("x/y.txt", "二", ".hidden", "无")
	for _, row := range []struct{ name, text, want string }{
		{"a.txt", "一", "in/a.txt (a.txt in ) 一"},
		{"a.txt.gz", fixture.Gzip("一"), "in/a.txt.gz (a.txt in ) 一"},
		{"a.zip", fixture.Zip("b.txt", "一", "c.tar.gz", fixture.Gzip(inner), "d.png", "图"),
			"in/a.zip!b.txt (b.txt in a) 一; in/a.zip!c.tar.gz!x/y.txt (y.txt in a/c/x) 二"},
		{"a.docx", fixture.Zip("[Content_Types].xml", "x"), "in/a.docx (a.docx in ) DOCX/XLSX/PPTX"},
		{"a.docx", fixture.Zip("[Content_Types].xml", "x", "word/document.xml", "x"), "in/a.docx (a.docx in ) DOCX"},
		{"a.docx", fixture.Zip("xl/workbook.xml", "x", "[Content_Types].xml", "x"), "in/a.docx (a.docx in ) XLSX"},
		{"a.docx", fixture.Zip("mimetype", "x", "META-INF/container.xml", "x"), "in/a.docx (a.docx in ) EPUB"},
		{"a.docx", fixture.Zip("content.xml", "x", "META-INF/manifest.xml", "x"), "in/a.docx (a.docx in ) OpenDocument"},
		{"a.zip", fixture.Zip("content.xml", "一", "b.txt", "二"), "in/a.zip!content.xml (content.xml in a) 一; in/a.zip!b.txt (b.txt in a) 二"},
		{"a.zip", fixture.Zip("../b.txt", "一"), "in/a.zip!b.txt: refused: name \"../b.txt\" leads out of the archive"},
		{"a.gz", fixture.Gzip("一二三四")[:20], "in/a.gz: damaged: ends too early: is the file whole?"},
	} {
		s := &seen{}
		err := walk(s, row.name, row.text)
		got := strings.Join(append(s.texts, s.problems...), "; ")
		if row.name == "a.docx" {
			got = strings.Split(got, "PK")[0]
		}
		if err != nil || got != row.want {
			t.Errorf("%s: %v\n got %s\nwant %s", row.name, err, got, row.want)
		}
	}
}

// Once there is a reason to stop, nothing more of an archive is read, and it is no Problem.
func TestStopped(t *testing.T) {
	stop := errors.New("stop")
	for _, text := range []string{fixture.Zip("a", "一", "b", "二", "c", "三"), fixture.Tar("a", "一", "b", "二", "c", "三")} {
		for after := range 3 {
			s := &seen{stop: stop, after: after}
			if err := walk(s, "a", text); !errors.Is(err, stop) || len(s.texts) != after || len(s.problems) != 0 {
				t.Errorf("%d: %v, %q %q", after, err, s.texts, s.problems)
			}
		}
	}
}

// What must be held in memory is refused as soon as it is too much.
func TestBuffer(t *testing.T) {
	in := strings.NewReader(strings.Repeat("x", 3<<20))
	if _, _, err := buffer(in, 1<<20); err == nil || !strings.Contains(err.Error(), "more than 1 MB") || in.Len() < 1<<20 {
		t.Errorf("%v, %d bytes left", err, in.Len())
	}
}
