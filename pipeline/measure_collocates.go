package pipeline

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/stats"
)

// collocates counts the tokens within a window of each mention, in its sentence. The sentences of the mentions are segmented
// again; a mention, and any other concept's mention that does not overlap it, is one token there.
func collocates(ctx context.Context, a *dataset, to *outputs.Folder) error {
	near, err := a.windows(ctx)
	if err != nil {
		return err
	}
	tokens, err := a.tokenTotals(ctx)
	if err != nil {
		return err
	}
	var rows []outputs.Collocate
	for _, c := range sortedSourceGroups(append(a.sourceGroups(), a.everything())...) {
		rows = append(rows, a.collocatesOf(c, near, tokens)...)
	}
	return write(to, slices.Values(rows))
}

// nearKey names a token near a concept in a source.
type nearKey struct {
	source, concept int32
	token           string
}

// nearSums count the places of a token in windows.
type nearSums struct {
	coOccurrences, left, documents int64
	last                           int32
	class                          string
}

// collocationWindows is what stands in the windows of each concept in each source.
type collocationWindows struct {
	places  map[nearKey]*nearSums
	windows map[nearKey]int64 // tokens in all windows; token is empty
}

// sourceToken names a token in a source.
type sourceToken struct {
	source int32
	token  string
}

// tokenTotals are how often each source uses each token, from the longest periods; concepts count by their mentions.
func (a *dataset) tokenTotals(ctx context.Context) (map[sourceToken]int64, error) {
	numbers := map[string]int32{}
	for i, s := range a.sources {
		numbers[s.id] = int32(i)
	}
	out := map[sourceToken]int64{}
	longest := string(a.periods[len(a.periods)-1])
	for t, err := range partOf[outputs.TokenCount](ctx, a, outputs.Part{First: longest, Columns: []string{"source", "token", "count"}}) {
		if err != nil {
			return nil, err
		}
		out[sourceToken{numbers[t.Source], t.Token}] += t.Count
	}
	for i, postings := range a.byConcept {
		for _, u := range postings {
			out[sourceToken{a.documents[u.document].source, "{" + a.concepts[i].ID + "}"}] += int64(u.mentions)
		}
	}
	return out, nil
}

func (a *dataset) collocatesOf(c sourceGroup, near *collocationWindows, tokens map[sourceToken]int64) (rows []outputs.Collocate) {
	size := int64(0)
	for i := range a.documents {
		if d := &a.documents[i]; c.in(d) {
			size += d.tokens
		}
	}
	sums, windows, counts := map[nearKey]nearSums{}, map[int32]int64{}, map[string]int64{}
	for k, s := range near.places {
		if c.has[k.source] {
			k.source = 0
			sum := sums[k]
			sum.class, sum.coOccurrences, sum.left, sum.documents = s.class, sum.coOccurrences+s.coOccurrences, sum.left+s.left, sum.documents+s.documents
			sums[k] = sum
		}
	}
	for k, n := range near.windows {
		if c.has[k.source] {
			windows[k.concept] += n
		}
	}
	for k, n := range tokens {
		if c.has[k.source] {
			counts[k.token] += n
		}
	}
	for k, s := range sums {
		if s.coOccurrences >= a.settings.MinTogether {
			rows = append(rows, a.collocate(c.Group, k, s, windows[k.concept], counts[k.token], size))
		}
	}
	slices.SortFunc(rows, func(x, y outputs.Collocate) int {
		return cmp.Or(strings.Compare(x.Concept, y.Concept), strings.Compare(x.Token, y.Token))
	})
	return rows
}

// collocate measures one token. The places in windows are the one event, the token's occurrences the other. Undated documents
// have windows but no row in tokens, so a token's places in windows may be more than its occurrences: then they are taken as
// many.
func (a *dataset) collocate(g outputs.Group, k nearKey, s nearSums, windows, count, size int64) outputs.Collocate {
	c := stats.Cooccurrence{XY: s.coOccurrences, X: windows, Y: max(count, s.coOccurrences), N: max(size, windows)}
	yx, xy := c.DeltaP()
	return outputs.Collocate{Group: g, Concept: a.concepts[k.concept].ID, Token: k.token, Class: s.class, Together: s.coOccurrences,
		Left: s.left, Documents: s.documents, Windows: windows, Count: c.Y, Tokens: c.N, LogDice: rounded(c.LogDice()),
		MI: rounded(c.MI()), T: rounded(c.T()), G2: rounded(c.G2()), DeltaPYX: rounded(yx), DeltaPXY: rounded(xy),
		Few: s.coOccurrences < fewMentions, FewDocs: s.documents < fewDocuments}
}
