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

// Source is who published. What is said of it is data: who disagrees with a stance changes a line
// of a file.
type Source struct {
	ID         string            `yaml:"id"`
	Zh         string            `yaml:"zh"`
	En         string            `yaml:"en"`
	Aliases    []string          `yaml:"aliases"` // other names by which texts call it
	Kind       string            `yaml:"kind"`    // newspaper, ministry, journal, leader, law …
	Stance     string            `yaml:"stance"`  // hawkish, moderate, official …; unclassified where nobody gave a reason
	Attributes map[string]string `yaml:"attributes"`
	Reason     string            `yaml:"reason"` // why this stance
	Cite       string            `yaml:"cite"`   // where the reason can be checked
}

// Unclassified is the stance of a source that nobody gave a reason for.
const Unclassified = "unclassified"

// Sources is a registry. It does not change once it is made.
type Sources struct {
	Title  string
	list   []Source       // sorted by ID
	byName map[string]int // folded ID, name or alias → index into list
	file   string
	lines  map[string]int // ID → line in file
}

//go:embed data/sources.yaml
var builtInSources []byte

// BuiltInSources is the registry that comes with tifa.
func BuiltInSources() *Sources {
	s, err := ParseSources("built-in sources", builtInSources)
	if err == nil {
		err = s.checkCites(nil)
	}
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return s
}

// ParseSources reads a file of sources:
//
//	title: My sources
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
//
// Unknown keys, a name that two sources claim, and a stance without a reason are errors that begin
// with name and line. A source that the registry it is merged into lacks needs a cite, too; see
// Merge.
func ParseSources(name string, data []byte) (*Sources, error) {
	var file struct {
		Title   string   `yaml:"title"`
		Sources []Source `yaml:"sources"`
	}
	if err := settings.Decode(name, data, &file); err != nil {
		if errors.As(err, new(*settings.SyntaxError)) {
			err = fmt.Errorf("%w\nkeys of a source: id zh en aliases kind stance attributes reason cite", err)
		}
		return nil, err
	}
	s := &Sources{Title: file.Title, list: file.Sources, file: name, lines: map[string]int{}}
	lines := sourceLines(data)
	for i := range s.list {
		source := &s.list[i]
		source.ID = strings.TrimSpace(source.ID)
		at := fmt.Sprintf("%s:%d: source %q", name, lines[i], source.ID)
		switch {
		case source.ID == "":
			return nil, fmt.Errorf("%s: id is empty: give each source a short ASCII id, as pla_daily", at)
		case s.lines[source.ID] > 0:
			return nil, fmt.Errorf("%s: id is also in line %d: merge the two entries", at, s.lines[source.ID])
		case source.Stance != "" && source.Stance != Unclassified && source.Reason == "":
			return nil, fmt.Errorf("%s: stance %q without a reason: a stance is data with its reason and citation: add reason and cite",
				at, source.Stance)
		}
		s.lines[source.ID] = lines[i]
	}
	return s, s.index()
}

// sourceLines is the line of each entry of a file that has been decoded already.
func sourceLines(data []byte) (lines []int) {
	file, err := parser.ParseBytes(data, 0)
	if err != nil || len(file.Docs) == 0 {
		return nil
	}
	path, err := yaml.PathString("$.sources")
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

// index sorts the list and makes every name findable. A name of two sources is an error.
func (s *Sources) index() error {
	slices.SortFunc(s.list, func(a, b Source) int { return strings.Compare(a.ID, b.ID) })
	s.byName = map[string]int{}
	for i, source := range s.list {
		for _, name := range append([]string{source.ID, source.Zh, source.En}, source.Aliases...) {
			name = foldName(name)
			if name == "" {
				continue
			}
			if other, taken := s.byName[name]; taken && other != i {
				return fmt.Errorf("%s: source %q: name %q belongs to source %q: use that id to change it, or remove the name",
					s.place(source.ID), source.ID, name, s.list[other].ID)
			}
			s.byName[name] = i
		}
	}
	return nil
}

func (s *Sources) place(id string) string {
	if line := s.lines[id]; line > 0 {
		return fmt.Sprintf("%s:%d", s.file, line)
	}
	return s.file
}

// checkCites asks for a citation of every stance of a source that base lacks. Who changes a source
// that base has may leave it at a reason.
func (s *Sources) checkCites(base *Sources) error {
	var errs []error
	for _, source := range s.list {
		if base != nil {
			if _, ok := base.lines[source.ID]; ok {
				continue
			}
		}
		if source.Stance != "" && source.Stance != Unclassified && source.Cite == "" {
			errs = append(errs, fmt.Errorf("%s: source %q: stance %q without a cite: add what the reason rests on, as in cite: own judgement",
				s.place(source.ID), source.ID, source.Stance))
		}
	}
	return errors.Join(errs...)
}

// Merge is s with the entries of over on top. An entry with an ID of s replaces only the fields it
// gives, so that one line changes a stance; reason and cite go with the stance they were given for.
func (s *Sources) Merge(over *Sources) (*Sources, error) {
	if err := over.checkCites(s); err != nil {
		return nil, err
	}
	merged := &Sources{Title: s.Title, list: slices.Clone(s.list), file: over.file, lines: maps.Clone(over.lines)}
	for _, source := range over.list {
		at, found := slices.BinarySearchFunc(s.list, source.ID, func(a Source, id string) int { return strings.Compare(a.ID, id) })
		if found {
			merged.list[at] = overlay(s.list[at], source)
		} else {
			merged.list = append(merged.list, source)
		}
	}
	if err := merged.index(); err != nil {
		return nil, err
	}
	for id, line := range s.lines {
		if merged.lines[id] == 0 {
			merged.lines[id] = line
		}
	}
	return merged, nil
}

// overlay is base with the fields that over gives.
func overlay(base, over Source) Source {
	if over.Stance != "" && over.Stance != base.Stance {
		base.Stance, base.Reason, base.Cite = over.Stance, "", ""
	}
	for _, field := range []struct {
		to   *string
		from string
	}{{&base.Zh, over.Zh}, {&base.En, over.En}, {&base.Kind, over.Kind}, {&base.Reason, over.Reason}, {&base.Cite, over.Cite}} {
		if field.from != "" {
			*field.to = field.from
		}
	}
	if over.Aliases != nil {
		base.Aliases = over.Aliases
	}
	if over.Attributes != nil {
		base.Attributes = maps.Clone(base.Attributes)
		if base.Attributes == nil {
			base.Attributes = map[string]string{}
		}
		maps.Copy(base.Attributes, over.Attributes)
	}
	return base
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
	return s.list[i].complete(), true
}

// complete fills in what an entry may leave out.
func (s Source) complete() Source {
	if s.Kind == "" {
		s.Kind = "unknown"
	}
	if s.Stance == "" {
		s.Stance = Unclassified
	}
	return s
}

func foldName(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(width.Fold.String(name)), " "))
}
