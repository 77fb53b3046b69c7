// Package neighbours looks at what stands near the mentions of a concept: collocates and
// co-mentions.
package neighbours

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
	"tifa/pipeline/stats"
)

// Collocates counts the tokens within a window of each mention, in its sentence. The sentences of
// the mentions are segmented again; a mention, and any other concept's mention that does not
// overlap it, is one token there.
func Collocates(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	near, err := windows(ctx, a)
	if err != nil {
		return err
	}
	tokens, err := tokenTotals(ctx, a)
	if err != nil {
		return err
	}
	var rows []outputs.Collocate
	for _, c := range dataset.SortedSourceGroups(append(a.SourceGroups(), a.Everything())...) {
		rows = append(rows, collocatesOf(a, c, near, tokens)...)
	}
	return outputs.WriteAll(to, slices.Values(rows))
}

// neighbourKey names a token near a concept in a part of a source.
type neighbourKey struct {
	part    int
	concept int32
	token   string
}

// neighbourSums count the places of a token in windows.
type neighbourSums struct {
	coOccurrences, left, documents int64
	last                           int32
	class                          string
}

// collocationWindows is what stands in the windows of each concept in each part.
type collocationWindows struct {
	places  map[neighbourKey]*neighbourSums
	windows map[neighbourKey]int64 // tokens in all windows; token is empty
}

// partToken names a token in a part of a source.
type partToken struct {
	part  int
	token string
}

// tokenTotals are how often each part uses each token, from the longest periods; concepts count
// by their mentions.
func tokenTotals(ctx context.Context, a *dataset.Dataset) (map[partToken]int64, error) {
	out := map[partToken]int64{}
	for t, err := range a.Tokens(ctx) {
		if err != nil {
			return nil, err
		}
		out[partToken{t.Part, t.Token}] += t.Count
	}
	for i, postings := range a.ByConcept {
		for _, u := range postings {
			part := a.Part(&a.Documents[u.Document])
			out[partToken{part, "{" + a.Concepts[i].ID + "}"}] += int64(u.Mentions)
		}
	}
	return out, nil
}

func collocatesOf(a *dataset.Dataset, c dataset.SourceGroup, near *collocationWindows,
	tokens map[partToken]int64) (rows []outputs.Collocate) {
	size := int64(0)
	for i := range a.Documents {
		if d := &a.Documents[i]; c.In(d) {
			size += d.Tokens
		}
	}
	sums, windows, counts := map[neighbourKey]neighbourSums{}, map[int32]int64{}, map[string]int64{}
	for k, s := range near.places {
		if c.HasPart(k.part) {
			k.part = 0
			sum := sums[k]
			sum.class, sum.coOccurrences, sum.left, sum.documents = s.class, sum.coOccurrences+s.coOccurrences, sum.left+s.left, sum.documents+s.documents
			sums[k] = sum
		}
	}
	for k, n := range near.windows {
		if c.HasPart(k.part) {
			windows[k.concept] += n
		}
	}
	for k, n := range tokens {
		if c.HasPart(k.part) {
			counts[k.token] += n
		}
	}
	for k, s := range sums {
		if s.coOccurrences >= a.Settings.MinTogether {
			rows = append(rows, collocate(a, c.Group, k, s, windows[k.concept], counts[k.token], size))
		}
	}
	slices.SortFunc(rows, func(x, y outputs.Collocate) int {
		return cmp.Or(strings.Compare(x.Concept, y.Concept), strings.Compare(x.Token, y.Token))
	})
	return rows
}

// collocate measures one token. The places in windows are the one event, the token's occurrences
// the other. Undated documents have windows but no row in tokens, so a token's places in windows
// may be more than its occurrences: then they are taken as many.
func collocate(a *dataset.Dataset, g outputs.Group, k neighbourKey, s neighbourSums, windows, count, size int64) outputs.Collocate {
	c := stats.Cooccurrence{XY: s.coOccurrences, X: windows, Y: max(count, s.coOccurrences), N: max(size, windows)}
	yx, xy := c.DeltaP()
	return outputs.Collocate{Group: g, Concept: a.Concepts[k.concept].ID, Token: k.token, Class: s.class, Together: s.coOccurrences,
		Left: s.left, Documents: s.documents, Windows: windows, Count: c.Y, Tokens: c.N, LogDice: stats.Rounded(c.LogDice()),
		MI: stats.Rounded(c.MI()), T: stats.Rounded(c.T()), G2: stats.Rounded(c.G2()), DeltaPYX: stats.Rounded(yx), DeltaPXY: stats.Rounded(xy),
		Few: s.coOccurrences < config.LowMentions, FewDocs: s.documents < config.LowDocuments}
}
