package store

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A day of two months, as it is in a time zone that is not UTC: what was unpriced before the
// open month begins stays so, also if the day is cut into more parts than it was.
func TestWhatWasUnpricedIsPricedInTheOpenMonthOnly(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	s := New(pool)
	day := DayOf(time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC))
	open := day.Add(22 * time.Hour)
	if _, err := s.EventPartitions(t.Context(), day.Time, day.Time); err != nil {
		t.Fatal(err)
	}
	add := func(model string, hours ...int) {
		t.Helper()
		for _, hour := range hours {
			_, err := pool.Exec(t.Context(), "insert into llm_event (event_id, ts, team_id, provider, model, input_tokens) values (gen_random_uuid(), $1, 'a', 'acme', $2, 1)", day.Add(time.Duration(hour)*time.Hour), model)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	type priced map[string]int64 // tokens by slice, model and price
	fold := func(prices Pricing, open time.Time, cuts ...time.Time) priced {
		t.Helper()
		if _, err := s.Fold(t.Context(), day, Cuts{Plain: cuts, Fine: cuts}, prices, open); err != nil {
			t.Fatal(err)
		}
		got := priced{}
		for _, p := range must(s.Priced(t.Context(), day.Time, day.Next().Time))(t) {
			name := "none"
			if p.Price != nil {
				name = p.Price.Name
			}
			got[p.Slice.Format("15:04")+" "+p.Model+" "+name]++
		}
		return got
	}
	table := func(name string) Pricing {
		return func(usage.Rated) (string, json.RawMessage, bool) { return name, json.RawMessage("{}"), true }
	}
	add("m", 1, 13, 23)
	add("noon", 13)
	want := priced{"00:00 m none": 1, "22:00 m none": 1, "00:00 noon none": 1}
	if diff := cmp.Diff(want, fold(unpriced, open, open)); diff != "" {
		t.Fatalf("at first (-want +got):\n%s", diff)
	}
	add("late", 2, 14)
	noon := day.Add(12 * time.Hour)
	want = priced{"00:00 m none": 1, "12:00 m none": 1, "12:00 noon none": 1, "22:00 m new": 1, "00:00 late new": 1, "12:00 late new": 1}
	if diff := cmp.Diff(want, fold(table("new"), open, noon, open)); diff != "" {
		t.Errorf("with a price, and a further cut (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, fold(table("newer"), open, noon, open)); diff != "" {
		t.Errorf("once more, with another table (-want +got):\n%s", diff)
	}
	without := must(s.Unpriced(t.Context(), day, day))(t)
	if len(without) != 3 || without[0].Slice != day.Time || without[0].Model != "m" || without[1].Slice != noon || without[2].Slice != noon {
		t.Errorf("without a price are %+v, want m in the first two slices and noon in the second", without)
	}
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}
