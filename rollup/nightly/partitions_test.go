package nightly

import (
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/store"
)

// Writers have a partition for each event of months in which the run fails for up to
// thirteen nights in a row: for what is written now, for what is late by up to a week, and
// for a clock that is ahead.
func TestWritersHaveAPartition(t *testing.T) {
	server, name := pgtest.Database(t)
	pool := pgtest.Connect(t, server.URL(name))
	s := store.New(pool)
	begin := time.Date(2030, 1, 1, 3, 15, 0, 0, time.UTC) // the migration has made none
	run := func(now time.Time) *Summary {
		t.Helper()
		sum, err := Run(t.Context(), s, Options{Prices: price.Builtin(), Zone: time.UTC, Date: store.DayOf(now), Now: now, Parallel: 2})
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	write := func(at time.Time) error {
		_, err := pool.Exec(t.Context(), "insert into llm_event (event_id, ts, team_id) values (gen_random_uuid(), $1, 'a')", at)
		return err
	}
	for night := range 113 {
		now := begin.AddDate(0, 0, night)
		if night%14 == 0 {
			if sum := run(now); sum.Partitions == nil || !sum.Partitions.Equal(store.DayOf(now).AddDate(0, 0, 15)) {
				t.Fatalf("%s: partitions until %v, want until the end of 14 days from now", now, sum.Partitions)
			}
		}
		for _, at := range []time.Time{
			now, now.Add(20*time.Hour + 45*time.Minute - time.Microsecond), // until the day ends
			now.AddDate(0, 0, -7).Truncate(24 * time.Hour),
			now.Add(time.Hour),
		} {
			if err := write(at); err != nil {
				t.Fatalf("on %s, an event of %s: %v", now, at, err)
			}
		}
	}

	// A gap is seen as the end, whatever is there beyond it.
	now := begin.AddDate(0, 0, 112)
	end := run(now).Partitions
	if _, err := s.EventPartitions(t.Context(), end.AddDate(0, 0, 1), end.AddDate(0, 0, 3)); err != nil {
		t.Fatal(err)
	}
	if got, err := s.PartitionsEnd(t.Context(), now); err != nil || !got.Equal(*end) {
		t.Errorf("partitions until %v, want until %v: %v", got, end, err)
	}

	// When nobody runs it for longer, writers are told, and the next run mends it.
	now = end.Add(time.Hour)
	if err := write(now); err == nil || !strings.Contains(err.Error(), "no partition") {
		t.Errorf("an event without a partition: %v", err)
	}
	if got, err := s.PartitionsEnd(t.Context(), now); err != nil || got.After(now) {
		t.Errorf("partitions until %v at %v: %v", got, now, err)
	}
	run(now)
	if err := write(now); err != nil {
		t.Error(err)
	}
}
