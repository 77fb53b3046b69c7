package claims

import (
	"math/rand/v2"
	"slices"
	"testing"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
)

// weekly is sources with a document of 1,000 tokens each week; since is the year, from 2010 on, in
// which each begins.
func weekly(years int, since ...int) *phraseWeeks {
	s := config.DefaultMeasures()
	a := data{&dataset.Dataset{Settings: &s, Periods: []period.Type{period.Year}}}
	for i, first := range since {
		a.Sources = append(a.Sources, dataset.Source{ID: string(rune('a' + i))})
		for day := inMonth(12 * first); day < inMonth(12*years); day += 7 {
			a.Documents = append(a.Documents, dataset.Document{Source: int32(i), Day: day,
				Precision: corpus.PrecisionDay, Tokens: 1000})
		}
	}
	p := &phraseWeeks{data: a, sources: make([][]week, len(since)), tokens: make([][]int64, len(since))}
	p.readDocuments()
	return p
}

// add adds a phrase that stands three times in each week of a source that in says.
func (p *phraseWeeks) add(phrase string, in func(source int, w week) bool) {
	c := candidate{Ngram: outputs.Ngram{Phrase: phrase, Tokens: phrase}}
	for i, weeks := range p.sources {
		for year := range p.years {
			y := phraseYear{source: int32(i), year: int32(year)}
			for _, w := range weeks {
				if w.year() == y.year && in(i, w) {
					y.bits |= 1 << (w % 64)
					y.count, y.documents = y.count+3, y.documents+1
				}
			}
			if y.bits != 0 {
				c.weeks = append(c.weeks, y)
			}
		}
	}
	p.candidates = append(p.candidates, c)
}

func (p *phraseWeeks) found(t *testing.T) findings {
	t.Helper()
	all, err := p.emerging(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A phrase that stands in half of the weeks of one year, and never before, is new. One that a
// source always has is not, although no other source had it before that source entered.
func TestWhatEmergesAndWhatEnters(t *testing.T) {
	p := weekly(3, 0, 0, 2)
	p.add("新冠肺炎", func(source int, w week) bool { return source == 0 && w.year() == 2 && w%2 == 0 })
	p.add("世界经济", func(source int, w week) bool { return source == 2 })
	p.add("以来", func(source int, w week) bool { return w%3 == 0 })
	all := p.found(t) // 2010 has 53 Fridays, the days of the documents
	if len(all.emerging) != 1 || len(all.claims) != 1 {
		t.Fatalf("emerging: %+v; %+v", all.emerging, all.claims)
	}
	r, c := all.emerging[0], all.claims[0]
	if r.Phrase != "新冠肺炎" || !r.New || r.Period != "2012" || r.Sources != 2 || r.Count != 3*r.WeeksWith ||
		r.Weeks != 2*52 || r.RefWeeks != 2*(53+52) || r.Tokens != 104_000 || r.WeekRatio != nil || r.Rank != 1 {
		t.Errorf("%+v", r)
	}
	if c.Kind != "emerging" || c.Item != r.Phrase || c.ItemKind != "phrase" || c.Verdict != supported || c.Period != "2012" ||
		*c.PAdjusted != r.PAdjusted || c.UnitsA != r.Weeks || c.UnitsB != r.RefWeeks || c.MentionsA != r.Count {
		t.Errorf("%+v", c)
	}
}

// Where all that a year has is of a source that enters, nothing can be said of it.
func TestAYearOfNewSources(t *testing.T) {
	p := weekly(2, 1, 1)
	p.Documents = append(p.Documents, dataset.Document{Source: 0, Day: inMonth(0), Precision: corpus.PrecisionDay, Tokens: 9})
	p.Sources = append(p.Sources, dataset.Source{ID: "z"})
	p.Documents[len(p.Documents)-1].Source = 2
	p.sources, p.tokens, p.years = make([][]week, 3), make([][]int64, 3), nil
	p.readDocuments()
	p.add("新冠肺炎", func(source int, _ week) bool { return source < 2 })
	all := p.found(t)
	if len(all.emerging) != 0 || len(all.claims) != 1 || all.claims[0].Reason != "no_overlap" || all.claims[0].Item != "" {
		t.Errorf("%+v", all)
	}
}

// Years without news have no rows.
func TestShuffledYearsHaveNoNews(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	p := weekly(4, 0, 0, 1, 2)
	for i := range 300 {
		often := random.Float64()
		p.add(string(rune('一'+i)), func(int, week) bool { return random.Float64() < often*often })
	}
	if all := p.found(t); len(all.emerging) > 0 {
		t.Errorf("%d phrases emerge of nothing, %+v", len(all.emerging), all.emerging[0])
	}
}

func TestWithoutPieces(t *testing.T) {
	ranked := []outputs.Emerging{{Phrase: "命运共同体", Count: 100}, {Phrase: "人类命运共同体", Count: 50},
		{Phrase: "冠肺炎", Count: 80}, {Phrase: "新冠肺炎", Count: 78}, {Phrase: "一带一路", Count: 90}, {Phrase: "一带一路", Count: 89}, {Phrase: "一带一路建设", Count: 20}}
	var got []string
	for _, r := range withoutPieces(ranked, 10) {
		got = append(got, r.Phrase)
	}
	if want := []string{"命运共同体", "人类命运共同体", "新冠肺炎", "一带一路"}; !slices.Equal(got, want) {
		t.Errorf("kept %v, want %v", got, want)
	}
}
