package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/parallel"
	"tifa/pipeline/stats"
)

// keyness compares the two groups of each pair: over all counted documents, and in each period of the longest type.
func keyness(ctx context.Context, a *dataset, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.Keyness](to)
	if err != nil {
		return err
	}
	items, err := a.kinds(ctx)
	if err != nil {
		return err
	}
	for _, pair := range sortedPairs(a.settings.Compare) {
		for _, timePeriod := range a.timePeriods() {
			c := a.comparison(pair, timePeriod)
			for _, kind := range items {
				rows, err := c.rows(ctx, kind)
				if err != nil {
					return err
				}
				if err := w.Write(rows...); err != nil {
					return err
				}
			}
		}
	}
	return w.Close()
}

func sortedPairs(pairs []Compare) []Compare {
	pairs = slices.Clone(pairs)
	slices.SortFunc(pairs, func(a, b Compare) int {
		return cmp.Or(strings.Compare(a.By, b.By), strings.Compare(a.A, b.A), strings.Compare(a.B, b.B))
	})
	return slices.Compact(pairs)
}

// timePeriod is a stretch of time that documents are compared in: a period, or all time.
type timePeriod struct {
	periodType, period string
	has                func(*measured) bool
}

// allTime is the name of the period that has every document, dated or not.
const allTime = "all"

// timePeriods lists all time and the periods of the longest type that have documents, in the order of tables.
func (a *dataset) timePeriods() []timePeriod {
	out := []timePeriod{{allTime, allTime, func(*measured) bool { return true }}}
	t := a.periods[len(a.periods)-1] // Config.complete sorts them from the shortest
	starts := map[int32]bool{}
	for i := range a.documents {
		if d := &a.documents[i]; d.dated(t) {
			starts[t.start(d.day)] = true
		}
	}
	for start := range starts {
		out = append(out, timePeriod{string(t), t.name(start), func(d *measured) bool { return d.dated(t) && t.start(d.day) == start }})
	}
	slices.SortFunc(out, func(a, b timePeriod) int {
		return cmp.Or(strings.Compare(a.periodType, b.periodType), strings.Compare(a.period, b.period))
	})
	return out
}

// dated says whether the document belongs to one period of a type.
func (d *measured) dated(t PeriodType) bool {
	return d.precision != corpus.PrecisionNone && d.precision >= t.needs()
}

// keynessItems are the items of one kind with their uses, by name. Kinds are in the order of tables.
type keynessItems struct {
	kind     string
	names    []string
	postings [][]posting
	least    int64 // mentions that an item needs to have a row
}

func (a *dataset) kinds(ctx context.Context) ([]keynessItems, error) {
	concepts := keynessItems{kind: "concept", postings: a.byConcept}
	for _, c := range a.concepts {
		concepts.names = append(concepts.names, c.ID)
	}
	tokens, err := a.tokenItems(ctx)
	return []keynessItems{concepts, {kind: "theme", names: a.themes, postings: a.byTheme}, tokens}, err
}

// tokenItems reads the matrix of documents and tokens, as far as documents are compared.
func (a *dataset) tokenItems(ctx context.Context) (keynessItems, error) {
	items := keynessItems{kind: "token", least: a.settings.MinTokens}
	compared := a.comparedSources()
	numbers := map[string]int32{}
	for i := range a.documents {
		if d := &a.documents[i]; compared[d.source] {
			numbers[d.id] = int32(i)
		}
	}
	if len(numbers) == 0 {
		return items, nil
	}
	postings := map[string][]posting{}
	for t, err := range tableOf[outputs.DocumentToken](ctx, a) {
		if err != nil {
			return items, err
		}
		if doc, ok := numbers[t.Document]; ok {
			postings[t.Token] = append(postings[t.Token], posting{doc, int32(t.Count)})
		}
	}
	for token, list := range postings {
		if sumOf(list) >= items.least {
			items.names = append(items.names, token)
		}
	}
	slices.Sort(items.names)
	for _, token := range items.names {
		list := postings[token]
		slices.SortFunc(list, func(a, b posting) int { return cmp.Compare(a.document, b.document) })
		items.postings = append(items.postings, list)
	}
	return items, nil
}

