package corpus_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"tifa/corpus"
)

// Documents and problems come out of one stream, in the order in which they stand in the file.
func Example() {
	files, _, err := corpus.Expand(".", []corpus.Input{{Path: "-", Source: corpus.SourceRule{Name: "解放军报"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	stdin := strings.NewReader(`{"date": "2015年3月5日", "title": "网络主权", "text": "<p>各国都应当尊重<b>网络</b>主权。</p>"}
{"date": "2015-13-01", "title": "网络安全", "text": "……"}
`)
	sources := corpus.BuiltInSources()
	for _, f := range files {
		_, err := f.Read(context.Background(), stdin, func(i corpus.Item) bool {
			if i.Problem != nil {
				fmt.Printf("%s record %d: %s: %s\n", i.Problem.Path, i.Problem.Record, i.Problem.Reason, i.Problem.Action)
				return true
			}
			source, _ := sources.Find(i.Document.Source)
			fmt.Printf("%s: %s, %s, %d marks\n", i.Document.Title, source.ID, i.Document.Date, len(i.Document.TextMarks))
			return true
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
	// Output:
	// 网络主权: pla_daily, 2015-03-05, 4 marks
	// - record 2: date "2015-13-01": month out of range: kept without a date
	// 网络安全: pla_daily, , 0 marks
}
