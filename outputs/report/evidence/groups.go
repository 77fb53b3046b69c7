package evidence

import (
	"fmt"
	"slices"

	"tifa/outputs"
)

// Groups says which groups counted documents belong to, as attribute=value: those of most documents
// of their source, or their own where they stand apart.
type Groups struct {
	main  map[string][]string        // by source
	apart map[string][]string        // by ID of the document
	has   map[string]map[string]bool // groups that any document of a source belongs to
}

// Of are the groups of a document of a source.
func (g *Groups) Of(source, document string) []string {
	if own, ok := g.apart[document]; ok {
		return own
	}
	return g.main[source]
}

// Has reports whether any document of a source belongs to a group.
func (g *Groups) Has(source, group string) bool { return g.has[source][group] }

// ReadGroups reads the groups of the documents of a result folder: once to see what most documents
// of each source belong to, and once more for those that stand apart, where there are any.
func ReadGroups(dir string) (Groups, error) {
	g := Groups{map[string][]string{}, map[string][]string{}, map[string]map[string]bool{}}
	groupings, groups, anyApart := outputs.Groupings{}, map[string][]string{}, false
	err := countedDocuments(dir, func(d *outputs.Document) (err error) {
		groupings.Add(d.Source, d.Attributes)
		if _, seen := groups[d.Attributes]; !seen {
			groups[d.Attributes], err = groupsOf(d)
		}
		return err
	})
	if err != nil {
		return g, err
	}
	for source, of := range groupings {
		g.main[source], g.has[source] = groups[groupings.Main(source)], map[string]bool{}
		anyApart = anyApart || len(of) > 1
		for attributes := range of {
			for _, group := range groups[attributes] {
				g.has[source][group] = true
			}
		}
	}
	if !anyApart {
		return g, nil
	}
	return g, countedDocuments(dir, func(d *outputs.Document) error {
		if d.Attributes != groupings.Main(d.Source) {
			g.apart[d.ID] = groups[d.Attributes]
		}
		return nil
	})
}

func countedDocuments(dir string, do func(*outputs.Document) error) error {
	for d, err := range outputs.ReadPart[outputs.Document](dir, outputs.Part{
		Columns: []string{"id", "source", "attributes", "counted"}}) {
		if err == nil && d.Counted {
			err = do(&d)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// groupsOf are the groups that a document's attributes make, as attribute=value.
func groupsOf(d *outputs.Document) ([]string, error) {
	have, err := outputs.ParseAttributes(d.Attributes)
	if err != nil {
		return nil, fmt.Errorf("documents table: %s: %w", d.ID, err)
	}
	var out []string
	for by, value := range have {
		out = append(out, by+"="+value)
	}
	slices.Sort(out)
	return out, nil
}
