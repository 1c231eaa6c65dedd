package nightly

import (
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/store"
)

// TestADatabaseThatGoesAwayDuringARun stops the server while days are folded: the run
// says so, and the next one ends what it has begun.
func TestADatabaseThatGoesAwayDuringARun(t *testing.T) {
	const days, perDay = 40, 2000
	server := pgtest.Start(t)
	url := server.URL("postgres")
	pool := pgtest.Connect(t, url)
	if err := store.Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 30, 4, 0, 0, 0, time.UTC)
	begin := store.DayOf(now.AddDate(0, 0, -days))
	if _, err := store.EventPartitions(t.Context(), pool, begin.Time, now); err != nil {
		t.Fatal(err)
	}
	_, err := pool.Exec(t.Context(), `insert into llm_event (event_id, ts, team_id, provider, model, input_tokens)
		select gen_random_uuid(), $1::timestamptz + d * interval '1 day' + n * interval '1 second', 'team-' || n % 7, 'openai', 'gpt-4o', n
		from generate_series(0, $2::int - 1) d, generate_series(1, $3::int) n`, begin.Time, days, perDay)
	if err != nil {
		t.Fatal(err)
	}

	type outcome struct {
		sum *Summary
		err error
	}
	ended := make(chan outcome)
	go func() {
		s := store.New(pgtest.Connect(t, url))
		sum, err := Run(t.Context(), s, Options{Prices: price.Builtin(), Zone: time.UTC, Date: store.DayOf(now), Now: now, Parallel: 2})
		ended <- outcome{sum, err}
	}()
	for folded := 0; folded < 4; { // two of these may not have been told of yet
		if err := pool.QueryRow(t.Context(), "select count(*) from llm_day where folded_at is not null").Scan(&folded); err != nil {
			t.Fatal(err)
		}
	}
	if err := server.Stop(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	got := <-ended
	if n := len(got.sum.Folded.Days); got.err == nil || n == 0 || n == days {
		t.Fatalf("%d days of %d were folded, error %v: the test shows nothing", n, days, got.err)
	}
	if text := got.err.Error(); strings.Count(text, "\n") > 2 || !strings.Contains(text, "the next run goes on") {
		t.Errorf("the error does not say in a few lines what to do:\n%s", text)
	}

	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	pool.Reset() // its connections are gone
	if _, err := Run(t.Context(), store.New(pool), Options{Prices: price.Builtin(), Zone: time.UTC, Date: store.DayOf(now), Now: now, Parallel: 2}); err != nil {
		t.Fatal(err)
	}
	s := store.New(pool)
	folded, err := s.Folded(t.Context(), first, last)
	if err != nil || len(folded) != days {
		t.Fatalf("%d days are folded, want %d: %v", len(folded), days, err)
	}
	for day, f := range folded {
		rows, _, err := s.Verify(t.Context(), f)
		if err != nil || len(rows) > 0 || f.Events != perDay {
			t.Errorf("%s: %d events, want %d; %d sums differ: %v", day, f.Events, perDay, len(rows), err)
		}
	}
}
