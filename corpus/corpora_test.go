package corpus

import (
	"testing"

	"tifa/corpus/internal/fixture"
)

// TestCorpora reads every real corpus and compares with what is known of it.
func TestCorpora(t *testing.T) {
	root := fixture.Corpora(t, "")
	for _, row := range []struct {
		input    Input
		docs     int
		from     map[string]int
		problems map[string]int
	}{
		{Input{Path: "xwlb/*.jsonl.zst"}, 51301, map[string]int{FromField: 51301}, nil},
		{Input{Path: "xwlb/raw-2015-03", Records: "videoList[]", Fields: Fields{ID: "video_detail.id", Date: "video_detail.pubtime",
			Title: "video_detail.title", Text: "video_detail.content", Source: "video_detail.source"}}, 407, map[string]int{FromField: 407}, nil},
		{Input{Path: "gwr", Fields: Fields{Text: "content", Date: "year"}}, 72, map[string]int{FromField: 52, "": 20}, map[string]int{KindUndated: 20}},
		{Input{Path: "hkcn"}, 2495, map[string]int{FromField: 2447, "": 48}, map[string]int{KindUndated: 48, KindEmpty: 5}},
		{Input{Path: "laws"}, 180, map[string]int{FromFileName: 179, FromFirstLines: 1}, nil},
		{Input{Path: "people_cn", Fields: Fields{Text: "body"}}, 1154, map[string]int{FromField: 1154},
			map[string]int{KindEmpty: 16, KindReplacement: 123}},
	} {
		docs, problems := readInput(t, root, row.input)
		from, kinds := map[string]int{}, map[string]int{}
		for i := range docs {
			from[docs[i].DateFrom]++
			checkDocument(t, &docs[i])
		}
		for _, p := range problems {
			kinds[p.Kind]++
		}
		if len(docs) != row.docs || !sameCounts(from, row.from) || !sameCounts(kinds, row.problems) {
			t.Errorf("%s: %d documents dated from %v, problems %v; want %d, %v, %v", row.input.Path, len(docs), from, kinds, row.docs, row.from, row.problems)
		}
	}
}

func sameCounts(a, b map[string]int) bool {
	for key := range a {
		if a[key] != b[key] {
			return false
		}
	}
	return len(a) == len(b)
}

// BenchmarkReadJSONL reads ten years of news from a zst: unpacking, records, dates and marks. Bytes
// are those unpacked.
func BenchmarkReadJSONL(b *testing.B) {
	files, _, err := Expand(fixture.Corpora(b, ""), []Input{{Path: "xwlb/*.jsonl.zst", Boilerplate: []string{`^(央视网|中国网络电视台)消息[（(]新闻联播[）)]：`}}})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(81_665_000)
	for b.Loop() {
		n := 0
		if _, err := files[0].Read(b.Context(), nil, func(Item) bool { n++; return true }); err != nil || n != 51301 {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkReadMarkdown reads a zip of 2,500 articles with front matter, HTML and links.
func BenchmarkReadMarkdown(b *testing.B) {
	files, _, err := Expand(fixture.Corpora(b, ""), []Input{{Path: "hkcn"}})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var size int64
		files[0].Read(b.Context(), nil, func(i Item) bool {
			if i.Document != nil {
				size += int64(len(i.Document.Text))
			}
			return true
		})
		b.SetBytes(size)
	}
}
