package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/internal/revision"
	"github.com/llmtag/llmtag/policy"
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

// dropOld drops from an answer what was there before the changes since a git
// revision. To know that, the program of then is analysed as well, under the
// policy of now: a line that is deleted in a helper makes a finding where the
// helper is used, in a file that nobody has touched. It returns how many it
// dropped.
func (q *question) dropOld(ctx context.Context, a *answer, before map[string][]byte) (dropped int, err error) {
	if len(a.Report.Findings) == 0 {
		return 0, nil
	}
	old := a // nothing has changed
	if len(before) > 0 {
		then := *q
		then.before = before
		if old, err = then.ask(ctx, policy.NewFinder(string(q.opts.policy), q.env), &memory{}); err != nil {
			return 0, fmt.Errorf("--new-from-rev: the program of %s cannot be linted: %w", q.opts.since, err)
		}
		if len(old.errors) > 0 {
			fmt.Fprintf(q.notes, "llmtag: of the program of %s, all of these counts as new: %s\n", q.opts.since, broken(old.errors))
		}
	}
	known := make(map[string]bool)
	for _, f := range old.Report.Findings {
		known[f.Fingerprint] = true
	}
	findings := slices.DeleteFunc(slices.Clone(a.Report.Findings), func(f analyzer.Finding) bool { return known[f.Fingerprint] })
	dropped = len(a.Report.Findings) - len(findings)
	a.Report.Findings = findings
	return dropped, nil
}

// broken names the packages that could not be loaded.
func broken(errs []load.Error) string {
	var names []string
	for _, e := range errs {
		if !slices.Contains(names, e.Package) {
			names = append(names, e.Package)
		}
	}
	return strings.Join(names, ", ")
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
