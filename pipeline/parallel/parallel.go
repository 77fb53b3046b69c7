// Package parallel runs tasks at the same time, never more of them than a run has workers, however
// deep one set of tasks lies in another. The first error stops the others, and a panic becomes an
// error. It is a leaf: it imports nothing of ours.
package parallel

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

// Workers bounds how many tasks run at the same time. nil runs one.
type Workers struct {
	helpers chan struct{} // a place for each task that runs beside that of the caller
}

// New bounds tasks to n at the same time, and to one if n is smaller.
func New(n int) *Workers { return &Workers{make(chan struct{}, max(n, 1)-1)} }

// Number is how many tasks run at the same time at most.
func (w *Workers) Number() int {
	if w == nil {
		return 1
	}
	return cap(w.helpers) + 1
}

// Do runs tasks, the first ones first, and returns the first error. The caller's goroutine does its
// share, so that tasks which call Do again never wait for a place. After an error no task begins,
// and ctx of those under way has ended.
func (w *Workers) Do(ctx context.Context, tasks ...func(context.Context) error) error {
	g, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	run := func() (more bool, err error) {
		i := int(next.Add(1)) - 1
		if i >= len(tasks) {
			return false, nil
		}
		if err := context.Cause(ctx); err != nil {
			return false, err
		}
		return true, Guard("", func() error { return tasks[i](ctx) })
	}
	help := func() error {
		defer func() { <-w.helpers }()
		for {
			if more, err := run(); !more || err != nil {
				return err
			}
		}
	}
	for {
		for int(next.Load()) < len(tasks)-1 && w.place() {
			g.Go(help)
		}
		more, err := run()
		if err != nil {
			g.Go(func() error { return err }) // ends ctx for the others
		}
		if !more || err != nil {
			return g.Wait()
		}
	}
}

// place takes a place for a helper if one is free.
func (w *Workers) place() bool {
	if w == nil {
		return false
	}
	select {
	case w.helpers <- struct{}{}:
		return true
	default:
		return false
	}
}

// PanicError is a fault of the program, met where a panic would end it without a word on the input.
type PanicError struct {
	Place string // what was being worked on; may be empty
	Value any    // of the panic
	Stack []byte
}

func (e *PanicError) Error() string {
	place := e.Place
	if place != "" {
		place += ": "
	}
	return fmt.Sprintf("%sfault in tifa: %v: please report it with the lines below\n%s", place, e.Value, e.Stack)
}

// Guard calls f and returns its error, or a PanicError if it panics. place says what is worked on.
func Guard(place string, f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{place, v, debug.Stack()}
		}
	}()
	return f()
}
