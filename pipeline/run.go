// Package pipeline is the run: from a configuration to a published folder of results.
//
// The stages, in the order they happen, one file each:
//
//	plan.go     settings, lexicons, dictionary, the list of input files and their hashes
//	parts.go    each file's documents become partials on disk, by as many workers as there are (analyse.go, partial.go)
//	settle.go   all documents in one order, each with an ID of its own, duplicates found
//	count.go    documents and mentions written and tallied by period, source and group (tally.go, tables.go)
//	tokens.go   tokens tallied by period and source; of each document where asked for (document_tokens.go)
//	ngrams.go   sequences of tokens that may be phrases nobody listed, counted by year (ngram_walk.go, phrases.go)
//	measure.go  what to make of the counts: a list of stages of its own, from tables to tables (measure_*.go)
//	manifest.go run.json: what was run over what, and the hash of every table
//
// Per-document work is a pure function of the document and the settings; everything after settling walks the documents in
// one order. So the number of workers and the order of inputs can't change a byte.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"tifa/outputs"
	"tifa/outputs/describe"
	"tifa/outputs/report"
)

// Options are what a run is given besides its configuration.
type Options struct {
	Workers  int          // goroutines that segment and match; all processors where 0
	Engine   string       // segmentation engine, "kernel" (default) or "gse"
	Name     string       // name of the result folder; the start time where empty
	Stdin    io.Reader    // what the input "-" reads
	Log      *slog.Logger // told of each stage
	Progress io.Writer    // a terminal to draw progress on, or nil
	Now      func() time.Time
	Version  string
}

// Summary is what a finished run found.
type Summary struct {
	Folder     string // where the results are
	Documents  int
	Duplicates int
	Problems   int
	Tokens     int64
	HanChars   int64
	Mentions   int64
	Concepts   []ConceptTotal // most mentioned first
	// ProblemKinds counts the problems by kind.
	ProblemKinds []KindCount
	Elapsed      time.Duration
}

// ConceptTotal is how often a concept was found in all counted documents.
type ConceptTotal struct {
	ID, Zh, En          string
	Mentions, Documents int64
}

// KindCount is a kind of problem and how many there are.
type KindCount struct {
	Kind   string
	Number int
}

// Run reads, counts and publishes. On any error the last good results stay as they were, and finished work on input
// files is kept for the next run.
func Run(ctx context.Context, c *Config, o Options) (*Summary, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	started := o.Now()
	clock := &stopwatch{now: o.Now, log: o.Log, last: started}
	p, err := makePlan(c, o)
	if err != nil {
		return nil, err
	}
	clock.lap("plan", "files", len(p.files))
	unlock, err := p.openWork()
	if err != nil {
		return nil, err
	}
	defer unlock()
	say := newProgress(o.Progress)
	err = readParts(ctx, p, say)
	say.done()
	if err != nil {
		return nil, err
	}
	clock.lap("read", "bytes", say.textBytes())
	x, err := settle(p.parts(), p.problems, p.sources)
	if err != nil {
		return nil, err
	}
	clock.lap("settle", "documents", len(x.documents), "problems", len(x.problems))
	summary, err := publish(ctx, p, x, o, started, clock)
	if err != nil {
		return nil, err
	}
	summary.Elapsed = o.Now().Sub(started)
	return summary, os.RemoveAll(p.work)
}

// publish writes every table into a folder beside the results and moves it into place when all of it is there.
func publish(ctx context.Context, p *plan, x *index, o Options, started time.Time, clock *stopwatch) (*Summary, error) {
	name := o.Name
	if name == "" {
		name = freeName(p.config.path(p.config.Output), resultName(started))
	}
	to, err := outputs.Create(p.config.path(p.config.Output), name)
	if err != nil {
		return nil, err
	}
	defer to.Abandon()
	warnOfLeft(o.Log, to)
	x.ctx = ctx
	count := newCounter(p, x)
	if err := inParallel(
		func() error { return errors.Join(count.documents(to), count.writeTallies(to)) },
		func() error { return errors.Join(writeTokens(p, x, to), writeDocumentTokens(p, x, to)) },
		func() error { return writeNgrams(p, x, to) },
	); err != nil {
		return nil, err
	}
	clock.lap("count", "mentions", count.total.mentions)
	m := newManifest(p, count, o, started)
	if err := measure(ctx, to.Path(), m, to, clock); err != nil {
		return nil, err
	}
	m.Stages = clock.laps
	folder, err := m.publish(ctx, to)
	if err != nil {
		return nil, err
	}
	clock.lap("publish", "folder", folder)
	return count.summary(folder), nil
}

// publish adds what describes the tables: their documentation, run.json and the report. Then the folder moves into place.
func (m *Manifest) publish(ctx context.Context, to *outputs.Folder) (folder string, err error) {
	if err := describe.Write(to, m.Title); err != nil {
		return "", err
	}
	if err := m.write(to); err != nil {
		return "", err
	}
	if _, err := report.File(to.Path(), report.Options{}); err != nil {
		return "", fmt.Errorf("writing the report: %w", err)
	}
	if err := m.write(to); err != nil { // once more: the report reads it, and it has the report's hash
		return "", err
	}
	if err := context.Cause(ctx); err != nil {
		return "", err
	}
	return to.Publish()
}

// resultName is the name of a result that was given none.
func resultName(started time.Time) string { return started.UTC().Format("2006-01-02T150405Z") }

// freeName is name, or name-2, name-3 … where there are results of that name: two runs may start in one second.
func freeName(parent, name string) string {
	free := name
	for n := 2; ; n++ {
		if _, err := os.Lstat(filepath.Join(parent, free)); err != nil {
			return free
		}
		free = fmt.Sprintf("%s-%d", name, n)
	}
}

func inParallel(tasks ...func() error) error {
	var wg sync.WaitGroup
	errs := make([]error, len(tasks))
	for i, task := range tasks {
		wg.Go(func() { errs[i] = task() })
	}
	wg.Wait()
	return errors.Join(errs...)
}

// parts lists the parts of all files.
func (p *plan) parts() []part {
	out := make([]part, len(p.files))
	for i, f := range p.files {
		out[i] = part{path: p.partPath(f), file: f}
	}
	return out
}

// openWork makes the folder of parts and locks it against other runs. Parts that a stopped run finished stay; what it
// left half done goes.
func (p *plan) openWork() (unlock func(), err error) {
	if err := os.MkdirAll(p.work, 0o755); err != nil {
		return nil, err
	}
	lock := flock.New(p.work + ".lock")
	ok, err := lock.TryLock()
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: another run is writing here: wait for it, or name another folder with -o", filepath.Dir(p.work))
	}
	torn, err := filepath.Glob(filepath.Join(p.work, ".part-*"))
	for _, name := range torn {
		err = errors.Join(err, os.Remove(name))
	}
	return func() { lock.Unlock() }, err
}

// stopwatch times the stages for run.json and tells the log.
type stopwatch struct {
	now  func() time.Time
	last time.Time
	log  *slog.Logger
	laps []lap
}

type lap struct {
	Stage   string  `json:"stage"`
	Seconds float64 `json:"seconds"`
}

func (s *stopwatch) lap(stage string, facts ...any) {
	now := s.now()
	s.laps = append(s.laps, lap{stage, now.Sub(s.last).Seconds()})
	s.last = now
	s.log.Info(stage, append(facts, "seconds", s.laps[len(s.laps)-1].Seconds)...)
}
