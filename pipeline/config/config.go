// Package config is tifa.yaml: its keys, their defaults and checks, and the files it names.
//
// Load reads a configuration, and ForPaths makes one for bare paths. LoadStudy then reads the files
// of settings that it names (sources, lexicons, events, words), each of them or the built-in one. A
// mistake is a UsageError: it says where it is and what to write instead. The package opens no
// text.
package config

import (
	"errors"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/goccy/go-yaml"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/period"
	"tifa/pipeline/settings"
	"tifa/segment"
)

// Config is a tifa.yaml. Its zero value, with one input added, is what a run without configuration
// uses. Paths in it are relative to Root.
type Config struct {
	Title      string         `yaml:"title"`
	Inputs     []corpus.Input `yaml:"inputs"`
	Sources    string         `yaml:"sources"`    // file of sources, merged over the built-in ones
	Authors    string         `yaml:"authors"`    // file of authors, likewise; either file may have both
	Lexicons   []string       `yaml:"lexicons"`   // lexicon files; the built-in one where there is none
	Words      []string       `yaml:"words"`      // gse dictionary files with extra words
	HMM        bool           `yaml:"hmm"`        // find words the dictionary lacks, see segment.Options
	Periods    []period.Type  `yaml:"periods"`    // month and year where there is none
	Compare    []Compare      `yaml:"compare"`    // pairs of groups; hawkish against moderate where there is none
	Events     string         `yaml:"events"`     // see ReadEvents
	Duplicates string         `yaml:"duplicates"` // drop (default) or keep
	Output     string         `yaml:"output"`     // folder of results; outputs/runs where empty

	Measures MeasureSettings `yaml:"measures"` // see MeasureSettings

	// Root is the folder that paths are relative to: the configuration file's, or the working
	// folder.
	Root string `yaml:"-"`
	// File is the configuration file, empty where there is none.
	File string `yaml:"-"`
}

// Compare names two groups of sources: those whose attribute By has the value A, and those with B.
type Compare = outputs.Comparison

// Load reads a tifa.yaml. Unknown and repeated keys are errors that show the line.
func Load(file string) (*Config, error) {
	text, err := settings.Read(file)
	if err != nil {
		return nil, Usagef("%w: is there a configuration? `tifa init FOLDER` writes one to start from", err)
	}
	c := &Config{Root: filepath.Dir(file), File: file, Measures: DefaultMeasures()}
	if err := settings.Decode(file, text, c); err != nil {
		return nil, Usagef("%w%s", err, keyHint(err))
	}
	if len(c.Inputs) == 0 {
		return nil, Usagef("%s: no inputs: name at least one file or folder, as in\n  inputs:\n    - path: texts", file)
	}
	return c, c.Complete()
}

// keyHint lists the keys that exist where a key does not.
func keyHint(err error) string {
	var unknown *yaml.UnknownFieldError
	if !errors.As(err, &unknown) {
		return ""
	}
	return "\nkeys at the top: title inputs sources authors lexicons words hmm periods compare events duplicates output measures" +
		"\nkeys of an input: path format encoding records fields source date markup boilerplate" +
		"\nkeys of measures: seed permutations min_documents min_mentions min_tokens prior simple_maths temperature" +
		" event_days window min_cooccurrences document_tokens ngrams emerging stance_scores"
}

// ForPaths is the configuration of a run over bare paths: every text below them, the first folder
// level as source.
func ForPaths(paths []string) (*Config, error) {
	c := &Config{Root: "."}
	for _, p := range paths {
		c.Inputs = append(c.Inputs, corpus.Input{Path: p})
	}
	return c, c.Complete()
}

// Complete fills in defaults and checks what can be checked without opening a text.
func (c *Config) Complete() error {
	if len(c.Periods) == 0 {
		c.Periods = []period.Type{period.Month, period.Year}
	}
	for i, p := range c.Periods {
		if p.Rank() < 0 {
			return Usagef("%speriods: %q is not a period type: use day, week, month, quarter or year", c.Prefix(), p)
		}
		if slices.Contains(c.Periods[:i], p) {
			return Usagef("%speriods: %s is listed twice", c.Prefix(), p)
		}
	}
	slices.SortFunc(c.Periods, func(a, b period.Type) int { return a.Rank() - b.Rank() })
	if len(c.Compare) == 0 {
		c.Compare = []Compare{defaultCompare}
	}
	for i, p := range c.Compare {
		if p.By == "" || p.A == "" || p.B == "" || p.A == p.B {
			return Usagef("%scompare: entry %d needs an attribute and two different values, as in {by: stance, a: hawkish, b: moderate}", c.Prefix(), i+1)
		}
	}
	switch c.Duplicates {
	case "":
		c.Duplicates = "drop"
	case "drop", "keep":
	default:
		return Usagef("%sduplicates: %q is neither drop nor keep", c.Prefix(), c.Duplicates)
	}
	if reflect.ValueOf(c.Measures).IsZero() {
		c.Measures = DefaultMeasures()
	}
	if err := c.Measures.Check(); err != nil {
		return Usagef("%s%w", c.Prefix(), err)
	}
	if c.Output == "" {
		c.Output = filepath.Join("outputs", "runs")
	}
	if c.Title == "" {
		c.Title = "Untitled run"
	}
	return nil
}

// Prefix is what a message about the configuration starts with: its file and a colon, or nothing.
func (c *Config) Prefix() string {
	if c.File == "" {
		return ""
	}
	return c.File + ": "
}

// Path resolves a path of the configuration.
func (c *Config) Path(p string) string { return Under(c.Root, p) }

// Under resolves a path below root, unless it is absolute.
func Under(root, p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(root, p)
}

// Attributes lists the attributes that make groups, stance always among them, sorted.
func (c *Config) Attributes() []string { return AttributesToCompare(c.Compare) }

// AttributesToCompare lists the attributes by which pairs are compared, and stance, sorted.
func AttributesToCompare(pairs []Compare) []string {
	by := []string{"stance"}
	for _, p := range pairs {
		if !slices.Contains(by, p.By) {
			by = append(by, p.By)
		}
	}
	slices.Sort(by)
	return by
}

// Override puts what the command line says in the place of what the configuration says. Paths are
// relative to the working folder, not to the configuration.
func (c *Config) Override(lexicons, words []string, output string) {
	absolute := func(list []string) []string {
		out := make([]string, len(list))
		for i, p := range list {
			out[i] = AbsolutePath(p)
		}
		return out
	}
	if len(lexicons) > 0 {
		c.Lexicons = absolute(lexicons)
		for i, name := range lexicons {
			if segment.IsShipped(name) {
				c.Lexicons[i] = name
			}
		}
	}
	if len(words) > 0 {
		c.Words = absolute(words)
	}
	if output != "" {
		c.Output = AbsolutePath(output)
	}
}

// AbsolutePath returns p as an absolute path, or as it is where the working folder is unknown.
func AbsolutePath(p string) string {
	if abs, err := filepath.Abs(p); err == nil {
		return abs
	}
	return p
}
