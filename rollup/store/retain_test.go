package store

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/usage"
)

// unpriced is a price list without prices.
func unpriced(usage.Rated) (string, json.RawMessage, bool) { return "", nil, false }

func TestEventsAreDroppedOnlyWhereTheSumsHaveThem(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	s := New(pool)
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	days := make([]Day, 4)
	for i := range days {
		days[i] = DayOf(time.Date(2026, 3, 1+i, 0, 0, 0, 0, time.UTC))
		if _, err := s.EventPartitions(t.Context(), days[i].Time, days[i].Time); err != nil {
			t.Fatal(err)
		}
		exec("insert into llm_event (event_id, ts, team_id, input_tokens) values (gen_random_uuid(), $1, 'a', 7)", days[i].Add(time.Hour))
	}
	for _, day := range []Day{days[0], days[1], days[3]} { // the third is not folded
		if _, err := s.Fold(t.Context(), day, Cuts{}, unpriced, time.Time{}); err != nil {
			t.Fatal(err)
		}
	}
	exec("insert into llm_event (event_id, ts, team_id, input_tokens) values (gen_random_uuid(), $1, 'a', 7)", days[1].Add(time.Hour)) // changed since

	dropped, err := s.Drop(t.Context(), days[3])
	if err != nil || dropped != 1 {
		t.Fatalf("%d days dropped, want the first only: %v", dropped, err)
	}
	for i, want := range []bool{false, true, true, true} {
		if has, err := s.HasEvents(t.Context(), days[i]); err != nil || has != want {
			t.Errorf("%s has events: %v, want %v (%v)", days[i], has, want, err)
		}
	}
	folded, err := s.Folded(t.Context(), days[0], days[3])
	if f := folded[days[0]]; err != nil || !f.Dropped || f.Events != 1 {
		t.Errorf("the sums of a day whose events were dropped: %+v, %v", f, err)
	}
	changed, err := s.Changed(t.Context(), days[0], days[3])
	if err != nil || len(changed) != 2 {
		t.Errorf("dropping marks days as changed: %v, %v", changed, err)
	}

	// What comes later is refused, and does not take the place of the sums.
	if made, err := s.EventPartitions(t.Context(), days[0].Time, days[0].Time); err != nil || made != 0 {
		t.Errorf("%d partitions made for a day that was dropped: %v", made, err)
	}
	_, err = pool.Exec(t.Context(), "insert into llm_event (event_id, ts, team_id) values (gen_random_uuid(), $1, 'a')", days[0].Add(2*time.Hour))
	if err == nil || !strings.Contains(err.Error(), "no partition") {
		t.Errorf("an event of a day that was dropped: %v", err)
	}
}
