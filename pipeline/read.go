package pipeline

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/sync/errgroup"

	"tifa/corpus"
	"tifa/pipeline/analyse"
	"tifa/pipeline/parallel"
	"tifa/pipeline/store"
)

// read is the stage that makes the shards.
func (r *run) read(ctx context.Context) (facts []any, err error) {
	say := newProgress(r.options.Progress)
	defer say.done()
	if err := readAll(ctx, r.plan, r.shards, say); err != nil {
		return nil, withHint(err)
	}
	return []any{"bytes", say.textBytes()}, nil
}

// job is one document on its way to a worker.
type job struct {
	document *corpus.Document
	to       *store.Writer
}

// reading is a read under way: readers send documents to workers.
type reading struct {
	plan   *plan
	shards *store.Folder
	jobs   chan job
	stop   context.CancelCauseFunc
	say    *progress
}

// readAll makes the shards of all files that have none yet, with as many readers and workers as the
// settings say. The first error stops all of them. Shards that are whole by then stay.
func readAll(ctx context.Context, p *plan, shards *store.Folder, say *progress) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	r := &reading{plan: p, shards: shards, jobs: make(chan job, 2*p.workers), stop: stop, say: say}
	var workers, readers errgroup.Group
	readers.SetLimit(p.workers)
	for range p.workers {
		a := analyse.New(p.Segmenter, p.Matcher)
		workers.Go(func() error { r.work(ctx, a); return nil })
	}
	for _, f := range p.files {
		if ctx.Err() != nil {
			break
		}
		readers.Go(func() error {
			if err := parallel.Guard(f.Path, func() error { return r.file(ctx, f) }); err != nil {
				stop(err)
			}
			return nil
		})
	}
	readers.Wait()
	close(r.jobs)
	workers.Wait()
	return context.Cause(ctx)
}

// file makes the shard of a file, unless there is one that checks.
func (r *reading) file(ctx context.Context, f inputFile) error {
	if ctx.Err() != nil {
		return nil
	}
	name := r.plan.shardName(f)
	kept, err := r.shards.Check(name)
	var damaged *store.DamagedError
	switch {
	case err == nil && !kept.Transient && f.Path != corpus.Stdin:
		return nil // a run that was stopped later had read it
	case err != nil && !errors.As(err, &damaged):
		return err
	}
	if err := r.shards.Remove(name); err != nil {
		return err
	}
	w, err := r.shards.Create(name)
	if err != nil {
		return err
	}
	if err := r.documents(ctx, f, w); err != nil {
		w.Fail(err)
	}
	return w.Close()
}

// documents sends a file's documents to the workers and writes its problems. The end of ctx is an
// error, wherever in the file it comes.
func (r *reading) documents(ctx context.Context, f inputFile, w *store.Writer) error {
	err := parallel.Guard(f.Path, func() error {
		read, err := f.Read(ctx, r.plan.stdin, func(item corpus.Item) bool {
			if item.Problem != nil {
				w.Problem(item.Problem)
				return ctx.Err() == nil
			}
			return r.send(ctx, job{item.Document, w})
		})
		w.Input(read.SHA256, read.Bytes)
		return err
	})
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// send hands a document to a worker, and reports false if the run ends.
func (r *reading) send(ctx context.Context, j job) bool {
	j.to.Begin()
	select {
	case r.jobs <- j:
		return true
	case <-ctx.Done():
		j.to.Done()
		return false
	}
}

// work makes records of documents until there are none left. After the end of ctx it only empties
// the channel, so that no writer waits for a document.
func (r *reading) work(ctx context.Context, a *analyse.Analyser) {
	var e store.Encoded
	for j := range r.jobs {
		err := context.Cause(ctx)
		if err == nil {
			err = parallel.Guard(documentPlace(j.document), func() error { record(a, j, &e); return nil })
		}
		if err != nil {
			j.to.Fail(err)
			r.stop(err)
		}
		j.to.Done()
		r.say.document(len(j.document.Text))
	}
}

// record writes a document's record, and its problem where it has one.
func record(a *analyse.Analyser, j job, e *store.Encoded) {
	e.Encode(a.Analyse(j.document))
	j.to.Document(e)
	if problem := a.Problem(j.document); problem != nil {
		j.to.Problem(problem)
	}
}

func documentPlace(d *corpus.Document) string {
	return fmt.Sprintf("%s: record %d", d.Path, d.Record)
}
