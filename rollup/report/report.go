// Package report answers who spent how much on what: it groups rows of sums by
// dimensions, prices each group once, compares periods, and renders tables, Markdown, CSV,
// JSON and a page of HTML. It does not know where the sums are from.
package report

import (
	"context"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A Report is the answer.
type Report struct {
	Options
	Rows   []Line // by cost, highest first, then by key
	Others *Line  // the rows beyond Top, added up; nil if there are none
	Folded int    // how many rows Others is
	Total  Line

	// Unattributed is what lacks a part of its owner; only with CountUnattributed.
	Unattributed Sum

	// The period that is compared with; zero without a comparison.
	BeforeFrom, BeforeTo time.Time

	Trend *Trend // only with Options.Daily
	Left  []Gap  // what was asked for and is too much
}

// A Line is one row of a report.
type Line struct {
	Key []string // one value per dimension
	Sum
	Before *Sum   // nil without a comparison
	Parts  []Part // one per field of Drill that is no dimension
}

// A Sum is usage and what it costs.
type Sum struct {
	usage.Counts
	Cost           price.Money
	Priced         bool // something was priced, or there was nothing to price
	UnpricedTokens int64
	UnpricedModels []string          // in order
	UnpricedUnits  map[string]string // unit → how many
	Items          []Item            // of what the cost consists; only with Explain
}

// An Item is a part of a cost: tokens or units of one kind at one rate.
type Item struct {
	Rate price.Rate
	price.Line
}

// Null reports whether the cost is not known at all.
func (s *Sum) Null() bool { return !s.Priced }

// Unpriced reports whether something has no price.
func (s *Sum) Unpriced() bool { return s.UnpricedTokens > 0 || len(s.UnpricedUnits) > 0 }

// New makes a report. The source is read once, and once more for the period before.
func New(ctx context.Context, source Source, opts Options) (*Report, error) {
	if opts.Zone == nil {
		opts.Zone = time.UTC
	}
	read := newReading(opts)
	lines := newGrouping(opts.By, opts.Zone, opts.From, opts.To)
	drills := opts.drills()
	ways := append([]*grouping{lines}, drills...)
	var days *grouping
	if opts.Daily {
		days = opts.days()
		ways = append(ways, days)
	}
	if err := read.run(ctx, source, opts.To, ways...); err != nil {
		return nil, err
	}
	r := &Report{Options: opts, Unattributed: opts.sum(read.unattributed)}
	if opts.Compare != None {
		r.BeforeFrom, r.BeforeTo = opts.before()
		before := newGrouping(opts.By, opts.Zone, r.BeforeFrom, r.BeforeTo)
		read.count = false
		if err := read.run(ctx, source, r.BeforeTo, before); err != nil {
			return nil, err
		}
		lines.align(before)
	}
	r.order(lines)
	r.drill(drills)
	if days != nil {
		r.trend(days)
	}
	return r, nil
}
