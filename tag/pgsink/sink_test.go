package pgsink

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/store"
	"github.com/llmtag/llmtag/tag"
)

func TestMain(m *testing.M) {
	if url := os.Getenv("LLMTAG_TEST_URL"); url != "" {
		fmt.Fprintln(os.Stderr, recordUntilKilled(url, os.Getenv("LLMTAG_TEST_SPOOL")))
		os.Exit(1)
	}
	os.Exit(pgtest.Run(m, store.Migrate))
}

// The key of the table has the time in it: an event that is sent again has the
// same.
var start = time.Now()

// event has every field set, and is of today.
func event(i int) tag.Event {
	return tag.Event{
		EventID: id(i), Time: start.Add(time.Duration(i) * time.Millisecond),
		Provider: "openai", Model: "gpt-5.2-2026-10-01", RequestedModel: "gpt-5.2",
		InputTokens: new(int64(i)), OutputTokens: new(int64(2)), TotalTokens: new(int64(1 << 40)),
		CacheReadTokens: new(int64(0)), CacheWrite5mTokens: new(int64(5)), CacheWrite1hTokens: new(int64(6)), ReasoningTokens: new(int64(-7)),
		AudioInputTokens: new(int64(8)), AudioOutputTokens: new(int64(9)), ImageTokens: new(int64(10)),
		ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments", UserID: "ü-42", RequestType: "summarize", Environment: "prod",
		RequestID: "resp_1", Attempt: 2, AttemptGroup: "019adfae-3b86-7e7c-8cd4-b5a9d1f0a000",
		LatencyMS: 812, FirstTokenMS: new(int64(95)), Status: tag.StatusOK, HTTPStatus: 200, UsageStatus: tag.UsageReported,
		ServiceTier: "priority", Region: "eu-west-1", Units: map[string]json.Number{"web_searches": "3", "seconds": "1.25"},
		CallSite: "checkout.(*Assistant).Answer assistant.go:42",
	}
}

func id(i int) string { return fmt.Sprintf("019adfae-3b86-7e7c-8cd4-%012x", i) }

// rows returns the table as the JSON of events: a line each, in the order of ids.
func rows(t *testing.T, pool *pgxpool.Pool) []map[string]any {
	t.Helper()
	found, err := pool.Query(t.Context(), "select to_jsonb(e) from llm_event e order by event_id")
	if err != nil {
		t.Fatal(err)
	}
	all, err := pgx.CollectRows(found, pgx.RowTo[map[string]any])
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// want is e as the table has it: text that is not known is empty, and the time is
// as PostgreSQL's JSON writes it.
func want(t *testing.T, e tag.Event) map[string]any {
	t.Helper()
	var b lines
	if err := tag.JSONL(&b).Write(t.Context(), []tag.Event{e}); err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"team_id", "provider", "model", "requested_model", "project_id", "service_name", "user_id", "request_type", "environment",
		"request_id", "status", "usage_status", "service_tier", "region", "call_site",
	} {
		if m[key] == nil {
			m[key] = ""
		}
	}
	ts := e.Time.UTC().Truncate(time.Microsecond)
	m["ts"] = strings.TrimRight(strings.TrimRight(ts.Format("2006-01-02T15:04:05.000000"), "0"), ".") + "+00:00"
	return m
}

type lines []byte

func (l *lines) Write(p []byte) (int, error) { *l = append(*l, p...); return len(p), nil }

func TestEveryFieldArrivesByEitherWay(t *testing.T) {
	sparse := tag.Event{EventID: id(2), Time: time.Now().Add(-25 * time.Hour), Model: "m\xffx"}
	full := event(1)
	full.Time = time.Now().Truncate(time.Second)
	for name, inserts := range map[string]int{"copy": 0, "insert": 1} {
		t.Run(name, func(t *testing.T) {
			pool := pgtest.Pool(t)
			sink := New(pool)
			sink.inserts = inserts
			if err := sink.Write(t.Context(), []tag.Event{full, sparse, event(3)}); err != nil {
				t.Fatal(err)
			}
			got := rows(t, pool)
			if len(got) != 3 {
				t.Fatalf("%d rows, want 3", len(got))
			}
			for i, e := range []tag.Event{full, sparse} {
				if diff := cmp.Diff(want(t, e), got[i]); diff != "" {
					t.Errorf("row %d (-want +got):\n%s", i, diff)
				}
			}
		})
	}
}

