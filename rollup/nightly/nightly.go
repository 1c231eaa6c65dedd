// Package nightly is the job that runs each night: it folds what has changed into sums,
// and says what it did. It may be started at any time, twice at once, and killed.
package nightly

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/store"
	"github.com/llmtag/llmtag/rollup/usage"
)

// Options say what a run does.
type Options struct {
	Prices   *price.Table
	Zone     *time.Location   // of months that are over, and in which is reported
	Zones    []*time.Location // further ones in which is reported
	Date     store.Day        // of the run
	Now      time.Time
	Backfill bool // fold every day of which events are kept
	DryRun   bool // only say what would be folded
	Parallel int  // days at once
	Retain   int  // days whose events are kept; 0: all

	// Deliver is handed what a run has found when all is folded. Nothing is delivered
	// yet; nil delivers nothing.
	Deliver func(context.Context, *Summary) error
}

// open is where the month begins that is not over yet.
func (o *Options) open() time.Time { return calendar.StartOf(calendar.Months, o.Now, o.Zone) }

// A Summary is what a run did. It encodes to one line of JSON.
type Summary struct {
	Version    int              `json:"version"`
	Date       store.Day        `json:"date"`
	DryRun     bool             `json:"dry_run,omitempty"`
	Folded     Folded           `json:"folded"`
	Unpriced   map[string]int64 `json:"unpriced"`                  // tokens of the folded days, by model
	Closed     []Closed         `json:"closed_unpriced,omitempty"` // months, ascending
	Dropped    int              `json:"dropped_days,omitempty"`
	Deliveries []struct{}       `json:"deliveries"`
	Shards     []ShardSummary   `json:"shards,omitempty"` // of [RunAll], in the order in which they were named
	Error      string           `json:"error,omitempty"`

	// Partitions is until when events can be written; nil if that is not known.
	Partitions *time.Time `json:"-"`
}

// Folded are the days that were folded.
type Folded struct {
	Events int64       `json:"events"` // that are new
	Days   []store.Day `json:"days"`
}

// Run folds what has changed since it was folded, and what is cut otherwise than is
// needed now. Days that were folded when it fails stay folded.
func Run(ctx context.Context, s *store.Store, o Options) (*Summary, error) {
	sum := &Summary{Version: 1, Date: o.Date, DryRun: o.DryRun, Folded: Folded{Days: []store.Day{}}, Unpriced: map[string]int64{}, Deliveries: []struct{}{}}
	started := o.Now
	err := run(ctx, s, o, sum)
	if err != nil {
		sum.Error = err.Error()
	}
	if o.DryRun {
		return sum, err
	}
	var unpriced int64
	for _, tokens := range sum.Unpriced {
		unpriced += tokens
	}
	note := store.Run{
		Started: started, Finished: started.Add(time.Since(started)), Date: o.Date, Days: sum.Folded.Days,
		Events: sum.Folded.Events, Unpriced: unpriced, Error: sum.Error,
	}
	// A run that was interrupted is noted, too.
	noting, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	noted := s.Note(noting, note)
	if err != nil {
		return sum, err // a database that is away notes nothing either
	}
	return sum, noted
}

// Days that events can be of; others are mistakes, and are not looked for.
var first, last = func() (first, last store.Day) {
	begin, end := usage.Era()
	return store.DayOf(begin), store.DayOf(end.Add(-time.Nanosecond))
}()

// Days whose partitions a run makes. Events may be late by a week and a spool's outage,
// and a fortnight is time enough to notice that runs fail. The migration makes the same.
const (
	daysBehind = 7
	daysAhead  = 14
)

func run(ctx context.Context, s *store.Store, o Options, sum *Summary) error {
	if !o.DryRun {
		_, err := s.EventPartitions(ctx, o.Now.AddDate(0, 0, -daysBehind), o.Now.AddDate(0, 0, daysAhead))
		if end, endErr := s.PartitionsEnd(ctx, o.Now); endErr == nil {
			sum.Partitions = &end
		}
		if err != nil {
			return err
		}
	}
	days, cut, err := due(ctx, s, o, sum)
	if err != nil {
		return err
	}
	if o.DryRun {
		sum.Folded.Days = append(sum.Folded.Days, days...)
		return nil
	}
	if err := fold(ctx, s, o, days, cut, sum); err != nil {
		return err
	}
	if len(days) > 0 {
		if _, sum.Closed, err = newlyPriced(ctx, s, o); err != nil { // with what has come late
			return err
		}
	}
	if sum.Unpriced, err = s.UnpricedModels(ctx, sum.Folded.Days); err != nil {
		return err
	}
	if o.Retain > 0 {
		if sum.Dropped, err = s.Drop(ctx, store.DayOf(o.Now.AddDate(0, 0, -o.Retain))); err != nil {
			return err
		}
	}
	if o.Deliver != nil {
		return o.Deliver(ctx, sum)
	}
	return nil
}

