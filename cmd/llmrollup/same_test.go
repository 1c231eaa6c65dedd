package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/tag"
)

// billedEvent is an event of a model of the bill's prices, at a moment or of a size
// at which a price changes, or anywhere.
func billedEvent(r *rand.Rand, i int) tag.Event {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	at := time.Date(2026, 10, 6, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.Int64N(int64(28 * 24 * time.Hour))))
	if r.IntN(3) == 0 {
		edges := []time.Time{
			time.Date(2026, 10, 7, 9, 30, 0, 1_000_000, time.UTC),     // a new price
			time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),              // a contract, a month
			time.Date(2026, 10, 24, 22, 0, 0, 0, time.UTC),            // the day in Berlin that has 25 hours
			time.Date(2026, 10, 25, 23, 0, 0, 0, time.UTC),            // its end
			time.Date(2026, 11, 1, 4, 0, 0, 0, time.UTC),              // the one of New York
			time.Date(2026, 11, 2, 5, 0, 0, 0, time.UTC),              // its end
			time.Date(2026, 10, 1+r.IntN(28), 20, 0, 0, 0, time.UTC),  // the night begins in summer
			time.Date(2026, 10, 1+r.IntN(28), 18, 30, 0, 0, time.UTC), // midnight in Kolkata
		}
		at = edges[r.IntN(len(edges))].Add(time.Duration(r.IntN(3)-1) * []time.Duration{time.Microsecond, time.Millisecond}[r.IntN(2)])
	}
	count := func(most int64) *int64 {
		if r.IntN(4) == 0 {
			return nil
		}
		n := r.Int64N(most)
		return &n
	}
	e := tag.Event{
		EventID: fmt.Sprintf("0193b2c4-5d6e-7f80-9a1b-%012x", i), Time: at, Provider: pick("acme", "acme", "acme", "other", ""),
		Model:          pick("inclusive", "exclusive", "changing", "tiered", "free", "voice", "thinking", "dictation", "plain", "plain-latest", "nightly", "agreed", "nobody's", ""),
		RequestedModel: pick("plain", "inclusive"), InputTokens: count(300_000), OutputTokens: count(10_000),
		CacheReadTokens: count(500), CacheWrite5mTokens: count(300), CacheWrite1hTokens: count(200), ReasoningTokens: count(100), AudioInputTokens: count(50), AudioOutputTokens: count(50), ImageTokens: count(20),
		ProjectID: pick("shop", "search", ""), ServiceName: pick("checkout", "ranking", "söarch", ""), TeamID: pick("payments", "ads", ""), UserID: pick("u-1", "u-2", ""),
		RequestType: pick("chat", "summarize", ""), Environment: pick("prod", ""), CallSite: pick("main.go:1", ""), Attempt: 1,
		Status: tag.Status(pick("ok", "ok", "error", "cancelled", "truncated")), UsageStatus: tag.UsageStatus(pick("reported", "reported", "partial", "missing", "suspect")),
		ServiceTier: pick("", "default", "batch", "priority", "flex"), Region: pick("", "eu", "us"),
	}
	if r.IntN(3) == 0 {
		n := 200_000 + r.Int64N(4) - 2
		e.InputTokens = &n
	}
	if r.IntN(8) == 0 {
		e.Units = map[string]json.Number{pick("web_searches", "requests", "usd", "pages"): json.Number(strconv.Itoa(r.IntN(9))), "seconds": json.Number(fmt.Sprintf("%d.%03d", r.IntN(90), r.IntN(1000)))}
	}
	return e
}

// randomReport is a report of random dimensions, zone and range.
func randomReport(r *rand.Rand) []string {
	var by []string
	for _, field := range report.Fields {
		if r.IntN(3) == 0 {
			by = append(by, string(field))
		}
	}
	by = append(by, []string{"day", "week", "month", "model"}[r.IntN(4)])
	slices.Sort(by)
	zones := []string{"UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia"}
	from := time.Date(2026, 10, 6, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.Int64N(int64(10 * 24 * time.Hour))).Truncate(time.Millisecond))
	to := from.Add(time.Duration(r.Int64N(int64(20*24*time.Hour)) + int64(24*time.Hour)).Truncate(time.Millisecond))
	return []string{
		"--by", strings.Join(slices.Compact(by), ","), "--timezone", zones[r.IntN(len(zones))],
		"--from", from.Format(time.RFC3339Nano), "--to", to.Format(time.RFC3339Nano),
	}
}

