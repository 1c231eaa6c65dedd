package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/llmtag/llmtag/rollup/usage"
)

// A Priced is what occurs in the sums, and the price that it has.
type Priced struct {
	Day Day
	usage.Rated
	Price *Price // nil: there is none

	id *int64 // of the price
}

// Priced returns what occurs in the sums from a moment on and before another.
func (s *Store) Priced(ctx context.Context, from, to time.Time) ([]Priced, error) {
	rows, _ := s.pool.Query(ctx, statement("reprice_keys"), from, to)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Priced, error) {
		var p Priced
		var name string
		var rate *string
		err := row.Scan(&p.Day.Time, &p.Slice, &p.Provider, &p.Model, &p.ServiceTier, &p.Region, &p.PromptFrom, &p.id, &name, &rate)
		p.Day.Time, p.Slice = p.Day.UTC(), p.Slice.UTC()
		if rate != nil {
			p.Price = &Price{name, json.RawMessage(*rate)}
		}
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("reading prices of sums: %w", err)
	}
	return all, nil
}

// A TeamUsage is what a team has used of something that is priced.
type TeamUsage struct {
	Of   int // index of that
	Team string
	usage.Counts
	Units map[string]string
}

// UsageOf returns the sums of what is priced by team.
func (s *Store) UsageOf(ctx context.Context, of []Priced) ([]TeamUsage, error) {
	type key struct {
		of   int
		team string
	}
	var all []TeamUsage
	at := map[key]int{}
	add := func(ordinality int, team string) *TeamUsage {
		k := key{ordinality - 1, team}
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k], all = i, append(all, TeamUsage{Of: k.of, Team: team})
		}
		return &all[i]
	}
	err := pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, statement("reprice_teams"), arrays(of)...)
		var n int
		var team string
		var c usage.Counts
		_, err := pgx.ForEachRow(rows, append([]any{&n, &team}, counts(&c)...), func() error {
			add(n, team).Counts = c
			return nil
		})
		if err != nil {
			return err
		}
		rows, _ = tx.Query(ctx, statement("reprice_team_units"), arrays(of)...)
		var unit, quantity string
		_, err = pgx.ForEachRow(rows, []any{&n, &team, &unit, &quantity}, func() error {
			u := add(n, team)
			if u.Units == nil {
				u.Units = map[string]string{}
			}
			u.Units[unit] = quantity
			return nil
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading sums by team: %w", err)
	}
	return all, nil
}

// arrays are the columns of the key of what is priced.
func arrays(of []Priced) []any {
	n := len(of)
	days, at := make([]time.Time, n), make([]time.Time, n)
	provider, model, tier, region := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
	prompt := make([]int64, n)
	for i := range of {
		p := &of[i]
		days[i], at[i], provider[i], model[i], tier[i], region[i], prompt[i] = p.Day.Time, p.Slice, p.Provider, p.Model, p.ServiceTier, p.Region, p.PromptFrom
	}
	return []any{days, at, provider, model, tier, region, prompt}
}

// A Repricing is why past usage gets other prices. It is kept.
type Repricing struct {
	Who, Prices string
	From, To    time.Time
	Reopened    bool   // closed months are among it
	Difference  string // of the cost
}

// ErrChanged is returned by [Store.Reprice] if a price is no longer the one that was
// read.
var ErrChanged = errors.New("prices of these sums were changed by somebody else meanwhile")

// Reprice gives sums other prices, all of them or none: what of[i] is priced with
// becomes to[i], nil for no price. It waits for runs that fold one of the days.
func (s *Store) Reprice(ctx context.Context, of []Priced, to []*Price, why Repricing) error {
	err := pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{}, func(tx pgx.Tx) error {
		var days []time.Time
		old, changed, named := make([]*int64, len(of)), make([]*int64, len(of)), make([]Price, len(of))
		for i := range of {
			days = append(days, of[i].Day.Time)
			old[i] = of[i].id
			if to[i] != nil {
				named[i] = *to[i]
			}
		}
		slices.SortFunc(days, time.Time.Compare)
		days = slices.CompactFunc(days, time.Time.Equal)
		if _, err := tx.Exec(ctx, statement("reprice_lock"), days); err != nil {
			return err
		}
		ids, err := addPrices(ctx, tx, named)
		if err != nil {
			return err
		}
		for i := range of {
			if to[i] != nil {
				id := ids[to[i].text()]
				changed[i] = &id
			}
		}
		var id int64
		if err := tx.QueryRow(ctx, statement("reprice_note"), why.Who, why.Prices, why.From, why.To, why.Reopened, why.Difference).Scan(&id); err != nil {
			return err
		}
		tag, err := tx.Exec(ctx, statement("reprice_changes"), append(arrays(of), old, changed, id)...)
		if err != nil {
			return err
		}
		if tag.RowsAffected() != int64(len(of)) {
			return ErrChanged
		}
		for _, name := range [...]string{"reprice_usage_price", "reprice_usage", "reprice_usage_unit"} {
			if _, err := tx.Exec(ctx, statement(name), id); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("changing prices: %w", err)
	}
	return nil
}