func TestADuplicateIsPassedOver(t *testing.T) {
	pool := pgtest.Pool(t)
	sink := New(pool)
	events := []tag.Event{event(1), event(2), event(2)} // once more within the batch
	for range 3 {
		if err := sink.Write(t.Context(), events); err != nil {
			t.Fatal(err)
		}
	}
	events = append(events, event(3))
	if err := sink.Write(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	if got := len(rows(t, pool)); got != 3 {
		t.Errorf("%d rows, want 3", got)
	}
}

func TestLoadCountsWhatWasNotThere(t *testing.T) {
	sink := New(pgtest.Pool(t))
	bad := event(9)
	bad.EventID = "no UUID"
	for _, tt := range []struct {
		events []tag.Event
		want   int64
	}{
		{[]tag.Event{event(1), event(2), bad}, 2},
		{[]tag.Event{event(1), event(2), event(3), event(3)}, 1},
		{[]tag.Event{event(4), event(4), bad}, 1},
		{nil, 0},
	} {
		got, err := sink.Load(t.Context(), tt.events)
		if refused := new(tag.RefusedError); err != nil && !errors.As(err, &refused) {
			t.Fatal(err)
		}
		if got != tt.want {
			t.Errorf("%d events: %d were not there, want %d", len(tt.events), got, tt.want)
		}
	}
}

func TestCopyIsUsedAgainAfterDuplicates(t *testing.T) {
	sink := New(pgtest.Pool(t))
	batch := []tag.Event{event(1)}
	for range 2 {
		if err := sink.Write(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
	}
	if sink.inserts != afterDuplicate {
		t.Errorf("%d inserts to come, want %d", sink.inserts, afterDuplicate)
	}
	for i := range afterDuplicate {
		if err := sink.Write(t.Context(), []tag.Event{event(10 + i)}); err != nil {
			t.Fatal(err)
		}
	}
	if sink.inserts != 0 {
		t.Errorf("%d inserts to come, want COPY again", sink.inserts)
	}
}

func TestPoisonIsRefusedAndTheRestIsThere(t *testing.T) {
	tests := map[string]struct {
		spoil   func(e *tag.Event)
		wantErr string
	}{
		"an id that is no UUID":               {func(e *tag.Event) { e.EventID = "e-1" }, `event_id: "e-1" is not a UUID`},
		"no id":                               {func(e *tag.Event) { e.EventID = "" }, `event_id: "" is not a UUID`},
		"a group that is no UUID":             {func(e *tag.Event) { e.AttemptGroup = "g" }, `attempt_group: "g" is not a UUID`},
		"a NUL byte":                          {func(e *tag.Event) { e.UserID = "a\x00b" }, `user_id: "a\x00b" has a NUL byte`},
		"a status beyond integer":             {func(e *tag.Event) { e.HTTPStatus = 1 << 40 }, "http_status: 1099511627776 is out of the range of integer"},
		"a unit that is no number":            {func(e *tag.Event) { e.Units = map[string]json.Number{"x": "NaN"} }, "units: "},
		"a unit beyond numeric":               {func(e *tag.Event) { e.Units = map[string]json.Number{"x": "1e200000"} }, "22003"},
		"a NUL in the name of a unit":         {func(e *tag.Event) { e.Units = map[string]json.Number{"a\x00": "1"} }, "22P05"},
		"a team too long for the key's index": {func(e *tag.Event) { e.TeamID = strings.Repeat("abcdefghijklmnopqrstuvwxyz0123456789", 10_000) }, "54000"},
		"a day without partition":             {func(e *tag.Event) { e.Time = time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC) }, "no partition of relation"},
		"a year beyond PostgreSQL's":          {func(e *tag.Event) { e.Time = time.Date(400_000, 1, 1, 0, 0, 0, 0, time.UTC) }, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			pool := pgtest.Pool(t)
			sink := New(pool)
			for at := range 3 {
				events := []tag.Event{event(10 * at), event(10*at + 1), event(10*at + 2)}
				tt.spoil(&events[at])
				var refused *tag.RefusedError
				if err := sink.Write(t.Context(), events); !errors.As(err, &refused) {
					t.Fatalf("got %v, want a RefusedError", err)
				}
				if len(refused.Refused) != 1 || refused.Refused[0].Index != at || !strings.Contains(refused.Refused[0].Err.Error(), tt.wantErr) {
					t.Errorf("refused %v, want %d with %q", refused.Refused, at, tt.wantErr)
				}
			}
			if got := len(rows(t, pool)); got != 6 {
				t.Errorf("%d rows, want the 6 that are sound", got)
			}
		})
	}
}

