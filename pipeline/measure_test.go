package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/query"
)

const twoStances = `title: Two
sources:
  - {id: army, zh: 测试军报, en: Army, kind: newspaper, stance: hawkish, reason: invented, cite: this test}
  - {id: foreign, zh: 测试外交, en: Foreign, kind: journal, stance: moderate, reason: invented, cite: this test}
`

// measuredRun runs invented texts: the army paper writes of 网络主权 and 敌对势力 in one sentence, from
// 2015 on also of a phrase that no lexicon lists, 星河长廊; the other journal writes of neither.
func measuredRun(t *testing.T) *Summary {
	texts := map[string]string{}
	for i := range 24 {
		year, month := 2014+i/12, i%12+1
		late := ""
		if year == 2015 {
			late = "我们参观星河长廊，星河长廊很长。大家建设星河长廊。"
		}
		texts[fmt.Sprintf("texts/army/%d-%02d-10.txt", year, month)] =
			fmt.Sprintf("第%d期军报。敌对势力破坏网络主权，必须坚决抵御。%s", i, late)
		texts[fmt.Sprintf("texts/foreign/%d-%02d-20.txt", year, month)] = fmt.Sprintf("第%d期外交。各国友好往来，参观长廊，贸易增长。%s", i, late)
	}
	return runTexts(t, texts, func(c *config.Config) {
		if err := os.WriteFile(filepath.Join(c.Root, "sources.yaml"), []byte(twoStances), 0o644); err != nil {
			t.Fatal(err)
		}
		c.Inputs, c.Sources = []corpus.Input{{Path: "texts"}}, "sources.yaml"
		c.Periods = []period.Type{period.Month, period.Year}
	})
}

func TestMeasuresOfARun(t *testing.T) {
	dir := measuredRun(t).Folder
	find := func(concept string) outputs.Keyness {
		for _, r := range rows[outputs.Keyness](t, dir) {
			if r.Item == concept && r.Period == dataset.AllTime {
				return r
			}
		}
		t.Fatalf("no keyness of %s", concept)
		return outputs.Keyness{}
	}
	if r := find("cybersovereignty"); r.MentionsA != 24 || r.MentionsB != 0 || *r.Q > 0.01 || !r.Tested {
		t.Errorf("cybersovereignty: %+v", r)
	}
	coOccurrences := rows[outputs.CoMention](t, dir)
	if !slices.ContainsFunc(coOccurrences, func(r outputs.CoMention) bool {
		return r.Unit == "sentence" && r.Period == dataset.AllTime && r.Attribute == "all" && r.ConceptA == "cybersovereignty" &&
			r.ConceptB == "hostile_forces" && r.Together == 24 && r.CountA == 24
	}) {
		t.Errorf("网络主权 and 敌对势力 do not stand together: %+v", coOccurrences)
	}
	everything := outputs.Group{Attribute: "all"}
	if !slices.ContainsFunc(rows[outputs.Trend](t, dir), func(r outputs.Trend) bool {
		return r.Group == everything && r.PeriodType == "month" && r.Concept == "cybersovereignty" && r.Mentions == 24 && r.Periods == 24
	}) {
		t.Error("no trend of all documents together")
	}
	if !slices.ContainsFunc(rows[outputs.TemperatureRow](t, dir), func(r outputs.TemperatureRow) bool {
		return r.Group == everything && r.Period == "2015" && r.Concept == "cybersovereignty" && r.Documents == 12 && r.Docs == 24
	}) {
		t.Error("no temperature of all documents together")
	}
	near := rows[outputs.Collocate](t, dir)
	if !slices.ContainsFunc(near, func(r outputs.Collocate) bool {
		return r.Attribute == "all" && r.Concept == "cybersovereignty" && r.Token == "{hostile_forces}" && r.Together == 24 && r.Left == 24
	}) {
		t.Error("敌对势力 is no collocate of 网络主权, as one token")
	}
	emerging := rows[outputs.Emerging](t, dir)
	if len(emerging) == 0 || emerging[0].Phrase != "星河长廊" || emerging[0].Count != 72 || emerging[0].Reference != 0 ||
		!emerging[0].New || emerging[0].Period != "2015" || !strings.Contains(*emerging[0].Example, "星河长廊") {
		t.Errorf("emerging: %+v", emerging)
	}
	for _, r := range rows[outputs.DocumentToken](t, dir) {
		if strings.ContainsAny(r.Token, "，。") {
			t.Errorf("punctuation in document_tokens: %+v", r)
		}
	}
}

