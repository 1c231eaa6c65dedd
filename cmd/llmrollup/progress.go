package main

import (
	"io"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/llmtag/llmtag/internal/term"
)

// A progress shows how far the reading of files is, on a terminal only.
type progress struct {
	bar *progressbar.ProgressBar // nil if it is not shown
}

// newProgress begins to show on w how much of total bytes was read; -1 if the
// total is not known.
func newProgress(w io.Writer, what string, total int64) *progress {
	p := &progress{}
	if !term.IsTerminal(w) {
		return p
	}
	p.bar = progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowBytes(true),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSpinnerType(14),
		progressbar.OptionFullWidth(),
	)
	return p
}

// read tells of n bytes more.
func (p *progress) read(n int) {
	if p.bar != nil {
		_ = p.bar.Add(n)
	}
}

// done takes the bar from the terminal.
func (p *progress) done() {
	if p.bar != nil {
		_ = p.bar.Finish()
	}
}
