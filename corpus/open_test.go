package corpus

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/corpus/container"
	"tifa/corpus/internal/fixture"
)

// write puts files into a new folder.
func write(t testing.TB, files map[string]string) (root string) {
	t.Helper()
	root = t.TempDir()
	for name, text := range files {
		at := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// readInput reads all that an input names.
func readInput(t testing.TB, root string, in Input) (docs []Document, problems []Problem) {
	t.Helper()
	files, problems, err := Expand(root, []Input{in})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		_, err := f.Read(context.Background(), nil, func(i Item) bool {
			switch {
			case i.Document != nil && i.Problem == nil:
				docs = append(docs, *i.Document)
			case i.Problem != nil && i.Document == nil:
				problems = append(problems, *i.Problem)
			default:
				t.Errorf("%s: an item must be a document or a problem", f.Path)
			}
			return true
		})
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
	}
	return docs, problems
}

// readOne reads a single file.
func readOne(t testing.TB, name, text string, in Input) ([]Document, []Problem) {
	t.Helper()
	in.Path = "."
	return readInput(t, write(t, map[string]string{name: text}), in)
}

const (
	sampleJSONL = `{"id":"a","date":"2015-03-05","title":"题","text":"网络主权","source":"s"}` + "\n" +
		`{"id":"b","date":"2015-03-06","title":"目","text":"网络安全","source":"s"}` + "\n"
	sampleJSON = `[{"id":"a","date":"2015-03-05","title":"题","text":"网络主权","source":"s"},
		{"id":"b","date":"2015-03-06","title":"目","text":"网络安全","source":"s"}]`
	sampleCSV      = "id,date,title,text,source\na,2015-03-05,题,网络主权,s\nb,2015-03-06,目,网络安全,s\n"
	sampleMarkdown = "---\nid: a\ndate: 2015-03-05\ntitle: 题\nsource: s\n---\n网络主权"
)

// TestWrappersAndFormats reads every format through every wrapper. Names say nothing, so content
// must.
func TestWrappersAndFormats(t *testing.T) {
	formats := map[string]string{
		"jsonl": sampleJSONL, "json": sampleJSON, "csv": sampleCSV, "tsv": strings.ReplaceAll(sampleCSV, ",", "\t"),
		"csv in quotes": `"id","date","title","text","source"` + "\r\n" + `"a","2015-03-05","题","网络主权","s"` + "\r\n" +
			`"b","2015-03-06","目","网络安全","s"` + "\r\n",
		"markdown":               sampleMarkdown,
		"markdown with CRLF":     strings.ReplaceAll(sampleMarkdown, "\n", "\r\n"),
		"jsonl without last end": strings.TrimSpace(sampleJSONL),
		"json values in a row":   strings.ReplaceAll(strings.ReplaceAll(sampleJSONL, "\n", " "), ",", ",\n"),
	}
	wrappers := map[string]func(string) string{
		"bare": func(s string) string { return s },
		"gzip": fixture.Gzip, "zstd": fixture.Zstd,
		"zip":             func(s string) string { return fixture.Zip("in/x", s) },
		"tar":             func(s string) string { return fixture.Tar("in/x", s) },
		"tar.gz":          func(s string) string { return fixture.Gzip(fixture.Tar("in/x", s)) },
		"tar.zst":         func(s string) string { return fixture.Zstd(fixture.Tar("in/x", s)) },
		"zip in zip":      func(s string) string { return fixture.Zip("in.zip", fixture.Zip("x", s)) },
		"gz in zip in gz": func(s string) string { return fixture.Gzip(fixture.Zip("x.gz", fixture.Gzip(s))) },
		"gzip twice":      func(s string) string { return fixture.Gzip(s[:7]) + fixture.Gzip(s[7:]) },
	}
	for format, text := range formats {
		for wrapper, wrap := range wrappers {
			docs, problems := readOne(t, "x", wrap(text), Input{})
			want := 2
			if strings.HasPrefix(format, "markdown") {
				want = 1
			}
			if len(docs) != want || len(problems) > 0 {
				t.Errorf("%s in %s: %d documents, want %d; problems %v", format, wrapper, len(docs), want, problems)
				continue
			}
			for i, d := range docs {
				wantDoc := [][5]string{{"a", "2015-03-05", "题", "网络主权", "s"}, {"b", "2015-03-06", "目", "网络安全", "s"}}[i]
				if got := [5]string{d.ID, d.Date.String(), d.Title, d.Text, d.Source}; got != wantDoc || d.Record != i+1 {
					t.Errorf("%s in %s: document %d is %v, want %v", format, wrapper, i+1, got, wantDoc)
				}
			}
		}
	}
}

func TestPathsInArchives(t *testing.T) {
	root := write(t, map[string]string{
		"2015/news.zip":  fixture.Zip("pla/a.md", "# 题\n文", "b.zip", fixture.Zip("c.txt", "文")),
		"2015/x.txt.gz":  fixture.Gzip("文"),
		"2015/y.tar.zst": fixture.Zstd(fixture.Tar("pla/d.txt", "文", ".hidden", "x", "__MACOSX/._d.txt", "x")),
	})
	docs, _ := readInput(t, root, Input{Path: "2015"})
	var got []string
	for _, d := range docs {
		got = append(got, d.ID+" from "+d.Source+" titled "+d.Title)
	}
	want := "2015/news.zip!pla/a.md from news titled 题\n2015/news.zip!b.zip!c.txt from news titled c\n" +
		"2015/x.txt.gz from 2015 titled x\n2015/y.tar.zst!pla/d.txt from y titled d"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

// TestHostile is a row for each way an input may try to do harm: it must become a Problem of that
// kind, and what is sound beside it must be read.
func TestHostile(t *testing.T) {
	bomb := fixture.Gzip(strings.Repeat("a", container.RatioFrom+1<<20))
	deep := fixture.Zip("x", "文")
	for range container.Depth {
		deep = fixture.Zip("x", deep)
	}
	flipped := fixture.Gzip("文")
	flipped = flipped[:len(flipped)-5] + "\x00" + flipped[len(flipped)-4:]
	var link bytes.Buffer
	w := tar.NewWriter(&link)
	w.WriteHeader(&tar.Header{Name: "l", Linkname: "/etc/passwd", Typeflag: tar.TypeSymlink})
	w.Close()
	for _, row := range []struct {
		name, text string
		docs       int
		kind, say  string
	}{
		{"bomb.gz", bomb, 0, KindRefused, "times its size"},
		{"bomb.zst", fixture.Zstd(strings.Repeat("文", container.RatioFrom)), 0, KindRefused, "times its size"},
		{"bomb.zip", fixture.Zip("b", strings.Repeat("文", container.RatioFrom)), 0, KindRefused, "times its size"},
		{"bomb in zip", fixture.Zip("a.txt", "文", "b", fixture.Zstd(fixture.Zstd(strings.Repeat("文", container.RatioFrom)))), 1, KindRefused, "times its size"},
		{"deep.zip", deep, 0, KindRefused, "too many archives"},
		{"climb.zip", fixture.Zip("../../x.txt", "文", "ok.txt", "文"), 1, KindRefused, "leads out of the archive"},
		{"climb.tar", fixture.Tar("a/../../x.txt", "文", "ok.txt", "文"), 1, KindRefused, "leads out of the archive"},
		{"back.zip", fixture.Zip(`..\x.txt`, "文", "ok.txt", "文"), 1, KindRefused, "leads out of the archive"},
		{"root.zip", fixture.Zip("/etc/x.txt", "文", "ok.txt", "文"), 1, KindRefused, "absolute name"},
		{"drive.zip", fixture.Zip(`C:\x.txt`, "文", "ok.txt", "文"), 1, KindRefused, "absolute name"},
		{"link.tar", link.String(), 0, KindRefused, "link inside an archive"},
		{"torn.gz", fixture.Gzip(strings.Repeat(sampleJSONL, 3))[:60], 0, KindDamaged, "ends too early"},
		{"torn.txt.gz", fixture.Gzip("文文文文文文文文文")[:20], 0, KindDamaged, "ends too early"},
		{"torn.zst", fixture.Zstd(sampleJSONL)[:40], 0, KindDamaged, "ends too early"},
		{"torn.zip", fixture.Zip("x", sampleJSONL)[:80], 0, KindDamaged, "is the file whole?"},
		{"torn.tar", fixture.Tar("x", sampleJSONL)[:560], 0, KindDamaged, "ends too early"},
		{"torn.json", sampleJSON[:90], 1, KindDamaged, "ends too early"},
		{"torn.csv.gz", fixture.Gzip(sampleCSV)[:70], 1, KindDamaged, "ends too early"},
		{"flipped.gz", flipped, 0, KindDamaged, ""},
		{"x.pdf", "%PDF-1.7\n%\xe2\xe3", 0, KindFormat, "PDF"},
		{"x.doc", "\xd0\xcf\x11\xe0\xa1\xb1", 0, KindFormat, "save it as .docx, without a password, or as text"},
		{"x.docx", fixture.Zip("[Content_Types].xml", "<x/>", "word/document.xml", "<x/>"), 0, KindEmpty, "holds no text"},
		{"x.xlsx", fixture.Zip("[Content_Types].xml", "<x/>", "xl/workbook.xml", "<x/>"), 0, KindFormat, "XLSX"},
		{"x.parquet", "PAR1xxxxPAR1", 0, KindFormat, "Parquet"},
		{"x.bin", "\x00\x01\x02\x03\xff\xfe\x9d\x81\x00\x00\x07\x08", 0, KindFormat, "no text"},
		{"x.txt", "", 0, KindEmpty, "empty"},
		{"blank.txt", " \n\u3000\n", 0, KindEmpty, "neither title nor text"},
		{"open.csv", "title,text\na,文\nb,\"文\nc,文\n", 1, KindDamaged, "never closes"},
		{"nested.jsonl", `{"text":"文"}` + "\n" + `{"a":` + strings.Repeat("[", 9999) + strings.Repeat("]", 9999) + "}\n", 1, KindRecord, "deep"},
	} {
		docs, problems := readOne(t, row.name, row.text, Input{Date: []string{FromField}})
		found := false
		for _, p := range problems {
			if p.Kind == row.kind && strings.Contains(p.Reason, row.say) && p.Action != "" {
				found = true
			}
		}
		if !found || len(docs) != row.docs {
			t.Errorf("%s: %d documents, want %d; problems %+v, want kind %q saying %q", row.name, len(docs), row.docs, problems, row.kind, row.say)
		}
	}
}

// TestTornKeepsWhatIsWhole is a zst of many records that breaks off: those before the break are
// read, none in part.
func TestTornKeepsWhatIsWhole(t *testing.T) {
	var all strings.Builder
	for i := range 60000 {
		all.WriteString(`{"date":"2015","text":"` + strings.Repeat("网络主权", i%7+1) + string(rune('一'+i%9000)) + `"}` + "\n")
	}
	packed := fixture.Zstd(all.String())
	docs, problems := readOne(t, "x.jsonl.zst", packed[:len(packed)/2], Input{})
	if len(docs) == 0 || len(docs) >= 60000 || len(problems) != 1 || problems[0].Kind != KindDamaged {
		t.Fatalf("%d documents, problems %v", len(docs), problems)
	}
	for i, d := range docs {
		if !strings.HasSuffix(d.Text, string(rune('一'+i%9000))) {
			t.Fatalf("document %d is torn: %q", i, d.Text)
		}
	}
}

func TestReadEnds(t *testing.T) {
	root := write(t, map[string]string{"x.jsonl": strings.Repeat(sampleJSONL, 100)})
	files, _, err := Expand(root, []Input{{Path: "x.jsonl"}})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if _, err := files[0].Read(context.Background(), nil, func(Item) bool { n++; return n < 3 }); err != nil || n != 3 {
		t.Errorf("stopped after %d items with %v, want 3 and no error", n, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	_, err = files[0].Read(ctx, nil, func(Item) bool { cancel(); return true })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled read ends with %v", err)
	}
	os.Remove(filepath.Join(root, "x.jsonl"))
	var kinds []string
	_, err = files[0].Read(context.Background(), nil, func(i Item) bool { kinds = append(kinds, i.Problem.Kind); return true })
	if err != nil || len(kinds) != 1 || kinds[0] != KindUnreadable {
		t.Errorf("a file that has gone is %v, %v; want one problem", kinds, err)
	}
}

func TestStdin(t *testing.T) {
	files, _, err := Expand(".", []Input{{Path: "-"}, {Path: "-"}})
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	var got []Document
	_, err = files[0].Read(context.Background(), strings.NewReader(fixture.Gzip(sampleJSONL)), func(i Item) bool {
		got = append(got, *i.Document)
		return true
	})
	if err != nil || len(got) != 2 || got[0].Path != Stdin {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := files[0].Open(); err == nil {
		t.Error("standard input can be opened twice")
	}
}