// Every sequence in ngrams is counted as a plain walk over the tokens counts it.
func TestNgramsAreExact(t *testing.T) {
	const longest, partOfLonger = 6, 0.9 // as in phrases
	random := rand.New(rand.NewPCG(3, 3))
	words := []string{"改革", "开放", "发展", "网络", "安全", "国家", "，", "。"}
	texts := map[string]string{}
	for i := range 60 {
		var b strings.Builder
		for range 200 {
			b.WriteString(words[random.IntN(len(words))])
		}
		texts[fmt.Sprintf("s/%d-01-%02d.txt", 2014+i%2, i/2+1)] = b.String()
	}
	dir := runTexts(t, texts, func(c *config.Config) {
		c.Measures = config.DefaultMeasures()
		c.Measures.Ngrams.Cohesion, c.Measures.Ngrams.Entropy = -1, 0
	}).Folder
	segmenter, err := config.OpenSegmenter(config.Segmentation{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int64{} // by sequence and year
	for name, text := range texts {
		for s := range segmenter.Reader().Sentences(text, nil) {
			var run []string
			for _, token := range s.Tokens {
				word := string(s.Fold[token.Start:token.End])
				if word == "," || word == "。" {
					run = nil
					continue
				}
				run = append(run, word)
				for n := 2; n <= min(longest, len(run)); n++ {
					want[strings.Join(run[len(run)-n:], " ")+name[2:6]]++
				}
			}
		}
	}
	all := rows[outputs.Ngram](t, dir)
	if len(all) < 50 {
		t.Fatalf("only %d sequences", len(all))
	}
	totals, beside, found := map[string]int64{}, map[string]int64{}, map[string]bool{}
	for key, n := range want {
		totals[key[:len(key)-4]] += n
	}
	for sequence, n := range totals {
		for _, piece := range []string{sequence[strings.Index(sequence, " ")+1:], sequence[:strings.LastIndex(sequence, " ")]} {
			beside[piece] = max(beside[piece], n)
		}
	}
	for _, r := range all {
		found[r.Tokens] = true
	}
	for sequence, n := range totals {
		stands := n >= config.DefaultMeasures().Ngrams.MinCount && float64(beside[sequence]) < partOfLonger*float64(n)
		if stands != found[sequence] {
			t.Errorf("%s: %d times, %d times in one longer sequence; in the table: %v", sequence, n, beside[sequence], found[sequence])
		}
	}
	for _, r := range all {
		if want[r.Tokens+r.Period] != r.Count {
			t.Errorf("%s in %s: %d, counted plainly %d", r.Tokens, r.Period, r.Count, want[r.Tokens+r.Period])
		}
	}
}

// The weeks of each sequence are those of the documents that hold it.
func TestWeeksOfPhrasesAreExact(t *testing.T) {
	texts := map[string]string{}
	days := map[string][]string{ // of documents with 改革开放, by source
		"s": {"2014-01-01", "2014-01-05", "2014-01-06", "2014-12-31", "2015-01-01", "2015-03-05"},
		"t": {"2015-03-05", "2015-03-06", "2015-03-09"}}
	for source, list := range days {
		for _, day := range list {
			texts[source+"/"+day+".txt"] = source + "：坚持改革开放，推动改革开放。" // no duplicates
		}
		texts[source+"/2015-06-01.txt"] = "今天天气很好。"
	}
	dir := runTexts(t, texts, func(c *config.Config) {
		c.Measures = config.DefaultMeasures()
		c.Measures.Ngrams = config.NgramSettings{MinCount: 2, Cohesion: -1}
	}).Folder
	type key struct{ source, period string }
	want := map[key]outputs.PhraseWeeks{ // 1 January 2014 is a Wednesday, of 2015 a Thursday
		{"s", "2014"}: {Count: 8, Documents: 4, Weeks: 3, Bits: 1<<0 | 1<<1 | 1<<52},
		{"s", "2015"}: {Count: 4, Documents: 2, Weeks: 2, Bits: 1<<0 | 1<<9},
		{"t", "2015"}: {Count: 6, Documents: 3, Weeks: 2, Bits: 1<<9 | 1<<10},
	}
	for _, r := range rows[outputs.PhraseWeeks](t, dir) {
		if r.Phrase != "改革开放" {
			continue
		}
		w := want[key{r.Source, r.Period}]
		if r.Count != w.Count || r.Documents != w.Documents || r.Weeks != w.Weeks || r.Bits != w.Bits {
			t.Errorf("%+v, want %+v", r, w)
		}
		delete(want, key{r.Source, r.Period})
	}
	if len(want) > 0 {
		t.Errorf("missing: %+v", want)
	}
}

func TestMeasureAgain(t *testing.T) {
	dir := measuredRun(t).Folder
	before, err := manifest.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	again := func(name string, c *config.Config) *manifest.Manifest {
		folder, err := Measure(context.Background(), dir, MeasureOptions{Config: c, Options: options(name)})
		if err != nil {
			t.Fatal(err)
		}
		v, err := query.Verify(context.Background(), folder, false)
		if err != nil || !v.OK() {
			t.Errorf("%s does not verify: %v %+v", name, err, v)
		}
		if at, err := os.Readlink(filepath.Join(filepath.Dir(folder), "latest")); err != nil || at != filepath.Base(dir) {
			t.Errorf("latest is %q after measuring beside it, want %q", at, filepath.Base(dir))
		}
		m, err := manifest.Read(folder)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if m := again("same", nil); m.Fingerprint != before.Fingerprint {
		t.Error("the same measures have another fingerprint")
	}
	c := &config.Config{Inputs: []corpus.Input{{Path: "."}}, Measures: config.DefaultMeasures()}
	c.Measures.EventDays = 90
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	m := again("other", c)
	if m.Settings.Measures.EventDays != 90 || m.Fingerprint == before.Fingerprint {
		t.Error("the new settings are not in run.json, or change nothing")
	}
	hash := func(m *manifest.Manifest, name string) string {
		i := slices.IndexFunc(m.Tables, func(f outputs.FileHash) bool { return f.Name == name })
		return m.Tables[i].SHA256
	}
	for _, name := range []string{"mentions.parquet", "counts.parquet", "ngrams.parquet", "keyness.parquet"} {
		if hash(m, name) != hash(before, name) {
			t.Errorf("%s changed with the windows around events", name)
		}
	}
	if again("", nil); func() bool { _, err := os.Stat(dir); return err != nil }() {
		t.Error("measuring in place lost the run")
	}
	text, err := json.Marshal(before.Settings.Measures)
	if err != nil || !strings.Contains(string(text), `"permutations":9999`) {
		t.Errorf("settings in run.json: %s", text)
	}
}

// Ctrl-C stops measuring in the middle of a stage.
func TestStagesStop(t *testing.T) {
	dir := runConfig(t, sampleConfig(t), options("run")).Folder
	m, err := manifest.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	a, err := dataset.Read(ctx, dir, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for _, stage := range measure.Stages() {
		to, err := outputs.Create(t.TempDir(), "measures")
		if err != nil {
			t.Fatal(err)
		}
		if err := stage.Run(ctx, a, to); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want that it was stopped", stage.Name, err)
		}
		to.Abandon()
	}
}
