package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/llmtag/llmtag/rollup/usage"
)

// A Used is what occurs, and how much.
type Used struct {
	Day Day
	usage.Rated
	Unpriced         bool // it has no price in the sums
	Requests, Tokens int64
}

// Used returns what occurs in the sums of the days from first to last, oldest first.
func (s *Store) Used(ctx context.Context, first, last Day) ([]Used, error) {
	return s.used(ctx, "used", first.Time, last.Time)
}

// Unpriced returns what has no price in the sums of the days from first to last, oldest
// first. It does not read the sums: [Store.UsageOf] says how much it is.
func (s *Store) Unpriced(ctx context.Context, first, last Day) ([]Priced, error) {
	rows, _ := s.pool.Query(ctx, statement("unpriced"), first.Time, last.Time)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Priced, error) {
		var p Priced
		err := row.Scan(&p.Day.Time, &p.Slice, &p.Provider, &p.Model, &p.ServiceTier, &p.Region, &p.PromptFrom)
		p.Day.Time, p.Slice = p.Day.UTC(), p.Slice.UTC()
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("looking for what has no price: %w", err)
	}
	return all, nil
}

// UsedInEvents returns what occurs in the events of a day, cut as cuts say.
func (s *Store) UsedInEvents(ctx context.Context, day Day, cuts Cuts) ([]Used, error) {
	return s.used(ctx, "used_in_events", cuts.args(day)...)
}

func (s *Store) used(ctx context.Context, name string, args ...any) ([]Used, error) {
	rows, _ := s.pool.Query(ctx, statement(name), args...)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Used, error) {
		var u Used
		err := row.Scan(&u.Day.Time, &u.Slice, &u.Provider, &u.Model, &u.ServiceTier, &u.Region, &u.PromptFrom, &u.Unpriced, &u.Requests, &u.Tokens)
		u.Day.Time, u.Slice = u.Day.UTC(), u.Slice.UTC()
		return u, err
	})
	if err != nil {
		return nil, fmt.Errorf("looking at what was used: %w", err)
	}
	return all, nil
}

// UnpricedModels returns the tokens of some days that have no price, by model.
func (s *Store) UnpricedModels(ctx context.Context, days []Day) (map[string]int64, error) {
	out := map[string]int64{}
	rows, _ := s.pool.Query(ctx, statement("unpriced_models"), dates(days))
	_, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (struct{}, error) {
		var model string
		var tokens int64
		err := row.Scan(&model, &tokens)
		out[model] = tokens
		return struct{}{}, err
	})
	if err != nil {
		return nil, fmt.Errorf("looking for what has no price: %w", err)
	}
	return out, nil
}
