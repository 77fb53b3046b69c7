package pipeline

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/period"
)

// signedText is an invented text with its authors.
type signedText struct {
	ID     string   `json:"id"`
	Source string   `json:"source"`
	Date   string   `json:"date"`
	Author []string `json:"author"`
	Text   string   `json:"text"`
	stance string   // its authors', empty where they have none
}

// signedTexts are invented texts of six sources; their authors agree with the source, or do not.
func signedTexts(n int) (out []signedText) {
	random := rand.New(rand.NewPCG(1, 2))
	sources := []string{"pla_daily", "ndu", "red_flag_manuscripts", "uir", "cass_today", "global_times"}
	authors := []struct{ names, stance string }{{"", ""}, {"", ""}, {"李建国", ""}, {"王孔祥", "moderate"},
		{"赵周贤", "hawkish"}, {"赵周贤 徐志栋", "hawkish"}, {"王孔祥 李建国", "moderate"}, {"赵周贤 王孔祥", "mixed"}}
	sentences := []string{"必须维护网络主权。", "境外敌对势力的渗透值得警惕。", "国际法适用于网络空间。", "国家安全与网络主权密切相关。",
		"天气很好。", "各国应当合作共赢。", "大数据改变了生活。", "士兵们在操场上讨论国家安全。"}
	for i := range n {
		d := signedText{ID: fmt.Sprintf("d%03d", i), Source: sources[random.IntN(len(sources))],
			Date: fmt.Sprintf("%d-%02d-%02d", 2013+random.IntN(3), 1+random.IntN(12), 1+random.IntN(28))}
		who := authors[random.IntN(len(authors))]
		d.Author, d.stance = strings.Fields(who.names), who.stance
		d.Text = fmt.Sprintf("示例第%d篇。", i)
		for range 2 + random.IntN(6) {
			d.Text += sentences[random.IntN(len(sentences))]
		}
		out = append(out, d)
	}
	return out
}

func runSigned(t *testing.T, texts []signedText, registry string, change ...func(*config.Config)) string {
	t.Helper()
	var lines strings.Builder
	for _, d := range texts {
		line, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(line)
		lines.WriteByte('\n')
	}
	return runTexts(t, map[string]string{"in/texts.jsonl": lines.String(), "sources.yaml": registry}, func(c *config.Config) {
		c.Inputs[0].Path, c.Sources, c.Periods = "in", "sources.yaml", []period.Type{period.Month, period.Year}
		c.Measures = config.DefaultMeasures()
		c.Measures.Permutations = 99 // nothing here depends on them
		for _, f := range change {
			f(c)
		}
	}).Folder
}

// byStance are the rows of a table of which same makes what two runs have to share; those that it
// refuses are left out.
func byStance[Row any](t *testing.T, dir string, same func(*Row) bool) (out []Row) {
	for _, r := range rows[Row](t, dir) {
		if same(&r) {
			out = append(out, r)
		}
	}
	return out
}

// A document is grouped by its authors as it would be if they had a paper of their own: all that is
// counted and measured by stance is the same. Only what is drawn at random depends on the order of
// documents.
func TestAuthorsGroupLikeSources(t *testing.T) {
	texts := signedTexts(240)
	a := runSigned(t, texts, "sources: []")
	b := runApart(t, texts)
	equal(t, a, b, func(r *outputs.GroupCount) bool { return true })
	equal(t, a, b, func(r *outputs.Collocate) bool { return r.Attribute == "stance" })
	equal(t, a, b, func(r *outputs.CoMention) bool { return r.Attribute == "stance" })
	equal(t, a, b, func(r *outputs.TemperatureRow) bool { return r.Attribute == "stance" })
	equal(t, a, b, func(r *outputs.Lead) bool { r.R, r.Lag = nil, nil; return true })
	equal(t, a, b, func(r *outputs.Keyness) bool { r.PermP, r.Q, r.WelchP, r.WelchT = nil, nil, nil, nil; return true })
	equal(t, a, b, func(r *outputs.PeriodComparison) bool { return r.Comparison == "groups" })
	equal(t, a, b, func(r *outputs.Claim) bool {
		r.HangsOn, _, _ = strings.Cut(r.HangsOn, "_of_")
		return r.Kind == "groups"
	})
}

