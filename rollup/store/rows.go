package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/llmtag/llmtag/rollup/usage"
)

// A Query says which sums.
type Query struct {
	Starts []time.Time // where periods begin that are kept apart, ascending; the first is where the query begins
	To     time.Time   // where it ends, exclusive
	Fields []string    // what is kept apart, by the names of [Columns]; other fields of a row are empty
	Where  []Condition
}

// A Condition is that a column has one of some values.
type Condition struct {
	Field  string
	Values []string
}

// Columns are the names of what sums can be kept apart by, in the order in which
// statements take them.
var Columns = []string{"team", "project", "service", "user", "request_type", "environment", "call_site", "provider", "model", "service_tier", "region"}

// user is the one of the columns that sums do not have: users may be as many as
// requests, and who they are is not to be kept longer than the events.
const user = "user"

// A Row is a row of sums with its price: Slice is where its period begins.
type Row struct {
	usage.Row
	Price *Price // nil: there is none
}

// A Price is a rate that sums were priced with, as it was then.
type Price struct {
	Name string
	Rate json.RawMessage
}

// Rows gives the sums that q asks for, from what was folded. Where a period begins or
// ends within a slice, which is so in time zones of which the sums know nothing, the
// events of that day are added up anew; so are those of all days if users are asked for.
func (s *Store) Rows(ctx context.Context, q Query, prices Pricing) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		if err := s.rows(ctx, q, prices, func(r Row) bool { return yield(r, nil) }); err != nil && !errors.Is(err, errEnough) {
			yield(Row{}, err)
		}
	}
}

// errEnough ends reading when nobody wants more.
var errEnough = errors.New("enough")

func (s *Store) rows(ctx context.Context, q Query, prices Pricing, yield func(Row) bool) error {
	first, last := DayOf(q.Starts[0]), DayOf(q.To)
	folded, err := s.Folded(ctx, first, last)
	if err != nil {
		return err
	}
	cut := map[Day][]time.Time{}
	for _, at := range append(slices.Clone(q.Starts), q.To) {
		d := DayOf(at)
		if f, ok := folded[d]; ok && !at.Equal(d.Time) && !f.Cuts.Covers(Cuts{Plain: []time.Time{at}, Fine: []time.Time{at}, Quiet: f.Cuts.Quiet}) {
			cut[d] = append(cut[d], at)
		}
	}
	if slices.Contains(q.Fields, user) || slices.ContainsFunc(q.Where, func(c Condition) bool { return c.Field == user }) {
		for d := range folded {
			if _, ok := cut[d]; !ok && d.Next().After(q.Starts[0]) && d.Before(q.To) {
				cut[d] = nil
			}
		}
	}
	return pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, statement("rows_plan")); err != nil {
			return err
		}
		left := make([]time.Time, 0, len(cut))
		for d := range cut {
			left = append(left, d.Time)
		}
		if err := s.folded(ctx, tx, q, left, yield); err != nil {
			return err
		}
		for d, at := range cut {
			if err := s.anew(ctx, tx, q, folded[d], at, prices, yield); err != nil {
				return err
			}
		}
		return nil
	})
}

// folded reads sums, but for the days that are left out.
func (s *Store) folded(ctx context.Context, tx pgx.Tx, q Query, left []time.Time, yield func(Row) bool) error {
	asked := q.ask(left)
	type priced struct {
		Row
		id *int64
	}
	rows, _ := tx.Query(ctx, asked.statement("usage_rows"), asked.args...)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (priced, error) {
		var p priced
		r := &p.Row
		err := row.Scan(append(append(append([]any{&r.Slice}, stored(&r.Key)...), &p.id), counts(&r.Counts)...)...)
		r.Slice = r.Slice.UTC()
		return p, err
	})
	if err != nil {
		return fmt.Errorf("reading sums: %w", err)
	}
	rows, _ = tx.Query(ctx, asked.statement("usage_units"), asked.args...)
	units, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (priced, error) {
		var p priced
		r := &p.Row
		var unit, quantity string
		err := row.Scan(append(append([]any{&r.Slice}, stored(&r.Key)...), &p.id, &unit, &quantity)...)
		r.Slice, r.Units = r.Slice.UTC(), map[string]string{unit: quantity}
		return p, err
	})
	if err != nil {
		return fmt.Errorf("reading sums of units: %w", err)
	}
	all = append(all, units...)
	var ids []int64
	for _, p := range all {
		if p.id != nil && !slices.Contains(ids, *p.id) {
			ids = append(ids, *p.id)
		}
	}
	rates, err := readPrices(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.id != nil {
			p.Price = rates[*p.id]
		}
		if !yield(p.Row) {
			return errEnough
		}
	}
	return nil
}

func readPrices(ctx context.Context, tx pgx.Tx, ids []int64) (map[int64]*Price, error) {
	rates := make(map[int64]*Price, len(ids))
	rows, _ := tx.Query(ctx, statement("prices"), notNil(ids))
	_, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var id int64
		var name, rate string
		err := row.Scan(&id, &name, &rate)
		rates[id] = &Price{name, json.RawMessage(rate)}
		return struct{}{}, err
	})
	if err != nil {
		return nil, fmt.Errorf("reading prices: %w", err)
	}
	return rates, nil
}

