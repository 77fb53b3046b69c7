package main

import (
	"context"
	"errors"
	"io"

	"tifa/pipeline/parallel"
)

// stoppable is a reader whose Read returns when ctx ends, also while it waits for a pipe in which
// nothing comes. It is for standard input, which cannot be closed to end such a Read.
func stoppable(ctx context.Context, in io.Reader) io.Reader {
	if in == nil {
		return nil
	}
	return &stoppableReader{ctx: ctx, in: in, buf: make([]byte, 1<<16)}
}

type stoppableReader struct {
	ctx context.Context //nolint:containedctx // a Reader is given none
	in  io.Reader
	buf []byte // read into by a goroutine that may outlive Read, so it is never the caller's
}

type readResult struct {
	n   int
	err error
}

func (r *stoppableReader) Read(p []byte) (int, error) {
	if err := context.Cause(r.ctx); err != nil {
		return 0, err
	}
	done := make(chan readResult, 1)
	into := r.buf[:min(len(p), len(r.buf))]
	go func() {
		var n int
		err := parallel.Guard("standard input", func() (err error) {
			n, err = r.in.Read(into)
			return err
		})
		done <- readResult{n, err}
	}()
	select {
	case got := <-done:
		var fault *parallel.PanicError
		if errors.As(got.err, &fault) {
			panic(fault) // here, where the caller can recover it
		}
		return copy(p, into[:got.n]), got.err
	case <-r.ctx.Done():
		return 0, context.Cause(r.ctx)
	}
}
