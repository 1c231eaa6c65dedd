package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// A Difference is a row in which the sums of a day are not those of its events.
type Difference struct {
	Day               Day
	TeamID, ProjectID string
	ServiceName       string
	Provider, Model   string
	Slice             time.Time
	Requests          [2]int64 // as the sums say, as the events say
	InputTokens       [2]int64
	OutputTokens      [2]int64
}

// Verify adds up the events of a day anew and returns where its sums differ, and how
// many sums of units do. A day that is being folded meanwhile is seen before or after.
func (s *Store) Verify(ctx context.Context, f Folded) (rows []Difference, units int64, err error) {
	args := f.Cuts.args(f.Day)
	err = pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "set local plan_cache_mode = force_custom_plan"); err != nil {
			return err
		}
		q, _ := tx.Query(ctx, statement("verify_day"), args...)
		var err error
		rows, err = pgx.CollectRows(q, func(row pgx.CollectableRow) (Difference, error) {
			d := Difference{Day: f.Day}
			err := row.Scan(&d.TeamID, &d.ProjectID, &d.ServiceName, &d.Provider, &d.Model, &d.Slice,
				&d.Requests[0], &d.Requests[1], &d.InputTokens[0], &d.InputTokens[1], &d.OutputTokens[0], &d.OutputTokens[1])
			d.Slice = d.Slice.UTC()
			return d, err
		})
		if err != nil {
			return err
		}
		return tx.QueryRow(ctx, statement("verify_units"), args...).Scan(&units)
	})
	if err != nil {
		return nil, 0, fmt.Errorf("verifying %s: %w", f.Day, err)
	}
	return rows, units, nil
}

// HasEvents reports whether events of a day are kept.
func (s *Store) HasEvents(ctx context.Context, d Day) (bool, error) {
	var has bool
	if err := s.pool.QueryRow(ctx, statement("has_events"), d.Time, d.Next().Time).Scan(&has); err != nil {
		return false, fmt.Errorf("looking for events of %s: %w", d, err)
	}
	return has, nil
}
