package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/internal/revision"
)

// gitRevision is the value of --new-from-rev; empty if the flag is not given.
type gitRevision string

func (r *gitRevision) String() string { return string(*r) }
func (r *gitRevision) Type() string   { return "rev" }

func (r *gitRevision) Set(s string) error {
	if s == "" {
		return errors.New("it names no revision; leave the flag out, or fill it in")
	}
	*r = gitRevision(s)
	return nil
}

// changes returns what the files that have changed since the revision were, and
// false if the question is not about new code.
func (q *question) changes(ctx context.Context) (before map[string][]byte, asked bool, err error) {
	if q.opts.since == "" {
		return nil, false, nil
	}
	before, err = revision.Before(ctx, q.dir, string(q.opts.since), load.Decides)
	if err != nil {
		return nil, true, fmt.Errorf("--new-from-rev: %w", err)
	}
	return before, true, nil
}

// dropOld drops from an answer what was there before the changes since a git
// revision. To know that, the program of then is analysed as well, under the
// policy of now: a line that is deleted in a helper makes a finding where the
// helper is used, in a file that nobody has touched. It returns how many it
// dropped.
func (q *question) dropOld(ctx context.Context, a *answer, before map[string][]byte) (dropped int, err error) {
	if len(a.Report.Findings) == 0 {
		return 0, nil
	}
	clock := stopwatch{last: time.Now()}
	old := a.Report.Findings // if nothing has changed
	if len(before) > 0 {
		if old, err = q.askThen(ctx, before); err != nil {
			return 0, err
		}
	}
	findings := newAmong(a.Report.Findings, old, before)
	clock.lap("before")
	a.laps = append(a.laps, clock.laps...)
	dropped = len(a.Report.Findings) - len(findings)
	a.Report.Findings = findings
	return dropped, nil
}

// askThen returns the findings of the program of then.
func (q *question) askThen(ctx context.Context, before map[string][]byte) ([]analyzer.Finding, error) {
	then := *q
	then.before = before
	old, err := then.answer(ctx)
	switch {
	case errors.Is(err, load.ErrNoPackages), errors.Is(err, load.ErrNoModule):
		fmt.Fprintf(q.notes, "llmtag: at %s none of these packages was there: all of them counts as new\n", q.opts.since)
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("--new-from-rev: the program of %s cannot be linted: %w", q.opts.since, err)
	}
	if names := broken(old); len(names) > 0 {
		fmt.Fprintf(q.notes, "llmtag: of the program of %s, all of these counts as new: %s\n", q.opts.since, strings.Join(names, ", "))
	}
	return old.Report.Findings, nil
}

// broken names the packages of which an answer knows nothing.
func broken(a *answer) []string {
	var names []string
	for _, e := range a.errors {
		names = append(names, e.Package)
	}
	for _, e := range a.Report.Faults {
		names = append(names, e.Package)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
