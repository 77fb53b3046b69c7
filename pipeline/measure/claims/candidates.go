package claims

import (
	"context"
	"math/bits"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/manifest"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats/inference/series"
)

// candidate is a phrase that may emerge: it coheres, stands free, and holds no wording of a
// lexicon.
type candidate struct {
	outputs.Ngram
	examples map[string]outputs.Ngram // by year
	weeks    []phraseYear
}

// phraseYear is a phrase in one year of one source.
type phraseYear struct {
	source           int32
	year             int32 // its place in phraseWeeks.years
	count, documents int64
	bits             uint64 // of the weeks of the year
}

// phraseWeeks are the weeks with documents of all sources, and the candidates in them.
type phraseWeeks struct {
	data
	years      []string
	sources    [][]week  // of each source, ascending
	tokens     [][]int64 // of each source by year
	candidates []candidate
}

// week is a week of a year: its year's place times 64, and its number in the year.
type week int32

func (w week) year() int32 { return int32(w) / 64 }

// readPhrases reads the candidates and the weeks of sources. A document that is dated to a month or
// year is in the first week of it, as in the table phrase_weeks.
func (a data) readPhrases(ctx context.Context) (*phraseWeeks, error) {
	p := &phraseWeeks{data: a, sources: make([][]week, len(a.Sources)),
		tokens: make([][]int64, len(a.Sources))}
	p.readDocuments()
	if len(p.years) < 2 {
		return p, nil // no year has one before it
	}
	if err := p.readCandidates(ctx); err != nil {
		return nil, err
	}
	return p, p.readWeeks(ctx)
}

func (p *phraseWeeks) readDocuments() {
	var starts []int32
	dated := func(d *dataset.Document) bool { return d.Precision != corpus.PrecisionNone }
	for i := range p.Documents {
		if d := &p.Documents[i]; dated(d) {
			starts = append(starts, period.Year.Start(d.Day))
		}
	}
	slices.Sort(starts)
	starts = slices.Compact(starts)
	for _, start := range starts {
		p.years = append(p.years, period.Year.Name(start))
	}
	for i := range p.tokens {
		p.tokens[i] = make([]int64, len(p.years))
	}
	for i := range p.Documents { // by source and day
		d := &p.Documents[i]
		if !dated(d) {
			continue
		}
		year, _ := slices.BinarySearch(starts, period.Year.Start(d.Day))
		p.tokens[d.Source][year] += d.Tokens
		of, w := &p.sources[d.Source], week(64*year+period.WeekOfYear(d.Day))
		if n := len(*of); n == 0 || (*of)[n-1] != w {
			*of = append(*of, w)
		}
	}
	for i := range p.sources {
		slices.Sort(p.sources[i])
		p.sources[i] = slices.Compact(p.sources[i])
	}
}

// readCandidates reads the phrases that cohere, stand free, and hold no wording that a lexicon
// lists.
func (p *phraseWeeks) readCandidates(ctx context.Context) error {
	listed, err := p.lexiconFinder()
	if err != nil {
		return err
	}
	s, out := &p.Settings.Emerging, p.candidates
	for row, err := range dataset.Table[outputs.Ngram](ctx, p.Dataset) {
		if err != nil {
			return err
		}
		if row.Cohesion < s.Cohesion || min(row.Left, row.Right) < s.Entropy {
			continue
		}
		if n := len(out); n == 0 || out[n-1].Tokens != row.Tokens {
			out = append(out, candidate{Ngram: row, examples: map[string]outputs.Ngram{}})
		}
		if row.Example != nil {
			out[len(out)-1].examples[row.Period] = row
		}
	}
	p.candidates = slices.DeleteFunc(out, func(c candidate) bool { return listed(c.Phrase) })
	return nil
}

// lexiconFinder says of a phrase whether it holds a wording of a concept of the run, whatever the
// conditions of the concept.
func (p *phraseWeeks) lexiconFinder() (func(phrase string) bool, error) {
	matcher, err := manifest.Wordings(p.Dir)
	if err != nil {
		return nil, err
	}
	segmenter, err := p.Open()
	if err != nil {
		return nil, err
	}
	reader, finder := segmenter.Reader(), matcher.Finder()
	return func(phrase string) bool {
		for sentence := range reader.Sentences(phrase, nil) {
			if len(finder.Find(sentence)) > 0 {
				return true
			}
		}
		return false
	}, nil
}

