package corpus

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Author is who wrote: a person, a pen name that many write under (钟声), or a collective. What is
// said of an author goes before what is said of the source.
type Author struct {
	Entry `yaml:",inline"`
	// Affiliation is where the author works: the ID or a name of a source, or any text.
	Affiliation string `yaml:"affiliation"`
}

// authorKinds are the kinds of authors; the first where none is given.
func authorKinds() []string { return []string{"person", "pen_name", "collective"} }

// Authors is a registry of authors. It does not change once it is made.
//
// A byline is an author if its name is one of the author's and the affiliation does not speak
// against it:
//
//   - With an affiliation in the byline, the author's has to agree: the byline's, or a part of it
//     after a comma or bracket, has to begin with a name of it. 法学博士、国防大学教授 agrees with
//     国防大学; 北京大学国际关系学院 does not agree with 国际关系学院. An author without an affiliation
//     agrees where no other has the name.
//   - Without one, the only author of that name is meant. Where several have it, the source of the
//     document takes the place of the affiliation.
//   - Else nobody known is meant, and the name stays a name.
type Authors struct {
	list   []Author // sorted by ID
	byName map[string][]int
	places entryPlaces
	fold   func(string) string
	// at are the folded names of each author's affiliation.
	at [][]string
}

func (a *Authors) entries() (out []*Entry) {
	for i := range a.list {
		out = append(out, &a.list[i].Entry)
	}
	return out
}

// index sorts the list and makes every name findable. Two authors may have one name, but not at
// one affiliation. Those of latest, which has the entries added last, are indexed last, so that an
// error is theirs.
func (a *Authors) index(sources *Sources, latest entryPlaces) error {
	slices.SortFunc(a.list, func(x, y Author) int { return strings.Compare(x.ID, y.ID) })
	a.byName, a.at = map[string][]int{}, nil
	var before, after []int
	for i := range a.list {
		a.at = append(a.at, a.affiliationNames(a.list[i].Affiliation, sources))
		if _, late := latest[a.list[i].ID]; late {
			after = append(after, i)
		} else {
			before = append(before, i)
		}
	}
	for _, i := range append(before, after...) {
		if err := a.indexNames(i); err != nil {
			return fmt.Errorf("%s: author %q: %w", a.places[a.list[i].ID], a.list[i].ID, err)
		}
	}
	return nil
}

func (a *Authors) indexNames(i int) error {
	author := &a.list[i]
	if author.Kind != "" && !slices.Contains(authorKinds(), author.Kind) {
		return fmt.Errorf("kind %q is none of %s", author.Kind, strings.Join(authorKinds(), ", "))
	}
	for _, name := range author.names() {
		name = a.Fold(name)
		if name == "" || slices.Contains(a.byName[name], i) {
			continue
		}
		for _, other := range a.byName[name] {
			if slices.Equal(a.at[other], a.at[i]) {
				return fmt.Errorf("name %q belongs to author %q of the same affiliation: use that id to"+
					" change it, or give both an affiliation that tells them apart", name, a.list[other].ID)
			}
		}
		a.byName[name] = append(a.byName[name], i)
	}
	return nil
}