// anew adds up the events of a day, cut at further moments. What it occurs in has the
// price that the sums have.
func (s *Store) anew(ctx context.Context, tx pgx.Tx, q Query, f Folded, at []time.Time, prices Pricing, yield func(Row) bool) error {
	cuts := f.Cuts
	merge := func(some []time.Time) []time.Time {
		all := append(slices.Clone(some), at...)
		slices.SortFunc(all, time.Time.Compare)
		return slices.CompactFunc(all, time.Time.Equal)
	}
	cuts.Plain, cuts.Fine = merge(cuts.Plain), merge(cuts.Fine)
	args := cuts.args(f.Day)
	read := func(name string, scan func(row pgx.CollectableRow, r *Row, price **Price) error) ([]Row, error) {
		rows, _ := tx.Query(ctx, statement(name), args...)
		return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Row, error) {
			var r Row
			err := scan(row, &r, &r.Price)
			r.Slice = r.Slice.UTC()
			return r, err
		})
	}
	price := func(r *Row, name *string, rate []byte, known bool) {
		if name != nil {
			r.Price = &Price{*name, rate}
		} else if n, rate, ok := prices(r.Rated); ok && !known { // it came since the day was folded
			r.Price = &Price{n, rate}
		}
	}
	all, err := read("events_anew", func(row pgx.CollectableRow, r *Row, _ **Price) error {
		var name *string
		var rate []byte
		var known bool
		err := row.Scan(append(append(append([]any{&r.Slice}, keys(&r.Key)...), &r.PromptFrom, &name, &rate, &known), counts(&r.Counts)...)...)
		price(r, name, rate, known)
		return err
	})
	if err != nil {
		return fmt.Errorf("adding up the events of %s: %w", f.Day, err)
	}
	units, err := read("events_anew_units", func(row pgx.CollectableRow, r *Row, _ **Price) error {
		var name *string
		var rate []byte
		var known bool
		var unit, quantity string
		err := row.Scan(append(append([]any{&r.Slice}, keys(&r.Key)...), &r.PromptFrom, &name, &rate, &known, &unit, &quantity)...)
		r.Units = map[string]string{unit: quantity}
		price(r, name, rate, known)
		return err
	})
	if err != nil {
		return fmt.Errorf("adding up the units of %s: %w", f.Day, err)
	}
	if len(all) == 0 && f.Events > 0 {
		if len(at) == 0 {
			return fmt.Errorf("the events of %s are no longer kept, and sums do not tell users apart; leave users out, or begin the report on another day", f.Day)
		}
		return fmt.Errorf("the events of %s are no longer kept, and its sums are not cut at %s; choose a time zone that they are cut for (rollup.timezone and rollup.timezones of the policy), or begin the report on another day", f.Day, at[0].Format(time.RFC3339))
	}
	for _, r := range append(all, units...) {
		if r.Slice.Before(q.Starts[0]) || !r.Slice.Before(q.To) || !q.matches(&r.Key) {
			continue
		}
		i, _ := slices.BinarySearchFunc(q.Starts, r.Slice, func(a, b time.Time) int {
			if a.After(b) {
				return 1
			}
			return -1
		})
		r.Slice, r.PromptFrom = q.Starts[i-1].UTC(), 0
		for j, field := range keys(&r.Key) {
			if !slices.Contains(q.Fields, Columns[j]) {
				*field.(*string) = "" //nolint:forcetypeassert,errcheck // they are all texts
			}
		}
		if !yield(r) {
			return errEnough
		}
	}
	return nil
}

func (q *Query) matches(k *usage.Key) bool {
	fields := keys(k)
	return !slices.ContainsFunc(q.Where, func(c Condition) bool {
		i := slices.Index(Columns, c.Field)
		return i < 0 || !slices.Contains(c.Values, *fields[i].(*string)) //nolint:forcetypeassert,errcheck // they are all texts
	})
}

// stored are the fields of a key that sums have.
func stored(k *usage.Key) []any {
	return slices.DeleteFunc(keys(k), func(field any) bool { return field == any(&k.UserID) })
}

// keys are the fields of a key in the order of [Columns].
func keys(k *usage.Key) []any {
	return []any{&k.TeamID, &k.ProjectID, &k.ServiceName, &k.UserID, &k.RequestType, &k.Environment, &k.CallSite, &k.Provider, &k.Model, &k.ServiceTier, &k.Region}
}

// counts are the counts in the order of the columns.
func counts(c *usage.Counts) []any {
	return []any{
		&c.Requests, &c.Errors, &c.Missing, &c.Partial, &c.Suspect, &c.Input, &c.Output,
		&c.CacheRead, &c.CacheWrite5m, &c.CacheWrite1h, &c.Reasoning, &c.AudioInput, &c.AudioOutput, &c.Image,
	}
}
