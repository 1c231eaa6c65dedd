package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/llmtag/llmtag/rollup/usage"
)

// A Pricing returns the rate that holds for a row of sums: its name, and all that is
// needed to multiply by it; false if there is none.
type Pricing func(usage.Rated) (name string, rate json.RawMessage, ok bool)

// A Fold is what folding a day has done.
type Fold struct {
	Day    Day
	Events int64 // of the day, now
	Before int64 // when it was folded the last time
}

// Fold adds up the events of a day and keeps the sums in place of those that were
// there. Another that folds the same day meanwhile is waited for. A day that was folded
// before is cut as it was then, and as cuts say.
//
// What occurs for the first time gets the rate that prices says; what had one before keeps
// it. What had none stays without, unless it is of the moment open or later.
//
// It is one transaction: a run that is killed has done nothing, and what was committed
// before it began is in the sums.
func (s *Store) Fold(ctx context.Context, day Day, cuts Cuts, prices Pricing, open time.Time) (Fold, error) {
	f := Fold{Day: day}
	err := pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.ReadCommitted}, func(tx pgx.Tx) error {
		return f.fold(ctx, tx, cuts, prices, open)
	})
	if err != nil {
		return f, fmt.Errorf("folding %s: %w", day, err)
	}
	return f, nil
}

// fold runs the statements, in an order that matters: each sees what was committed
// before it began, so the marks are taken after the lock is held, and the events are
// read after the marks are taken.
func (f *Fold) fold(ctx context.Context, tx pgx.Tx, cuts Cuts, prices Pricing, open time.Time) error {
	// Statements on temporary tables and with conditions on parameters are planned
	// anew each time.
	if _, err := tx.Exec(ctx, "set local plan_cache_mode = force_custom_plan"); err != nil {
		return err
	}
	exec := func(name string, args ...any) error {
		if _, err := tx.Exec(ctx, statement(name), args...); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	}
	if err := exec("fold_day", f.Day.Time); err != nil {
		return err
	}
	var again bool
	var before Cuts
	if err := tx.QueryRow(ctx, statement("fold_lock"), f.Day.Time).Scan(&f.Before, &again, &before.Plain, &before.Fine, &before.Quiet, &before.Bounds); err != nil {
		return fmt.Errorf("fold_lock: %w", err)
	}
	if again {
		// What was priced apart stays apart, or its price would be lost.
		before.Plain, before.Fine = before.Plain[1:], before.Fine[1:]
		cuts = cuts.with(before)
	}
	if err := exec("fold_claim", f.Day.Time); err != nil {
		return err
	}
	args := cuts.args(f.Day)
	for _, step := range []struct {
		name string
		args []any
	}{
		{"fold_clear", args[:1]},
		{"fold_clear_units", args[:1]},
		{"fold_table", nil},
		{"fold_unit_table", nil},
		{"fold_sums", args},
		{"fold_units", args},
	} {
		if err := exec(step.name, step.args...); err != nil {
			return err
		}
	}
	if err := f.price(ctx, tx, prices, open); err != nil {
		return err
	}
	if err := exec("fold_forget", f.Day.Time); err != nil {
		return err
	}
	if err := exec("fold_store"); err != nil {
		return err
	}
	if err := exec("fold_store_units"); err != nil {
		return err
	}
	// The same session may fold another day in a transaction of its own.
	if _, err := tx.Exec(ctx, "drop table llm_fold, llm_fold_unit"); err != nil {
		return err
	}
	return tx.QueryRow(ctx, statement("fold_done"), append(args[:1:1], args[3:]...)...).Scan(&f.Events)
}

// price finds the rates of what has none.
func (f *Fold) price(ctx context.Context, tx pgx.Tx, prices Pricing, open time.Time) error {
	type key struct {
		usage.Rated
		price *int64
		known bool // the day had it when it was folded before
	}
	rows, _ := tx.Query(ctx, statement("fold_keys"), f.Day.Time)
	keys, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (key, error) {
		var k key
		err := row.Scan(&k.Slice, &k.Provider, &k.Model, &k.ServiceTier, &k.Region, &k.PromptFrom, &k.price, &k.known)
		k.Slice = k.Slice.UTC()
		return k, err
	})
	if err != nil {
		return fmt.Errorf("fold_keys: %w", err)
	}
	if len(keys) == 0 {
		return nil
	}
	found := make([]Price, len(keys))
	for i, k := range keys {
		if k.price == nil && (!k.known || !k.Slice.Before(open)) {
			if name, rate, ok := prices(k.Rated); ok {
				found[i] = Price{name, rate}
			}
		}
	}
	known, err := addPrices(ctx, tx, found)
	if err != nil {
		return err
	}
	of, ids := make([]Priced, len(keys)), make([]*int64, len(keys))
	for i, k := range keys {
		of[i], ids[i] = Priced{Day: f.Day, Rated: k.Rated}, k.price
		if id, ok := known[found[i].text()]; ok && k.price == nil {
			ids[i] = &id
		}
	}
	if _, err := tx.Exec(ctx, statement("fold_price"), append(arrays(of), ids)...); err != nil {
		return fmt.Errorf("fold_price: %w", err)
	}
	return nil
}

// addPrices returns the ids of prices by their texts; those that are not there yet are
// added, in an order that is the same for all who do so at once.
func addPrices(ctx context.Context, tx pgx.Tx, prices []Price) (map[string]int64, error) {
	sorted := slices.Clone(prices)
	slices.SortFunc(sorted, func(a, b Price) int { return strings.Compare(a.text(), b.text()) })
	ids := map[string]int64{}
	for _, p := range sorted {
		if _, ok := ids[p.text()]; ok || p.Name == "" {
			continue
		}
		var id int64
		err := tx.QueryRow(ctx, statement("price_id"), p.Name, p.Rate).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			if _, err := tx.Exec(ctx, statement("price_add"), p.Name, p.Rate); err != nil {
				return nil, fmt.Errorf("price_add: %w", err)
			}
			err = tx.QueryRow(ctx, statement("price_id"), p.Name, p.Rate).Scan(&id)
		}
		if err != nil {
			return nil, fmt.Errorf("price_id: %w", err)
		}
		ids[p.text()] = id
	}
	return ids, nil
}

func (p Price) text() string { return p.Name + "\x00" + string(p.Rate) }

// notNil makes an empty array of nil, which PostgreSQL would take for null.
func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
