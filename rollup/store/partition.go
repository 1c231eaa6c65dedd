package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// EventPartitions makes the partitions of llm_event for the days in UTC from first
// to last that do not exist, and returns how many those were. It holds up neither
// readers nor writers, and may be called by several at once.
func EventPartitions(ctx context.Context, pool *pgxpool.Pool, first, last time.Time) (made int, err error) {
	if err := pool.QueryRow(ctx, statement("event_partitions"), first.UTC(), last.UTC()).Scan(&made); err != nil {
		return 0, fmt.Errorf("making partitions of llm_event: %w", explain(err))
	}
	return made, nil
}

// explain adds to err what to do about it.
func explain(err error) error {
	pgErr, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return err
	}
	switch pgErr.Code {
	case "42883", "42P01", "42703": // a function, table or column that is not there
		return fmt.Errorf("%w; run: llmrollup migrate", err)
	case "42501": // insufficient privilege
		return fmt.Errorf("%w; run it as the role that ran: llmrollup migrate", err)
	}
	return err
}

// OfStatement reports whether err is about what a statement does: its data, or another
// transaction in its way. Otherwise the database is away, has no space, or is being shut
// down, and other statements would not go better.
func OfStatement(err error) bool {
	pgErr, ok := errors.AsType[*pgconn.PgError](err)
	if !ok || len(pgErr.Code) != 5 {
		return false
	}
	switch pgErr.Code[:2] { // classes, from PostgreSQL's appendix A
	case "08", "53", "57", "58", "XX":
		return false
	}
	return true
}

// EventPartitions is [EventPartitions] for the store's database.
func (s *Store) EventPartitions(ctx context.Context, first, last time.Time) (made int, err error) {
	return EventPartitions(ctx, s.pool, first, last)
}

// PartitionsEnd returns the moment until which events can be written, from another on:
// the beginning of the first day without a partition.
func (s *Store) PartitionsEnd(ctx context.Context, from time.Time) (time.Time, error) {
	var end *time.Time
	if err := s.pool.QueryRow(ctx, statement("event_partitions_end"), DayOf(from).Time).Scan(&end); err != nil {
		return time.Time{}, fmt.Errorf("looking for partitions of llm_event: %w", explain(err))
	}
	if end == nil {
		return DayOf(from).AddDate(0, 0, 100), nil // at least
	}
	return end.UTC(), nil
}
