package query

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/segment"
)

// documents gives the test whether a document, by its ID, is in the group and by the author that a
// query asks for.
func (q *Query) documents(dir string) (func(string) bool, error) {
	if q.Group == "" && q.Author == "" {
		return func(string) bool { return true }, nil
	}
	by, value, ok := strings.Cut(q.Group, "=")
	if q.Group != "" && !ok {
		return nil, config.Usagef("--group %q: write attribute=value, as in stance=hawkish",
			q.Group)
	}
	wrote, err := authorFilter(dir, q.Author)
	if err != nil {
		return nil, err
	}
	keep, groups := map[string]bool{}, newGroupings()
	for d, err := range outputs.ReadPart[outputs.Document](dir, outputs.Part{
		Columns: []string{"id", "authors", "author_ids", "attributes"}}) {
		if err != nil {
			return nil, err
		}
		have, err := groups.of(&d)
		if err != nil {
			return nil, err
		}
		if (q.Group == "" || have[by] == value) && wrote(&d) {
			keep[d.ID] = true
		}
	}
	if q.Group != "" && !groups.has[q.Group] {
		return nil, config.Usagef("%s: no group %q in this run: it has %s", dir, q.Group,
			visible(strings.Join(slices.Sorted(maps.Keys(groups.has)), ", ")))
	}
	return func(id string) bool { return keep[id] }, nil
}

// groupings are the attributes of documents, each text of them parsed once.
type groupings struct {
	parsed map[string]map[string]string
	has    map[string]bool // groups, as attribute=value
}

func newGroupings() *groupings {
	return &groupings{map[string]map[string]string{}, map[string]bool{}}
}

func (g *groupings) of(d *outputs.Document) (map[string]string, error) {
	have, seen := g.parsed[d.Attributes]
	if seen {
		return have, nil
	}
	have, err := outputs.ParseAttributes(d.Attributes)
	if err != nil {
		return nil, fmt.Errorf("documents table: %s: %w", d.ID, err)
	}
	g.parsed[d.Attributes] = have
	for by, value := range have {
		g.has[by+"="+value] = true
	}
	return have, nil
}

// authorFilter gives the test whether an author wrote a document. The author is meant by ID or by
// any of their names; names are compared as the run compared them. A name that several have means
// all of them.
func authorFilter(dir, name string) (func(*outputs.Document) bool, error) {
	if name == "" {
		return func(*outputs.Document) bool { return true }, nil
	}
	fold := corpus.NameFolder(segment.Fold)
	wanted, ids, unknown, found := fold(name), map[string]bool{}, false, false
	for a, err := range outputs.Read[outputs.Author](dir) {
		if err != nil {
			return nil, err
		}
		for _, n := range append([]string{a.ID, a.Name, a.En}, a.Aliases...) {
			if n != "" && (n == name || fold(n) == wanted) {
				found, ids[a.ID], unknown = true, true, unknown || a.ID == ""
			}
		}
	}
	if !found {
		return nil, config.Usagef("%s: no author %q in this run: the table authors lists them",
			dir, visible(name))
	}
	return func(d *outputs.Document) bool {
		for i, id := range d.AuthorIDs {
			known := id != "" && ids[id]
			if known || id == "" && unknown && fold(d.Authors[i]) == wanted {
				return true
			}
		}
		return false
	}, nil
}
