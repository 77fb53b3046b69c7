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
	"tifa/pipeline/config"
	"tifa/pipeline/parallel"
	"tifa/pipeline/store"
)

// plan is all that a run has decided before it opens the first text. It does not change afterwards.
type plan struct {
	*config.Study
	workers  int
	parallel *parallel.Workers // bounds all stages after reading
	files    []inputFile
	problems []corpus.Problem // found while listing the inputs
	work     string           // folder of shards
	key      string           // hash of all that records depend on, but for the input file itself
	stdin    io.Reader
}

// inputFile is a file to read, with the SHA-256 of its bytes before it is read (empty for standard
// input).
type inputFile struct {
	corpus.File
	sha256 string
}

// makePlan reads the settings, compiles the lexicons, loads the dictionary, lists the inputs and
// hashes them.
func makePlan(c *config.Config, o Options) (*plan, error) {
	if err := checkDestination(c, o); err != nil {
		return nil, err
	}
	s, err := config.LoadStudy(c, o.Engine)
	if err != nil {
		return nil, err
	}
	p := &plan{Study: s, workers: o.workers(), parallel: o.parallel(), stdin: o.Stdin}
	files, problems, err := config.Files(c)
	if err != nil {
		return nil, err
	}
	p.problems = problems
	for _, f := range files {
		sum, err := config.HashInput(f)
		if err != nil {
			p.problems = append(p.problems, corpus.Unreadable(f.Path, err))
			continue
		}
		f.SHA256 = sum
		p.files = append(p.files, inputFile{f, sum})
	}
	p.work = filepath.Join(c.Path(c.Output), ".work")
	p.key, err = p.recordsKey()
	return p, err
}

// recordsKey hashes what a record depends on besides its file: the program, the engine, the
// lexicons, the words and how inputs are read. Two runs with the same key may share shards.
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
	concepts, err := json.Marshal(p.Matcher.Concepts)
	inputs, err2 := json.Marshal(p.Config.Inputs)
	fmt.Fprintf(h, "%s %t\n%s\n%s\n%v", p.Engine, p.Config.HMM, concepts, inputs, p.Settings)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, err2)
}

// shardName names the shard of a file. It depends on the file's bytes and on everything the work
// depends on.
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
