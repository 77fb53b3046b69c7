package claims

import (
	"cmp"
	"context"
	"slices"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
	"tifa/pipeline/stats/inference"
)

// pairClaims compares the two groups of each pair, over all periods and in each year: their
// sources, and their documents.
func (a data) pairClaims() (tasks []claimTask) {
	for _, pair := range dataset.SortedPairs(a.Settings.Compare) {
		for _, in := range a.TimePeriods() {
			tasks = append(tasks, func(ctx context.Context) (findings, error) {
				s := a.shared(pair, in)
				if s.nobody {
					return findings{}, ctx.Err()
				}
				rows, err := a.groupClaims(ctx, s)
				if err != nil {
					return findings{}, err
				}
				more, err := a.documentClaims(ctx, s)
				return findings{claims: append(rows, more...)}, err
			})
		}
	}
	return tasks
}

// sharedGround is the documents of two groups in the periods that both cover.
type sharedGround struct {
	row   outputs.Claim // what all rows share
	side  []int8        // of each document: 1 in the first group, 2 in the second, 0 in neither
	apart bool          // both groups have documents, but in no period both
	// nobody is true where neither group has documents in a period, or over all where nobody asks
	// for the pair: there is no question then, and no row.
	nobody bool

	whereA, whereB string // what finds the mentions of each side
}

// groundType is the type of the periods that groups have to share: months, or the shortest longer
// ones that the run has.
func (a data) groundType() period.Type {
	for _, t := range a.Periods { // from the shortest
		if t.Rank() >= period.Month.Rank() {
			return t
		}
	}
	return period.Month
}

// shared finds the documents of a pair in a period that lie in months in which both groups have
// tokens. Documents whose date is not known to the month belong to none.
func (a data) shared(pair config.Compare, in dataset.TimePeriod) *sharedGround {
	s := &sharedGround{side: make([]int8, len(a.Documents))}
	s.row = outputs.Claim{Attribute: pair.By, A: pair.A, B: pair.B, PeriodType: in.PeriodType,
		Period: in.Period}
	t := a.groundType()
	covered := map[int32]int8{}
	var either int8
	for i := range a.Documents {
		if d := &a.Documents[i]; d.Tokens > 0 && d.Dated(t) && in.Has(d) {
			switch a.Attribute(d, pair.By) {
			case pair.A:
				s.side[i] = 1
			case pair.B:
				s.side[i] = 2
			}
			covered[t.Start(d.Day)] |= s.side[i]
			either |= s.side[i]
		}
	}
	s.apart = either == 3
	s.nobody = either == 0 && (in.Period != dataset.AllTime || !config.Asked(pair))
	for i := range a.Documents {
		if s.side[i] == 0 {
			continue
		}
		if covered[t.Start(a.Documents[i].Day)] == 3 {
			s.apart = false
		} else {
			s.side[i] = 0
		}
	}
	s.whereA = a.filter(a.group(pair.By, pair.A), in.Period, in.Has, t, func(i int) bool { return s.side[i] == 1 })
	s.whereB = a.filter(a.group(pair.By, pair.B), in.Period, in.Has, t, func(i int) bool { return s.side[i] == 2 })
	return s
}

// mentions are those of a concept on both sides.
func (s *sharedGround) mentions(postings []dataset.Posting) (a, b int64) {
	for _, u := range postings {
		switch s.side[u.Document] {
		case 1:
			a += int64(u.Mentions)
		case 2:
			b += int64(u.Mentions)
		}
	}
	return a, b
}

// groupClaims permutes whole sources.
func (a data) groupClaims(ctx context.Context, s *sharedGround) ([]outputs.Claim, error) {
	row := s.row
	row.Kind, row.Unit, row.Statistic = "groups", "source", "ratio_of_typical_sources"
	f := a.claimFamily(row, 0)
	f.whereA, f.whereB = s.whereA, s.whereB
	if s.apart {
		return f.unanswered(inference.NoOverlap), ctx.Err()
	}
	units := a.sourceUnits(s)
	groups, mentions := a.sourceSums(s, units)
	results, err := groups.Compare(ctx, f.draw, mentions)
	var rows []outputs.Claim
	for i, r := range results {
		c := f.claim(i, r.Test, r.Reason, max(r.P, r.WelchP), max(r.PAdjusted, r.WelchP))
		c.UnitsA, c.UnitsB = int64(r.A), int64(r.B)
		c.MentionsA, c.MentionsB = s.mentions(a.ByConcept[i])
		setWith(&c, groups.Sizes, mentions[i], groups.InA)
		if r.Ratio > 0 {
			setInterval(&c, r.Ratio, r.Interval)
		}
		if l := r.LeftOut; l.HangsOn >= 0 {
			c.LooLo, c.LooHi = dataset.Number(l.Least, true), dataset.Number(l.Greatest, true)
			c.HangsOn = a.Sources[units.source[l.HangsOn]].ID
		}
		rows = append(rows, c)
	}
	return rows, err
}

// sourceUnits number the units of a comparison of sources: the sources, then once more those with
// documents on both sides, for their second.
type sourceUnits struct {
	source []int   // of each unit
	second []int32 // of each source the unit of its second side, 0 where it has documents on one
}

func (a data) sourceUnits(s *sharedGround) (u sourceUnits) {
	sides := make([]int8, len(a.Sources))
	for i, side := range s.side {
		sides[a.Documents[i].Source] |= side
	}
	u.second = make([]int32, len(a.Sources))
	for i := range a.Sources {
		u.source = append(u.source, i)
	}
	for i, both := range sides {
		if both == 3 {
			u.second[i], u.source = int32(len(u.source)), append(u.source, i)
		}
	}
	return u
}

