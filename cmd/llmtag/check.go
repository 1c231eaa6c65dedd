package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"syscall"

	"github.com/llmtag/llmtag/internal/term"
)

// checkOptions are the flags of llmtag check.
type checkOptions struct {
	policy    fileName     // to use in place of the one that is found
	format    outputFormat // of the findings
	output    fileName     // for the findings; empty is stdout
	tests     bool         // also check _test.go files, whatever the policy says
	tags      buildTags
	platforms platforms
	color     term.When
	detail    term.When
	stats     bool // write statistics to stderr
	since     gitRevision

	severity    leastSeverity // of the findings that are written
	maxWarnings warningLimit
}

// fileName is the value of a flag that names a file.
type fileName string

func (f *fileName) String() string { return string(*f) }
func (f *fileName) Type() string   { return "file" }

func (f *fileName) Set(s string) error {
	if s == "" {
		return errors.New("it names no file; leave the flag out, or fill it in")
	}
	*f = fileName(s)
	return nil
}

// check lints the packages that match patterns. The error is errFindings if
// all went well and there are findings of severity error, or more warnings than
// are allowed.
func check(ctx context.Context, opts checkOptions, patterns []string, stdout, stderr io.Writer, env func(string) string) error {
	if slices.Contains(patterns, "") {
		return errors.New("a package pattern is empty; write ./..., or leave it out")
	}
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("finding the current directory: %w", err)
	}
	// Opened before anything can fail: a report of an earlier run is not to be
	// taken for this one's.
	out, closeOut := stdout, func() error { return nil }
	if opts.output != "" {
		file, err := os.Create(string(opts.output))
		if err != nil {
			return fmt.Errorf("writing findings: %w", err)
		}
		defer file.Close()
		out, closeOut = file, file.Close
	}
	q := &question{dir: dir, patterns: patterns, opts: opts, env: env, notes: stderr}
	before, onlyNew, err := q.changes(ctx)
	if err != nil {
		return err
	}
	a, err := q.answer(ctx)
	if err != nil {
		return err
	}
	older := 0
	if onlyNew {
		if older, err = q.dropOld(ctx, a, before); err != nil {
			return err
		}
	}
	findings := opts.severity.of(a.Report.Findings)
	err = write(opts, a, findings, dir, out, env)
	err = errors.Join(err, closeOut())
	switch {
	case errors.Is(err, syscall.EPIPE): // the reader has enough; the exit code still says what was found
	case err != nil:
		return fmt.Errorf("writing findings: %w", err)
	}
	for _, e := range a.errors {
		fmt.Fprintln(stderr, "llmtag:", inDir(e, dir))
	}
	for _, e := range a.Report.Faults {
		fmt.Fprintln(stderr, "llmtag:", e)
		if opts.stats {
			_, _ = stderr.Write(e.Stack)
		}
	}
	summarize(stderr, a.Report, older, len(a.Report.Findings)-len(findings))
	if opts.stats {
		writeStats(stderr, a)
	}
	switch {
	case len(a.errors) > 0, len(a.Report.Faults) > 0:
		return errReported
	case slices.ContainsFunc(a.Report.Findings, isError):
		return errFindings
	case opts.maxWarnings.passed(a.Report.Findings):
		fmt.Fprintf(stderr, "llmtag: that is more than the %s that --max-warnings allows\n", number(opts.maxWarnings.n, "warning"))
		return errFindings
	default:
		return nil
	}
}
