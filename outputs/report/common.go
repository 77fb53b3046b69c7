package report

import (
	"strings"

	"tifa/outputs/report/evidence"
)

// common is the group of the sources that have documents in both periods: empty, for all sources, where no source has
// documents in only one of them. ok is false where no source has documents in both.
func (r *run) common(a, b period) (group string, ok bool) {
	var both []string
	all := true
	for i := range r.sources {
		id := r.sources[i].ID
		inA, inB := r.coverage[coverKey{id, a.Name}].Docs > 0, r.coverage[coverKey{id, b.Name}].Docs > 0
		if inA && inB {
			both = append(both, id)
		}
		all = all && inA == inB
	}
	if all {
		return "", len(both) > 0
	}
	return evidence.Listed(both), len(both) > 0
}

// names are the names of listed sources, in words.
func (p *page) names(ids []string) string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = p.sourceName(id)
	}
	return strings.Join(out, p.Plain("list.comma"))
}