// affiliationNames are the folded names of an affiliation: those of a source, or the text itself.
func (a *Authors) affiliationNames(text string, sources *Sources) (out []string) {
	names := []string{text}
	if s, ok := sources.Find(text); ok {
		names = s.names()
	}
	for _, name := range names {
		if name = a.Fold(name); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func (a *Authors) merge(over *Authors, sources *Sources) (*Authors, error) {
	if err := checkCites("author", over.entries(), over.places, a.places); err != nil {
		return nil, err
	}
	on := func(base, over Author) Author {
		base.Entry = overlay(base.Entry, over.Entry)
		if over.Affiliation != "" {
			base.Affiliation = over.Affiliation
		}
		return base
	}
	merged := &Authors{places: a.places.over(over.places), fold: a.fold,
		list: mergeEntries(a.list, over.list, func(e *Author) string { return e.ID }, on)}
	for i := range merged.list {
		if e := &merged.list[i]; e.Zh == "" && e.En == "" {
			return nil, fmt.Errorf("%s: author %q: no name: give zh or en", merged.places[e.ID], e.ID)
		}
	}
	return merged, merged.index(sources, over.places)
}

// Normalized is the registry with names of authors compared after normalize, such as Traditional to
// Simplified, besides what is folded anyway.
func (r *Registry) Normalized(normalize func(string) string) (*Registry, error) {
	authors := &Authors{list: slices.Clone(r.Authors.list), places: r.Authors.places, fold: normalize}
	return &Registry{Sources: r.Sources, Authors: authors}, authors.index(r.Sources, nil)
}

// Fold is a name without what does not tell authors apart: what does not tell sources apart, what
// the registry is normalized by, white space beside Han characters (王　伟), and the form of the dot
// in foreign names.
func (a *Authors) Fold(name string) string {
	if a.fold != nil {
		name = a.fold(name)
	}
	return foldAuthor(name)
}

// NameFolder is Authors.Fold of a registry that is normalized by a function.
func NameFolder(normalize func(string) string) func(string) string {
	return (&Authors{fold: normalize}).Fold
}

func foldAuthor(name string) string {
	name = strings.Map(func(r rune) rune {
		switch r {
		case '•', '・', '‧', '･', '∙', '⋅':
			return '·'
		}
		return r
	}, foldName(name))
	runes := []rune(name)
	han := func(i int) bool { return i >= 0 && i < len(runes) && unicode.Is(unicode.Han, runes[i]) }
	var out []rune
	for i, r := range runes {
		if r != ' ' || !han(i-1) && !han(i+1) {
			out = append(out, r)
		}
	}
	return string(out)
}

// All lists the authors, sorted by ID.
func (a *Authors) All() []Author { return slices.Clone(a.list) }

// ByID is the author with an ID.
func (a *Authors) ByID(id string) (Author, bool) {
	i, ok := slices.BinarySearchFunc(a.list, id, func(x Author, id string) int {
		return strings.Compare(x.ID, id)
	})
	if !ok {
		return Author{}, false
	}
	return completeAuthor(a.list[i]), true
}

// Find is the author that a byline of a document in a source means; see Authors for the rule.
func (a *Authors) Find(b Byline, source string, sources *Sources) (Author, bool) {
	named := a.byName[a.Fold(b.Name)]
	here := b.Affiliation
	if here == "" {
		if len(named) == 1 {
			return completeAuthor(a.list[named[0]]), true
		}
		here = source
	}
	if s, ok := sources.Find(here); ok {
		here = s.ID
	}
	var agree []int
	for _, i := range named {
		if a.agrees(i, here) {
			agree = append(agree, i)
		}
	}
	switch {
	case len(agree) == 1:
		return completeAuthor(a.list[agree[0]]), true
	case len(named) == 1 && len(a.at[named[0]]) == 0:
		return completeAuthor(a.list[named[0]]), true
	}
	return Author{}, false
}

// completeAuthor fills in what an entry may leave out, as completeSource does.
func completeAuthor(a Author) Author {
	if a.Kind == "" {
		a.Kind = authorKinds()[0]
	}
	if a.Stance == "" {
		a.Stance = Unclassified
	}
	a.Entry = a.lastStance()
	return a
}

// agrees reports whether an affiliation is that of author i, or a part of it.
func (a *Authors) agrees(i int, affiliation string) bool {
	whole := a.Fold(affiliation)
	parts := strings.FieldsFunc(whole, func(r rune) bool {
		return strings.ContainsRune("、,，;；/()（）", r)
	})
	for _, part := range append(parts, whole) {
		part = strings.TrimSpace(part)
		if slices.ContainsFunc(a.at[i], func(name string) bool { return strings.HasPrefix(part, name) }) {
			return true
		}
	}
	return false
}
