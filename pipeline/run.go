// Package pipeline is the run: from a configuration to a published folder of results.
//
// A run makes a plan (plan.go: settings, lexicons, dictionary, the list of input files and their
// hashes) and then goes through its stages in order, see stages. What a stage hands to the next is
// in the run; everything large is on disk.
//
// The work on a document (package analyse) is a pure function of the document and the settings.
// After merging, all stages pass over the documents in one order. So neither the number of workers
// nor the order of the inputs can change a byte.
package pipeline

import (
	"context"
	"errors"
	"time"

	"tifa/outputs"
	"tifa/pipeline/config"
	"tifa/pipeline/count"
	"tifa/pipeline/manifest"
	"tifa/pipeline/merge"
	"tifa/pipeline/store"
)

// stages are a run after its plan, in the order in which they happen.
func stages() []stage {
	return []stage{
		{"read", (*run).read},       // read.go: each file's documents become records in a shard on disk
		{"merge", (*run).merge},     // package merge: one order, an ID for each document, duplicates found
		{"create", (*run).create},   // a folder for the tables, beside the results
		{"count", (*run).count},     // packages count and phrases: tables of counts, and phrases nobody listed
		{"measure", (*run).measure}, // package measure: tables of counts to tables of measures
		{"publish", (*run).publish}, // publish.go: run.json and the report; the folder moves into place
	}
}

// stage is one step of a run. It returns facts for the log, as pairs of a name and a value.
type stage struct {
	name string
	do   func(*run, context.Context) (facts []any, err error)
}

// run is one run under way. Each stage fills in what the next ones need.
type run struct {
	options Options
	started time.Time
	clock   *stopwatch
	plan    *plan
	shards  *store.Folder
	index   *merge.Index       // by merge
	to      *outputs.Folder    // by create
	counter *count.Counter     // by count
	m       *manifest.Manifest // by measure
	summary *Summary           // by publish
}

// Run reads, counts and publishes. On any error the last good results stay as they were, and
// finished work on input files is kept for the next run.
func Run(ctx context.Context, c *config.Config, o Options) (*Summary, error) {
	r := &run{options: o, started: o.Now(), clock: &stopwatch{now: o.Now, log: o.Log, last: o.Now()}}
	var err error
	if r.plan, err = makePlan(c, o); err != nil {
		return nil, err
	}
	r.clock.record("plan", "files", len(r.plan.files))
	if r.shards, err = store.Open(r.plan.work); err != nil {
		return nil, err
	}
	defer r.shards.Close()
	if err := r.again(func() error { return r.through(ctx, stages()) }); err != nil {
		return nil, err
	}
	r.summary.Elapsed = o.Now().Sub(r.started)
	return r.summary, r.shards.RemoveAll()
}

// through goes through the stages, and cleans up after them whatever happens.
func (r *run) through(ctx context.Context, stages []stage) (err error) {
	defer func() {
		if r.to != nil {
			err = errors.Join(err, r.to.Abandon())
		}
	}()
	for _, s := range stages {
		facts, err := s.do(r, ctx)
		if err != nil {
			return err
		}
		r.clock.record(s.name, facts...)
	}
	return nil
}
