package neighbours

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/period"
	"tifa/pipeline/stats"
)

// CoMentions counts which concepts stand together, in sentences and in documents, over all and by
// year: a network ready to draw. Where one mention lies in another (敌对势力 in 境外敌对势力) the two are one
// piece of text, and do not stand together.
func CoMentions(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	sentences, err := sentences(ctx, a)
	if err != nil {
		return err
	}
	var rows []outputs.CoMention
	for _, c := range dataset.SortedSourceGroups(append(a.SourceGroups(), a.Everything())...) {
		rows = append(rows, coOccurrences(a, c, sentences)...)
	}
	slices.SortFunc(rows, func(x, y outputs.CoMention) int {
		return cmp.Or(strings.Compare(x.PeriodType, y.PeriodType), strings.Compare(x.Period, y.Period), dataset.CompareGroups(x.Group, y.Group),
			strings.Compare(x.Unit, y.Unit), strings.Compare(x.ConceptA, y.ConceptA), strings.Compare(x.ConceptB, y.ConceptB))
	})
	return outputs.WriteAll(to, slices.Values(rows))
}

// unit is a sentence or document with the concepts it mentions.
type unit struct {
	document int32
	concepts []int32    // ascending
	pairs    [][2]int32 // of them, those that stand together
}

// mentionSpan is a mention in its sentence.
type mentionSpan struct {
	concept    int32
	start, end int64
}

// sentences lists the sentences with mentions in counted documents, in the order of documents.
func sentences(ctx context.Context, a *dataset.Dataset) (out []unit, err error) {
	concepts := a.ConceptNumbers()
	doc := -1
	var inTitle bool
	var at int64
	var in []mentionSpan
	flush := func() {
		if len(in) > 0 {
			out = append(out, unitOf(int32(doc), in))
			in = in[:0]
		}
	}
	for m, err := range dataset.Table[outputs.Mention](ctx, a, "document", "in_title", "start_byte", "end_byte", "sentence_byte", "concept", "counted") {
		if err != nil {
			return nil, err
		}
		if !m.Counted {
			continue
		}
		if doc < 0 || a.Documents[doc].ID != m.Document || inTitle != m.InTitle || at != m.SentenceByte {
			flush()
			if doc < 0 || a.Documents[doc].ID != m.Document {
				doc = a.Find(doc+1, m.Document)
			}
			inTitle, at = m.InTitle, m.SentenceByte
		}
		in = append(in, mentionSpan{int32(concepts[m.Concept]), m.StartByte, m.EndByte})
	}
	flush()
	return out, nil
}

// unitOf pairs the concepts of a sentence. Two of them have mentions apart if the first end of one
// comes before the last start of the other, so no pair of mentions has to be looked at: a sentence
// may have a hundred thousand.
func unitOf(doc int32, mentions []mentionSpan) unit {
	sourceCoverage := map[int32]mentionSpan{} // of each concept, its first end and last start
	for _, m := range mentions {
		if r, seen := sourceCoverage[m.concept]; seen {
			m.start, m.end = max(m.start, r.start), min(m.end, r.end)
		}
		sourceCoverage[m.concept] = m
	}
	u := unit{document: doc}
	for c, r := range sourceCoverage {
		u.concepts = append(u.concepts, c)
		for o, q := range sourceCoverage {
			if c < o && (r.end <= q.start || q.end <= r.start) {
				u.pairs = append(u.pairs, [2]int32{c, o})
			}
		}
	}
	u.tidy()
	return u
}

// tidy sorts concepts and pairs and lists each once.
func (u *unit) tidy() {
	slices.Sort(u.concepts)
	u.concepts = slices.Compact(u.concepts)
	slices.SortFunc(u.pairs, func(a, b [2]int32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	u.pairs = slices.Compact(u.pairs)
}

// documentUnits puts the sentences of each document together. Two concepts stand together in a
// document if they do in a sentence of it, or stand in different sentences.
func documentUnits(sentences []unit) (out []unit) {
	for i := 0; i < len(sentences); {
		from := i
		for i < len(sentences) && sentences[i].document == sentences[from].document {
			i++
		}
		out = append(out, documentUnit(sentences[from:i]))
	}
	return out
}

func documentUnit(sentences []unit) unit {
	type places struct{ first, last int }
	u, in := unit{document: sentences[0].document}, map[int32]places{}
	for i, s := range sentences {
		u.pairs = append(u.pairs, s.pairs...)
		for _, c := range s.concepts {
			p, seen := in[c]
			if p.last = i; !seen {
				p.first = i
			}
			in[c] = p
		}
	}
	for c, p := range in {
		u.concepts = append(u.concepts, c)
		for o, q := range in {
			if c < o && (p.first != q.last || p.last != q.first) { // not both in one sentence only
				u.pairs = append(u.pairs, [2]int32{c, o})
			}
		}
	}
	u.tidy()
	return u
}

// network counts units by concept and by pair.
type network struct {
	all   int64
	count map[int32]int64
	pairs map[[2]int32]int64
}

func newNetwork() *network { return &network{count: map[int32]int64{}, pairs: map[[2]int32]int64{}} }

func (n *network) add(u *unit) {
	for _, c := range u.concepts {
		n.count[c]++
	}
	for _, p := range u.pairs {
		n.pairs[p]++
	}
}

// spanKey names the units of a kind in a period.
type periodKey struct{ periodType, period, unit string }

func coOccurrences(a *dataset.Dataset, c dataset.SourceGroup, sentences []unit) (rows []outputs.CoMention) {
	networks := map[periodKey]*network{}
	in := func(d *dataset.Document, unit string) []*network {
		keys := []periodKey{{dataset.AllTime, dataset.AllTime, unit}}
		if d.Dated(period.Year) {
			keys = append(keys, periodKey{string(period.Year), period.Year.Name(period.Year.Start(d.Day)), unit})
		}
		var out []*network
		for _, k := range keys {
			if networks[k] == nil {
				networks[k] = newNetwork()
			}
			out = append(out, networks[k])
		}
		return out
	}
	for i := range a.Documents {
		if d := &a.Documents[i]; c.In(d) {
			for _, n := range in(d, "document") {
				n.all++
			}
			for _, n := range in(d, "sentence") {
				n.all += d.Sentences
			}
		}
	}
	for kind, units := range map[string][]unit{"sentence": sentences, "document": documentUnits(sentences)} {
		for i := range units {
			if d := &a.Documents[units[i].document]; c.In(d) {
				for _, n := range in(d, kind) {
					n.add(&units[i])
				}
			}
		}
	}
	for k, n := range networks {
		rows = append(rows, n.rows(a, k, c.Group)...)
	}
	return rows
}

func (n *network) rows(a *dataset.Dataset, k periodKey, g outputs.Group) (rows []outputs.CoMention) {
	for p, coOccurrences := range n.pairs {
		c := stats.Cooccurrence{XY: coOccurrences, X: n.count[p[0]], Y: n.count[p[1]], N: n.all}
		rows = append(rows, outputs.CoMention{PeriodType: k.periodType, Period: k.period, Group: g, Unit: k.unit,
			ConceptA: a.Concepts[p[0]].ID, ConceptB: a.Concepts[p[1]].ID, Together: c.XY, CountA: c.X, CountB: c.Y, All: c.N,
			NPMI: stats.Rounded(c.NPMI()), Jaccard: stats.Rounded(c.Jaccard()), G2: stats.Rounded(c.G2()), Few: c.XY < config.LowMentions})
	}
	return rows
}
