package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/load"
)

// summarize writes what was found, in one line; how many findings were left out
// because they are older than what was asked for; and how many of those found
// are not written because they are less severe.
func summarize(w io.Writer, r *analyzer.Report, older, hidden int) {
	warnings := warningsAmong(r.Findings)
	found := "no findings"
	if len(r.Findings) > 0 {
		found = number(len(r.Findings)-warnings, "error") + ", " + number(warnings, "warning")
	}
	if hidden > 0 {
		found += " (not written: --severity)"
	}
	if older > 0 {
		found += " in new code, and " + strconv.Itoa(older) + " older"
	}
	fmt.Fprintf(w, "llmtag: %s; %d of %d LLM sites fully tagged\n", found, r.Compliant, r.Sites)
}

// writeStats writes what was looked at and how long it took.
func writeStats(w io.Writer, a *answer) {
	r := a.Report
	row := func(label string, value any) { fmt.Fprintf(w, "  %-12s %v\n", label, value) }
	row("listed", number(a.Counts.Listed, "package"))
	row("analysed", fmt.Sprintf("%s, and %d for their facts", number(a.Counts.Roots, "package"), a.Counts.Packages-a.Counts.Roots))
	if n := a.Counts.Recalled; n > 0 {
		row("recalled", fmt.Sprintf("%d of these, from an earlier run", n))
	}
	row("sites", r.Sites)
	row("compliant", r.Compliant)
	row("deferred", r.Deferred)
	row("suppressed", r.Suppressed)
	row("limited", fmt.Sprintf("%d (analysis given up at a bound)", r.Limited))
	if a.cached {
		row("cached", "this is the answer of an earlier run; nothing has changed since")
	}
	for _, l := range a.laps {
		row(l.name, l.took.Round(time.Millisecond))
	}
}

// A stopwatch measures one phase after the other.
type stopwatch struct {
	last time.Time
	laps []lap
}

type lap struct {
	name string
	took time.Duration
}

func (s *stopwatch) lap(name string) {
	now := time.Now()
	s.laps = append(s.laps, lap{name, now.Sub(s.last)})
	s.last = now
}

// number writes n and what is counted, in the plural unless n is 1.
func number(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// inDir writes a load error with its file name relative to dir.
func inDir(e load.Error, dir string) string {
	if rel, err := filepath.Rel(dir, e.Pos.Filename); err == nil && e.Pos.Filename != "" {
		e.Pos.Filename = filepath.ToSlash(rel)
	}
	return strings.TrimSpace(e.Error())
}
