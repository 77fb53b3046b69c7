package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"

	"tifa/corpus"
	"tifa/pipeline/settings"
	"tifa/segment"
)

// study is a configuration together with what it names: sources, lexicons, events and the dictionary.
// It does not change after it is loaded.
type study struct {
	config    *Config
	engine    string // segmentation engine, "kernel" or "gse"; "kernel" where empty
	sources   *corpus.Sources
	lexicons  []*segment.Lexicon
	events    *Events
	segmenter *segment.Segmenter
	matcher   *segment.Matcher
	settings  []namedHash // the files that say what to count
}

// loadStudy reads the settings, opens the dictionary with its extra words and compiles the lexicons.
func loadStudy(c *Config, engine string) (*study, error) {
	s := &study{config: c, engine: engine}
	if err := s.readSettings(); err != nil {
		return nil, &UsageError{err}
	}
	var err error
	if s.segmenter, err = openSegmenter(SegmentOptions{s.engine, c.Words, c.HMM}, s.words); err != nil {
		return nil, err
	}
	if s.matcher, err = segment.NewMatcher(s.lexicons...); err != nil {
		return nil, &UsageError{err}
	}
	return s, nil
}

// namedHash is a file of settings and the SHA-256 of its bytes.
type namedHash struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// readSettings reads the files that the configuration names, each where it says or built in.
func (s *study) readSettings() error {
	c := s.config
	s.sources = corpus.BuiltInSources()
	if c.Sources != "" {
		text, err := s.setting(c.Sources)
		if err != nil {
			return err
		}
		mine, err := corpus.ParseSources(c.Sources, text)
		if err != nil {
			return err
		}
		s.sources, err = s.sources.Merge(mine)
		if err != nil {
			return err
		}
	}
	for _, name := range c.Lexicons {
		text, err := s.setting(name)
		if err != nil {
			return err
		}
		l, err := segment.ParseLexicon(name, text)
		if err != nil {
			return err
		}
		s.lexicons = append(s.lexicons, l)
	}
	if len(s.lexicons) == 0 {
		s.lexicons = []*segment.Lexicon{segment.BuiltInLexicon()}
	}
	return s.readEvents()
}

func (s *study) readEvents() (err error) {
	if s.config.Events == "" {
		s.events = builtInEvents()
		return nil
	}
	text, err := s.setting(s.config.Events)
	if err != nil {
		return err
	}
	s.events, err = ParseEvents(s.config.Events, text)
	return err
}

// setting reads a file of settings and remembers its hash.
func (s *study) setting(name string) ([]byte, error) {
	return s.remember(name, settings.Read)
}

// words is setting for a file of words, which may be larger.
func (s *study) words(name string) ([]byte, error) { return s.remember(name, readWords) }

// maxWords is the most bytes of a file of words. gse's own dictionary has 9 MB.
const maxWords = 64 << 20

func readWords(path string) ([]byte, error) { return settings.ReadUpTo(path, maxWords) }

func (s *study) remember(name string, read func(string) ([]byte, error)) ([]byte, error) {
	text, err := read(s.config.path(name))
	if err != nil {
		return nil, fmt.Errorf("%s%w", s.config.place(), err)
	}
	s.settings = append(s.settings, hashSetting(name, text))
	return text, nil
}

func hashSetting(name string, text []byte) namedHash {
	sum := sha256.Sum256(text)
	if filepath.IsAbs(name) {
		name = filepath.Base(name) // results name no folder of this machine
	}
	return namedHash{filepath.ToSlash(name), hex.EncodeToString(sum[:])}
}

// source is what the registry says of a source, or that it says nothing.
func (s *study) source(id string) corpus.Source {
	if known, ok := s.sources.Find(id); ok {
		return known
	}
	return corpus.Source{ID: id, Zh: id, Kind: "unknown", Stance: "unclassified"}
}

// group is one group a source belongs to.
type group struct{ by, value string }

// groups lists the groups of a source: one for each attribute that makes groups and that the source has.
func (s *study) groups(id string) (out []group) {
	have := attributesOf(s.source(id))
	for _, by := range s.config.attributes() {
		if value := have[by]; value != "" {
			out = append(out, group{by, value})
		}
	}
	return out
}
