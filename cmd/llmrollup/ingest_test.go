package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/store"
)

// lines are n events that differ.
func lines(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, `{"event_id":"0193b2c4-5d6e-7f80-9a1b-%012x","ts":"2026-10-14T08:15:30Z","model":"gpt-4o","input_tokens":%d,"team_id":"payments"}`+"\n", i, i)
	}
	return b.String()
}

// ingest runs the command in this process.
func ingest(ctx context.Context, url string, stdin io.Reader, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(ctx, append([]string{"ingest"}, args...), stdin, &out, &errs, func(key string) string {
		if key == "DATABASE_URL" {
			return url
		}
		return ""
	})
	return code, out.String(), errs.String()
}

func countEvents(t *testing.T, pool *pgxpool.Pool) (n, tokens int) {
	t.Helper()
	if err := pool.QueryRow(t.Context(), "select count(*), coalesce(sum(input_tokens), 0) from llm_event").Scan(&n, &tokens); err != nil {
		t.Fatal(err)
	}
	return n, tokens
}

func TestADatabaseThatGoesAwayLosesNothingAndDoublesNothing(t *testing.T) {
	const n = 60_000
	server := pgtest.Start(t)
	url := server.URL("postgres")
	pool := pgtest.Connect(t, url)
	if err := store.Migrate(t.Context(), pool); err != nil {
		t.Fatal(err)
	}
	stdin, input := io.Pipe()
	type outcome struct {
		code           int
		stdout, stderr string
	}
	ended := make(chan outcome)
	go func() {
		code, stdout, stderr := ingest(t.Context(), url, stdin, "-")
		stdin.Close()
		ended <- outcome{code, stdout, stderr}
	}()
	if _, err := io.WriteString(input, lines(0, n)); err != nil {
		t.Fatal(err)
	}
	for {
		if some, _ := countEvents(t, pool); some > 0 {
			break
		}
		if t.Context().Err() != nil {
			t.Fatal("nothing was loaded")
		}
	}
	if err := server.Stop(syscall.SIGKILL); err != nil {
		t.Logf("killed: %v", err)
	}
	_, _ = io.WriteString(input, lines(n, 3*n)) // the other end may have been closed
	input.Close()
	got := <-ended
	if got.code != exitFailed || !strings.Contains(got.stderr, "run it again: those are passed over") {
		t.Errorf("exit %d, %s%s\nwant %d and what to do", got.code, got.stdout, got.stderr, exitFailed)
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	pool.Reset() // its connections are gone
	before, _ := countEvents(t, pool)
	if before == 0 || before == 3*n {
		t.Errorf("%d events are there after the first run: the test tests nothing", before)
	}
	code, stdout, stderr := ingest(t.Context(), url, strings.NewReader(lines(0, 3*n)), "-", "--format", "json")
	if want := fmt.Sprintf(`"read":%d,"loaded":%d,"duplicates":%d,`, 3*n, 3*n-before, before); code != exitDone || !strings.Contains(stdout, want) {
		t.Errorf("exit %d, %s%s\nwant %s", code, stdout, stderr, want)
	}
	if count, tokens := countEvents(t, pool); count != 3*n || tokens != 3*n*(3*n-1)/2 {
		t.Errorf("%d events of %d tokens, want %d of %d", count, tokens, 3*n, 3*n*(3*n-1)/2)
	}
}

func TestAFullDiskForRejectsIsAnError(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip(err)
	}
	server, name := pgtest.Database(t)
	code, _, stderr := ingest(t.Context(), server.URL(name), strings.NewReader("{\n"+lines(0, 1)), "-", "--rejects", "/dev/full")
	if code != exitFailed || !strings.Contains(stderr, "--rejects: write /dev/full: no space left on device") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

func TestAnInterruptedIngestSaysWhatIsThere(t *testing.T) {
	server, name := pgtest.Database(t)
	ctx, cancel := context.WithCancel(t.Context())
	stdin, input := io.Pipe() // and nobody writes to its end
	defer input.Close()
	go func() {
		_, _ = io.WriteString(input, lines(0, 1000))
		cancel()
	}()
	code, _, stderr := ingest(ctx, server.URL(name), stdin, "-")
	if code != exitFailed || !strings.Contains(stderr, "interrupted; ") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

func TestATableThatIsNotThere(t *testing.T) {
	server := pgtest.Start(t)
	file := filepath.Join(t.TempDir(), "events.jsonl")
	if err := os.WriteFile(file, []byte(lines(0, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	code, _, stderr := ingest(t.Context(), server.URL("postgres"), nil, file)
	if code != exitFailed || !strings.Contains(stderr, "run: llmrollup migrate") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

func TestARoleThatMayOnlyInsert(t *testing.T) {
	server, name := pgtest.Database(t)
	pool := pgtest.Connect(t, server.URL(name))
	role := "writer_of_" + name
	if _, err := pool.Exec(t.Context(), "create role "+role+" login; grant insert on llm_event to "+role); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = pool.Exec(context.WithoutCancel(t.Context()), "drop owned by "+role+"; drop role "+role)
	})
	if _, err := store.EventPartitions(t.Context(), pool, time.Date(2026, 10, 14, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 14, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	late := `{"ts":"2021-03-01T00:00:00Z","model":"gpt-4o","team_id":"payments"}` + "\n"
	rejects := filepath.Join(t.TempDir(), "rejects.jsonl")
	code, stdout, stderr := ingest(t.Context(), server.URLFor(name, role), strings.NewReader(lines(0, 10)+late), "-", "--format", "json", "--rejects", rejects)
	if code != exitDone || !strings.Contains(stdout, `"read":11,"loaded":10,"duplicates":0,"rejected":1,`) {
		t.Errorf("exit %d, %s%s", code, stdout, stderr)
	}
	kept, err := os.ReadFile(rejects)
	if err != nil || !strings.Contains(string(kept), `"ts":"2021-03-01T00:00:00.000000Z"`) || !strings.Contains(string(kept), "partitions are made by") {
		t.Errorf("kept: %s, %v", kept, err)
	}
}
