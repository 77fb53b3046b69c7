package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"tifa/corpus"
	"tifa/outputs"
	"tifa/pipeline/parallel"
	"tifa/pipeline/settings"
	"tifa/pipeline/store"
	"tifa/segment"
)

// plan is all that a run has decided before it opens the first text. It does not change afterwards.
type plan struct {
	config    *Config
	workers   int
	parallel  *parallel.Workers // bounds all stages after reading
	engine    string
	sources   *corpus.Sources
	lexicons  []*segment.Lexicon
	events    *Events
	segmenter *segment.Segmenter
	matcher   *segment.Matcher
	files     []inputFile
	problems  []corpus.Problem // found while listing the inputs
	settings  []namedHash      // the files that say what to count
	work      string           // folder of shards
	key       string           // hash of all that records depend on, but for the input file itself
	stdin     io.Reader
}

// inputFile is a file to read, with the SHA-256 of its bytes before it is read (empty for standard input).
type inputFile struct {
	corpus.File
	sha256 string
}

// namedHash is a file of settings and the SHA-256 of its bytes.
type namedHash struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// makePlan reads the settings, compiles the lexicons, loads the dictionary, lists the inputs and hashes them.
func makePlan(c *Config, o Options) (*plan, error) {
	p := &plan{config: c, workers: o.workers(), parallel: o.parallel(), engine: o.Engine, stdin: o.Stdin}
	if err := checkDestination(c, o); err != nil {
		return nil, err
	}
	if err := p.readSettings(); err != nil {
		return nil, &UsageError{err}
	}
	var err error
	if p.segmenter, err = openSegmenter(SegmentOptions{p.engine, c.Words, c.HMM}, p.words); err != nil {
		return nil, err
	}
	if p.matcher, err = segment.NewMatcher(p.lexicons...); err != nil {
		return nil, &UsageError{err}
	}
	files, problems, err := expand(c)
	if err != nil {
		return nil, err
	}
	p.problems = problems
	for _, f := range files {
		sum, err := hashInput(f)
		if err != nil {
			p.problems = append(p.problems, corpus.Unreadable(f.Path, err))
			continue
		}
		f.SHA256 = sum
		p.files = append(p.files, inputFile{f, sum})
	}
	p.work = filepath.Join(c.path(c.Output), ".work")
	p.key, err = p.recordsKey()
	return p, err
}

// expand lists the files of a configuration.
func expand(c *Config) ([]corpus.File, []corpus.Problem, error) {
	files, problems, err := corpus.Expand(c.Root, c.Inputs)
	if err != nil {
		return nil, nil, &UsageError{fmt.Errorf("%s%w", c.place(), err)}
	}
	for i := range files {
		files[i].Parquet = outputs.ReadRecords
	}
	return files, problems, nil
}

func hashInput(f corpus.File) (string, error) {
	if f.Path == corpus.Stdin {
		return "", nil
	}
	in, err := f.Open()
	if err != nil {
		return "", err
	}
	defer in.Close()
	h := sha256.New()
	_, err = io.Copy(h, in)
	return hex.EncodeToString(h.Sum(nil)), err
}

// readSettings reads the files that the configuration names, each where it says or built in.
func (p *plan) readSettings() error {
	c := p.config
	p.sources = corpus.BuiltInSources()
	if c.Sources != "" {
		text, err := p.setting(c.Sources)
		if err != nil {
			return err
		}
		mine, err := corpus.ParseSources(c.Sources, text)
		if err != nil {
			return err
		}
		p.sources, err = p.sources.Merge(mine)
		if err != nil {
			return err
		}
	}
	for _, name := range c.Lexicons {
		text, err := p.lexicon(name)
		if err != nil {
			return err
		}
		l, err := segment.ParseLexicon(name, text)
		if err != nil {
			return err
		}
		p.lexicons = append(p.lexicons, l)
	}
	if len(p.lexicons) == 0 {
		p.lexicons = []*segment.Lexicon{segment.BuiltInLexicon()}
	}
	return p.readEvents()
}

