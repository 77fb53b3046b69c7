// Package pipeline is the run: from a configuration to a published folder of results.
//
// The stages, in the order they happen, one file each:
//
//	plan.go     settings, lexicons, dictionary, the list of input files and their hashes
//	read.go     each file's documents become records in a shard on disk, by as many workers as there are (analyse.go, store)
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
	"syscall"
	"time"

	"tifa/outputs"
	"tifa/outputs/describe"
	"tifa/outputs/report"
	"tifa/pipeline/parallel"
	"tifa/pipeline/store"
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

func (o *Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (o *Options) parallel() *parallel.Workers { return parallel.New(o.workers()) }

// Run reads, counts and publishes. On any error the last good results stay as they were, and finished work on input
// files is kept for the next run.
func Run(ctx context.Context, c *Config, o Options) (*Summary, error) {
	r := &run{options: o, started: o.Now(), clock: &stopwatch{now: o.Now, log: o.Log, last: o.Now()}}
	var err error
	if r.plan, err = makePlan(c, o); err != nil {
		return nil, err
	}
	r.clock.lap("plan", "files", len(r.plan.files))
	if r.shards, err = store.Open(r.plan.work); err != nil {
		return nil, err
	}
	defer r.shards.Close()
	if err := r.again(func() error { return r.all(ctx) }); err != nil {
		return nil, err
	}
	r.summary.Elapsed = o.Now().Sub(r.started)
	return r.summary, r.shards.RemoveAll()
}

// run is one run under way.
type run struct {
	options Options
	started time.Time
	clock   *stopwatch
	plan    *plan
	shards  *store.Folder
	index   *index
	summary *Summary
}

// mostAgain is how often a run makes a damaged shard again. A disk that damages more is broken.
const mostAgain = 3

// again calls f until no shard is damaged. A damaged one is removed, so that it is made again.
func (r *run) again(f func() error) error {
	for n := 0; ; n++ {
		err := f()
		var damaged *store.DamagedError
		if !errors.As(err, &damaged) || n == mostAgain || r.plan.readsStdin() {
			return err
		}
		r.options.Log.Warn("work is made again", "shard", damaged.Name, "reason", damaged.Why)
		if err := r.shards.Remove(damaged.Name); err != nil {
			return err
		}
	}
}

// withHint says what to do where the disk is full.
func withHint(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: free some space and run again: the work on finished files is kept", err)
	}
	return err
}

func (r *run) all(ctx context.Context) error {
	say := newProgress(r.options.Progress)
	err := readAll(ctx, r.plan, r.shards, say)
	say.done()
	if err != nil {
		return withHint(err)
	}
	r.clock.lap("read", "bytes", say.textBytes())
	r.index, err = settle(r.shards, r.plan.shardNames(), r.plan.problems, r.plan.sources)
	if err != nil {
		return err
	}
	r.clock.lap("settle", "documents", len(r.index.documents), "problems", len(r.index.problems))
	if err := r.index.someDocument(); err != nil {
		return err
	}
	r.summary, err = r.publish(ctx)
	return err
}

// publish writes every table into a folder beside the results and moves it into place when all of it is there.
func (r *run) publish(ctx context.Context) (*Summary, error) {
	p, x := r.plan, r.index
	name := r.options.Name
	if name == "" {
		name = freeName(p.config.path(p.config.Output), resultName(r.started))
	}
	to, err := outputs.Create(p.config.path(p.config.Output), name)
	if err != nil {
		return nil, err
	}
	defer to.Abandon()
	warnOfLeft(r.options.Log, to)
	count := newCounter(p, x)
	if err := p.parallel.Do(ctx,
		func(ctx context.Context) error { return writeNgrams(ctx, p, x, to) },
		func(ctx context.Context) error {
			if err := count.documents(ctx, to); err != nil {
				return err
			}
			return count.writeTallies(to)
		},
		func(ctx context.Context) error {
			if err := writeTokens(ctx, p, x, to); err != nil {
				return err
			}
			return writeDocumentTokens(ctx, p, x, to)
		},
	); err != nil {
		return nil, err
	}
	r.clock.lap("count", "mentions", count.total.mentions)
	m := newManifest(p, count, r.options, r.started)
	if err := measure(ctx, to.Path(), m, to, p.parallel, r.clock); err != nil {
		return nil, err
	}
	m.Stages = r.clock.laps
	folder, err := m.publish(ctx, to)
	if err != nil {
		return nil, err
	}
	r.clock.lap("publish", "folder", folder)
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
