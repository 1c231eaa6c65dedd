package nightly

import (
	"context"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/store"
)

// A Closed is usage of a month that is over which has no price in the sums, though the
// price table has one by now. It stays so until somebody applies it: what a month that
// is over has cost does not change by itself.
type Closed struct {
	Month  string           `json:"month"`  // such as 2026-09, in the zone of reports
	Tokens map[string]int64 `json:"tokens"` // by model
}

// newlyPriced looks at what has no price in the sums and would have one now: the days of
// the open month, which are to be folded again, and what of closed months is left alone.
func newlyPriced(ctx context.Context, s *store.Store, o Options) (days []store.Day, closed []Closed, err error) {
	without, err := s.Unpriced(ctx, first, last)
	if err != nil {
		return nil, nil, err
	}
	prices, open := Pricing(o.Prices), o.open()
	var left []store.Priced
	for _, p := range without {
		switch _, _, ok := prices(p.Rated); {
		case !ok:
		case p.Slice.Before(open):
			left = append(left, p)
		default:
			days = append(days, p.Day)
		}
	}
	if len(left) == 0 {
		return slices.Compact(days), nil, nil
	}
	used, err := s.UsageOf(ctx, left)
	if err != nil {
		return nil, nil, err
	}
	for i := range used {
		p := &left[used[i].Of]
		if tokens := used[i].Input + used[i].Output; tokens != 0 {
			month := calendar.Name(calendar.Months, p.Slice, o.Zone)
			closed = addClosed(closed, Closed{month, map[string]int64{p.Model: tokens}})
		}
	}
	return slices.Compact(days), closed, nil
}

// addClosed adds to the months, which stay in their order.
func addClosed(all []Closed, c Closed) []Closed {
	i, found := slices.BinarySearchFunc(all, c.Month, func(c Closed, month string) int { return strings.Compare(c.Month, month) })
	if !found {
		all = slices.Insert(all, i, Closed{c.Month, map[string]int64{}})
	}
	for model, tokens := range c.Tokens {
		all[i].Tokens[model] += tokens
	}
	return all
}