// lexicon reads a lexicon: one that comes with the program where the name is one of those, else a
// file.
func (p *plan) lexicon(name string) ([]byte, error) {
	text, ok := segment.ShippedLexicon(name)
	if !ok {
		text, err := p.setting(name)
		if err != nil && filepath.Ext(name) == "" {
			err = fmt.Errorf("%w: `tifa lexicon list` shows the lexicons that come with tifa", err)
		}
		return text, err
	}
	p.settings = append(p.settings, hashSetting(name, text))
	return text, nil
}

func (p *plan) readEvents() (err error) {
	if p.config.Events == "" {
		p.events = builtInEvents()
		return nil
	}
	text, err := p.setting(p.config.Events)
	if err != nil {
		return err
	}
	p.events, err = ParseEvents(p.config.Events, text)
	return err
}

// setting reads a file of settings and remembers its hash.
func (p *plan) setting(name string) ([]byte, error) {
	return p.remember(name, settings.Read)
}

// words is setting for a file of words, which may be larger.
func (p *plan) words(name string) ([]byte, error) { return p.remember(name, readWords) }

// maxWords is the most bytes of a file of words. gse's own dictionary has 9 MB.
const maxWords = 64 << 20

func readWords(path string) ([]byte, error) { return settings.ReadUpTo(path, maxWords) }

func (p *plan) remember(name string, read func(string) ([]byte, error)) ([]byte, error) {
	text, err := read(p.config.path(name))
	if err != nil {
		return nil, fmt.Errorf("%s%w", p.config.place(), err)
	}
	p.settings = append(p.settings, hashSetting(name, text))
	return text, nil
}

func hashSetting(name string, text []byte) namedHash {
	sum := sha256.Sum256(text)
	if filepath.IsAbs(name) {
		name = filepath.Base(name) // results name no folder of this machine
	}
	return namedHash{filepath.ToSlash(name), hex.EncodeToString(sum[:])}
}

// recordsKey hashes what a record depends on besides its file: the program, the engine, the lexicons, the words and how
// inputs are read. Two runs with the same key may share shards.
func (p *plan) recordsKey() (string, error) {
	h := sha256.New()
	program, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(program)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	concepts, err := json.Marshal(p.matcher.Concepts)
	inputs, err2 := json.Marshal(p.config.Inputs)
	fmt.Fprintf(h, "%s %t\n%s\n%s\n%v", p.engine, p.config.HMM, concepts, inputs, p.settings)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, err2)
}

// shardName names the shard of a file. It depends on the file's bytes and on everything the work depends on.
func (p *plan) shardName(f inputFile) string {
	sum := sha256.Sum256([]byte(p.key + "\n" + f.Path + "\n" + f.sha256))
	return store.Name([16]byte(sum[:16]))
}

// shardNames names the shards of all files.
func (p *plan) shardNames() []string {
	out := make([]string, len(p.files))
	for i, f := range p.files {
		out[i] = p.shardName(f)
	}
	return out
}

// readsStdin reports whether an input can be read only once.
func (p *plan) readsStdin() bool {
	return slices.ContainsFunc(p.files, func(f inputFile) bool { return f.Path == corpus.Stdin })
}

func (p *plan) keepDuplicates() bool { return p.config.Duplicates == "keep" }

// source is what the registry says of a source, or that it says nothing.
func (p *plan) source(id string) corpus.Source {
	if s, ok := p.sources.Find(id); ok {
		return s
	}
	return corpus.Source{ID: id, Zh: id, Kind: "unknown", Stance: "unclassified"}
}

// group is one group a source belongs to.
type group struct{ by, value string }

// groups lists the groups of a source: one for each attribute that makes groups and that the source has.
func (p *plan) groups(id string) (out []group) {
	have := attributesOf(p.source(id))
	for _, by := range p.config.attributes() {
		if value := have[by]; value != "" {
			out = append(out, group{by, value})
		}
	}
	return out
}
