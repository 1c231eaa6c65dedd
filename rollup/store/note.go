package store

import (
	"context"
	"fmt"
	"time"
)

// A Run is what is kept of a nightly run.
type Run struct {
	Started, Finished time.Time
	Date              Day
	Days              []Day
	Events            int64 // that are new
	Unpriced          int64 // tokens of the folded days that have no price
	Error             string
}

// Note keeps what a run has done.
func (s *Store) Note(ctx context.Context, r Run) error {
	if _, err := s.pool.Exec(ctx, statement("run_note"), r.Started, r.Finished, r.Date.Time, dates(r.Days), r.Events, r.Unpriced, r.Error); err != nil {
		return fmt.Errorf("noting the run: %w", err)
	}
	return nil
}

func dates(days []Day) []time.Time {
	out := make([]time.Time, len(days))
	for i, d := range days {
		out[i] = d.Time
	}
	return out
}