// runApart runs texts without their authors, those with a stance that is not their source's in a
// paper of their own.
func runApart(t *testing.T, texts []signedText) string {
	apart := slices.Clone(texts)
	papers := map[string]string{}
	stances := map[string]string{"pla_daily": "hawkish", "ndu": "hawkish", "red_flag_manuscripts": "hawkish",
		"uir": "moderate", "cass_today": "moderate"}
	for i := range apart {
		d := &apart[i]
		d.Author = nil
		if d.stance != "" && d.stance != stances[d.Source] {
			d.Source += "_of_" + d.stance
			papers[d.Source] = d.stance
		}
	}
	registry := "sources:\n"
	for paper, stance := range papers {
		registry += fmt.Sprintf("  - {id: %s, stance: %s, reason: invented, cite: invented}\n", paper, stance)
	}
	return runSigned(t, apart, registry)
}

// Sources are scored by references of the right documents, and without their own.
func TestStanceScoresOfAuthors(t *testing.T) {
	var texts []signedText
	for _, d := range signedTexts(400) {
		if d.Source == "pla_daily" || d.stance == "" {
			texts = append(texts, d)
		}
	}
	others := func(r *outputs.StanceScore) bool {
		r.MV, r.LBG, r.Theta, r.ThetaSE = nil, nil, nil, nil // of all sources together
		return !strings.HasPrefix(r.Source, "pla_daily")
	}
	equal(t, runSigned(t, texts, "sources: []"), runApart(t, texts), others)
}

// The tokens of groups need those of documents apart, whatever else document_tokens is to have.
func TestTokensOfAuthorsWithoutMatrix(t *testing.T) {
	texts := signedTexts(100)
	a := runSigned(t, texts, "sources: []")
	b := runSigned(t, texts, "sources: []", func(c *config.Config) { c.Measures.DocumentTokens = "none" })
	equal(t, a, b, func(*outputs.Collocate) bool { return true })
	equal(t, a, b, func(*outputs.StanceScore) bool { return true })
}

// equal compares a table of two runs, and asks for rows that are compared.
func equal[Row any](t *testing.T, a, b string, same func(*Row) bool) {
	t.Helper()
	x, y := byStance(t, a, same), byStance(t, b, same)
	if len(x) == 0 || len(x) != len(y) {
		t.Errorf("%T: %d rows and %d", *new(Row), len(x), len(y))
		return
	}
	for i := range x {
		if !reflect.DeepEqual(x[i], y[i]) {
			t.Errorf("row %d:\n%s\n%s", i, text(x[i]), text(y[i]))
			return
		}
	}
}

func text(row any) string {
	out, _ := json.Marshal(row)
	return string(out)
}

// author_counts are the sums of documents and mentions over the authors of each document.
func TestAuthorCountsAreSums(t *testing.T) {
	dir := runSigned(t, signedTexts(120), "sources: []")
	mentions := map[string]map[string]int64{} // by document and concept
	for _, m := range rows[outputs.Mention](t, dir) {
		if mentions[m.Document] == nil {
			mentions[m.Document] = map[string]int64{}
		}
		mentions[m.Document][m.Concept]++
	}
	type key struct{ period, id, name, concept string }
	type sums struct{ mentions, docs, mentioning, tokens int64 }
	want := map[key]sums{}
	names := map[string]bool{}
	for _, d := range rows[outputs.Document](t, dir) {
		for i, id := range d.AuthorIDs {
			names[d.Authors[i]] = true
			for _, p := range []string{"all", period.Year.Name(*d.Date)} {
				for _, c := range rows[outputs.Concept](t, dir)[:3] {
					k := key{p, id, d.Authors[i], c.ID}
					s := want[k]
					s.docs, s.tokens, s.mentions = s.docs+1, s.tokens+d.Tokens, s.mentions+mentions[d.ID][c.ID]
					if mentions[d.ID][c.ID] > 0 {
						s.mentioning++
					}
					want[k] = s
				}
			}
		}
	}
	if len(names) != 4 {
		t.Fatalf("%d authors: %v", len(names), names)
	}
	for _, r := range rows[outputs.AuthorCount](t, dir) {
		k := key{r.Period, r.AuthorID, r.Author, r.Concept}
		s, ok := want[k]
		if got := (sums{r.Mentions, r.DocsMentioning, r.Docs, r.Tokens}); ok && got != (sums{s.mentions, s.mentioning, s.docs, s.tokens}) {
			t.Errorf("%+v: %+v, want %+v", k, got, s)
		}
		delete(want, k)
	}
	for k := range want {
		t.Errorf("no row for %+v", k)
	}
}
