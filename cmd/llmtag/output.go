package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/analyzer/format"
	"github.com/llmtag/llmtag/internal/term"
)

// outputFormat is the value of --format.
type outputFormat string

const (
	formatText       outputFormat = "text"
	formatJSON       outputFormat = "json"
	formatSARIF      outputFormat = "sarif"
	formatGitHub     outputFormat = "github"
	formatGitLab     outputFormat = "gitlab"
	formatCheckstyle outputFormat = "checkstyle"
	formatJUnit      outputFormat = "junit"
)

// outputFormats are the values that --format takes.
var outputFormats = []string{
	string(formatText), string(formatJSON), string(formatSARIF), string(formatGitHub),
	string(formatGitLab), string(formatCheckstyle), string(formatJUnit),
}

func (f *outputFormat) String() string { return string(*f) }
func (f *outputFormat) Type() string   { return "format" }

func (f *outputFormat) Set(s string) error {
	if !slices.Contains(outputFormats, s) {
		return fmt.Errorf("%q is none of %s", s, strings.Join(outputFormats, ", "))
	}
	*f = outputFormat(s)
	return nil
}

// write writes findings as opts say.
func write(opts checkOptions, a *answer, findings []analyzer.Finding, dir string, out io.Writer, env func(string) string) error {
	report := *a.Report
	report.Findings = findings
	run := format.Run{Findings: findings, Problems: problems(a, dir), Dir: repository(dir), Version: moduleVersion()}
	switch opts.format {
	case formatJSON:
		return format.JSON(out, &report, dir, a.Policy)
	case formatSARIF:
		return format.SARIF(out, run)
	case formatGitHub:
		return format.GitHub(out, run)
	case formatGitLab:
		return format.GitLab(out, run)
	case formatCheckstyle:
		run.Dir = dir // it is read where llmtag runs
		return format.Checkstyle(out, run)
	case formatJUnit:
		return format.JUnit(out, run)
	case formatText:
	}
	text := format.TextOptions{Dir: dir, Detail: opts.detail.Holds(out), Colour: term.Colour(opts.color, out, env)}
	if term.IsTerminal(out) {
		text.Width = term.Width(out, env)
	}
	return format.Text(out, findings, text)
}

// problems returns what could not be linted, in the order of stderr.
func problems(a *answer, dir string) []format.Problem {
	var out []format.Problem
	for _, e := range a.errors {
		p := format.Problem{Pos: e.Pos}
		e.Pos.Filename, e.Pos.Line = "", 0
		p.Message = inDir(e, dir)
		out = append(out, p)
	}
	for _, e := range a.Report.Faults {
		out = append(out, format.Problem{Message: e.Error()})
	}
	return out
}

// repository returns the root of the repository that dir lies in; dir itself, if
// it is in none.
func repository(dir string) string {
	for d := dir; ; d = filepath.Dir(d) {
		if _, err := os.Lstat(filepath.Join(d, ".git")); err == nil {
			return d
		}
		if d == filepath.Dir(d) {
			return dir
		}
	}
}
