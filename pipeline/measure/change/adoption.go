package change

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/measure/dataset"
)

// Adoption says who used each concept first and in which order sources took it up.
func Adoption(ctx context.Context, a *dataset.Dataset, to *outputs.Folder) error {
	return cmp.Or(outputs.WriteAll(to, slices.Values(adoptions(a))), ctx.Err())
}

// sourceCoverage is what there is of a source: its documents dated to the day.
type sourceCoverage struct {
	documents int64
	since     int32
}

func adoptions(a *dataset.Dataset) (rows []outputs.Adoption) {
	sourceCoverages := make([]sourceCoverage, len(a.Sources))
	for i := range a.Documents {
		if d := &a.Documents[i]; d.Precision == corpus.PrecisionDay {
			r := &sourceCoverages[d.Source]
			if r.documents == 0 || d.Day < r.since {
				r.since = d.Day
			}
			r.documents++
		}
	}
	for i := range a.Concepts {
		found := firstUses(a, i, sourceCoverages)
		slices.SortFunc(found, func(x, y outputs.Adoption) int {
			return cmp.Or(cmp.Compare(x.First, y.First), strings.Compare(x.Source, y.Source))
		})
		for j := range found {
			r := &found[j]
			r.Rank, r.Lag = int64(j+1), int64(r.First-found[0].First)
			if j > 0 && r.First == found[j-1].First {
				r.Rank = found[j-1].Rank
			}
		}
		rows = append(rows, found...)
	}
	return rows
}

// firstUses has a row for each source that uses a concept. A source's documents come by date.
func firstUses(a *dataset.Dataset, concept int, sourceCoverages []sourceCoverage) (rows []outputs.Adoption) {
	at := map[int32]int{}
	for _, u := range a.ByConcept[concept] {
		d := &a.Documents[u.Document]
		if d.Precision != corpus.PrecisionDay {
			continue
		}
		i, ok := at[d.Source]
		if !ok {
			i = len(rows)
			at[d.Source] = i
			rows = append(rows, outputs.Adoption{Concept: a.Concepts[concept].ID, Source: a.Sources[d.Source].ID, First: d.Day,
				Document: d.ID, Covered: sourceCoverages[d.Source].since, DocsBefore: before(a, d)})
		}
		rows[i].Documents++
		rows[i].Mentions += int64(u.Mentions)
	}
	for source, i := range at {
		r := &rows[i]
		r.FewMentions = r.Mentions < config.LowMentions
		r.Unknown = r.DocsBefore*r.Documents < sourceCoverages[source].documents
	}
	return rows
}

// before counts the documents of a document's source that are dated to an earlier day.
func before(a *dataset.Dataset, d *dataset.Document) (n int64) {
	from, _ := slices.BinarySearchFunc(a.Documents, d.Source, func(x dataset.Document, source int32) int { return cmp.Compare(x.Source, source) })
	for i := from; i < len(a.Documents) && a.Documents[i].Source == d.Source && a.Documents[i].Day < d.Day; i++ {
		if a.Documents[i].Precision == corpus.PrecisionDay {
			n++
		}
	}
	return n
}
