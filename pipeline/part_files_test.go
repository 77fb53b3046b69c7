package pipeline

import (
	"fmt"
	"testing"
)

// A corpus of more files than may be open at once, in an order that comes back to every part.
func TestManyFiles(t *testing.T) {
	texts := map[string]string{}
	for i := range maxOpenParts + 50 {
		texts[fmt.Sprintf("army/%04d.jsonl", i)] = fmt.Sprintf(`{"date":"2015-01-01","text":"网络主权 %d"}
{"date":"2015-02-01","text":"网络主权 %d 再论"}`, i, i)
	}
	s := runTexts(t, texts, nil)
	if s.Documents != len(texts)*2 || s.Mentions != int64(2*len(texts)) {
		t.Fatalf("%d documents, %d mentions of %d files of two", s.Documents, s.Mentions, len(texts))
	}
	for _, month := range []string{"2015-01", "2015-02"} {
		if c := countOf(t, s.Folder, month, "army", "cybersovereignty"); c == nil || c.Mentions != int64(len(texts)) {
			t.Errorf("%s: %+v", month, c)
		}
	}
}

func TestPartFilesStayFew(t *testing.T) {
	x := &index{ctx: t.Context()}
	dir := t.TempDir()
	for i := range maxOpenParts + 10 {
		w, err := createPart(fmt.Sprintf("%s/%d.part", dir, i))
		if err != nil {
			t.Fatal(err)
		}
		if err := w.close(); err != nil {
			t.Fatal(err)
		}
		x.parts = append(x.parts, part{path: w.path})
	}
	files := x.files()
	defer files.close()
	for range 2 {
		for i := range x.parts {
			if _, err := files.at(int32(i)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if len(files.open) != maxOpenParts || len(files.order) != maxOpenParts {
		t.Errorf("%d open, %d in order", len(files.open), len(files.order))
	}
}
