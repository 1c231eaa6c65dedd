package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
)

var (
	// errFindings is returned when everything was linted, and something found.
	errFindings = errors.New("findings")

	// errReported is returned when not everything could be linted, and each
	// reason has been written to stderr already.
	errReported = errors.New("not everything was linted")

	// errNoPolicy is returned where there is no policy to validate.
	errNoPolicy = errors.New("no policy.yaml or .llmtag.yaml here, below, or up to the root of the repository; the built-in default holds")
)

// unknownRule is the error for a name that is no rule's.
func unknownRule(name string) error {
	names := policy.RuleNames()
	if near := strict.Nearest(name, names); near != "" {
		return fmt.Errorf("unknown rule %q; did you mean %q?", name, near)
	}
	return fmt.Errorf("unknown rule %q; the rules are %s", name, strings.Join(names, ", "))
}

// faults returns the texts of the errors that err joins, each once: policies
// that lie over each other share faults.
func faults(err error) []string {
	var all []string
	var add func(err error)
	add = func(err error) {
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				add(e)
			}
			return
		}
		if err != nil && !slices.Contains(all, err.Error()) {
			all = append(all, err.Error())
		}
	}
	add(err)
	return all
}