func sumOf(postings []posting) (n int64) {
	for _, u := range postings {
		n += int64(u.mentions)
	}
	return n
}

// comparedSources marks the sources that belong to a group of some pair.
func (a *dataset) comparedSources() []bool {
	out := make([]bool, len(a.sources))
	for i, s := range a.sources {
		for _, p := range a.settings.Compare {
			if v := s.attributes[p.By]; v != "" && (v == p.A || v == p.B) {
				out[i] = true
			}
		}
	}
	return out
}

// comparison is two groups of documents in one span, the first group's documents and the second's in one list.
type comparison struct {
	settings *MeasureSettings
	workers  *parallel.Workers
	row      outputs.Keyness // what all rows share
	position []int32         // of each document of the dataset among those compared, -1 for none
	sizes    []int64
	first    []bool
	a, b     side
	untested string // why nothing is tested; empty where it is
}

// side is one of the groups that are compared.
type side struct {
	base  stats.Ratio // sizes of all documents, without mentions
	parts stats.Parts
}

func (s *side) add(tokens int64) {
	s.base.Add(tokens, 0)
	if tokens == 0 {
		return
	}
	if s.parts.N == 0 || tokens < s.parts.Smallest {
		s.parts.Smallest = tokens
	}
	s.parts.N++
	s.parts.Size += tokens
}

func (a *dataset) comparison(pair Compare, in timePeriod) *comparison {
	c := &comparison{settings: a.settings, workers: a.workers, position: make([]int32, len(a.documents))}
	c.row = outputs.Keyness{Attribute: pair.By, A: pair.A, B: pair.B, PeriodType: in.periodType, Period: in.period}
	for i := range a.documents {
		d := &a.documents[i]
		value := a.sources[d.source].attributes[pair.By]
		c.position[i] = -1
		if value != pair.A && value != pair.B || !in.has(d) {
			continue
		}
		c.position[i] = int32(len(c.sizes))
		c.sizes = append(c.sizes, d.tokens)
		c.first = append(c.first, value == pair.A)
		if value == pair.A {
			c.a.add(d.tokens)
		} else {
			c.b.add(d.tokens)
		}
	}
	c.row.DocsA, c.row.DocsB, c.row.TokensA, c.row.TokensB = c.a.base.N, c.b.base.N, c.a.base.X, c.b.base.X
	if min(c.a.parts.N, c.b.parts.N) < a.settings.MinDocuments {
		c.untested = "a group has too few documents"
	}
	return c
}

// itemPostings are the uses of one item in the documents that are compared.
type itemPostings struct {
	occurrences      []stats.Occurrence
	a, b             stats.Ratio
	docsA, docsB     int64
	partsA, partsB   []stats.Part
	sampleA, sampleB stats.Sample
}

func (c *comparison) postings(list []posting) (u itemPostings) {
	u.a, u.b = c.a.base, c.b.base
	for _, posting := range list {
		doc := c.position[posting.document]
		if doc < 0 {
			continue
		}
		y, x := int64(posting.mentions), c.sizes[doc]
		u.occurrences = append(u.occurrences, stats.Occurrence{Document: int(doc), Mentions: y})
		sum, docs, parts, sample := &u.a, &u.docsA, &u.partsA, &u.sampleA
		if !c.first[doc] {
			sum, docs, parts, sample = &u.b, &u.docsB, &u.partsB, &u.sampleB
		}
		addMentions(sum, x, y)
		*docs++
		if x > 0 {
			*parts = append(*parts, stats.Part{Size: x, Count: y})
			sample.Add(float64(y) / float64(x))
		}
	}
	// Documents without a mention have the rate 0, which adds nothing to sums. Those without a token have none.
	u.sampleA.N, u.sampleB.N = c.a.parts.N, c.b.parts.N
	return u
}