// due returns the days that are to be folded, ascending, and how they are cut.
func due(ctx context.Context, s *store.Store, o Options, sum *Summary) ([]store.Day, *cutter, error) {
	changed, err := s.Changed(ctx, first, last)
	if err != nil {
		return nil, nil, err
	}
	folded, err := s.Folded(ctx, first, last)
	if err != nil {
		return nil, nil, err
	}
	if o.Backfill {
		all, err := s.WithEvents(ctx, first, last)
		if err != nil {
			return nil, nil, err
		}
		changed = append(changed, all...)
	}
	priced, closed, err := newlyPriced(ctx, s, o)
	if err != nil {
		return nil, nil, err
	}
	sum.Closed = closed
	days := slices.Concat(changed, slices.Collect(maps.Keys(folded)))
	if len(days) == 0 {
		return nil, nil, nil
	}
	byDate := func(a, b store.Day) int { return a.Compare(b.Time) }
	cut := newCutter(o.Prices, append([]*time.Location{o.Zone}, o.Zones...), slices.MinFunc(days, byDate), slices.MaxFunc(days, byDate))
	for day, f := range folded {
		if f.Events == 0 || f.Cuts.Covers(cut.of(day)) && !slices.Contains(priced, day) {
			continue
		}
		has, err := s.HasEvents(ctx, day)
		if err != nil {
			return nil, nil, err
		}
		if has {
			changed = append(changed, day)
		}
	}
	slices.SortFunc(changed, byDate)
	return slices.Compact(changed), cut, nil
}

// fold folds days, several at once. A day that fails costs that day, unless the others
// would fail for the same reason.
func fold(ctx context.Context, s *store.Store, o Options, days []store.Day, cut *cutter, sum *Summary) error {
	prices, open := Pricing(o.Prices), o.open()
	var mu sync.Mutex
	var failed []error
	var broken error // why no further day is begun
	var g errgroup.Group
	g.SetLimit(max(o.Parallel, 1))
	for _, day := range days {
		g.Go(func() error {
			mu.Lock()
			stop := broken != nil || ctx.Err() != nil
			mu.Unlock()
			if stop {
				return nil
			}
			f, err := s.Fold(ctx, day, cut.of(day), prices, open)
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				sum.Folded.Days = append(sum.Folded.Days, day)
				sum.Folded.Events += f.Events - f.Before
			case !store.OfStatement(err):
				if broken == nil {
					broken = err
				}
			default:
				failed = append(failed, err)
			}
			return nil
		})
	}
	_ = g.Wait() // none returns an error
	slices.SortFunc(sum.Folded.Days, func(a, b store.Day) int { return a.Compare(b.Time) })
	if ctx.Err() != nil {
		return fmt.Errorf("interrupted after %d of %d days; the next run goes on: %w", len(sum.Folded.Days), len(days), context.Cause(ctx))
	}
	if broken != nil {
		return fmt.Errorf("stopped after %d of %d days; the next run goes on: %w", len(sum.Folded.Days), len(days), broken)
	}
	if more := len(failed) - mostShown; more > 0 {
		failed = append(failed[:mostShown], fmt.Errorf("and %d more days", more))
	}
	return errors.Join(failed...)
}

// mostShown is how many days that failed are named with the reason.
const mostShown = 3

// Pricing gives the rates of a table in the form in which a store keeps them. Calls at
// once are one after the other.
func Pricing(table *price.Table) store.Pricing {
	var mu sync.Mutex
	type found struct {
		name string
		rate json.RawMessage
		ok   bool
	}
	known := map[usage.Rated]found{}
	return func(r usage.Rated) (string, json.RawMessage, bool) {
		mu.Lock()
		defer mu.Unlock()
		f, seen := known[r]
		if !seen {
			rate, ok := table.Find(r)
			if ok {
				text, err := json.Marshal(rate)
				if err != nil {
					panic(err) // its fields are texts and numbers
				}
				f = found{rate.ID, text, true}
			}
			known[r] = f
		}
		return f.name, f.rate, f.ok
	}
}
