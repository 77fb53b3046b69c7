package format

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"

	"tifa/corpus/charset"
	"tifa/corpus/problem"
)

// list keeps what a file gives.
type list struct {
	records  []Record
	problems []problem.Problem
}

func (l *list) Record(r *Record) error {
	l.records = append(l.records, *r)
	return nil
}

func (l *list) Problem(p problem.Problem) error {
	l.problems = append(l.problems, p)
	return nil
}

// endless begins with head and goes on with Chinese characters for ever, and counts what is read.
type endless struct {
	head string
	at   int   // bytes of characters read
	n    int64 // bytes read
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.head)
	e.head = e.head[n:]
	for ; n < len(p); n++ {
		p[n] = "文"[e.at%3]
		e.at++
	}
	e.n += int64(n)
	return n, nil
}

// A record that never ends is refused as soon as the limit is passed, whatever the format.
func TestEndlessRecords(t *testing.T) {
	const limit = 1 << 20
	for name, head := range map[string]string{
		"a.txt": "", "a.md": "---\ntitle: x\n---\n", "a.json": `[{"text":"`, "skipped.json": `{"other":"`, "a.csv": "title,text\nx,\"",
	} {
		rules, err := Compile(Options{Records: map[string]string{"skipped.json": "list[]"}[name]})
		if err != nil {
			t.Fatal(err)
		}
		rules.maxRecord = limit
		in, got := &endless{head: head}, &list{}
		if name == "a.csv" { // lines of a thousand characters, in one field
			err = Read(rules, File{Path: name, Name: name}, buffer(io.MultiReader(strings.NewReader(head),
				strings.NewReader(strings.Repeat(strings.Repeat("文", 1000)+"\n", 2000)))), got)
		} else {
			err = Read(rules, File{Path: name, Name: name}, buffer(in), got)
		}
		reason := ""
		var limited *problem.Error
		if errors.As(err, &limited) {
			reason = limited.Reason
		} else if len(got.problems) == 1 {
			reason = got.problems[0].Reason
		}
		if !strings.Contains(reason, "more than 1 MB") || len(got.records) != 0 || in.n > 2*limit+charset.HeadLength {
			t.Errorf("%s: %v, %+v after %d bytes", name, err, got.problems, in.n)
		}
	}
}

// One that is known to be too large is not read at all.
func TestTooLargeIsNotRead(t *testing.T) {
	rules, err := Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	in := &endless{}
	err = Read(rules, File{Path: "a.txt", Name: "a.txt", Size: MaxRecord + 1}, buffer(in), &list{})
	if err == nil || !strings.Contains(err.Error(), "more than 64 MB: split it") || in.n > charset.HeadLength {
		t.Errorf("%v after %d bytes", err, in.n)
	}
}

// A line over the limit is skipped, and those around it are read.
func TestLongLine(t *testing.T) {
	rules, err := Compile(Options{})
	if err != nil {
		t.Fatal(err)
	}
	rules.maxRecord = 200 << 10
	got := &list{}
	text := `{"text":"一"}` + "\n" + `{"text":"` + strings.Repeat("文", 100<<10) + `"}` + "\n" + `{"text":"二"}` + "\n"
	if err := Read(rules, File{Path: "a.jsonl", Name: "a.jsonl"}, buffer(strings.NewReader(text)), got); err != nil {
		t.Fatal(err)
	}
	if len(got.records) != 2 || len(got.problems) != 1 || got.problems[0].Kind != problem.KindTooLarge || got.problems[0].Place != "line 2" {
		t.Errorf("%d records, %+v", len(got.records), got.problems)
	}
}

func buffer(in io.Reader) *bufio.Reader { return bufio.NewReaderSize(in, charset.HeadLength) }
