package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/policy"
)

// leastSeverity is the value of --severity. What is less severe is not written;
// it counts all the same, or a run would depend on how it is shown.
type leastSeverity struct{ least policy.Severity }

// severityWords are the values that --severity takes.
var severityWords = []string{policy.Warning.String(), policy.Error.String()}

func (l *leastSeverity) String() string { return max(l.least, policy.Warning).String() }
func (l *leastSeverity) Type() string   { return "severity" }

func (l *leastSeverity) Set(s string) error {
	for _, severity := range []policy.Severity{policy.Warning, policy.Error} {
		if s == severity.String() {
			l.least = severity
			return nil
		}
	}
	return fmt.Errorf("%q is none of %s", s, strings.Join(severityWords, ", "))
}

// of returns the findings to write.
func (l *leastSeverity) of(findings []analyzer.Finding) []analyzer.Finding {
	if l.least <= policy.Warning {
		return findings
	}
	return slices.DeleteFunc(slices.Clone(findings), func(f analyzer.Finding) bool { return !isError(f) })
}

// warningLimit is the value of --max-warnings.
type warningLimit struct {
	set bool
	n   int
}

func (l *warningLimit) String() string {
	if !l.set {
		return ""
	}
	return strconv.Itoa(l.n)
}

func (l *warningLimit) Type() string { return "number" }

func (l *warningLimit) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return errors.New("it must be a whole number, 0 or more; leave the flag out to allow any number of warnings")
	}
	l.set, l.n = true, n
	return nil
}

// passed reports whether there are more warnings than are allowed.
func (l *warningLimit) passed(findings []analyzer.Finding) bool {
	return l.set && warningsAmong(findings) > l.n
}

func warningsAmong(findings []analyzer.Finding) (n int) {
	for _, f := range findings {
		if !isError(f) {
			n++
		}
	}
	return n
}

func isError(f analyzer.Finding) bool { return f.Severity == policy.Error.String() }
