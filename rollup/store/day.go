package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// A Day is a day in UTC: the unit in which events are folded.
type Day struct{ time.Time }

// DayOf is the day in UTC that a moment is in.
func DayOf(at time.Time) Day { return Day{at.UTC().Truncate(24 * time.Hour)} }

// Next is the day after d.
func (d Day) Next() Day { return Day{d.AddDate(0, 0, 1)} }

// String is the date, such as 2026-10-14.
func (d Day) String() string { return d.Format(time.DateOnly) }

// MarshalJSON writes the date, such as "2026-10-14".
func (d Day) MarshalJSON() ([]byte, error) { return []byte(`"` + d.String() + `"`), nil }

// Cuts say where the sums of a day are cut, so that no rate changes, and no day of a
// time zone begins, within one row. Finer than needed is never wrong.
type Cuts struct {
	Plain  []time.Time // for providers in Quiet: moments in the day, ascending
	Fine   []time.Time // for the others
	Quiet  []string    // providers whose rates do not change on that day
	Bounds []int64     // sizes of prompts from which a rate may differ, ascending
}

// slices returns what the statements take: the first slice begins with the day.
func (c Cuts) slices(d Day) (plain, fine []time.Time) {
	return append([]time.Time{d.Time}, c.Plain...), append([]time.Time{d.Time}, c.Fine...)
}

// args are the parameters of statements on the events of a day: of part_event_key.
func (c Cuts) args(d Day) []any {
	plain, fine := c.slices(d)
	return []any{d.Time, d.Time, d.Next().Time, plain, fine, notNil(c.Quiet), notNil(c.Bounds)}
}

// with returns cuts that cover both.
func (c Cuts) with(o Cuts) Cuts {
	union := func(a, b []time.Time) []time.Time {
		all := slices.Concat(a, b)
		slices.SortFunc(all, time.Time.Compare)
		return slices.CompactFunc(all, time.Time.Equal)
	}
	both := Cuts{Plain: union(c.Plain, o.Plain), Fine: union(c.Fine, o.Fine), Bounds: slices.Concat(c.Bounds, o.Bounds)}
	slices.Sort(both.Bounds)
	both.Bounds = slices.Compact(both.Bounds)
	both.Fine = union(both.Fine, both.Plain)
	for _, provider := range c.Quiet {
		if slices.Contains(o.Quiet, provider) {
			both.Quiet = append(both.Quiet, provider)
		}
	}
	return both
}

// Covers reports whether sums that are cut by c serve where o is asked for.
func (c Cuts) Covers(o Cuts) bool {
	has := func(all []time.Time, some []time.Time) bool {
		return !slices.ContainsFunc(some, func(t time.Time) bool { return !slices.ContainsFunc(all, t.Equal) })
	}
	if !has(c.Plain, o.Plain) || !has(c.Fine, o.Fine) {
		return false
	}
	if len(c.Plain) < len(c.Fine) && slices.ContainsFunc(c.Quiet, func(p string) bool { return !slices.Contains(o.Quiet, p) }) && !has(c.Plain, o.Fine) {
		return false // what was quiet then has a change now
	}
	return !slices.ContainsFunc(o.Bounds, func(b int64) bool { return !slices.Contains(c.Bounds, b) })
}

// A Folded is how a day was folded the last time.
type Folded struct {
	Day     Day
	Cuts    Cuts
	Events  int64
	Dropped bool // its events are no longer kept
}

// Folded returns the days from first to last that were folded, by their dates.
func (s *Store) Folded(ctx context.Context, first, last Day) (map[Day]Folded, error) {
	rows, _ := s.pool.Query(ctx, statement("folded_days"), first.Time, last.Time)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Folded, error) {
		var f Folded
		err := row.Scan(&f.Day.Time, &f.Cuts.Plain, &f.Cuts.Fine, &f.Cuts.Quiet, &f.Cuts.Bounds, &f.Events, &f.Dropped)
		f.Day.Time = f.Day.UTC()
		f.Cuts.Plain, f.Cuts.Fine = f.Cuts.Plain[min(1, len(f.Cuts.Plain)):], f.Cuts.Fine[min(1, len(f.Cuts.Fine)):]
		return f, err
	})
	if err != nil {
		return nil, fmt.Errorf("reading which days were folded: %w", err)
	}
	out := make(map[Day]Folded, len(all))
	for _, f := range all {
		out[f.Day] = f
	}
	return out, nil
}

// Changed returns the days from first to last whose events have changed since they
// were folded, ascending.
func (s *Store) Changed(ctx context.Context, first, last Day) ([]Day, error) {
	return s.days(ctx, "dirty_days", first.Time, last.Time)
}

// WithEvents returns the days from first to last that have events, ascending. It
// reads all events of the range.
func (s *Store) WithEvents(ctx context.Context, first, last Day) ([]Day, error) {
	return s.days(ctx, "event_days", first.Time, last.Next().Time)
}

func (s *Store) days(ctx context.Context, name string, args ...any) ([]Day, error) {
	rows, _ := s.pool.Query(ctx, statement(name), args...)
	days, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Day, error) {
		var d Day
		err := row.Scan(&d.Time)
		return Day{d.UTC()}, err
	})
	if err != nil {
		return nil, fmt.Errorf("reading which days have changed: %w", err)
	}
	return days, nil
}