// readWeeks reads the weeks of the candidates.
func (p *phraseWeeks) readWeeks(ctx context.Context) error {
	numbers, sources := map[string]int{}, map[string]int32{}
	for i := range p.candidates {
		numbers[p.candidates[i].Tokens] = i
	}
	for i := range p.Sources {
		sources[p.Sources[i].ID] = int32(i)
	}
	for row, err := range dataset.Table[outputs.PhraseWeeks](ctx, p.Dataset,
		"source", "period", "segmented", "count", "documents", "week_bits") {
		if err != nil {
			return err
		}
		i, ok := numbers[row.Segmented]
		if !ok {
			continue
		}
		year, _ := slices.BinarySearch(p.years, row.Period)
		c := &p.candidates[i]
		c.weeks = append(c.weeks, phraseYear{source: sources[row.Source], year: int32(year),
			count: row.Count, documents: row.Documents, bits: uint64(row.Bits)})
	}
	return nil
}

// yearWindow is a year beside the years of reference: the weeks of each source in both.
type yearWindow struct {
	*phraseWeeks
	from, now int32    // the first year of reference, and the year
	weeks     [][]week // of each source from the first year of reference to the year
	sizes     []series.YearWeeks
}

// window is a year with its years of reference; ok is false for a year without any.
func (p *phraseWeeks) window(now int) (w yearWindow, ok bool) {
	w = yearWindow{phraseWeeks: p, now: int32(now)}
	if r := p.Settings.Emerging.Reference; r > 0 {
		w.from = max(0, w.now-int32(r))
	}
	place := func(weeks []week, year int32) int {
		at, _ := slices.BinarySearch(weeks, week(64*year))
		return at
	}
	for _, weeks := range p.sources {
		weeks = weeks[place(weeks, w.from):place(weeks, w.now+1)]
		before := place(weeks, w.now)
		w.weeks = append(w.weeks, weeks)
		w.sizes = append(w.sizes, series.YearWeeks{Before: before, Year: len(weeks) - before})
	}
	return w, w.from < w.now
}

// shared reports whether a source has weeks in the year and before it.
func (w *yearWindow) shared(source int32) bool {
	return w.sizes[source].Before > 0 && w.sizes[source].Year > 0
}

// uses are the weeks of the window that have each candidate, in sources that are shared.
func (w *yearWindow) uses() [][]series.WeekUse {
	out := make([][]series.WeekUse, len(w.candidates))
	for i := range w.candidates {
		for _, y := range w.candidates[i].weeks {
			if !w.has(y) {
				continue
			}
			for rest := y.bits; rest != 0; rest &= rest - 1 {
				number := week(64*y.year + int32(bits.TrailingZeros64(rest)))
				at, _ := slices.BinarySearch(w.weeks[y.source], number)
				out[i] = append(out[i], series.WeekUse{Source: int(y.source), Week: at})
			}
		}
	}
	return out
}

// has reports whether a year of a phrase lies in the window and in a source that is shared.
func (w *yearWindow) has(y phraseYear) bool {
	return y.year >= w.from && y.year <= w.now && w.shared(y.source)
}

// withoutPieces keeps the best phrases, of those that say the same at different lengths one. Where
// the longer has four fifths of the uses of the shorter, the shorter is a piece of it; where it has
// few, it is a special use of the shorter, and goes if it ranks below. In between both stand:
// 命运共同体 has uses of its own beside 人类命运共同体. Of one phrase segmented in two ways the better stays.
func withoutPieces(ranked []outputs.Emerging, top int) []outputs.Emerging {
	ranked = ranked[:min(len(ranked), 3*top)]
	gone := make([]bool, len(ranked))
	for i := range ranked {
		for j := range ranked {
			if i == j || !strings.Contains(ranked[i].Phrase, ranked[j].Phrase) {
				continue
			}
			longer, shorter := ranked[i].Count, ranked[j].Count
			switch {
			case ranked[i].Phrase == ranked[j].Phrase:
				gone[max(i, j)] = true
			case 5*longer >= 4*shorter:
				gone[j] = true
			case 3*longer < shorter && j < i:
				gone[i] = true
			}
		}
	}
	var kept []outputs.Emerging
	for i := range ranked {
		if !gone[i] && len(kept) < top {
			kept = append(kept, ranked[i])
		}
	}
	return kept
}
