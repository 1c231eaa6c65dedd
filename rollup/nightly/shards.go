package nightly

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/llmtag/llmtag/rollup/store"
)

// A Shard is one of several databases that have a part of the events each.
type Shard struct {
	Name string
	Open func(context.Context) (*store.Store, error)
}

// A ShardSummary is what a run did in one of several databases.
type ShardSummary struct {
	Name    string `json:"name"`
	Folded  Folded `json:"folded"`
	Dropped int    `json:"dropped_days,omitempty"`
	Error   string `json:"error,omitempty"`
}

// NotBegun is the summary of a run that could not begin.
func NotBegun(o Options, err error) *Summary {
	return &Summary{Version: 1, Date: o.Date, DryRun: o.DryRun, Folded: Folded{Days: []store.Day{}}, Unpriced: map[string]int64{}, Deliveries: []struct{}{}, Error: err.Error()}
}

// RunAll is [Run] in each of several databases, all at once: each has its own locks and
// marks, and is exact by itself. One that cannot be opened or fails keeps none of the
// others from being folded; the error names each. The summary is that of all, with
// each one's in Shards.
func RunAll(ctx context.Context, shards []Shard, o Options) (*Summary, error) {
	deliver := o.Deliver
	o.Deliver = nil // what is due depends on all
	sums := make([]*Summary, len(shards))
	faults := make([]error, len(shards))
	var g errgroup.Group
	for i, shard := range shards {
		g.Go(func() error {
			s, err := shard.Open(ctx)
			if err == nil {
				sums[i], err = Run(ctx, s, o)
				if err != nil {
					err = fmt.Errorf("%s: %w", shard.Name, err)
				}
			}
			if sums[i] == nil {
				sums[i] = NotBegun(o, err)
			}
			faults[i] = err
			return nil
		})
	}
	_ = g.Wait() // faults has them all
	all := &Summary{Version: 1, Date: o.Date, DryRun: o.DryRun, Folded: Folded{Days: []store.Day{}}, Unpriced: map[string]int64{}, Deliveries: []struct{}{}}
	for i, sum := range sums {
		all.Shards = append(all.Shards, ShardSummary{Name: shards[i].Name, Folded: sum.Folded, Dropped: sum.Dropped, Error: sum.Error})
		all.Folded.Events += sum.Folded.Events
		all.Folded.Days = append(all.Folded.Days, sum.Folded.Days...)
		all.Dropped += sum.Dropped
		for model, tokens := range sum.Unpriced {
			all.Unpriced[model] += tokens
		}
		all.Closed = mergeClosed(all.Closed, sum.Closed)
		if end := sum.Partitions; end != nil && (all.Partitions == nil || end.Before(*all.Partitions)) {
			all.Partitions = end
		}
		for _, c := range sum.Closed {
			all.Closed = addClosed(all.Closed, c)
		}
	}
	slices.SortFunc(all.Folded.Days, func(a, b store.Day) int { return a.Compare(b.Time) })
	all.Folded.Days = slices.CompactFunc(all.Folded.Days, func(a, b store.Day) bool { return a.Equal(b.Time) })
	err := errors.Join(faults...)
	if err == nil && deliver != nil && !o.DryRun {
		err = deliver(ctx, all) // a part of the spend would look like less of it
	}
	if err != nil {
		all.Error = err.Error()
	}
	return all, err
}

// mergeClosed adds up the months of two databases.
func mergeClosed(a, b []Closed) []Closed {
	months := map[string]map[string]int64{}
	for _, c := range slices.Concat(a, b) {
		if months[c.Month] == nil {
			months[c.Month] = map[string]int64{}
		}
		for model, tokens := range c.Tokens {
			months[c.Month][model] += tokens
		}
	}
	var merged []Closed
	for _, month := range slices.Sorted(maps.Keys(months)) {
		merged = append(merged, Closed{Month: month, Tokens: months[month]})
	}
	return merged
}
