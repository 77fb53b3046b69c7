// Package groups compares groups of sources, and periods: keyness, period comparisons, stance
// scores.
package groups

import (
	"cmp"
	"context"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/parallel"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// Keyness compares the two groups of each pair: over all counted documents, and in each period of
// the longest type.
func Keyness(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	w, err := outputs.NewWriter[outputs.Keyness](to)
	if err != nil {
		return err
	}
	items, err := kinds(ctx, a)
	if err != nil {
		return err
	}
	for _, pair := range dataset.SortedPairs(a.Settings.Compare) {
		for _, timePeriod := range a.TimePeriods() {
			c := newComparison(a, pair, timePeriod)
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

// keynessItems are the items of one kind with their uses, by name. Kinds are in the order of
// tables.
type keynessItems struct {
	kind     string
	names    []string
	postings [][]dataset.Posting
	clumping []inference.Clumping
	least    int64 // mentions that an item needs to have a row
}

func kinds(ctx context.Context, a *dataset.Dataset) ([]keynessItems, error) {
	concepts := keynessItems{kind: "concept", postings: a.ByConcept}
	for _, c := range a.Concepts {
		concepts.names = append(concepts.names, c.ID)
	}
	tokens, err := tokenItems(ctx, a)
	if err != nil {
		return nil, err
	}
	themes := keynessItems{kind: "theme", names: a.Themes, postings: a.ByTheme}
	concepts.clumping, themes.clumping = a.Clumping(a.ByConcept, nil), a.Clumping(a.ByTheme, nil)
	tokens.clumping = a.Clumping(tokens.postings, comparedParts(a))
	return []keynessItems{concepts, themes, tokens}, nil
}

// tokenItems reads the matrix of documents and tokens, as far as documents are compared.
func tokenItems(ctx context.Context, a *dataset.Dataset) (keynessItems, error) {
	items := keynessItems{kind: "token", least: a.Settings.MinTokens}
	compared := comparedParts(a)
	numbers := map[string]int32{}
	for i := range a.Documents {
		if d := &a.Documents[i]; compared[a.Part(d)] {
			numbers[d.ID] = int32(i)
		}
	}
	if len(numbers) == 0 {
		return items, nil
	}
	postings := map[string][]dataset.Posting{}
	for t, err := range dataset.Table[outputs.DocumentToken](ctx, a) {
		if err != nil {
			return items, err
		}
		if doc, ok := numbers[t.Document]; ok {
			postings[t.Token] = append(postings[t.Token], dataset.Posting{Document: doc, Mentions: int32(t.Count)})
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
		slices.SortFunc(list, func(a, b dataset.Posting) int { return cmp.Compare(a.Document, b.Document) })
		items.postings = append(items.postings, list)
	}
	return items, nil
}

func sumOf(postings []dataset.Posting) (n int64) {
	for _, u := range postings {
		n += int64(u.Mentions)
	}
	return n
}

// comparedParts marks the parts of sources that belong to a group of some pair.
func comparedParts(a *dataset.Dataset) []bool {
	out := make([]bool, a.Parts())
	for i := range out {
		for _, p := range a.Settings.Compare {
			if v := a.Attributes(i)[p.By]; v != "" && (v == p.A || v == p.B) {
				out[i] = true
			}
		}
	}
	return out
}

// comparison is two groups of documents in one span, the first group's documents and the second's
// in one list.
type comparison struct {
	settings *config.MeasureSettings
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

func newComparison(a *dataset.Dataset, pair config.Compare, in dataset.TimePeriod) *comparison {
	c := &comparison{settings: a.Settings, workers: a.Workers, position: make([]int32, len(a.Documents))}
	c.row = outputs.Keyness{Attribute: pair.By, A: pair.A, B: pair.B, PeriodType: in.PeriodType, Period: in.Period}
	for i := range a.Documents {
		d := &a.Documents[i]
		value := a.Attribute(d, pair.By)
		c.position[i] = -1
		if value != pair.A && value != pair.B || !in.Has(d) {
			continue
		}
		c.position[i] = int32(len(c.sizes))
		c.sizes = append(c.sizes, d.Tokens)
		c.first = append(c.first, value == pair.A)
		if value == pair.A {
			c.a.add(d.Tokens)
		} else {
			c.b.add(d.Tokens)
		}
	}
	c.row.DocsA, c.row.DocsB, c.row.TokensA, c.row.TokensB = c.a.base.N, c.b.base.N, c.a.base.X, c.b.base.X
	if min(c.a.parts.N, c.b.parts.N) < a.Settings.MinDocuments {
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

func (c *comparison) postings(list []dataset.Posting) (u itemPostings) {
	u.a, u.b = c.a.base, c.b.base
	for _, posting := range list {
		doc := c.position[posting.Document]
		if doc < 0 {
			continue
		}
		y, x := int64(posting.Mentions), c.sizes[doc]
		u.occurrences = append(u.occurrences, stats.Occurrence{Document: int(doc), Mentions: y})
		sum, docs, parts, sample := &u.a, &u.docsA, &u.partsA, &u.sampleA
		if !c.first[doc] {
			sum, docs, parts, sample = &u.b, &u.docsB, &u.partsB, &u.sampleB
		}
		dataset.AddMentions(sum, x, y)
		*docs++
		if x > 0 {
			*parts = append(*parts, stats.Part{Size: x, Count: y})
			sample.Add(float64(y) / float64(x))
		}
	}
	// Documents without a mention have the rate 0, which adds nothing to sums. Those without a
	// token have none.
	u.sampleA.N, u.sampleB.N = c.a.parts.N, c.b.parts.N
	return u
}

// rows compares all items of a kind. A concept or theme has a row also where neither group mentions
// it.
func (c *comparison) rows(ctx context.Context, items keynessItems) ([]outputs.Keyness, error) {
	var rows []outputs.Keyness
	var test []int // places in rows
	var occurrences [][]stats.Occurrence
	for i := range items.names {
		u := c.postings(items.postings[i])
		if u.a.Y+u.b.Y < items.least {
			continue
		}
		row := c.describe(&u, items, i)
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
		rows[i].LRC = stats.Rounded(pairOf(&rows[i]).LRC(1-config.Confidence, len(rows)))
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
func (c *comparison) describe(u *itemPostings, items keynessItems, i int) outputs.Keyness {
	row := c.row
	row.Kind, row.Item = items.kind, items.names[i]
	row.MentionsA, row.MentionsB, row.DocsMentioningA, row.DocsMentioningB = u.a.Y, u.b.Y, u.docsA, u.docsB
	row.PerMA, row.PerMB = dataset.Number(1e6*u.a.Estimate(), u.a.X > 0), dataset.Number(1e6*u.b.Estimate(), u.b.X > 0)
	from, to := inference.Cell{Ratio: u.b, Mentioning: u.docsB}, inference.Cell{Ratio: u.a, Mentioning: u.docsA}
	row.Ratio, row.RatioLo, row.RatioHi = dataset.RatioColumns(from, to, items.clumping[i])
	pair := pairOf(&row)
	row.G2, row.Chi2, row.LogRatio = stats.Rounded(pair.G2()), stats.Rounded(pair.Chi2()), stats.Rounded(pair.LogRatio())
	row.DiffPct = dataset.Number(pair.DiffPct())
	row.SimpleMaths, row.BIC = stats.Rounded(pair.SimpleMaths(c.settings.SimpleMaths)), stats.Rounded(pair.BIC())
	delta, z := pair.LogOdds(c.settings.Prior * float64(max(row.TokensA+row.TokensB, 1)))
	row.LogOdds, row.LogOddsZ = stats.Rounded(delta), stats.Rounded(z)
	if d, ok := c.a.parts.Dispersion(u.partsA); ok {
		row.DPA, row.DPNormA, row.JuillandA = dataset.Number(d.DP, true), dataset.Number(d.DPNorm, true), dataset.Number(d.JuillandD, true)
	}
	if d, ok := c.b.parts.Dispersion(u.partsB); ok {
		row.DPB, row.DPNormB, row.JuillandB = dataset.Number(d.DP, true), dataset.Number(d.DPNorm, true), dataset.Number(d.JuillandD, true)
	}
	row.Few = u.a.Y+u.b.Y < config.LowMentions
	row.FewDocs = u.docsA+u.docsB < config.LowDocuments
	return row
}

func (c *comparison) welch(row *outputs.Keyness, u *itemPostings) {
	if t, _, p, ok := stats.Welch(u.sampleA, u.sampleB); ok {
		row.WelchT, row.WelchP = dataset.Number(t, true), dataset.Number(p, true)
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
		rows[at].PermP, rows[at].Q = dataset.Number(result.P[i], true), dataset.Number(q[i], true)
	}
	return nil
}
