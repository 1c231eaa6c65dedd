package main

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/internal/pgtest"
)

// A world is the environment and outcome of commands.
type world struct {
	t              *testing.T
	env            map[string]string
	stdout, stderr bytes.Buffer
}

// run runs a command and pins its exit code.
func (w *world) run(code int, args ...string) string {
	w.t.Helper()
	w.stdout.Reset()
	w.stderr.Reset()
	got := run(w.t.Context(), args, strings.NewReader(""), &w.stdout, &w.stderr, func(key string) string { return w.env[key] })
	if got != code {
		w.t.Fatalf("llmrollup %s exits %d, want %d: %s%s", strings.Join(args, " "), got, code, &w.stdout, &w.stderr)
	}
	return w.stdout.String()
}

// says fails the test unless the last command wrote each of texts to stderr.
func (w *world) says(texts ...string) {
	w.t.Helper()
	for _, text := range texts {
		if !strings.Contains(w.stderr.String(), text) {
			w.t.Errorf("stderr does not say %q: %s", text, &w.stderr)
		}
	}
}

// TestSeveralDatabasesReportWhatOneDoes has the same events in one database and, divided
// by team, in two: all reports are the same to the last digit.
func TestSeveralDatabasesReportWhatOneDoes(t *testing.T) {
	url := func() string {
		server, name := pgtest.Database(t)
		return server.URL(name)
	}
	one, left, right := url(), url(), url()
	r := rand.New(rand.NewPCG(5, 5))
	var parts [2]bytes.Buffer
	for i := range 4000 {
		e := billedEvent(r, i)
		line, err := e.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		h := fnv.New32()
		_, _ = h.Write([]byte(e.TeamID))
		parts[h.Sum32()%2].Write(append(line, '\n'))
	}
	dir := t.TempDir()
	w := &world{t: t, env: map[string]string{}}
	prices := []string{"--prices", billDir + "prices.yaml"}
	var files []string
	for i, shard := range []string{left, right} {
		if parts[i].Len() == 0 {
			t.Fatal("a database has no event")
		}
		file := filepath.Join(dir, fmt.Sprintf("%d.jsonl", i))
		if err := os.WriteFile(file, parts[i].Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		w.run(exitDone, "ingest", "--dsn", shard, file)
		w.run(exitDone, "ingest", "--dsn", one, file)
	}
	both := []string{"--dsn", left, "--dsn", right}
	w.run(exitDone, append([]string{"run", "--dsn", one, "--date", "2026-11-05"}, prices...)...)
	sum := w.run(exitDone, append(append([]string{"run", "--date", "2026-11-05"}, prices...), both...)...)
	if strings.Count(sum, "\n") != 1 || !strings.Contains(sum, `"folded":{"events":4000,`) || strings.Count(sum, `"name":"`) != 2 {
		t.Errorf("the summary is %s", sum)
	}
	w.run(exitDone, append([]string{"verify"}, both...)...)
	if n := strings.Count(w.stderr.String(), "0 sums differ"); n != 2 {
		t.Errorf("%d databases were verified: %s", n, &w.stderr)
	}
	w.run(exitDone, append(append(append([]string{"verify"}, both...), prices...), append([]string{"--events"}, files...)...)...)

	reports := [][]string{
		{"--by", "team"},
		{"--by", "team,project,service,user,request_type,environment,call_site,provider,model,service_tier,region"},
		{"--by", "user,day", "--timezone", "Asia/Kolkata"},
		{"--by", "month,model", "--explain"},
		{"--by", "team", "--compare", "previous", "--from", "2026-10-20T07:00:00Z", "--to", "2026-10-27T19:00:00Z"},
		{"--by", "service", "--top", "2"},
	}
	for range 4 {
		reports = append(reports, randomReport(r))
	}
	for _, args := range reports {
		args = append(append([]string{"report", "--format", "json"}, args...), prices...)
		if !strings.Contains(strings.Join(args, " "), "--from") {
			args = append(args, "--from", "2026-10-01", "--to", "2026-12-01")
		}
		want := w.run(exitDone, append(args, "--dsn", one)...)
		got := w.run(exitDone, append(args, both...)...)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-one +two):\n%.3000s", strings.Join(args, " "), diff)
		}
		if strings.Count(want, `"requests"`) < 2 {
			t.Errorf("%s reports nearly nothing: the test tests nothing:\n%s", strings.Join(args, " "), want)
		}
	}
	// A secret is one text.
	w.env["DATABASE_URL"] = left + "\n" + right + "\n"
	args := []string{"report", "--format", "json", "--by", "model", "--from", "2026-10-01", "--to", "2026-12-01"}
	got := w.run(exitDone, args...)
	if want := w.run(exitDone, append(args, both...)...); got != want {
		t.Errorf("DATABASE_URL of two gives another report than --dsn twice:\n%s", cmp.Diff(want, got))
	}

	// An event belongs to one database: what is in both counts twice.
	total := func() string {
		out := w.run(exitDone, append([]string{"report", "--format", "csv", "--by", "provider", "--provider", "openai", "--from", "2026-10-14", "--to", "2026-10-15"}, both...)...)
		return strings.TrimSpace(out)
	}
	before := total()
	twice := filepath.Join(dir, "twice.jsonl")
	if err := os.WriteFile(twice, []byte(`{"event_id":"0199e000-0000-7000-8000-000000000001","ts":"2026-10-14T10:00:00Z","provider":"openai","model":"gpt-4o","input_tokens":100,"output_tokens":20,"team_id":"payments","status":"ok","usage_status":"reported"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for range 2 { // in one database it counts once
		w.run(exitDone, "ingest", "--dsn", left, twice)
	}
	w.run(exitDone, "ingest", "--dsn", right, twice)
	w.run(exitDone, append([]string{"run", "--date", "2026-11-05"}, both...)...)
	if after := total(); strings.Contains(before, "openai") || !strings.Contains(after, "openai,2,200,40,") {
		t.Errorf("before: %s\nafter: %s", before, after)
	}
}

func TestADatabaseThatIsDownIsNamedAndTheOthersAreFolded(t *testing.T) {
	server, name := pgtest.Database(t)
	up := server.URL(name)
	const down = "postgres://llm:hunter2@127.0.0.1:1/llm"
	w := &world{t: t, env: map[string]string{"DATABASE_URL": up}}
	file := filepath.Join(t.TempDir(), "events.jsonl")
	if err := os.WriteFile(file, []byte(`{"event_id":"0199e000-0000-7000-8000-000000000001","ts":"2026-10-14T10:00:00Z","provider":"openai","model":"gpt-4o","input_tokens":100,"output_tokens":20,"team_id":"payments","status":"ok","usage_status":"reported"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	w.run(exitDone, "ingest", file)
	both := []string{"--dsn", down, "--dsn", up}
	secret := func() {
		t.Helper()
		if all := w.stdout.String() + w.stderr.String(); strings.Contains(all, "hunter2") {
			t.Errorf("the password is printed: %s", all)
		}
	}
	sum := w.run(exitFailed, append([]string{"run", "--date", "2026-10-15"}, both...)...)
	if !strings.Contains(sum, `"folded":{"events":1,"days":["2026-10-14"]}`) || !strings.Contains(sum, `{"name":"127.0.0.1:1/llm","folded":{"events":0,"days":[]},"error":"`) {
		t.Errorf("the summary is %s", sum)
	}
	w.says("127.0.0.1:1/llm: connecting to the database: ")
	secret()
	if out := w.run(exitDone, "report", "--by", "team", "--from", "2026-10-01", "--to", "2026-11-01", "--format", "csv"); !strings.Contains(out, "payments,1,100,20,") {
		t.Errorf("the one that is up was not folded: %s", out)
	}

	// One that is the only one, too, is told to the monitor of the job.
	metrics := filepath.Join(t.TempDir(), "llmrollup.prom")
	if sum := w.run(exitFailed, "run", "--dsn", down, "--metrics", metrics, "--date", "2026-10-15"); !strings.HasPrefix(sum, `{"version":1,"date":"2026-10-15","folded":{"events":0,"days":[]},`) || !strings.Contains(sum, `"error":"connecting to the database: `) {
		t.Errorf("the summary is %s", sum)
	}
	if text, err := os.ReadFile(metrics); err != nil || !strings.Contains(string(text), "llmrollup_run_success 0\n") {
		t.Errorf("the metrics are %s, error %v", text, err)
	}
	secret()

	// A report without the part of one would look like one with it.
	if out := w.run(exitFailed, append([]string{"report"}, both...)...); out != "" {
		t.Errorf("a report is made of a part: %s", out)
	}
	w.says("127.0.0.1:1/llm: connecting to the database: ")
	secret()
	w.run(exitFailed, append([]string{"verify"}, both...)...)
	w.says("127.0.0.1:1/llm: ", "1 days with 1 events verified, 0 sums differ")
	w.run(exitFailed, append([]string{"migrate"}, both...)...)
	w.says("127.0.0.1:1/llm: ")
	secret()

	w.run(exitFailed, "run", "--dsn", up, "--dsn", up)
	w.says("is there twice, and would be counted twice")
	other := strings.Replace(up, "host=", "host=%2Ftmp%2F..", 1) // the same directory by another name
	w.run(exitFailed, "report", "--dsn", up, "--dsn", other)
	w.says(" are the same database, which would be counted twice")
	for _, args := range [][]string{{"ingest", file}, {"prices", "apply", "--from", "2026-10-01"}} {
		w.run(exitFailed, append(args, both...)...)
		w.says("--dsn: this command works on one database, found 2; run it for each")
	}
	w.run(exitFailed, "run", "--dsn", "postgres://llm:hunter2@:not a port/llm")
	w.says("--dsn or DATABASE_URL: ")
	secret()
}
