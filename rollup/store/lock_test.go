package store

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/llmtag/llmtag/internal/pgtest"
)

// foldedDays makes days of one event each and folds them.
func foldedDays(t *testing.T, s *Store, n int) []Day {
	t.Helper()
	days := make([]Day, n)
	for i := range days {
		days[i] = DayOf(time.Date(2026, 3, 1+i, 0, 0, 0, 0, time.UTC))
		if _, err := s.EventPartitions(t.Context(), days[i].Time, days[i].Time); err != nil {
			t.Fatal(err)
		}
		insertEvent(t, s, days[i])
		if _, err := s.Fold(t.Context(), days[i], Cuts{}, unpriced, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	return days
}

func insertEvent(t *testing.T, s *Store, day Day) {
	t.Helper()
	if _, err := s.pool.Exec(t.Context(), "insert into llm_event (event_id, ts, team_id) values (gen_random_uuid(), $1, 'a')", day.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
}

// A writer that has its transaction open when events are dropped goes on: it neither
// waits for long nor is it chosen to end a deadlock.
func TestDroppingEventsBreaksOffNoWriter(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	s := New(pool)
	days := foldedDays(t, s, 2)
	writer, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Rollback(context.WithoutCancel(t.Context()))
	write := func(day Day) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if _, err := writer.Exec(ctx, "insert into llm_event (event_id, ts, team_id) values (gen_random_uuid(), $1, 'a')", day.Add(time.Hour)); err != nil {
			t.Fatalf("a writer, while events are dropped: %v", err)
		}
	}
	write(days[1]) // has llm_event locked from here on, and not the partition of the first day
	done := make(chan error, 1)
	go func() {
		_, err := s.Drop(t.Context(), days[1].Next())
		done <- err
	}()
	waitForLock(t, pool.Config().ConnString())
	write(days[0]) // a late event of a day that is being dropped
	if err := writer.Commit(t.Context()); err != nil {
		t.Fatalf("a writer, while events are dropped: %v", err)
	}
	if err := <-done; err != nil {
		t.Errorf("the drop, after the writer: %v", err)
	}
	for i, day := range days {
		var marks, events int
		err := pool.QueryRow(t.Context(), "select (select count(*) from llm_event_dirty where day = $1), (select count(*) from llm_event where ts >= $1 and ts < $2)", day.Time, day.Next().Time).Scan(&marks, &events)
		if err != nil || marks != 1 || events != 2 {
			t.Errorf("day %d has %d marks and %d events, want 1 and 2: %v", i, marks, events, err)
		}
	}
}

// waitForLock returns when a session waits for a lock.
func waitForLock(t *testing.T, url string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	deadline := time.Now().Add(10 * time.Second)
	for time.Now().Before(deadline) {
		var waiting bool
		if err := conn.QueryRow(t.Context(), "select exists (select from pg_locks where not granted)").Scan(&waiting); err != nil {
			t.Fatal(err)
		}
		if waiting {
			return
		}
	}
	t.Fatal("nobody waits for a lock: the test shows nothing")
}

// A run that drops events and one that folds a day do not wait for each other in a circle.
func TestDroppingEventsPassesOverADayThatIsBeingFolded(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	s := New(pool)
	days := foldedDays(t, s, 2)
	fold, err := pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer fold.Rollback(context.WithoutCancel(t.Context()))
	if _, err := fold.Exec(t.Context(), statement("fold_lock"), days[1].Time); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	dropped, err := s.Drop(ctx, days[1].Next())
	if err != nil || dropped != 1 {
		t.Fatalf("%d days dropped, want the first: %v", dropped, err)
	}
	if _, err := fold.Exec(ctx, "select count(*) from llm_event"); err != nil {
		t.Errorf("a fold, while events are dropped: %v", err)
	}
}

// The functions that run with their owner's rights look at no table that the caller
// has made: marks that went there would be marks that nobody finds.
func TestATemporaryTableTakesNoMarks(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	day := DayOf(time.Now())
	writer, err := pool.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Release()
	for _, sql := range []string{
		"create temp table llm_event_dirty (day date)",
		"insert into llm_event (event_id, ts) values (gen_random_uuid(), now())",
	} {
		if _, err := writer.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	changed, err := New(pool).Changed(t.Context(), day, day.Next())
	if err != nil || len(changed) != 1 {
		t.Errorf("%d days are marked, want 1: %v", len(changed), err)
	}
	var loose int
	err = pool.QueryRow(t.Context(), `select count(*) from pg_proc where prosecdef and proname like 'llm\_%'
		and not exists (select from unnest(proconfig) c where c like 'search_path=%, pg_temp')`).Scan(&loose)
	if err != nil || loose != 0 {
		t.Errorf("%d functions with their owner's rights search temporary tables first: %v", loose, err)
	}
}
