package store

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgtest"
)

// TestRoles logs in as each role and tries what it may and may not do.
func TestRoles(t *testing.T) {
	server, name := pgtest.Database(t)
	owner := pgtest.Connect(t, server.URL(name))
	if err := Migrate(t.Context(), owner); err != nil {
		t.Fatal(err)
	}
	roles := map[string]Grant{
		"writer": {Kind: "writer"}, "rollup": {Kind: "rollup"}, "one": {Kind: "reader", Team: "payments"},
		"all": {Kind: "reader"}, "nobody": {},
	}
	pools := map[string]*pgxpool.Pool{}
	for role, g := range roles {
		g.Role = name + "_" + role
		if _, err := owner.Exec(t.Context(), "create role "+g.Role+" login"); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			for _, sql := range []string{"drop owned by " + g.Role, "drop role " + g.Role} {
				if _, err := owner.Exec(t.Context(), sql); err != nil && t.Context().Err() == nil {
					t.Error(err)
				}
			}
		})
		if g.Kind != "" {
			if err := New(owner).Grant(t.Context(), g); err != nil {
				t.Fatal(err)
			}
		}
		u, err := url.Parse(server.URL(name))
		if err != nil {
			t.Fatal(err)
		}
		u.User = url.User(g.Role)
		pools[role] = pgtest.Connect(t, u.String())
	}
	day := DayOf(time.Now())
	const insert = "insert into llm_event (event_id, ts, team_id, input_tokens) values (gen_random_uuid(), now(), 'payments', 1), (gen_random_uuid(), now(), 'search', 2) on conflict do nothing"
	if _, err := pools["writer"].Exec(t.Context(), insert); err != nil {
		t.Fatalf("a writer writes: %v", err)
	}
	s := New(pools["rollup"])
	if _, err := s.EventPartitions(t.Context(), day.Time, day.AddDate(0, 0, 20)); err != nil {
		t.Errorf("the rollup makes partitions: %v", err)
	}
	if f, err := s.Fold(t.Context(), day, Cuts{}, unpriced, time.Time{}); err != nil || f.Events != 2 {
		t.Errorf("the rollup folds what the writer wrote, and the trigger marked: %+v, %v", f, err)
	}
	if err := Check(t.Context(), pools["rollup"]); err != nil {
		t.Errorf("the rollup looks at the schema: %v", err)
	}
	for role, want := range map[string]int{"rollup": 2, "one": 1, "all": 2} {
		var rows int
		if err := pools[role].QueryRow(t.Context(), "select count(*) from llm_usage").Scan(&rows); err != nil || rows != want {
			t.Errorf("%s sees %d rows of sums, want %d: %v", role, rows, want, err)
		}
	}
	for _, refused := range []struct{ role, sql string }{
		{"writer", "select count(*) from llm_event"},
		{"writer", "delete from llm_event"},
		{"writer", "select count(*) from llm_usage"},
		{"writer", "delete from llm_event_dirty"},
		{"writer", "insert into llm_event_" + day.Format("20060102") + " (event_id, ts) values (gen_random_uuid(), now())"}, // no trigger would mark it
		{"writer", "select llm_event_drop('2030-01-01')"},
		{"one", "select count(*) from llm_event"},
		{"one", "delete from llm_usage"},
		{"one", "insert into llm_reader values (current_user, null)"},
		{"all", "update llm_usage set requests = 0"},
		{"nobody", "select count(*) from llm_usage"},
		{"nobody", insert},
		{"nobody", "select llm_event_partitions('2030-01-01', '2030-01-01')"},
	} {
		if _, err := pools[refused.role].Exec(t.Context(), refused.sql); err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s: %s: %v, want permission denied", refused.role, refused.sql, err)
		}
	}
}

func TestGrantsThatAreNone(t *testing.T) {
	for _, text := range []string{"", "writer", "writer=", "owner=x", "writer=x:payments"} {
		if g, err := ParseGrant(text); err == nil {
			t.Errorf("%q is taken for %+v", text, g)
		}
	}
}