// of is the unit of a document of a source on a side.
func (u *sourceUnits) of(source int32, side int8) int32 {
	if side == 2 && u.second[source] > 0 {
		return u.second[source]
	}
	return source
}

// sourceSums are the tokens and the mentions of each unit on shared ground.
func (a data) sourceSums(s *sharedGround,
	units sourceUnits) (g inference.SourceGroups, mentions [][]int64) {
	n := len(units.source)
	g.Sizes, g.InA = make([]int64, n), make([]bool, n)
	for i, side := range s.side {
		if d := &a.Documents[i]; side > 0 {
			unit := units.of(d.Source, side)
			g.Sizes[unit] += d.Tokens
			g.InA[unit] = side == 1
		}
	}
	for _, postings := range a.ByConcept {
		y := make([]int64, n)
		for _, u := range postings {
			if side := s.side[u.Document]; side > 0 {
				y[units.of(a.Documents[u.Document].Source, side)] += int64(u.Mentions)
			}
		}
		mentions = append(mentions, y)
	}
	return g, mentions
}

// documentClaims permutes the documents of four weeks of a source, together.
func (a data) documentClaims(ctx context.Context, s *sharedGround) ([]outputs.Claim, error) {
	row := s.row
	row.Kind, row.Unit, row.Statistic = "documents", "source_four_weeks", "ratio_of_documents"
	f := a.claimFamily(row, a.Settings.Permutations)
	f.whereA, f.whereB = s.whereA, s.whereB
	if s.apart {
		return f.unanswered(inference.NoOverlap), ctx.Err()
	}
	documents, occurrences := a.documentBlocks(s)
	few := make([]bool, len(occurrences))
	for i, o := range occurrences {
		if few[i] = a.fewBlocks(documents, o); few[i] {
			occurrences[i] = nil // no member of the family
		}
	}
	results, err := inference.CompareDocuments(ctx, f.draw, documents, occurrences)
	var rows []outputs.Claim
	for i, r := range results {
		if few[i] && r.Reason == inference.NoMentions {
			r.Reason = inference.TooFewUnits
		}
		c := f.claim(i, r.Test, r.Reason, r.P, r.PAdjusted)
		c.UnitsA, c.UnitsB = int64(r.A), int64(r.B)
		c.MentionsA, c.MentionsB = s.mentions(a.ByConcept[i])
		if r.Reason == inference.Answered {
			setBlocks(&c, documents, occurrences[i])
		}
		if r.Ratio > 0 {
			setInterval(&c, r.Ratio, r.Interval)
		}
		rows = append(rows, c)
	}
	return rows, err
}

// blockDays is the length of the blocks of documents that are permuted together: four weeks, since
// stories run on.
const blockDays = 28

// leastBlocks is how many blocks have to mention a concept. Where documents of one group are much
// shorter, one or two mentions are a large ratio that no permutation reaches, since none leaves the
// sizes so uneven.
const leastBlocks = 3

// fewBlocks reports whether a concept that is mentioned has too few mentions or blocks to compare.
func (a data) fewBlocks(documents []inference.Document, mentions []stats.Occurrence) bool {
	var n int64
	blocks := map[[2]int]bool{}
	for _, o := range mentions {
		n += o.Mentions
		blocks[[2]int{documents[o.Document].Source, documents[o.Document].Week}] = true
	}
	return n > 0 && (n < a.Settings.MinMentions || len(blocks) < leastBlocks)
}

// setBlocks counts the blocks of both groups that a comparison of documents has, and those with a
// mention.
func setBlocks(row *outputs.Claim, documents []inference.Document, mentions []stats.Occurrence) {
	row.OfA, row.OfB = row.UnitsA, row.UnitsB
	type block struct {
		source, week int
		inA          bool
	}
	with := map[block]bool{}
	for _, o := range mentions {
		d := documents[o.Document]
		with[block{d.Source, d.Week, d.InA}] = true
	}
	for b := range with {
		if b.inA {
			row.WithA++
		} else {
			row.WithB++
		}
	}
}

// documentBlocks are the documents on shared ground with their weeks. One whose day is not known
// counts in the week of the first day that it may have.
func (a data) documentBlocks(s *sharedGround) (out []inference.Document,
	occurrences [][]stats.Occurrence) {
	place := make([]int, len(a.Documents))
	for i, side := range s.side {
		if d := &a.Documents[i]; side > 0 {
			place[i] = len(out)
			block := floorDiv(period.Week.Start(d.Day), blockDays)
			out = append(out, inference.Document{Source: int(d.Source), Week: int(block), InA: side == 1, Size: d.Tokens})
		}
	}
	for _, postings := range a.ByConcept {
		var o []stats.Occurrence
		for _, u := range postings {
			if s.side[u.Document] > 0 {
				o = append(o, stats.Occurrence{Document: place[u.Document],
					Mentions: int64(u.Mentions)})
			}
		}
		occurrences = append(occurrences, o)
	}
	return out, occurrences
}

// holm are the p-values of a family adjusted by Holm (1979): that any is at most .05 where there is
// nothing to find happens in at most 5 % of families, however the tests depend on each other.
func holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	out, before := make([]float64, len(p)), 0.0
	for rank, i := range order {
		before = max(before, min(1, p[i]*float64(len(p)-rank)))
		out[i] = before
	}
	return out
}
