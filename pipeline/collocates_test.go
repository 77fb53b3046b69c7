package pipeline

import (
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/measure/neighbours"
)

// A token between two mentions of a concept is one place, and the concept is none of its own
// neighbours.
func TestCollocatesCountPlacesOnce(t *testing.T) {
	texts := map[string]string{}
	for _, day := range []string{"01", "02", "03"} {
		texts["甲/2015-01-"+day+".txt"] = "网络主权维护网络主权。"
	}
	for _, c := range rows[outputs.Collocate](t, runTexts(t, texts, nil).Folder) {
		if c.Concept != "cybersovereignty" {
			continue
		}
		if c.Token != "维护" || c.Together != 3 || c.Count != 3 || c.Windows != 3 || c.Left != 0 {
			t.Errorf("%+v, want 3 places of 维护 and nothing else", c)
		}
	}
}

// BenchmarkCollocatesOfNothingElse is a text of one phrase: 0.2 MB of it once took longer than ten
// years of news.
func BenchmarkCollocatesOfNothingElse(b *testing.B) {
	dir := runTexts(b, map[string]string{"甲/2015-01-01.txt": strings.Repeat("网络主权", 20_000)}, nil).Folder
	m, err := manifest.Read(dir)
	if err != nil {
		b.Fatal(err)
	}
	a, err := dataset.Read(b.Context(), dir, m, nil)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		to, err := outputs.Create(b.TempDir(), "measures")
		if err != nil {
			b.Fatal(err)
		}
		if err := neighbours.Collocates(b.Context(), a, to); err != nil {
			b.Fatal(err)
		}
		to.Abandon()
	}
}
