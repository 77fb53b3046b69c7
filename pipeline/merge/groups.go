package merge

import (
	"fmt"
	"path/filepath"

	"tifa/corpus"
	"tifa/pipeline/config"
)

// findEmptyGroups reports the groups that the configuration asks to compare and that have no
// counted document.
func (x *Index) findEmptyGroups(s *config.Study) {
	have := map[config.Group]bool{}
	seen := map[int32]bool{}
	for i := range x.Documents {
		if d := &x.Documents[i]; d.Counted && !seen[d.Grouping] {
			seen[d.Grouping] = true
			for _, g := range s.Groups(x.Groupings[d.Grouping].Attributes) {
				have[g] = true
			}
		}
	}
	told := map[config.Group]bool{}
	for _, pair := range s.Config.Compare {
		for _, value := range []string{pair.A, pair.B} {
			g := config.Group{By: pair.By, Value: value}
			if have[g] || told[g] || !config.Asked(pair) {
				continue
			}
			told[g] = true
			x.Problems = append(x.Problems, Problem{Problem: corpus.Problem{
				Path: filepath.Base(s.Config.File), Place: "compare",
				Kind:   "group without documents",
				Reason: fmt.Sprintf("no counted document is of a source with %s %s", g.By, g.Value),
				Action: "comparisons with it cannot be said"}})
		}
	}
}