// rows compares all items of a kind. A concept or theme has a row also where neither group mentions it.
func (c *comparison) rows(ctx context.Context, items keynessItems) ([]outputs.Keyness, error) {
	var rows []outputs.Keyness
	var test []int // places in rows
	var occurrences [][]stats.Occurrence
	for i, name := range items.names {
		u := c.postings(items.postings[i])
		if u.a.Y+u.b.Y < items.least {
			continue
		}
		row := c.describe(&u, items.kind, name)
		switch {
		case c.untested != "":
			row.Reason = c.untested
		case u.a.Y+u.b.Y < c.settings.MinMentions:
			row.Reason = "too few mentions"
		default:
			row.Tested = true
			c.welch(&row, &u)
			test, occurrences = append(test, len(rows)), append(occurrences, u.occurrences)
		}
		rows = append(rows, row)
	}
	for i := range rows { // corrected for as many items as are compared
		rows[i].LRC = rounded(pairOf(&rows[i]).LRC(1-level, len(rows)))
	}
	if len(test) > 0 {
		return rows, c.permute(ctx, rows, test, occurrences)
	}
	return rows, context.Cause(ctx)
}

func pairOf(r *outputs.Keyness) stats.Pair {
	return stats.Pair{A: r.MentionsA, B: r.MentionsB, N1: r.TokensA, N2: r.TokensB}
}

// describe fills in what needs no test.
func (c *comparison) describe(u *itemPostings, kind, name string) outputs.Keyness {
	row := c.row
	row.Kind, row.Item = kind, name
	row.MentionsA, row.MentionsB, row.DocsMentioningA, row.DocsMentioningB = u.a.Y, u.b.Y, u.docsA, u.docsB
	row.PerMA, row.PerMB = number(1e6*u.a.Estimate(), u.a.X > 0), number(1e6*u.b.Estimate(), u.b.X > 0)
	row.Ratio, row.RatioLo, row.RatioHi = ratioColumns(u.b, u.a)
	pair := pairOf(&row)
	row.G2, row.Chi2, row.LogRatio = rounded(pair.G2()), rounded(pair.Chi2()), rounded(pair.LogRatio())
	row.DiffPct = number(pair.DiffPct())
	row.SimpleMaths, row.BIC = rounded(pair.SimpleMaths(c.settings.SimpleMaths)), rounded(pair.BIC())
	delta, z := pair.LogOdds(c.settings.Prior * float64(max(row.TokensA+row.TokensB, 1)))
	row.LogOdds, row.LogOddsZ = rounded(delta), rounded(z)
	if d, ok := c.a.parts.Dispersion(u.partsA); ok {
		row.DPA, row.DPNormA, row.JuillandA = number(d.DP, true), number(d.DPNorm, true), number(d.JuillandD, true)
	}
	if d, ok := c.b.parts.Dispersion(u.partsB); ok {
		row.DPB, row.DPNormB, row.JuillandB = number(d.DP, true), number(d.DPNorm, true), number(d.JuillandD, true)
	}
	row.Few = u.a.Y+u.b.Y < fewMentions
	row.FewDocs = u.docsA+u.docsB < fewDocuments
	return row
}

// ratioColumns are how many times the rate of from that of to is, with its interval.
func ratioColumns(from, to stats.Ratio) (ratio, lo, hi *float64) {
	r, l, h, ok := stats.RateRatio(from, to, level)
	return number(r, r > 0), number(l, ok), number(h, ok)
}

func (c *comparison) welch(row *outputs.Keyness, u *itemPostings) {
	if t, _, p, ok := stats.Welch(u.sampleA, u.sampleB); ok {
		row.WelchT, row.WelchP = number(t, true), number(p, true)
	}
}

// permute tests the rows at the places in test, and gives them q-values as one family.
func (c *comparison) permute(ctx context.Context, rows []outputs.Keyness, test []int, occurrences [][]stats.Occurrence) error {
	p := stats.Permutation{Sizes: c.sizes, First: c.first, Rounds: c.settings.Permutations, Seed: c.settings.Seed, Workers: c.workers}
	result, ok, err := p.Run(ctx, occurrences)
	if !ok {
		return err
	}
	q := stats.QValues(result.P)
	for i, at := range test {
		rows[at].PermP, rows[at].Q = number(result.P[i], true), number(q[i], true)
	}
	return nil
}
