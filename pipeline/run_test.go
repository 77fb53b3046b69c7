package pipeline

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/manifest"
	"tifa/pipeline/period"
	"tifa/pipeline/query"
	"tifa/pipeline/store"
)

// options run without a terminal and with a clock that stands still.
func options(name string) Options {
	return Options{Name: name, Stdin: strings.NewReader(""), Log: slog.New(slog.DiscardHandler),
		Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }, Version: "test"}
}

// runConfig runs a configuration into a folder of the test.
func runConfig(t testing.TB, c *config.Config, o Options) *Summary {
	t.Helper()
	c.Output = t.TempDir()
	s, err := Run(context.Background(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// runTexts runs files of a name and a text each, under periods day, month and year.
func runTexts(t testing.TB, texts map[string]string, change func(*config.Config)) *Summary {
	t.Helper()
	c := &config.Config{Root: t.TempDir(), Inputs: []corpus.Input{{Path: "."}}, Periods: []period.Type{period.Day, period.Month, period.Year}}
	if change != nil {
		change(c)
	}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	for name, text := range texts {
		path := filepath.Join(c.Root, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return runConfig(t, c, options("run"))
}

// rows reads a table.
func rows[Row any](t *testing.T, dir string) (all []Row) {
	t.Helper()
	for r, err := range outputs.Read[Row](dir) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// countRow finds the row of a concept in a source and period.
func countRow(t *testing.T, dir, period, source, concept string) *outputs.Count {
	t.Helper()
	for _, r := range rows[outputs.Count](t, dir) {
		if r.Period == period && r.Source == source && r.Concept == concept {
			return &r
		}
	}
	return nil
}

func fingerprint(t *testing.T, dir string) string {
	t.Helper()
	m, err := manifest.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	return m.Fingerprint
}

func sampleConfig(t *testing.T) *config.Config {
	t.Helper()
	c, err := config.Load(filepath.Join("..", "testdata", "sample", "tifa.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWorkersAndOrderChangeNothing(t *testing.T) {
	var want string
	for _, workers := range []int{1, 2, 8} {
		for _, backwards := range []bool{false, true} {
			c, o := sampleConfig(t), options(fmt.Sprint(workers, backwards))
			o.Workers = workers
			if backwards {
				slices.Reverse(c.Inputs)
			}
			got := fingerprint(t, runConfig(t, c, o).Folder)
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("%d workers, inputs backwards %t: tables differ from those of one worker", workers, backwards)
			}
		}
	}
}

func TestEnginesAgree(t *testing.T) {
	kernel, gse := options("kernel"), options("gse")
	gse.Engine = "gse"
	if fingerprint(t, runConfig(t, sampleConfig(t), kernel).Folder) != fingerprint(t, runConfig(t, sampleConfig(t), gse).Folder) {
		t.Error("kernel and gse give different tables on the sample")
	}
}

// A name that the dictionary lacks is a token where the configuration says so, and the run verifies
// by the same rule.
func TestHMM(t *testing.T) {
	for _, hmm := range []bool{false, true} {
		s := runTexts(t, map[string]string{"a/2015-03-05.txt": "他来到网易杭研大厦谈网络主权。"}, func(c *config.Config) { c.HMM = hmm })
		found := false
		for _, row := range rows[outputs.TokenCount](t, s.Folder) {
			found = found || row.Token == "杭研" && row.Class == "word" && row.Count == 1
		}
		m, err := manifest.Read(s.Folder)
		if err != nil || found != hmm || m.Settings.HMM != hmm {
			t.Errorf("hmm %t: 杭研 is a token: %t; run.json says %+v, %v", hmm, found, m.Settings, err)
		}
		if v, err := query.Verify(context.Background(), s.Folder, true); err != nil || !v.OK() {
			t.Errorf("hmm %t: does not verify: %+v, %v", hmm, v, err)
		}
	}
}

// A mention that only extra words make possible is found again with them, and is not checked where
// they are lost.
func TestVerifyWithWords(t *testing.T) {
	dir := t.TempDir()
	words, lexicon := filepath.Join(dir, "words.txt"), filepath.Join(dir, "lexicon.yaml")
	write := func(file, text string) {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(words, "杭研大 100000 n\n")
	write(lexicon, "concepts:\n  - {id: building, phrases: [杭研大], boundary: token}\n")
	s := runTexts(t, map[string]string{"a/2015-03-05.txt": "他来到网易杭研大厦。"}, func(c *config.Config) {
		c.Words, c.Lexicons = []string{words}, []string{lexicon}
	})
	for _, row := range []struct {
		words, note string
		skipped     int64
	}{
		{"杭研大 100000 n\n", "inline markup, which verify --texts checks", 0},
		{"杭研大 2 n\n", "words.txt has changed since", 1},
	} {
		write(words, row.words)
		v, err := query.Verify(context.Background(), s.Folder, false)
		if err != nil {
			t.Fatal(err)
		}
		if c := v.Checks[2]; !v.OK() || c.Number != 1 || c.Skipped != row.skipped || !strings.Contains(c.Note, row.note) {
			t.Errorf("words %q: %+v", row.words, c)
		}
	}
}

func TestSampleVerifies(t *testing.T) {
	s := runConfig(t, sampleConfig(t), options("run"))
	v, err := query.Verify(context.Background(), s.Folder, true)
	if err != nil {
		t.Fatal(err)
	}
	if !v.OK() {
		var b strings.Builder
		v.Print(&b)
		t.Error(b.String())
	}
	for _, c := range v.Checks {
		if c.Number == 0 {
			t.Errorf("%s: checked on nothing", c.What)
		}
	}
}

// What was changed after a run is found out, whichever table it is in.
func TestVerifyFindsAWrongNumber(t *testing.T) {
	s := runTexts(t, map[string]string{"a/2015-03-05.txt": "网络主权与网络主权。"}, nil)
	path := filepath.Join(s.Folder, "mentions.parquet")
	bytes, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bytes[len(bytes)/2] ^= 1
	if err := os.WriteFile(path, bytes, 0o644); err != nil {
		t.Fatal(err)
	}
	v, err := query.Verify(t.Context(), s.Folder, false)
	if err != nil || len(v.Checks) != 1 || v.Checks[0].Failed != 1 {
		t.Errorf("a flipped bit in mentions: %+v found, %v", v, err)
	}
}

func TestZeroIsNotNothing(t *testing.T) {
	s := runTexts(t, map[string]string{
		"甲/2015-01-10.txt": "网络主权。", "甲/2015-03-10.txt": "今天天气很好。", "乙/2015-03-11.txt": "港口很忙。"}, nil)
	if r := countRow(t, s.Folder, "2015-03", "甲", "cybersovereignty"); r == nil || r.Mentions != 0 || r.Docs != 1 || r.PerMTokenHi == nil {
		t.Errorf("a source with documents and no mention has no row of 0 with its bound: %+v", r)
	}
	if r := countRow(t, s.Folder, "2015-02", "甲", "cybersovereignty"); r != nil {
		t.Errorf("a source without documents has a count: %+v", r)
	}
	var gaps []string
	for _, r := range rows[outputs.Coverage](t, s.Folder) {
		if r.PeriodType == "month" && r.Docs == 0 && r.Period != nil {
			gaps = append(gaps, r.Source+" "+*r.Period)
		}
	}
	want := []string{"乙 2015-01", "乙 2015-02", "甲 2015-02"}
	slices.Sort(gaps)
	if !slices.Equal(gaps, want) {
		t.Errorf("coverage shows gaps %v, want %v", gaps, want)
	}
}

func TestCoarseDatesCountWhereTheyCan(t *testing.T) {
	s := runTexts(t, map[string]string{"甲/2015.txt": "网络主权。", "甲/2015-03.txt": "网络主权，网络主权。", "甲/2015-03-05.txt": "网络主权！"}, nil)
	for period, mentions := range map[string]int64{"2015": 4, "2015-03": 3, "2015-03-05": 1} {
		if r := countRow(t, s.Folder, period, "甲", "cybersovereignty"); r == nil || r.Mentions != mentions {
			t.Errorf("%s: %+v, want %d mentions", period, r, mentions)
		}
	}
	if r := countRow(t, s.Folder, "2015-01", "甲", "cybersovereignty"); r != nil {
		t.Errorf("a document dated to the year counts in January: %+v", r)
	}
	for _, r := range rows[outputs.Coverage](t, s.Folder) {
		if r.Period == nil && r.TooCoarse != map[string]int64{"day": 2, "month": 1}[r.PeriodType] {
			t.Errorf("%s: %d left out as too coarse", r.PeriodType, r.TooCoarse)
		}
	}
}

func TestReprintsCountOnce(t *testing.T) {
	body := strings.Repeat("维护网络主权是国际社会的共同责任，", 6) + "这一点已经成为共识。"
	texts := map[string]string{"甲/2015-03-06.md": "---\ntitle: 转载\n---\n" + body, "乙/2015-03-05.md": "---\ntitle: 原文\n---\n" + body,
		"丙/2015-03-07.md": "---\ntitle: 另一篇\n---\n完整视频", "丁/2015-03-08.md": "---\ntitle: 又一篇\n---\n完整视频"}
	s := runTexts(t, texts, nil)
	for _, d := range rows[outputs.Document](t, s.Folder) {
		repeats := d.Source == "甲"
		if d.Counted == repeats || (d.DuplicateOf != nil) != repeats {
			t.Errorf("%s: counted %t, duplicate of %v", d.ID, d.Counted, d.DuplicateOf)
		}
	}
	if r := countRow(t, s.Folder, "2015", "甲", "cybersovereignty"); r != nil {
		t.Errorf("the reprint counts: %+v", r)
	}
	s = runTexts(t, texts, func(c *config.Config) { c.Duplicates = "keep" })
	if r := countRow(t, s.Folder, "2015", "甲", "cybersovereignty"); r == nil || r.Mentions != 6 {
		t.Errorf("duplicates: keep does not count the reprint: %+v", r)
	}
}

// A text without punctuation is cut somewhere, perhaps within a phrase: that is not passed over in
// silence.
func TestUnpunctuatedTextIsAProblem(t *testing.T) {
	summary := runTexts(t, map[string]string{
		"示例日报/2015-01-01.txt": strings.Repeat("网络主权", 2500),
		"示例日报/2015-01-02.txt": strings.Repeat("网络主权，", 2500),
	}, nil)
	problems := rows[outputs.Problem](t, summary.Folder)
	if len(problems) != 1 || problems[0].Kind != corpus.KindUnbroken || problems[0].Path != "示例日报/2015-01-01.txt" {
		t.Errorf("problems %+v, want one, of the first text", problems)
	}
}

func TestIDsAreUnique(t *testing.T) {
	line := `{"id": "x", "date": "2015-03-05", "text": "第%d篇文章。"}` + "\n"
	s := runTexts(t, map[string]string{"甲/a.jsonl": fmt.Sprintf(line, 1) + fmt.Sprintf(line, 2), "甲/b.jsonl": fmt.Sprintf(line, 3)}, nil)
	var ids []string
	for _, d := range rows[outputs.Document](t, s.Folder) {
		ids = append(ids, d.ID+" "+d.Path)
	}
	want := []string{"x 甲/a.jsonl", "x~2 甲/a.jsonl", "x~3 甲/b.jsonl"}
	if !slices.Equal(ids, want) {
		t.Errorf("IDs %v, want %v", ids, want)
	}
	if s.Problems != 2 {
		t.Errorf("%d problems, want 2", s.Problems)
	}
}

// A stopped run's finished shards are taken up: their files need not be read again.
func TestFinishedShardsAreTakenUp(t *testing.T) {
	c := &config.Config{Root: t.TempDir(), Inputs: []corpus.Input{{Path: "a"}}}
	if err := c.Complete(); err != nil {
		t.Fatal(err)
	}
	c.Output = t.TempDir()
	if err := os.MkdirAll(filepath.Join(c.Root, "a", "甲"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.Root, "a", "甲", "2015-03-05.txt"), []byte("网络主权。"), 0o644); err != nil {
		t.Fatal(err)
	}
	o := options("run")
	o.Workers = 1
	p, err := makePlan(c, o)
	if err != nil {
		t.Fatal(err)
	}
	shards, err := store.Open(p.work)
	if err != nil {
		t.Fatal(err)
	}
	if err := readAll(context.Background(), p, shards, newProgress(nil)); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), c, o); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("two runs write into one folder: %v", err)
	}
	say := newProgress(nil)
	if err := readAll(context.Background(), p, shards, say); err != nil {
		t.Fatal(err)
	}
	if say.documents.Load() != 0 {
		t.Errorf("%d documents read again", say.documents.Load())
	}
	if err := shards.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Run(context.Background(), c, o)
	if err != nil || s.Mentions != 1 {
		t.Errorf("run after a stopped one: %+v, %v", s, err)
	}
}

// corpora is where real texts are.
func corpora(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TIFA_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "corpora")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no real texts at %s: set TIFA_CORPORA to where they are", dir)
	}
	return dir
}

// The counts in government work reports that the measures' reference gives.
func TestWorkReports(t *testing.T) {
	dir, err := filepath.Abs(corpora(t))
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(filepath.Join("..", "testdata", "examples", "gwr", "tifa.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	c.Inputs[0].Path = filepath.Join(dir, "gwr", "government_work_reports.jsonl")
	lexicon := "title: plain words\nconcepts:\n"
	for id, zh := range map[string]string{"reform": "改革", "development": "发展", "internet_plus": "互联网+", "credit": "社会信用体系",
		"society": "社会", "security": "安全", "hostile": "敌对势力", "sovereignty": "网络主权", "colour": "颜色革命"} {
		lexicon += fmt.Sprintf("  - {id: %s, theme: t, zh: %s, phrases: ['%s']}\n", id, zh, zh)
	}
	file := filepath.Join(t.TempDir(), "lexicon.yaml")
	if err := os.WriteFile(file, []byte(lexicon), 0o644); err != nil {
		t.Fatal(err)
	}
	c.Override([]string{file}, nil, "")
	s := runConfig(t, c, options("gwr"))
	counts := rows[outputs.Count](t, s.Folder)
	got := map[string]int64{}
	for _, r := range counts {
		if r.PeriodType == "year" {
			got[r.Period+" "+r.Concept] = r.Mentions
		}
	}
	for key, want := range map[string]int64{"2015 reform": 88, "2015 development": 134, "2015 internet_plus": 1, "2015 credit": 1,
		"2019 reform": 109, "2019 development": 144, "2019 society": 58, "2019 security": 16, "2019 internet_plus": 7} {
		if got[key] != want {
			t.Errorf("%s: %d mentions, want %d", key, got[key], want)
		}
	}
	var hostile []string
	for key, n := range got {
		year, concept, _ := strings.Cut(key, " ")
		if concept == "hostile" && n > 0 {
			hostile = append(hostile, fmt.Sprintf("%s×%d", year, n))
		}
		if (concept == "sovereignty" || concept == "colour") && n > 0 {
			t.Errorf("%s: %d mentions, want none", key, n)
		}
	}
	slices.Sort(hostile)
	if want := "1981×1 1992×1 1999×1 2000×1 2001×1 2002×1 2003×1"; strings.Join(hostile, " ") != want {
		t.Errorf("敌对势力 in %v, want %s", hostile, want)
	}
	if got["2021 internet_plus"] == 0 {
		t.Error("2021: 互联网＋ is not found in its full-width form")
	}
	undated := 0
	for _, p := range rows[outputs.Problem](t, s.Folder) {
		if p.Kind == "undated" {
			undated++
		}
	}
	if undated != 20 || s.Documents != 72 {
		t.Errorf("%d documents, %d undated, want 72 and 20", s.Documents, period.Undated)
	}
}

// Every example configuration for real texts runs without hand-editing, and what it publishes
// holds.
func TestExamples(t *testing.T) {
	corpora(t)
	documents := map[string]int{"gwr": 72, "xwlb": 51301}
	files, err := filepath.Glob(filepath.Join("..", "testdata", "examples", "*", "tifa.yaml"))
	if err != nil || len(files) < 6 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(filepath.Dir(file))
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name == "xwlb" {
				t.Skip("the largest corpus, skipped with -short")
			}
			c, err := config.Load(file)
			if err != nil {
				t.Fatal(err)
			}
			s := runConfig(t, c, options(name))
			if want := documents[name]; want > 0 && s.Documents != want {
				t.Errorf("%d documents, want %d", s.Documents, want)
			}
			if s.Documents == 0 || s.Mentions == 0 {
				t.Errorf("%d documents, %d mentions", s.Documents, s.Mentions)
			}
			v, err := query.Verify(context.Background(), s.Folder, true)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			v.Print(&b)
			if !v.OK() {
				t.Error(b.String())
			}
			s.Print(io.Discard)
		})
	}
}

// A text that never ends a sentence makes a table of about its own size, not of its size times its
// mentions.
func TestTextWithoutSentenceEnds(t *testing.T) {
	text := strings.Repeat("维护网络主权，", 3_000)
	s := runTexts(t, map[string]string{"army/2015-01-01.txt": text}, nil)
	if s.Mentions != 3_000 {
		t.Errorf("%d mentions, want 3000", s.Mentions)
	}
	longest := 0
	for _, m := range rows[outputs.Mention](t, s.Folder) {
		longest = max(longest, len(m.Sentence))
	}
	if longest > 10_000 {
		t.Errorf("a sentence of %d bytes beside a mention", longest)
	}
}

// A corpus of more files than shards may be open at once, in an order that comes back to every one.
func TestManyFiles(t *testing.T) {
	texts := map[string]string{}
	for i := range 300 {
		texts[fmt.Sprintf("army/%04d.jsonl", i)] = fmt.Sprintf(`{"date":"2015-01-01","text":"网络主权 %d"}
{"date":"2015-02-01","text":"网络主权 %d 再论"}`, i, i)
	}
	s := runTexts(t, texts, nil)
	if s.Documents != len(texts)*2 || s.Mentions != int64(2*len(texts)) {
		t.Fatalf("%d documents, %d mentions of %d files of two", s.Documents, s.Mentions, len(texts))
	}
	for _, month := range []string{"2015-01", "2015-02"} {
		if c := countRow(t, s.Folder, month, "army", "cybersovereignty"); c == nil || c.Mentions != int64(len(texts)) {
			t.Errorf("%s: %+v", month, c)
		}
	}
}
