package pipeline

import (
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/goccy/go-yaml"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/settings"
	"tifa/segment"
)

// Config is a tifa.yaml. Its zero value, with one input added, is what a run without configuration uses.
// Paths in it are relative to Root.
type Config struct {
	Title      string         `yaml:"title"`
	Inputs     []corpus.Input `yaml:"inputs"`
	Sources    string         `yaml:"sources"`    // file of sources, merged over the built-in ones
	Lexicons   []string       `yaml:"lexicons"`   // lexicon files; the built-in one where there is none
	Words      []string       `yaml:"words"`      // gse dictionary files with extra words
	HMM        bool           `yaml:"hmm"`        // find words the dictionary lacks, see segment.Options
	Periods    []PeriodType   `yaml:"periods"`    // month and year where there is none
	Compare    []Compare      `yaml:"compare"`    // pairs of groups; hawkish against moderate where there is none
	Events     string         `yaml:"events"`     // file of dated events; the built-in ones where empty
	Duplicates string         `yaml:"duplicates"` // drop (default) or keep
	Output     string         `yaml:"output"`     // folder of results; outputs/runs where empty

	Measures MeasureSettings `yaml:"measures"` // see MeasureSettings

	// Root is the folder that paths are relative to: the configuration file's, or the working folder.
	Root string `yaml:"-"`
	// File is the configuration file, empty where there is none.
	File string `yaml:"-"`
}

// Compare names two groups of sources: those whose attribute By has the value A, and those with B.
type Compare = outputs.Comparison

// UsageError is a mistake in the configuration or on the command line: the run never started. Exit code 2.
type UsageError struct{ Err error }

func (e *UsageError) Error() string { return e.Err.Error() }
func (e *UsageError) Unwrap() error { return e.Err }

func usage(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }

// LoadConfig reads a tifa.yaml. Unknown and repeated keys are errors that show the line.
func LoadConfig(file string) (*Config, error) {
	text, err := settings.Read(file)
	if err != nil {
		return nil, usage("%w: is there a configuration? `tifa init FOLDER` writes one to start from", err)
	}
	c := &Config{Root: filepath.Dir(file), File: file, Measures: DefaultMeasures()}
	if err := settings.Decode(file, text, c); err != nil {
		return nil, usage("%w%s", err, keyHint(err))
	}
	if len(c.Inputs) == 0 {
		return nil, usage("%s: no inputs: name at least one file or folder, as in\n  inputs:\n    - path: texts", file)
	}
	return c, c.complete()
}

// keyHint lists the keys that exist where a key does not.
func keyHint(err error) string {
	var unknown *yaml.UnknownFieldError
	if !errors.As(err, &unknown) {
		return ""
	}
	return "\nkeys at the top: title inputs sources lexicons words hmm periods compare events duplicates output measures" +
		"\nkeys of an input: path format encoding records fields source date markup boilerplate" +
		"\nkeys of measures: seed permutations min_documents min_mentions min_tokens prior simple_maths changepoint_penalty bursts temperature" +
		" event_days event_permutations max_lag window min_cooccurrences document_tokens ngrams emerging stance_scores"
}

// FolderConfig is the configuration of a run over bare paths: every text below them, the first folder level as source.
func FolderConfig(paths []string) (*Config, error) {
	c := &Config{Root: "."}
	for _, p := range paths {
		c.Inputs = append(c.Inputs, corpus.Input{Path: p})
	}
	return c, c.complete()
}

// complete fills in defaults and checks what can be checked without opening a text.
func (c *Config) complete() error {
	if len(c.Periods) == 0 {
		c.Periods = []PeriodType{Month, Year}
	}
	for i, p := range c.Periods {
		if !p.valid() {
			return usage("%speriods: %q is no period: use day, week, month, quarter or year", c.place(), p)
		}
		if slices.Contains(c.Periods[:i], p) {
			return usage("%speriods: %s stands twice", c.place(), p)
		}
	}
	slices.SortFunc(c.Periods, func(a, b PeriodType) int { return a.rank() - b.rank() })
	if len(c.Compare) == 0 {
		c.Compare = []Compare{{By: "stance", A: "hawkish", B: "moderate"}}
	}
	for i, p := range c.Compare {
		if p.By == "" || p.A == "" || p.B == "" || p.A == p.B {
			return usage("%scompare: entry %d needs an attribute and two different values, as in {by: stance, a: hawkish, b: moderate}", c.place(), i+1)
		}
	}
	switch c.Duplicates {
	case "":
		c.Duplicates = "drop"
	case "drop", "keep":
	default:
		return usage("%sduplicates: %q is neither drop nor keep", c.place(), c.Duplicates)
	}
	if reflect.ValueOf(c.Measures).IsZero() {
		c.Measures = DefaultMeasures()
	}
	if err := c.Measures.check(); err != nil {
		return usage("%s%w", c.place(), err)
	}
	if c.Output == "" {
		c.Output = filepath.Join("outputs", "runs")
	}
	if c.Title == "" {
		c.Title = "Untitled run"
	}
	return nil
}

func (c *Config) place() string {
	if c.File == "" {
		return ""
	}
	return c.File + ": "
}

// path resolves a path of the configuration.
func (c *Config) path(p string) string { return under(c.Root, p) }

// under resolves a path below root, unless it is absolute.
func under(root, p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(root, p)
}

// attributes lists the attributes that make groups, stance always among them, sorted.
func (c *Config) attributes() []string { return attributesToCompare(c.Compare) }

// attributesToCompare lists the attributes by which pairs are compared, and stance, sorted.
func attributesToCompare(pairs []Compare) []string {
	by := []string{"stance"}
	for _, p := range pairs {
		if !slices.Contains(by, p.By) {
			by = append(by, p.By)
		}
	}
	slices.Sort(by)
	return by
}

// Override puts what the command line says in the place of what the configuration says. Paths are relative to the
// working folder, not to the configuration.
func (c *Config) Override(lexicons, words []string, output string) {
	absolute := func(list []string) []string {
		out := make([]string, len(list))
		for i, p := range list {
			out[i] = absolutePath(p)
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
		c.Output = absolutePath(output)
	}
}

func absolutePath(p string) string {
	if abs, err := filepath.Abs(p); err == nil {
		return abs
	}
	return p
}
