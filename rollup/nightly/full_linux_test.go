package nightly

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/store"
)

// TestADiskThatIsFull lets the sums run out of space, on a file system of a few megabytes:
// the run says so once, the sums that were there stay, and with space it goes on.
func TestADiskThatIsFull(t *testing.T) {
	dir, err := os.MkdirTemp("", "full") //nolint:usetesting // the server's user cannot enter t.TempDir
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=6m,mode=777"); err != nil {
		t.Skip("a small file system needs root: ", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	if os.Geteuid() == 0 {
		if out, err := exec.CommandContext(t.Context(), "chown", "postgres", dir).CombinedOutput(); err != nil {
			t.Skipf("no user postgres to own the file system: %s", out)
		}
	}
	server := pgtest.Start(t)
	pool := pgtest.Connect(t, server.URL("postgres"))
	if err := store.Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	exec := func(sql string, args ...any) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), sql, args...); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
	now := time.Date(2026, 11, 30, 4, 0, 0, 0, time.UTC)
	begin := store.DayOf(now.AddDate(0, 0, -6))
	s := store.New(pool)
	if _, err := s.EventPartitions(t.Context(), begin.Time, now); err != nil {
		t.Fatal(err)
	}
	exec("create tablespace small location '" + dir + "'")
	exec("alter table llm_usage set tablespace small")
	add := func(day store.Day) {
		exec(`insert into llm_event (event_id, ts, team_id, provider, model, input_tokens)
			select gen_random_uuid(), $1::timestamptz + n * interval '1 second', 'team-' || n, 'openai', 'gpt-4o', n from generate_series(1, 5000) n`, day.Time)
	}
	add(begin)
	run := func() (*Summary, error) {
		return Run(t.Context(), s, Options{Prices: price.Builtin(), Zone: time.UTC, Date: store.DayOf(now), Now: now, Parallel: 2})
	}
	if _, err := run(); err != nil {
		t.Fatal(err)
	}
	for day := begin; day.Before(now); day = day.Next() {
		add(day.Next())
	}
	exec("insert into llm_event_dirty values ($1)", begin.Time)
	sum, err := run()
	if err == nil || !strings.Contains(err.Error(), "No space left on device") || !strings.Contains(err.Error(), "the next run goes on") || strings.Count(err.Error(), "\n") > 1 {
		t.Fatalf("%d days folded, and not one line that the disk is full: %v", len(sum.Folded.Days), err)
	}
	verify := func(want int) {
		t.Helper()
		folded, err := s.Folded(t.Context(), first, last)
		if err != nil || len(folded) < want {
			t.Errorf("%d days are folded, want %d: %v", len(folded), want, err)
		}
		for day, f := range folded {
			rows, _, err := s.Verify(t.Context(), f)
			if err != nil || len(rows) > 0 || f.Events != 5000 {
				t.Errorf("%s: %d events, want 5000; %d sums differ: %v", day, f.Events, len(rows), err)
			}
		}
	}
	verify(1)
	exec("alter table llm_usage set tablespace pg_default") // somebody makes space
	if _, err := run(); err != nil {
		t.Fatal(err)
	}
	verify(7)
	exec("drop tablespace small")
}
