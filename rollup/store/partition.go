package store

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

//go:embed sql/event_partitions.sql
var eventPartitions string // $1 first day, $2 last day (dates in UTC, inclusive); returns how many were made

// EventPartitions makes the partitions of llm_event for the days in UTC from first
// to last that do not exist, and returns how many those were. It holds up neither
// readers nor writers, and may be called by several at once.
func EventPartitions(ctx context.Context, pool *pgxpool.Pool, first, last time.Time) (made int, err error) {
	if err := pool.QueryRow(ctx, eventPartitions, first.UTC(), last.UTC()).Scan(&made); err != nil {
		return 0, fmt.Errorf("making partitions of llm_event: %w", err)
	}
	return made, nil
}
