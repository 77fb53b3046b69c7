package corpus

import (
	"fmt"
	"slices"
	"strings"
)

// Source is who published.
type Source = Entry

// Sources is a registry of sources. It does not change once it is made.
type Sources struct {
	Title  string
	list   []Source       // sorted by ID
	byName map[string]int // folded ID, name or alias → index into list
	places entryPlaces
}

// BuiltInSources are the sources that come with tifa.
func BuiltInSources() *Sources { return BuiltInRegistry().Sources }

func (s *Sources) entries() (out []*Entry) {
	for i := range s.list {
		out = append(out, &s.list[i])
	}
	return out
}

// index sorts the list and makes every name findable. A name of two sources is an error.
func (s *Sources) index() error {
	slices.SortFunc(s.list, func(a, b Source) int { return strings.Compare(a.ID, b.ID) })
	s.byName = map[string]int{}
	for i, source := range s.list {
		for _, name := range source.names() {
			name = foldName(name)
			if name == "" {
				continue
			}
			if other, taken := s.byName[name]; taken && other != i {
				return fmt.Errorf("%s: source %q: name %q belongs to source %q: use that id to change it, or remove the name",
					s.places[source.ID], source.ID, name, s.list[other].ID)
			}
			s.byName[name] = i
		}
	}
	return nil
}

func (s *Sources) checkCites(base entryPlaces) error {
	return checkCites("source", s.entries(), s.places, base)
}

func (s *Sources) merge(over *Sources) (*Sources, error) {
	if err := over.checkCites(s.places); err != nil {
		return nil, err
	}
	merged := &Sources{Title: s.Title, places: s.places.over(over.places),
		list: mergeEntries(s.list, over.list, func(e *Source) string { return e.ID }, overlay)}
	return merged, merged.index()
}

// All lists the sources, sorted by ID.
func (s *Sources) All() []Source { return slices.Clone(s.list) }

// Find is the source with this ID, name or alias. White space around it, letter case and the width
// of characters do not matter.
func (s *Sources) Find(name string) (Source, bool) {
	i, ok := s.byName[foldName(name)]
	if !ok {
		return Source{}, false
	}
	return completeSource(s.list[i]), true
}

// completeSource fills in what an entry may leave out. Of several stances the last stands for the
// source; which one a document has depends on its date, see Entry.StanceAt.
func completeSource(s Source) Source {
	if s.Kind == "" {
		s.Kind = "unknown"
	}
	if s.Stance == "" {
		s.Stance = Unclassified
	}
	return s.lastStance()
}
