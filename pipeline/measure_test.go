package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/stats"
)

// clustered makes a dataset of two sources, army and foreign, with as many documents each, and concepts whose mentions
// cluster: few documents use a concept, and those several times. Which source a document has says nothing about it.
func clustered(documents, concepts int, random *rand.Rand) *dataset {
	s := DefaultMeasures()
	s.Compare = []Compare{{By: "stance", A: "hawkish", B: "moderate"}}
	s.Permutations = 999
	a := &dataset{settings: &s, periods: []PeriodType{Year}, sources: []source{
		{"army", map[string]string{"stance": "hawkish"}}, {"foreign", map[string]string{"stance": "moderate"}}}}
	for i := range documents {
		a.documents = append(a.documents, measured{id: fmt.Sprint(i), source: int32(i % 2), tokens: int64(100 + random.IntN(900)),
			day: 16000 + int32(i), precision: corpus.PrecisionDay})
	}
	for i := range concepts {
		a.concepts = append(a.concepts, outputs.Concept{ID: fmt.Sprintf("c%03d", i), Theme: "t"})
		var postings []posting
		for d := range documents {
			if random.Float64() < 0.1 {
				postings = append(postings, posting{int32(d), int32(1 + random.ExpFloat64()*6)})
			}
		}
		a.byConcept = append(a.byConcept, postings)
	}
	return a
}

