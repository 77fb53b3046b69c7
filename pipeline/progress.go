package pipeline

import (
	"io"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress counts what the readers and workers have done, and draws it where there is a terminal.
type progress struct {
	bar       *progressbar.ProgressBar
	documents atomic.Int64
	text      atomic.Int64
}

// newProgress draws on w, nothing where w is nil.
func newProgress(w io.Writer) *progress {
	if w == nil {
		return &progress{}
	}
	return &progress{bar: progressbar.NewOptions(-1, progressbar.OptionSetWriter(w), progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowCount(), progressbar.OptionSetItsString("documents"), progressbar.OptionShowIts(),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())}
}

func (p *progress) document(bytes int) {
	p.documents.Add(1)
	p.text.Add(int64(bytes))
	if p.bar != nil {
		p.bar.Add(1)
	}
}

// textBytes is the length of all texts read so far.
func (p *progress) textBytes() int64 { return p.text.Load() }

func (p *progress) done() {
	if p.bar != nil {
		p.bar.Finish()
	}
}