// TestFilesAndTheDatabaseReportTheSame compares whole reports, to the last byte,
// from files and from PostgreSQL, where the events came in several parts with
// nightly runs between: late, twice, and twice with other contents.
func TestFilesAndTheDatabaseReportTheSame(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(11, seed))
			server, name := pgtest.Database(t)
			env := map[string]string{"DATABASE_URL": server.URL(name)}
			command := func(env map[string]string, args ...string) string {
				t.Helper()
				var stdout, stderr bytes.Buffer
				if code := run(t.Context(), args, strings.NewReader(""), &stdout, &stderr, func(key string) string { return env[key] }); code != exitDone {
					t.Fatalf("llmrollup %s exits %d: %s", strings.Join(args, " "), code, &stderr)
				}
				return stdout.String()
			}
			prices := []string{"--prices", billDir + "prices.yaml"}
			dir := t.TempDir()
			var files []string
			var before []tag.Event
			for part := range 3 {
				var lines bytes.Buffer
				for range 1500 {
					e := billedEvent(r, len(before))
					if n := len(before); n > 0 && r.IntN(10) == 0 {
						old := before[r.IntN(n)]
						if e.EventID, e.Time, e.TeamID = old.EventID, old.Time, old.TeamID; r.IntN(2) == 0 {
							e = old
						}
					}
					before = append(before, e)
					line, err := e.MarshalJSON()
					if err != nil {
						t.Fatal(err)
					}
					lines.Write(append(line, '\n'))
				}
				file := filepath.Join(dir, fmt.Sprintf("%d.jsonl", part))
				if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
				files = append(files, file)
				command(env, "ingest", file)
				command(env, append([]string{"run", "--date", "2026-11-05"}, prices...)...)
			}
			if got := command(env, "verify"); got != "" {
				t.Errorf("verify: %s", got)
			}
			reports := [][]string{
				{"--by", "team"},
				{"--by", "team,project,service,user,request_type,environment,call_site,provider,model,service_tier,region"},
				{"--by", "model,day"},
				{"--by", "model,day", "--timezone", "Europe/Berlin"},
				{"--by", "team,day", "--timezone", "Asia/Kolkata"},
				{"--by", "service,week", "--timezone", "America/New_York"},
				{"--by", "month,model", "--explain"},
				{"--by", "team", "--compare", "previous", "--from", "2026-10-20T07:00:00Z", "--to", "2026-10-27T19:00:00Z"},
				{"--by", "model", "--team", "payments", "--where", "service_tier!=batch", "--where", "model=*l*"},
				{"--by", "user", "--from", "2026-10-07T09:30:00.001Z", "--to", "2026-10-25T01:30:00+02:00"},
			}
			for range 8 {
				reports = append(reports, randomReport(r))
			}
			for _, args := range reports {
				args = append(append([]string{"report", "--format", "json"}, args...), prices...)
				if !strings.Contains(strings.Join(args, " "), "--from") {
					args = append(args, "--from", "2026-10-01", "--to", "2026-12-01")
				}
				byDatabase := command(env, args...)
				byFiles := command(nil, append(append(args, "--events"), files...)...)
				if diff := cmp.Diff(byDatabase, byFiles); diff != "" {
					t.Errorf("%s (-PostgreSQL +files):\n%.3000s", strings.Join(args, " "), diff)
				}
				if strings.Count(byFiles, `"requests"`) < 2 {
					t.Errorf("%s reports nearly nothing: the test tests nothing:\n%s", strings.Join(args, " "), byFiles)
				}
			}
		})
	}
}
