package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/internal/pgtest"
)

// randomEvents writes events of all kinds that prices depend on, some of them twice.
func randomEvents(t *testing.T, r *rand.Rand, file string, n int) {
	t.Helper()
	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	start := time.Date(2026, 8, 20, 0, 0, 0, 0, time.UTC) // prices change on the 21st and the 23rd
	var out bytes.Buffer
	for i := range n {
		at := start.Add(time.Duration(r.Int64N(int64(6 * 24 * time.Hour)))).Truncate(time.Microsecond)
		if r.IntN(4) == 0 { // where something changes
			at = at.Truncate(time.Hour).Add(time.Duration(r.IntN(3)-1) * time.Microsecond)
		}
		at = at.Add(max(0, start.Sub(at)))
		provider, model, _ := strings.Cut(pick("openai/gpt-5.6-sol", "openai/gpt-6-sol", "openai/gpt-4o", "anthropic/claude-opus-5", "google/gemini-2.5-pro",
			"deepseek/deepseek-v4-pro", "openai/gpt-realtime", "groq/whisper-large-v3", "xai/grok-4.5", "acme/unknown", "perplexity/sonar-deep-research"), "/")
		input := int64(r.IntN(5000))
		if r.IntN(3) == 0 {
			input = []int64{199_999, 200_000, 200_001, 271_999, 272_000, 272_001}[r.IntN(6)]
		}
		e := map[string]any{
			"event_id": fmt.Sprintf("0199b000-0000-7000-8000-%012d", i), "ts": at.Format(time.RFC3339Nano), "provider": provider, "model": model,
			"input_tokens": input, "output_tokens": r.IntN(3000), "cache_read_tokens": r.Int64N(input/3 + 1), "cache_write_5m_tokens": r.Int64N(input/3 + 1),
			"cache_write_1h_tokens": r.Int64N(input/4 + 1), "team_id": pick("", "payments", "search", "ads"), "project_id": pick("", "shop", "ranking"),
			"service_name": pick("a", "b", "c"), "user_id": pick("", "u1", "u2"), "request_type": pick("", "chat", "summarize"),
			"environment": pick("prod", "test"), "call_site": pick("", "main.go:10"), "service_tier": pick("", "", "default", "batch", "priority", "flex", "fast"),
			"region": pick("", "", "us", "eu"), "status": pick("ok", "ok", "ok", "error"), "usage_status": pick("reported", "reported", "partial"),
		}
		switch r.IntN(6) {
		case 0:
			e["units"] = map[string]json.Number{"web_searches": json.Number(strconv.Itoa(r.IntN(5))), "seconds": json.Number(fmt.Sprintf("%d.%03d", r.IntN(90), r.IntN(1000)))}
		case 1:
			delete(e, "input_tokens")
			delete(e, "cache_read_tokens")
			delete(e, "cache_write_5m_tokens")
			delete(e, "cache_write_1h_tokens")
			e["usage_status"] = "missing"
			delete(e, "output_tokens")
		case 2:
			e["requested_model"], e["model"] = model, ""
		case 3:
			e["reasoning_tokens"] = 0
		}
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		for range 1 + r.IntN(10)/9 {
			out.Write(append(line, '\n'))
		}
	}
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A report from files and one from the database are the same bytes, whatever is asked.
func TestFilesAndPostgreSQLReportTheSame(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 0)) //nolint:gosec // no secrets
	server, name := pgtest.Database(t)
	env := map[string]string{"DATABASE_URL": server.URL(name)}
	file := filepath.Join(t.TempDir(), "events.jsonl")
	randomEvents(t, r, file, 2000)
	llmrollup := func(args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if code := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr, func(name string) string { return env[name] }); code != exitDone {
			t.Fatalf("seed %d: llmrollup %s exits %d: %s", seed, strings.Join(args, " "), code, &stderr)
		}
		return stdout.String()
	}
	llmrollup("ingest", file)
	llmrollup("run", "--date", "2026-08-27")

	pick := func(words ...string) string { return words[r.IntN(len(words))] }
	nonzero := false
	for range 40 {
		by := pick("team", "project", "service", "user", "request_type", "environment", "call_site", "provider", "model", "service_tier", "region")
		by += pick("", ",day", ",week", ",month", ",model", ",service,day")
		if strings.Count(by, "model") > 1 || strings.Count(by, "service") > 1 && !strings.Contains(by, "tier") {
			by = "team"
		}
		args := []string{
			"report", "--format", pick("json", "csv", "table"), "--by", by,
			"--timezone", pick("UTC", "Europe/Berlin", "Asia/Kolkata", "America/Havana"),
			"--from", pick("2026-08-20T00:00:00Z", "2026-08-21", "2026-08-22T03:30:00Z"), "--to", pick("2026-08-24", "2026-08-26", "2026-08-25T01:00:00.000001Z"),
		}
		switch r.IntN(6) {
		case 0:
			args = append(args, "--explain")
		case 1:
			args = append(args, "--compare", "previous")
		case 2:
			args = append(args, "--where", pick("team!=ads", "model=gpt-*", "team=payments,search", "user=(unattributed)", "provider=openai"))
		case 3:
			args = append(args, "--top", "3")
		}
		database := llmrollup(args...)
		files := llmrollup(append(args, "--events", file)...)
		if diff := cmp.Diff(database, files); diff != "" {
			t.Fatalf("seed %d: llmrollup %s (-database +files):\n%s", seed, strings.Join(args, " "), diff)
		}
		nonzero = nonzero || strings.Contains(files, `"cost": "`) && !strings.Contains(files, `"requests": 0`)
	}
	if !nonzero {
		t.Fatalf("seed %d: all reports are empty", seed)
	}
}
