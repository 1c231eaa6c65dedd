package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/llmtag/llmtag/rollup/usage"
)

// An Unpriced is what has no price in the sums of a day.
type Unpriced struct {
	Day Day
	usage.Rated
	Requests, Tokens int64
}

// Unpriced returns what has no price in the sums of the days from first to last, oldest
// first.
func (s *Store) Unpriced(ctx context.Context, first, last Day) ([]Unpriced, error) {
	rows, _ := s.pool.Query(ctx, statement("unpriced"), first.Time, last.Time)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Unpriced, error) {
		var u Unpriced
		err := row.Scan(&u.Day.Time, &u.Slice, &u.Provider, &u.Model, &u.ServiceTier, &u.Region, &u.PromptFrom, &u.Requests, &u.Tokens)
		u.Day.Time, u.Slice = u.Day.UTC(), u.Slice.UTC()
		return u, err
	})
	if err != nil {
		return nil, fmt.Errorf("looking for what has no price: %w", err)
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
