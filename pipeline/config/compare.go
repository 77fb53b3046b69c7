package config

import (
	"fmt"
	"maps"
	"slices"

	"tifa/corpus"
	"tifa/pipeline/settings"
)

// defaultCompare is compared where a configuration says nothing. Its groups may have no documents:
// nobody asked for them.
var defaultCompare = Compare{By: "stance", A: "hawkish", B: "moderate"}

// Asked reports whether a configuration asks for a pair, or may.
func Asked(pair Compare) bool { return pair != defaultCompare }

// KnownAttributes are the values that sources have, by attribute.
type KnownAttributes map[string][]string

// Add adds those of one source.
func (k *KnownAttributes) Add(have map[string]string) {
	if *k == nil {
		*k = KnownAttributes{}
	}
	for by, value := range have {
		if at, known := slices.BinarySearch((*k)[by], value); value != "" && !known {
			(*k)[by] = slices.Insert((*k)[by], at, value)
		}
	}
}

// AddSources adds those of a registry of sources.
func (k *KnownAttributes) AddSources(s *corpus.Sources) {
	for _, source := range s.All() {
		k.addEntry(&source)
	}
}

// AddAuthors adds those of a registry of authors, and what documents of several authors have.
func (k *KnownAttributes) AddAuthors(a *corpus.Authors) {
	for _, author := range a.All() {
		k.addEntry(&author.Entry)
	}
	for by := range *k {
		k.Add(map[string]string{by: Mixed})
	}
}

func (k *KnownAttributes) addEntry(e *corpus.Entry) {
	k.Add(map[string]string{"stance": e.Stance})
	for _, j := range e.Stances {
		k.Add(map[string]string{"stance": j.Stance})
	}
	k.Add(e.Attributes)
}

// CheckCompare refuses pairs by an attribute or with a value that no known source has, before any
// work.
func (c *Config) CheckCompare(known KnownAttributes) error {
	for i, pair := range c.Compare {
		at := fmt.Sprintf("%scompare: entry %d", c.Prefix(), i+1)
		values, ok := known[pair.By]
		if !ok {
			return Usagef("%s: no source has the attribute %q: %s", at, pair.By,
				settings.Near(pair.By, slices.Sorted(maps.Keys(known))))
		}
		for _, value := range []string{pair.A, pair.B} {
			if Asked(pair) && !slices.Contains(values, value) {
				return Usagef("%s: no source has %s %q: %s", at, pair.By, value,
					settings.Near(value, values))
			}
		}
	}
	return nil
}

// checkCompare checks the pairs against the registry.
func (s *Study) checkCompare() error { return s.Config.CheckCompare(s.knownAttributes()) }

// knownAttributes are those of the registry, and what a source has that it does not list.
func (s *Study) knownAttributes() (known KnownAttributes) {
	known.Add(SourceAttributes(s.Source("")))
	known.AddSources(s.Sources)
	known.AddAuthors(s.Authors)
	return known
}

// ReadKnownAttributes reads the registry of a configuration.
func (c *Config) ReadKnownAttributes() (KnownAttributes, error) {
	s := &Study{Config: c}
	if err := s.readRegistry(); err != nil {
		return nil, &UsageError{err}
	}
	return s.knownAttributes(), nil
}
