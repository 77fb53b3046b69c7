package query

import (
	"strings"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/manifest"
	"tifa/pipeline/period"
	"tifa/segment"
)

// authorSums add up documents and mentions by author, once for each author of a document.
type authorSums struct {
	grid
	longest period.Type
	fold    func(string) string
	unit    map[string]string // unit of each name as written
}

func newAuthorSums(m *manifest.Manifest) *authorSums {
	types := m.Settings.Periods // sorted from the shortest
	return &authorSums{grid{}, types[len(types)-1], corpus.NameFolder(segment.Fold),
		map[string]string{}}
}

// unnamed begins the unit of an author whom no registry knows.
const unnamed = "name "

// unitOf is the ID of an author, or the name as the run compared it.
func (s *authorSums) unitOf(id, name string) string {
	if id != "" {
		return id
	}
	unit, seen := s.unit[name]
	if !seen {
		unit = unnamed + s.fold(name)
		s.unit[name] = unit
	}
	return unit
}

// add adds a counted document.
func (s *authorSums) add(d *outputs.Document, concepts map[string]int64, f *runFacts) {
	added := map[string]bool{}
	for i, id := range d.AuthorIDs {
		unit := s.unitOf(id, d.Authors[i])
		if unit == unnamed || added[unit] {
			continue // an affiliation without a name
		}
		added[unit] = true
		s.grid.add(outputs.AllPeriods, unit, f.concepts, concepts, d)
		if d.Date == nil {
			continue
		}
		name := s.longest.Name(s.longest.Start(*d.Date))
		if in, _ := periodFilter(name); in(d.Date, d.DatePrecision) {
			s.grid.add(string(s.longest)+" "+name, unit, f.concepts, concepts, d)
		}
	}
}

// check compares the sums with author_counts. Names that no registry knows have rows only where
// they have enough documents, so their rows may be missing.
func (s *authorSums) check(dir string) (Check, error) {
	c := Check{What: "author_counts are the sums of documents and mentions"}
	listed := map[string]bool{}
	names := outputs.Part{Columns: []string{"author_id", "author"}}
	for a, err := range outputs.ReadPart[outputs.AuthorCount](dir, names) {
		if err != nil {
			return c, err
		}
		listed[s.unitOf(a.AuthorID, a.Author)] = true
	}
	for key := range s.grid {
		if strings.HasPrefix(key.unit, unnamed) && !listed[key.unit] {
			delete(s.grid, key)
		}
	}
	read := func(r outputs.AuthorCount) (gridKey, outputs.Measures) {
		at := r.PeriodType + " " + r.Period
		if r.PeriodType == outputs.AllPeriods {
			at = outputs.AllPeriods
		}
		return gridKey{at, s.unitOf(r.AuthorID, r.Author), r.Concept}, r.Measures
	}
	err := compareSums(&c, s.grid, outputs.Read[outputs.AuthorCount](dir), read)
	return c, err
}
