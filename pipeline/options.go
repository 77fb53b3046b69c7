package pipeline

import (
	"io"
	"log/slog"
	"runtime"
	"time"

	"tifa/pipeline/parallel"
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

func (o *Options) workers() int {
	if o.Workers > 0 {
		return o.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (o *Options) parallel() *parallel.Workers { return parallel.New(o.workers()) }