func (a *dataset) compareAll(t *testing.T) []outputs.Keyness {
	t.Helper()
	items := keynessItems{kind: "concept", postings: a.byConcept}
	for _, c := range a.concepts {
		items.names = append(items.names, c.ID)
	}
	rows, err := a.comparison(a.settings.Compare[0], a.timePeriods()[0]).rows(t.Context(), items)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Where documents are dealt between groups by chance, the document-level test finds a difference at 0.05 in about one of
// twenty concepts; the word-level ones in most of those that cluster.
func TestChanceAloneIsNoDifference(t *testing.T) {
	a := clustered(300, 1500, rand.New(rand.NewPCG(7, 7)))
	var documents, welch, words, q int
	rows := a.compareAll(t)
	for _, r := range rows {
		if !r.Tested {
			t.Fatalf("%s was not tested: %s", r.Item, r.Reason)
		}
		documents += count01(*r.PermP < 0.05)
		welch += count01(*r.WelchP < 0.05)
		words += count01(stats.WordP(r.G2) < 0.05)
		q += count01(*r.Q < 0.05)
	}
	share := func(n int) float64 { return float64(n) / float64(len(rows)) }
	t.Logf("below 0.05 under the null: permutation %.3f, Welch %.3f, G2 %.3f, q %.4f of %d concepts",
		share(documents), share(welch), share(words), share(q), len(rows))
	if share(documents) < 0.035 || share(documents) > 0.06 {
		t.Errorf("permutation p is below 0.05 in a share of %.3f", share(documents))
	}
	if share(words) < 0.3 {
		t.Errorf("G2 calls a share of %.3f significant: the data of this test do not cluster", share(words))
	}
	if q > 3 {
		t.Errorf("%d q-values below 0.05 where there is nothing to find", q)
	}
}

func count01(b bool) int {
	if b {
		return 1
	}
	return 0
}

// The same on real texts: documents of one newspaper programme dealt into two groups.
func TestChanceAloneInRealTexts(t *testing.T) {
	dir := os.Getenv("TIFA_RUN")
	if dir == "" {
		t.Skip("set TIFA_RUN to a finished run to deal its documents between two groups")
	}
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	a, err := readDataset(t.Context(), dir, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	s := DefaultMeasures()
	s.Compare = []Compare{{By: "stance", A: "hawkish", B: "moderate"}}
	s.Permutations = 999
	a.settings = &s
	a.sources = []source{{"army", map[string]string{"stance": "hawkish"}}, {"foreign", map[string]string{"stance": "moderate"}}}
	var documents, words, all int
	for deal := range uint64(40) {
		random := rand.New(rand.NewPCG(deal, 1))
		for i := range a.documents {
			a.documents[i].source = int32(random.IntN(2))
		}
		for _, r := range a.compareAll(t) {
			if r.Tested {
				all++
				documents += count01(*r.PermP < 0.05)
				words += count01(stats.WordP(r.G2) < 0.05)
			}
		}
	}
	t.Logf("below 0.05: permutation %.4f, G2 %.4f of %d tests", float64(documents)/float64(all), float64(words)/float64(all), all)
}

func TestKeynessByHand(t *testing.T) {
	a := clustered(8, 0, rand.New(rand.NewPCG(1, 1)))
	for i := range a.documents {
		a.documents[i].tokens = 100
	}
	a.settings.MinDocuments, a.settings.Permutations = 4, 9999
	a.concepts = []outputs.Concept{{ID: "hawk"}, {ID: "none"}, {ID: "rare"}}
	// Documents 0, 2, 4 and 6 are the army's.
	a.byConcept = [][]posting{{{0, 2}, {2, 3}, {4, 1}, {6, 2}, {1, 1}}, nil, {{3, 1}}}
	slices.SortFunc(a.byConcept[0], func(x, y posting) int { return int(x.document - y.document) })
	rows := a.compareAll(t)
	r := rows[0]
	if r.MentionsA != 8 || r.MentionsB != 1 || r.TokensA != 400 || r.TokensB != 400 || r.DocsMentioningA != 4 || r.DocsMentioningB != 1 {
		t.Fatalf("sums: %+v", r)
	}
	if *r.PerMA != 20000 || *r.PerMB != 2500 || *r.Ratio != 8 || *r.DiffPct != 700 {
		t.Errorf("rates %v and %v, ratio %v, difference %v %%", *r.PerMA, *r.PerMB, *r.Ratio, *r.DiffPct)
	}
	// Of the 70 ways to choose 4 of these 8 documents, those with a difference of 7 or more leave a group at most 1 mention:
	// the army's four, and with document 1 in either group the mirror images.
	want := 0
	counts := []int{2, 1, 3, 0, 1, 0, 2, 0}
	for mask := range 256 {
		sum, chosen := 0, 0
		for i, c := range counts {
			if mask>>i&1 == 1 {
				sum, chosen = sum+c, chosen+1
			}
		}
		if chosen == 4 && math.Abs(float64(sum-(9-sum))) >= 7 {
			want++
		}
	}
	if p := float64(want) / 70; math.Abs(*r.PermP-p) > 1e-9 {
		t.Errorf("permutation p %v, want %d of 70", *r.PermP, want)
	}
	if rows[1].Tested || rows[1].Reason != "too few mentions" || rows[1].PermP != nil || !rows[2].Few {
		t.Errorf("a concept without mentions: %+v", rows[1])
	}
	a.settings.MinDocuments = 5
	for _, r := range a.compareAll(t) {
		if r.Tested || r.Reason != "a group has too few documents" || r.Q != nil {
			t.Errorf("four documents in a group were tested: %+v", r)
		}
	}
}

// rising has a document a day; in the second half of the days every second one mentions the concept twice, before never but once.
func rising(days int) *dataset {
	a := clustered(days, 1, rand.New(rand.NewPCG(1, 1)))
	a.byConcept[0] = []posting{{0, 1}}
	for i := range a.documents {
		a.documents[i].tokens, a.documents[i].source = 500, 0
		if i >= days/2 && i%2 == 0 {
			a.byConcept[0] = append(a.byConcept[0], posting{int32(i), 2})
		}
	}
	return a
}

func TestTrendOfOneRise(t *testing.T) {
	a := rising(480) // 16 months
	s := a.series(a.bySource()[0], Month)
	var tables trendTables
	tables.add(a, s, outputs.Group{Attribute: "source", Value: "army"})
	row := tables.trends[0]
	if row.Mentions != 241 || *row.First != 16000 || *row.Last != 16478 || *row.Tau < 0.5 || *row.Q > 0.05 || *row.Slope <= 0 {
		t.Errorf("trend: %+v", row)
	}
	middle := Month.name(Month.start(16240))
	if len(tables.changes) == 0 || !slices.ContainsFunc(tables.changes, func(c outputs.Change) bool { return c.Period >= middle && *c.Ratio > 5 }) {
		t.Errorf("changes about %s: %+v", middle, tables.changes)
	}
	if len(tables.bursts) == 0 || tables.bursts[0].Period < middle || tables.bursts[0].Last != Month.name(Month.start(16479)) {
		t.Errorf("bursts from %s: %+v", middle, tables.bursts)
	}
	hot := a.temperatures(a.bySource()[0])
	if hot[0].Temperature != "烫" || hot[0].OurChoice || hot[len(hot)-1].Temperature != "沸" || hot[len(hot)-1].OurChoice {
		t.Errorf("temperatures: %+v", hot)
	}
}

func TestEventIsANumber(t *testing.T) {
	a := rising(480)
	rows, err := a.eventRows(t.Context(), Event{ID: "turn", Day: 16240}, a.everything())
	if err != nil {
		t.Fatal(err)
	}
	r := rows[0]
	if r.MentionsBefore != 0 || r.MentionsAfter != 180 || r.DocsBefore != 180 || r.DocsAfter != 180 || *r.RateAfter != 2000 {
		t.Fatalf("windows: %+v", r)
	}
	if *r.RatioLo < 10 || *r.PermP > 0.01 {
		t.Errorf("from never to always: %+v", r)
	}
	if rows, err := a.eventRows(t.Context(), Event{ID: "long ago", Day: 100}, a.everything()); rows != nil || err != nil {
		t.Errorf("an event outside the texts has rows: %+v", rows)
	}
}

func TestAdoptionOrder(t *testing.T) {
	a := clustered(20, 1, rand.New(rand.NewPCG(1, 1)))
	slices.SortStableFunc(a.documents, func(x, y measured) int { return int(x.source - y.source) }) // as tables have them
	a.byConcept[0] = []posting{{3, 1}, {4, 2}, {15, 1}}
	rows := a.adoptions()
	if len(rows) != 2 || rows[0].Source != "army" || rows[0].First != 16006 || rows[0].DocsBefore != 3 || rows[0].Mentions != 3 ||
		rows[1].Source != "foreign" || rows[1].Rank != 2 || rows[1].Lag != 5 {
		t.Errorf("adoption: %+v", rows)
	}
}

func TestWithoutPieces(t *testing.T) {
	ranked := []outputs.Emerging{{Phrase: "命运共同体", Count: 100}, {Phrase: "人类命运共同体", Count: 50},
		{Phrase: "冠肺炎", Count: 80}, {Phrase: "新冠肺炎", Count: 78}, {Phrase: "一带一路", Count: 90}, {Phrase: "一带一路建设", Count: 20}}
	var got []string
	for _, r := range withoutPieces(ranked, 10) {
		got = append(got, r.Phrase)
	}
	if want := []string{"命运共同体", "人类命运共同体", "新冠肺炎", "一带一路"}; !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
}

const twoStances = `title: Two
sources:
  - {id: army, zh: 测试军报, en: Army, kind: newspaper, stance: hawkish, reason: invented, cite: this test}
  - {id: foreign, zh: 测试外交, en: Foreign, kind: journal, stance: moderate, reason: invented, cite: this test}
`

// measuredRun runs invented texts: the army paper writes of 网络主权 and 敌对势力 in one sentence, from 2015 on also of a
// phrase that no lexicon lists, 星河长廊; the other journal writes of neither.
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
	return runTexts(t, texts, func(c *Config) {
		if err := os.WriteFile(filepath.Join(c.Root, "sources.yaml"), []byte(twoStances), 0o644); err != nil {
			t.Fatal(err)
		}
		c.Inputs, c.Sources = []corpus.Input{{Path: "texts"}}, "sources.yaml"
		c.Periods = []PeriodType{Month, Year}
	})
}

func TestMeasuresOfARun(t *testing.T) {
	dir := measuredRun(t).Folder
	find := func(concept string) outputs.Keyness {
		for _, r := range rows[outputs.Keyness](t, dir) {
			if r.Item == concept && r.Period == allTime {
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
		return r.Unit == "sentence" && r.Period == allTime && r.Attribute == "all" && r.ConceptA == "cybersovereignty" &&
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
	dir := runTexts(t, texts, func(c *Config) {
		c.Measures = DefaultMeasures()
		c.Measures.Ngrams.Cohesion, c.Measures.Ngrams.Entropy = -1, 0
	}).Folder
	segmenter, err := openSegmenter(SegmentOptions{}, nil)
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
				for n := 2; n <= min(longestNgram, len(run)); n++ {
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
		stands := n >= DefaultMeasures().Ngrams.MinCount && float64(beside[sequence]) < partOfLonger*float64(n)
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

func TestMeasureAgain(t *testing.T) {
	dir := measuredRun(t).Folder
	before, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	again := func(name string, c *Config) *Manifest {
		folder, err := Measure(context.Background(), dir, MeasureOptions{Config: c, Options: options(name)})
		if err != nil {
			t.Fatal(err)
		}
		v, err := Verify(context.Background(), folder, false)
		if err != nil || !v.OK() {
			t.Errorf("%s does not verify: %v %+v", name, err, v)
		}
		if at, err := os.Readlink(filepath.Join(filepath.Dir(folder), "latest")); err != nil || at != filepath.Base(dir) {
			t.Errorf("latest is %q after measuring beside it, want %q", at, filepath.Base(dir))
		}
		m, err := ReadManifest(folder)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if m := again("same", nil); m.Fingerprint != before.Fingerprint {
		t.Error("the same measures have another fingerprint")
	}
	c := &Config{Inputs: []corpus.Input{{Path: "."}}, Measures: DefaultMeasures()}
	c.Measures.EventDays = 90
	if err := c.complete(); err != nil {
		t.Fatal(err)
	}
	m := again("other", c)
	if m.Settings.Measures.EventDays != 90 || m.Fingerprint == before.Fingerprint {
		t.Error("the new settings are not in run.json, or change nothing")
	}
	hash := func(m *Manifest, name string) string {
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

func TestMeasureSettingsAreStrict(t *testing.T) {
	for yaml, want := range map[string]string{
		"measures: {seed: 5}":                 "",
		"measures: {emerging: {top: 10}}":     "",
		"measures: {sead: 5}":                 "unknown field",
		"measures: {temperature: {hot: 0.5}}": "descend",
		"measures: {permutations: 5}":         "at least 99",
		"measures: {document_tokens: some}":   "compared, all or none",
		"measures: {changepoint_penalty: 0}":  "above 0",
		"measures: {bursts: {states: 1}}":     "states at least 2",
	} {
		file := filepath.Join(t.TempDir(), "tifa.yaml")
		if err := os.WriteFile(file, []byte("inputs: [{path: texts}]\n"+yaml+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		c, err := LoadConfig(file)
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", yaml, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%s: error %v, want %q", yaml, err, want)
		case want == "" && (c.Measures.Permutations != 9999 || c.Measures.Emerging.MinCount != 10):
			t.Errorf("%s: what is left out has lost its default: %+v", yaml, c.Measures)
		}
	}
}

// Ctrl-C stops measuring in the middle of a stage.
func TestStagesStop(t *testing.T) {
	dir := runConfig(t, sampleConfig(t), options("run")).Folder
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	a, err := readDataset(ctx, dir, m, nil)
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for _, stage := range measureStages() {
		to, err := outputs.Create(t.TempDir(), "measures")
		if err != nil {
			t.Fatal(err)
		}
		if err := stage.run(ctx, a, to); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v, want that it was stopped", stage.name, err)
		}
		to.Abandon()
	}
}

func TestWindowsThatTextsCutShort(t *testing.T) {
	a := clustered(400, 1, rand.New(rand.NewPCG(1, 1))) // one document a day, from day 16,000 on
	a.settings.EventDays = 100
	for day, want := range map[int32]bool{16_099: true, 16_100: false, 16_300: false, 16_301: true} {
		if got := a.window(day, a.everything()).cutShort; got != want {
			t.Errorf("windows around day %d: cut short %v, want %v", day, got, want)
		}
	}
}
