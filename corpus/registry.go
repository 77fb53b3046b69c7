package corpus

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"golang.org/x/text/width"

	"tifa/pipeline/settings"
)

// Registry is what is known of those who publish and those who write. It does not change once it is
// made.
type Registry struct {
	Sources *Sources
	Authors *Authors
}

//go:embed data/sources.yaml
var builtInSources []byte

//go:embed data/authors.yaml
var builtInAuthors []byte

// BuiltInRegistry is the registry that comes with tifa.
func BuiltInRegistry() *Registry {
	r, err := ParseRegistry("built-in sources", builtInSources)
	if err == nil {
		err = r.Sources.checkCites(nil)
	}
	if err == nil {
		var authors *Registry
		if authors, err = ParseRegistry("built-in authors", builtInAuthors); err == nil {
			r, err = r.Merge(authors)
		}
	}
	if err != nil {
		panic(err) // the files are part of the program, and a test reads them
	}
	return r
}

// ParseRegistry reads a file of sources, of authors, or of both:
//
//	title: My registry
//	sources:
//	  - id: pla_daily
//	    zh: 解放军报
//	    en: PLA Daily
//	    aliases: [解放军报社]
//	    kind: newspaper
//	    stance: hawkish
//	    attributes: {camp: army}
//	    reason: Organ of the Central Military Commission.
//	    cite: where this can be looked up
//	authors:
//	  - id: wang_kongxiang
//	    zh: 王孔祥
//	    en: Wang Kongxiang
//	    kind: person
//	    affiliation: uir
//	    stances:
//	      - {stance: moderate, from: 2012, to: 2015-05, reason: …, cite: …}
//
// An entry has one stance, with from and to where it does not hold for all time, or a list of
// stances. Unknown keys, a name that two sources claim, two authors of one name and affiliation,
// two stances at one time, and a stance without a reason are errors that begin with name and line.
// An entry that the registry it is merged into lacks needs a cite, too; see Merge.
func ParseRegistry(name string, data []byte) (*Registry, error) {
	var file struct {
		Title   string   `yaml:"title"`
		Sources []Source `yaml:"sources"`
		Authors []Author `yaml:"authors"`
	}
	if err := settings.Decode(name, data, &file); err != nil {
		if errors.As(err, new(*settings.SyntaxError)) {
			err = fmt.Errorf("%w\nkeys of a source: id zh en aliases kind stance attributes reason cite"+
				" from to stances\nkeys of an author: the same, and affiliation", err)
		}
		return nil, err
	}
	r := &Registry{Sources: &Sources{Title: file.Title, list: file.Sources},
		Authors: &Authors{list: file.Authors}}
	var err error
	if r.Sources.places, err = checkEntries(name, "source", data, r.Sources.entries()); err != nil {
		return nil, err
	}
	if r.Authors.places, err = checkEntries(name, "author", data, r.Authors.entries()); err != nil {
		return nil, err
	}
	if err := r.Sources.index(); err != nil {
		return nil, err
	}
	return r, r.Authors.index(r.Sources, nil)
}

// Merge is r with the entries of over on top. An entry with an ID of r replaces only the fields it
// gives, so that one line changes a stance; reason, cite and dates go with the stance they were
// given for.
func (r *Registry) Merge(over *Registry) (*Registry, error) {
	sources, err := r.Sources.merge(over.Sources)
	if err != nil {
		return nil, err
	}
	authors, err := r.Authors.merge(over.Authors, sources)
	return &Registry{Sources: sources, Authors: authors}, err
}

// entryPlaces says in which line of which file each entry stands, by ID.
type entryPlaces map[string]entryPlace

type entryPlace struct {
	file string
	line int
}

func (p entryPlace) String() string {
	if p.line > 0 {
		return fmt.Sprintf("%s:%d", p.file, p.line)
	}
	return p.file
}

// over is the places of base and those of over, which win.
func (base entryPlaces) over(over entryPlaces) entryPlaces {
	all := maps.Clone(base)
	if all == nil {
		all = entryPlaces{}
	}
	maps.Copy(all, over)
	return all
}

// checkEntries checks the entries of a file, each by itself, and finds their lines. what is source
// or author.
func checkEntries(file, what string, data []byte, entries []*Entry) (entryPlaces, error) {
	places, lines := entryPlaces{}, entryLines(data, "$."+what+"s")
	for i, e := range entries {
		e.ID = strings.TrimSpace(e.ID)
		at := entryPlace{file: file}
		if i < len(lines) {
			at.line = lines[i]
		}
		err := e.check()
		other, repeated := places[e.ID]
		switch {
		case e.ID == "":
			err = errors.New("id is empty: give it a short ASCII id, as pla_daily")
		case repeated:
			err = fmt.Errorf("id is also in line %d: merge the two entries", other.line)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %s %q: %w", at, what, e.ID, err)
		}
		places[e.ID] = at
	}
	return places, nil
}

// entryLines is the line of each entry of a list in a file that has been decoded already.
func entryLines(data []byte, list string) (lines []int) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil || len(file.Docs) == 0 {
		return nil
	}
	path, err := yaml.PathString(list)
	if err != nil {
		return nil
	}
	node, err := path.FilterFile(file)
	if list, ok := node.(*ast.SequenceNode); ok && err == nil {
		for _, entry := range list.Values {
			line := entry.GetToken().Position.Line
			if m, ok := entry.(*ast.MappingNode); ok && len(m.Values) > 0 {
				line = m.Values[0].Key.GetToken().Position.Line
			}
			lines = append(lines, line)
		}
	}
	return lines
}

// checkCites asks for a citation of every stance of an entry that base lacks. Who changes an entry
// that base has may leave it at a reason.
func checkCites(what string, entries []*Entry, places, base entryPlaces) error {
	var errs []error
	for _, e := range entries {
		if _, known := base[e.ID]; known {
			continue
		}
		for _, j := range e.Judgements() {
			if j.Cite == "" {
				errs = append(errs, fmt.Errorf("%s: %s %q: stance %q without a cite: add what the reason"+
					" rests on, as in cite: own judgement", places[e.ID], what, e.ID, j.Stance))
			}
		}
	}
	return errors.Join(errs...)
}

// mergeEntries is list with the entries of over on top, sorted by ID; on puts one on top of
// another.
func mergeEntries[E any](list, over []E, id func(*E) string, on func(base, over E) E) []E {
	merged, places := slices.Clone(list), map[string]int{}
	for i := range merged {
		places[id(&merged[i])] = i
	}
	for _, e := range over {
		if at, known := places[id(&e)]; known {
			merged[at] = on(merged[at], e)
		} else {
			merged = append(merged, e)
		}
	}
	slices.SortFunc(merged, func(a, b E) int { return strings.Compare(id(&a), id(&b)) })
	return merged
}

// foldName is a name without what does not tell names apart: the width of characters, letter case,
// white space around it and repeated.
func foldName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(width.Fold.String(name)), " "))
}