func TestManyPoisonedAmongMany(t *testing.T) {
	pool := pgtest.Pool(t)
	var events []tag.Event
	var want []int
	for i := range 500 {
		e := event(i)
		if i%71 == 3 {
			e.Time = time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
			want = append(want, i)
		}
		events = append(events, e)
	}
	var refused *tag.RefusedError
	if err := New(pool).Write(t.Context(), events); !errors.As(err, &refused) {
		t.Fatal(err)
	}
	var got []int
	for _, r := range refused.Refused {
		got = append(got, r.Index)
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("refused (-want +got):\n%s", diff)
	}
	if n := len(rows(t, pool)); n != 500-len(want) {
		t.Errorf("%d rows, want %d", n, 500-len(want))
	}
}

func TestWhatNeedsRepairIsTriedAgainAndSaysHow(t *testing.T) {
	tests := map[string]struct{ breakIt, wantErr string }{
		"no table":               {"drop table llm_event", "run: llmrollup migrate"},
		"a table that is old":    {"alter table llm_event drop column units", "run: llmrollup migrate"},
		"no partition for today": {"do $$ declare p text; begin for p in select inhrelid::regclass::text from pg_inherits where inhparent = 'llm_event'::regclass loop execute 'drop table ' || p; end loop; end $$", "partitions are made by: llmrollup run"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			pool := pgtest.Pool(t)
			if _, err := pool.Exec(t.Context(), tt.breakIt); err != nil {
				t.Fatal(err)
			}
			err := New(pool).Write(t.Context(), []tag.Event{event(1)})
			var refused *tag.RefusedError
			if err == nil || errors.As(err, &refused) || !strings.Contains(err.Error(), tt.wantErr) {
				t.Errorf("got %v, want an error that is no refusal and says %q", err, tt.wantErr)
			}
		})
	}
}

func TestTheRoleNeedsInsertOnly(t *testing.T) {
	server, name := pgtest.Database(t)
	owner := pgtest.Connect(t, server.URL(name))
	role := "writer_" + name
	// The rights are those of the documentation.
	create, grant, ok := strings.Cut(documented(t), ";\n")
	if !ok || !strings.HasPrefix(grant, "grant insert on llm_event to llm_writer") {
		t.Fatalf("docs/sinks.md has %q and %q", create, grant)
	}
	named := strings.NewReplacer("llm_writer", role)
	if _, err := owner.Exec(t.Context(), named.Replace(create)); err != nil {
		t.Fatal(err)
	}
	writer := pgtest.Connect(t, server.URLFor(name, role))
	sink := New(writer)
	if err := sink.Write(t.Context(), []tag.Event{event(1)}); err == nil || !strings.Contains(err.Error(), "grant insert on llm_event") {
		t.Errorf("without the right: %v", err)
	}
	if _, err := owner.Exec(t.Context(), named.Replace(grant)); err != nil {
		t.Fatal(err)
	}
	for range 2 { // by COPY, and then by INSERT
		if err := sink.Write(t.Context(), []tag.Event{event(1)}); err != nil {
			t.Error(err)
		}
	}
	if _, err := writer.Exec(t.Context(), "select * from llm_event"); err == nil {
		t.Error("the writer can read")
	}
	if got := len(rows(t, owner)); got != 1 {
		t.Errorf("%d rows, want 1", got)
	}
}

func TestATableWithRowSecurityIsWritten(t *testing.T) {
	server, name := pgtest.Database(t)
	owner := pgtest.Connect(t, server.URL(name))
	role := "writer_" + name
	if _, err := owner.Exec(t.Context(), fmt.Sprintf(`create role %[1]s login; grant insert on llm_event to %[1]s;
		alter table llm_event enable row level security; create policy w on llm_event for insert with check (true)`, role)); err != nil {
		t.Fatal(err)
	}
	sink := New(pgtest.Connect(t, server.URLFor(name, role)))
	for i := range 2 {
		if err := sink.Write(t.Context(), []tag.Event{event(i)}); err != nil {
			t.Error(err)
		}
	}
	if got := len(rows(t, owner)); got != 2 || !sink.noCopy {
		t.Errorf("%d rows, want 2; COPY given up: %v", got, sink.noCopy)
	}
}

// documented is the SQL of docs/sinks.md.
func documented(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/sinks.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(b), "```sql\n")
	sql, _, ok := strings.Cut(rest, "```")
	if !ok {
		t.Fatal("docs/sinks.md has no SQL")
	}
	return sql
}
