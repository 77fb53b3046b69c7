package parallel

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
)

// However deep tasks lie in tasks, no more run at the same time than there are workers.
func TestBound(t *testing.T) {
	for _, workers := range []int{1, 2, 3} {
		w := New(workers)
		var now, most, done atomic.Int64
		leaf := func(context.Context) error {
			for n := now.Add(1); ; {
				if m := most.Load(); n <= m || most.CompareAndSwap(m, n) {
					break
				}
			}
			for range 1000 {
				done.Load()
			}
			now.Add(-1)
			done.Add(1)
			return nil
		}
		branch := func(ctx context.Context) error { return w.Do(ctx, leaf, leaf, leaf, leaf) }
		if err := w.Do(t.Context(), branch, branch, branch, branch); err != nil {
			t.Fatal(err)
		}
		if most.Load() > int64(workers) || done.Load() != 16 {
			t.Errorf("%d workers: %d at the same time, %d of 16 done", workers, most.Load(), done.Load())
		}
	}
}

// After a failure no task begins, and those under way are told.
func TestFirstErrorStopsTheOthers(t *testing.T) {
	want := errors.New("full")
	for _, workers := range []int{1, 2, 4} {
		began := false
		started := make(chan struct{})
		tasks := []func(context.Context) error{func(context.Context) error { return want }}
		if workers > 1 {
			tasks = []func(context.Context) error{
				func(ctx context.Context) error { close(started); <-ctx.Done(); return context.Cause(ctx) },
				func(context.Context) error { <-started; return want },
			}
		}
		if workers < 4 {
			tasks = append(tasks, func(context.Context) error { began = true; return nil })
		}
		if err := New(workers).Do(t.Context(), tasks...); !errors.Is(err, want) || began {
			t.Errorf("%d workers: %v, later task began: %t", workers, err, began)
		}
	}
}

func TestPanicIsAnError(t *testing.T) {
	err := New(2).Do(t.Context(), func(context.Context) error { panic("index out of range") })
	var fault *PanicError
	if !errors.As(err, &fault) || !strings.Contains(err.Error(), "report it") {
		t.Error(err)
	}
}

func TestStopEndsTasks(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := New(1).Do(ctx, func(context.Context) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
