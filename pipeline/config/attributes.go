package config

import (
	"fmt"
	"maps"

	"tifa/corpus"
	"tifa/outputs"
)

// SourceAttributes is all that is said of a source to group it by, its stance among it.
func SourceAttributes(s corpus.Source) map[string]string {
	all := map[string]string{"stance": s.Stance}
	maps.Copy(all, s.Attributes)
	return all
}

// RowAttributes is the way back from a row of sources.
func RowAttributes(s *outputs.Source) (have map[string]string, err error) {
	have, err = outputs.ParseAttributes(s.Attributes)
	if err != nil {
		return nil, fmt.Errorf("sources table: %s: %w", s.ID, err)
	}
	return have, nil
}

// Whose stance a document has.
const (
	StanceFromAuthor = "author"
	StanceFromSource = "source"
	StanceFromNone   = "none"
)

// Mixed is the value of an attribute of a document whose authors disagree.
const Mixed = "mixed"

// DocumentAttributes is what a document is grouped by: the attributes of its source with its stance
// at the document's date, and over them those that its authors have. Of authors who disagree the
// value is Mixed; authors of whom nothing is said have no say. from says whose the stance is.
func DocumentAttributes(s corpus.Source, authors []corpus.Author,
	d corpus.Date) (have map[string]string, from string) {
	j, ok := s.StanceAt(d)
	s.Stance, from = j.Stance, StanceFromSource
	if !ok {
		s.Stance, from = corpus.Unclassified, StanceFromNone
	}
	have = SourceAttributes(s)
	said := map[string]string{}
	for i := range authors {
		for by, value := range authorAttributes(&authors[i], d) {
			if other, ok := said[by]; ok && other != value {
				value = Mixed
			}
			said[by] = value
		}
	}
	if said["stance"] != "" {
		from = StanceFromAuthor
	}
	maps.Copy(have, said)
	return have, from
}

// authorAttributes is what is said of an author at a date.
func authorAttributes(a *corpus.Author, d corpus.Date) map[string]string {
	have := map[string]string{}
	if j, ok := a.StanceAt(d); ok {
		have["stance"] = j.Stance
	}
	maps.Copy(have, a.Attributes)
	return have
}
