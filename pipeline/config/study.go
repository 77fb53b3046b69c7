package config

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"

	"tifa/corpus"
	"tifa/pipeline/settings"
	"tifa/segment"
)

// Study is a configuration together with what it names: sources, lexicons, events and the
// dictionary. It does not change after it is loaded.
type Study struct {
	Config    *Config
	Engine    string // segmentation engine, "kernel" or "gse"; "kernel" where empty
	Sources   *corpus.Sources
	Authors   *corpus.Authors
	Lexicons  []*segment.Lexicon
	Events    *Events
	Segmenter *segment.Segmenter
	Matcher   *segment.Matcher
	Settings  []NamedHash // the files that say what to count
}

// LoadStudy reads the settings, opens the dictionary with its extra words and compiles the
// lexicons.
func LoadStudy(c *Config, engine string) (*Study, error) {
	s := &Study{Config: c, Engine: engine}
	if err := s.readSettings(); err != nil {
		return nil, &UsageError{err}
	}
	if err := s.checkCompare(); err != nil {
		return nil, err
	}
	var err error
	if s.Segmenter, err = OpenSegmenter(Segmentation{s.Engine, c.Words, c.HMM}, s.words); err != nil {
		return nil, err
	}
	if s.Matcher, err = segment.NewMatcher(s.Lexicons...); err != nil {
		return nil, &UsageError{err}
	}
	return s, nil
}

// NamedHash is a file of settings and the SHA-256 of its bytes.
type NamedHash struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// readSettings reads the files that the configuration names, each where it says or built in.
func (s *Study) readSettings() error {
	c := s.Config
	if err := s.readRegistry(); err != nil {
		return err
	}
	if s.Lexicons = []*segment.Lexicon{segment.BuiltInLexicon()}; len(c.Lexicons) > 0 {
		var err error
		if s.Lexicons, err = segment.LoadLexicons(c.Lexicons, s.lexicon); err != nil {
			return err
		}
	}
	return s.readEvents()
}

// readRegistry puts the sources and authors of the configuration over the built-in ones.
func (s *Study) readRegistry() error {
	registry := corpus.BuiltInRegistry()
	for _, name := range []string{s.Config.Sources, s.Config.Authors} {
		if name == "" {
			continue
		}
		text, err := s.setting(name)
		if err != nil {
			return err
		}
		mine, err := corpus.ParseRegistry(name, text)
		if err != nil {
			return err
		}
		if registry, err = registry.Merge(mine); err != nil {
			return err
		}
	}
	registry, err := registry.Normalized(segment.Fold)
	if err != nil {
		return err
	}
	s.Sources, s.Authors = registry.Sources, registry.Authors
	return nil
}

// lexicon reads a lexicon: one that comes with the program where the name is one of those, else a
// file.
func (s *Study) lexicon(name string) ([]byte, error) {
	text, ok := segment.ShippedLexicon(name)
	if !ok {
		text, err := s.setting(name)
		if err != nil && filepath.Ext(name) == "" {
			err = fmt.Errorf("%w: `tifa lexicon list` shows the lexicons that come with tifa", err)
		}
		return text, err
	}
	s.Settings = append(s.Settings, HashFile(name, text))
	return text, nil
}

func (s *Study) readEvents() (err error) {
	var titles []string
	for _, l := range s.Lexicons {
		titles = append(titles, l.Title)
	}
	s.Events, err = s.Config.ReadEvents(titles, s.setting)
	return err
}

// setting reads a file of settings and remembers its hash.
func (s *Study) setting(name string) ([]byte, error) {
	return s.remember(name, settings.Read)
}

// words is setting for a file of words, which may be larger.
func (s *Study) words(name string) ([]byte, error) { return s.remember(name, ReadWords) }

func (s *Study) remember(name string, read func(string) ([]byte, error)) ([]byte, error) {
	text, err := read(s.Config.Path(name))
	if err != nil {
		return nil, fmt.Errorf("%s%w", s.Config.Prefix(), err)
	}
	s.Settings = append(s.Settings, HashFile(name, text))
	return text, nil
}

// HashFile returns the name and hash of a file of settings. An absolute name loses its folder.
func HashFile(name string, text []byte) NamedHash {
	sum := sha256.Sum256(text)
	if filepath.IsAbs(name) {
		name = filepath.Base(name) // results name no folder of this machine
	}
	return NamedHash{filepath.ToSlash(name), hex.EncodeToString(sum[:])}
}

// Source is what the registry says of a source, or that it says nothing.
func (s *Study) Source(id string) corpus.Source {
	if known, ok := s.Sources.Find(id); ok {
		return known
	}
	return corpus.Source{ID: id, Zh: id, Kind: "unknown", Stance: "unclassified"}
}

// Group is one group a document belongs to.
type Group struct{ By, Value string }

// Groups lists the groups that attributes put a document into: one for each attribute that makes
// groups and that it has.
func (s *Study) Groups(have map[string]string) (out []Group) {
	for _, by := range s.Config.Attributes() {
		if value := have[by]; value != "" {
			out = append(out, Group{by, value})
		}
	}
	return out
}
