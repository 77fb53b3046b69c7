package lexicon

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Files is where Load finds lexicons.
type Files struct {
	// Resolve returns the name under which Read knows a lexicon that another one names; from is
	// the name of that one.
	Resolve func(name, from string) string
	Read    func(name string) ([]byte, error)
}

// Load reads lexicons by name, and those that they extend. Each lexicon is read once, however many
// name it, and stands behind those it extends. A concept that a lexicon overrides is moved there
// from the lexicon that had it; one that it removes is in none. The error joins everything wrong.
func Load(names []string, files Files) ([]*Lexicon, error) {
	l := loader{files: files, loaded: map[string]*loaded{}, changed: map[string]change{}}
	for _, name := range names {
		if _, err := l.load(name); err != nil {
			return nil, err
		}
	}
	for _, x := range l.order {
		l.change(x)
	}
	if err := errors.Join(l.errs...); err != nil {
		return nil, err
	}
	var all []*Lexicon
	for _, x := range l.order {
		all = append(all, x.Lexicon)
	}
	_, err := CompileAll(all)
	return all, err
}

type loader struct {
	files  Files
	loaded map[string]*loaded // by name; nil while those it extends are loaded
	order  []*loaded          // each behind those it extends
	path   []string           // the lexicons being loaded, each extends the next
	errs   []error
	// changed says of concepts which lexicon overrode or removed them last, and where
	changed map[string]change
}

type loaded struct {
	*Lexicon
	bases []*loaded // all that it extends, theirs too
}

type change struct {
	by      *loaded
	at      place
	removed bool
}

// load reads a lexicon and those that it extends.
func (l *loader) load(name string) (*loaded, error) {
	if x, met := l.loaded[name]; met {
		if x == nil {
			i := slices.Index(l.path, name)
			return nil, fmt.Errorf("%s extends itself: %s", name,
				strings.Join(append(l.path[i:], name), " extends "))
		}
		return x, nil
	}
	text, err := l.files.Read(name)
	if err != nil {
		return nil, err
	}
	read, err := parse(name, text)
	if err != nil {
		return nil, err
	}
	l.loaded[name] = nil
	l.path = append(l.path, name)
	x := &loaded{Lexicon: read}
	for i, base := range read.Extends {
		b, err := l.load(l.files.Resolve(base, name))
		if err != nil {
			return nil, fmt.Errorf("%s: extends %q: %w", read.extendsAt[i], base, err)
		}
		x.bases = append(append(x.bases, b), b.bases...)
	}
	l.path = l.path[:len(l.path)-1]
	l.loaded[name] = x
	l.order = append(l.order, x)
	return x, nil
}

// change does what a lexicon says of the concepts of others.
func (l *loader) change(x *loaded) {
	for i, id := range x.Remove {
		if from := l.find(x, id, "remove", x.removeAt[i]); from != nil {
			from.take(id)
			l.changed[id] = change{x, x.removeAt[i], true}
		}
	}
	for i := range x.Concepts {
		c := &x.Concepts[i]
		if !c.override {
			continue
		}
		if from := l.find(x, c.ID, "override", c.at); from != nil {
			*c = c.over(from.take(c.ID))
			l.changed[c.ID] = change{x, c.at, false}
		}
	}
}

// find returns the lexicon among those that x extends that has a concept. Where two lexicons
// change one concept, the second must extend the first: else their order would matter.
func (l *loader) find(x *loaded, id, what string, at place) *loaded {
	fail := func(format string, args ...any) *loaded {
		l.errs = append(l.errs, fmt.Errorf("%s: %s %q: "+format,
			append([]any{at, what, id}, args...)...))
		return nil
	}
	if len(x.bases) == 0 {
		return fail("the lexicon extends none: add extends: with the lexicon that has it")
	}
	if last, ok := l.changed[id]; ok && (last.removed || !slices.Contains(x.bases, last.by)) {
		if last.removed {
			return fail("it is removed (%s)", last.at)
		}
		return fail("it is already overridden (%s): extend %s, or change it in one place", last.at,
			last.by.Name)
	}
	var ids []string
	for _, b := range x.bases {
		for i := range b.Concepts {
			if b.Concepts[i].ID == id {
				return b
			}
			ids = append(ids, b.Concepts[i].ID)
		}
	}
	return fail("no such concept in what the lexicon extends%s", likely(id, ids))
}

// take removes a concept from a lexicon and returns it.
func (x *loaded) take(id string) Concept {
	i := slices.IndexFunc(x.Concepts, func(c Concept) bool { return c.ID == id })
	c := x.Concepts[i]
	x.Concepts = slices.Delete(x.Concepts, i, i+1)
	return c
}
