package store

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A price table that no longer knows of a change within a past day, or of a boundary of
// prompt sizes, takes no price from what was folded when it did.
func TestFoldingAgainWithFewerCutsKeepsPrices(t *testing.T) {
	pool := pgtest.Pool(t)
	if err := Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	s := New(pool)
	day := DayOf(time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC))
	if _, err := s.EventPartitions(t.Context(), day.Time, day.Time); err != nil {
		t.Fatal(err)
	}
	add := func(hour int, provider string, tokens int64) {
		t.Helper()
		_, err := pool.Exec(t.Context(), "insert into llm_event (event_id, ts, team_id, provider, model, input_tokens) values (gen_random_uuid(), $1, 'a', $2, 'm', $3)",
			day.Add(time.Duration(hour)*time.Hour), provider, tokens)
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, provider := range []string{"busy", "quiet"} {
		for _, hour := range []int{1, 13} {
			add(hour, provider, 10)
			add(hour, provider, 2000)
		}
	}
	noon := day.Add(12 * time.Hour)
	before := Cuts{Fine: []time.Time{noon}, Quiet: []string{"quiet"}, Bounds: []int64{1000}}
	rates := func(table string) Pricing {
		return func(r usage.Rated) (string, json.RawMessage, bool) {
			return fmt.Sprintf("%s %s %d:00 %d", table, r.Provider, r.Slice.Hour(), r.PromptFrom), json.RawMessage("{}"), true
		}
	}
	fold := func(cuts Cuts, prices Pricing) map[string]int64 {
		t.Helper()
		if _, err := s.Fold(t.Context(), day, cuts, prices, time.Time{}); err != nil {
			t.Fatal(err)
		}
		tokens := map[string]int64{}
		for r, err := range s.Rows(t.Context(), Query{Starts: []time.Time{day.Time}, To: day.Next().Time, Fields: []string{"provider"}}, prices) {
			if err != nil {
				t.Fatal(err)
			}
			tokens[r.Price.Name] += r.Input
		}
		return tokens
	}
	want := map[string]int64{
		"old busy 0:00 0": 10, "old busy 0:00 1000": 2000, "old busy 12:00 0": 10, "old busy 12:00 1000": 2000,
		"old quiet 0:00 0": 20, "old quiet 0:00 1000": 4000,
	}
	if diff := cmp.Diff(want, fold(before, rates("old"))); diff != "" {
		t.Fatalf("the first time (-want +got):\n%s", diff)
	}
	six := day.Add(6 * time.Hour)
	for name, cuts := range map[string]Cuts{
		"none":                             {},
		"all of them quiet":                {Quiet: []string{"busy", "quiet"}},
		"others, and none of them quiet":   {Fine: []time.Time{six}, Bounds: []int64{500}},
		"others, and the other one quiet":  {Plain: []time.Time{six}, Fine: []time.Time{six}, Quiet: []string{"busy"}},
		"those that the sums had at first": before,
	} {
		if diff := cmp.Diff(want, fold(cuts, rates("new"))); diff != "" {
			t.Errorf("again, with cuts %s (-want +got):\n%s", name, diff)
		}
	}
	folded, err := s.Folded(t.Context(), day, day)
	if err != nil {
		t.Fatal(err)
	}
	if rows, _, err := s.Verify(t.Context(), folded[day]); err != nil || len(rows) > 0 {
		t.Errorf("sums differ from events: %v %v", rows, err)
	}
}
