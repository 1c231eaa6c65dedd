package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Drop drops the events of days before keep, of which the sums are complete, and
// returns how many days those were. Sums stay. Each day is a transaction.
//
// A day needs llm_event alone for a moment. It is waited for up to a second, since those
// who come meanwhile wait behind; after a few attempts in vain, such as during a long
// report, the error says so, and the next run tries again.
func (s *Store) Drop(ctx context.Context, keep Day) (dropped int, err error) {
	rows, _ := s.pool.Query(ctx, statement("event_drop_days"), keep.Time)
	days, err := pgx.CollectRows(rows, pgx.RowTo[time.Time])
	if err != nil {
		return 0, fmt.Errorf("looking for events before %s to drop: %w", keep, explain(err))
	}
	for _, day := range days {
		done, err := s.drop(ctx, day)
		if err != nil {
			return dropped, fmt.Errorf("dropping the events of %s: %w", DayOf(day), explain(err))
		}
		if done {
			dropped++
		}
	}
	return dropped, nil
}

// dropAttempts is how often a second is waited for the lock.
const dropAttempts = 3

func (s *Store) drop(ctx context.Context, day time.Time) (done bool, err error) {
	for range dropAttempts {
		err = s.pool.QueryRow(ctx, statement("event_drop"), day).Scan(&done)
		pgErr, ok := errors.AsType[*pgconn.PgError](err)
		if !ok || pgErr.Code != lockNotAvailable {
			return done, err
		}
	}
	return false, fmt.Errorf("llm_event was in use each time, by a long report or load; the next run tries again: %w", err)
}

// lockNotAvailable is what PostgreSQL says when lock_timeout has passed.
const lockNotAvailable = "55P03"
