package analyzer

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/llmtag/llmtag/internal/load"
)

// Check analyses a loaded program and returns what it finds in the packages
// that were asked for, by file, line, column and rule. The error joins the
// faults of policies and descriptions.
func Check(ctx context.Context, loaded *load.Result, opts Options) (*Report, error) {
	opts.faults = true
	a := New(opts)
	graph, err := checker.Analyze([]*analysis.Analyzer{a}, loaded.Packages, nil)
	if err != nil {
		return nil, fmt.Errorf("analysing: %w", err)
	}
	report := &Report{Findings: []Finding{}}
	results := map[*packages.Package]*Report{}
	var errs []error
	seen := map[string]bool{}
	for act := range graph.All() {
		if act.Err != nil && !seen[act.Err.Error()] && !strings.HasPrefix(act.Err.Error(), "failed prerequisites") {
			seen[act.Err.Error()] = true
			errs = append(errs, act.Err)
		}
		if r, ok := act.Result.(*Report); ok && act.Err == nil {
			results[act.Package] = r
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	for _, p := range loaded.Packages {
		switch r := results[p]; {
		case r == nil:
		case loaded.Roots[p]:
			report.Add(r)
		default:
			report.Faults = append(report.Faults, r.Faults...)
		}
	}
	slices.SortStableFunc(report.Findings, compareFindings)
	return report, ctx.Err()
}
