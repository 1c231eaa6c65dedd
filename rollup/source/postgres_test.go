package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/rollup/store"
	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/pgsink"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m, store.Migrate)) }

// byPostgres adds up llm_event in the plainest SQL. Keys and counts are one text
// each, since only their equality matters.
const byPostgres = `
select concat_ws('|', team_id, project_id, service_name, user_id, request_type, environment, call_site, provider, coalesce(nullif(model, ''), requested_model), service_tier, region,
           (select max(cut) from (select unnest($1::timestamptz[]) union select date_trunc('day', ts, 'UTC')) as c (cut) where cut <= ts and cut >= date_trunc('day', ts, 'UTC')) at time zone 'UTC',
           (select coalesce(max(bound), 0) from unnest($2::bigint[]) as b (bound) where bound <= input_tokens)),
       concat_ws('|', count(*), count(*) filter (where status = 'error'), count(*) filter (where usage_status = 'missing'), count(*) filter (where usage_status = 'partial'), count(*) filter (where usage_status = 'suspect'),
           coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cache_read_tokens), 0), coalesce(sum(cache_write_5m_tokens), 0), coalesce(sum(cache_write_1h_tokens), 0),
           coalesce(sum(reasoning_tokens), 0), coalesce(sum(audio_input_tokens), 0), coalesce(sum(audio_output_tokens), 0), coalesce(sum(image_tokens), 0),
           trim_scale(sum((units ->> 'seconds')::numeric)), sum((units ->> 'searches')::numeric))
from llm_event
group by 1`

// randomEvent is an event in one of the forms in which it may come.
func randomEvent(r *rand.Rand, i int) tag.Event {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	at := time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.Int64N(int64(72 * time.Hour))))
	if r.IntN(5) == 0 {
		at = at.Truncate(time.Hour).Add(time.Duration(r.IntN(3)-1) * time.Microsecond)
	}
	count := func() *int64 {
		if r.IntN(3) == 0 {
			return nil
		}
		n := r.Int64N(1_000_000_000_000) >> r.IntN(40)
		if r.IntN(4) == 0 {
			n = 272_000 + r.Int64N(3) - 1
		}
		return &n
	}
	e := tag.Event{
		EventID: fmt.Sprintf("0193b2c4-5d6e-7f80-9a1b-%012x", i), Time: at,
		Provider: pick("openai", "anthropic", ""), Model: pick("gpt-4o", "claude-sonnet-4-6", ""), RequestedModel: pick("gpt", "claude", ""),
		InputTokens: count(), OutputTokens: count(), TotalTokens: count(), CacheReadTokens: count(), CacheWrite5mTokens: count(), CacheWrite1hTokens: count(),
		ReasoningTokens: count(), AudioInputTokens: count(), AudioOutputTokens: count(), ImageTokens: count(),
		ProjectID: pick("checkout", ""), ServiceName: pick("a, \"b\"", "söarch", ""), TeamID: pick("payments", "ads", "b\\ar", ""), UserID: pick("u-1", "line\nbreak"), RequestType: pick("chat", ""), Environment: pick("prod", ""),
		Attempt: 1, Status: tag.Status(pick("ok", "error", "cancelled", "truncated")), UsageStatus: tag.UsageStatus(pick("reported", "partial", "missing", "suspect")),
		ServiceTier: pick("", "standard", "batch", "priority", "flex"), Region: pick("", "eu"), CallSite: pick("", "main.go:1"),
	}
	if e.UsageStatus == tag.UsageSuspect && e.OutputTokens != nil {
		*e.OutputTokens *= -1
	}
	if r.IntN(10) == 0 {
		e.Units = map[string]json.Number{"seconds": json.Number(fmt.Sprintf("%d.%02d", r.IntN(60), r.IntN(100)))}
		if r.IntN(2) == 0 {
			e.Units["searches"] = json.Number(strconv.Itoa(r.IntN(4)))
		}
	}
	return e
}

// TestFilesAndPostgresAgree reads the same random files into sums without a
// database and into PostgreSQL, and adds up there: events of all tiers, of days and
// moments at the edge of slices, late ones, counts at the boundary of a price,
// nulls, units; lines that are put aside; and events that come twice, within a file
// and in another format, some of them with other contents the second time.
func TestFilesAndPostgresAgree(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, seed))
			dir := t.TempDir()
			files := randomFiles(t, r, dir)
			hour := func(day, hour int) time.Time { return time.Date(2026, 10, day, hour, 0, 0, 0, time.UTC) }
			keep := usage.Options{
				Owners: usage.AllOwners, Days: true, PromptBounds: []int64{128_000, 200_000, 272_000}, TempDir: dir, Memory: 1 << 14,
				// Midnights in Berlin on both sides of the end of summer time, in
				// Kolkata, and a price that changes at a millisecond.
				Cuts: []time.Time{hour(23, 22), hour(24, 18).Add(30 * time.Minute), hour(24, 22), hour(25, 1).Add(time.Millisecond), hour(25, 23), hour(26, 5)},
			}
			rows, duplicates, summary, err := Sum(t.Context(), files, Options{Workers: 3}, keep)
			if err != nil {
				t.Fatal(err)
			}
			got := make(map[string]string)
			for _, row := range rows {
				key := strings.Join([]string{
					row.TeamID, row.ProjectID, row.ServiceName, row.UserID, row.RequestType, row.Environment, row.CallSite,
					row.Provider, row.Model, row.ServiceTier, row.Region, row.Slice.Format("2006-01-02 15:04:05.999"), strconv.FormatInt(row.PromptFrom, 10),
				}, "|")
				c := row.Counts
				text := fmt.Sprintf("%d|%d|%d|%d|%d|%d|%d|%d|%d|%d|%d|%d|%d|%d", c.Requests, c.Errors, c.Missing, c.Partial, c.Suspect,
					c.Input, c.Output, c.CacheRead, c.CacheWrite5m, c.CacheWrite1h, c.Reasoning, c.AudioInput, c.AudioOutput, c.Image)
				var textSb110 strings.Builder
				for _, unit := range []string{"seconds", "searches"} {
					if sum, ok := row.Units[unit]; ok {
						textSb110.WriteString("|" + sum)
					}
				}
				text += textSb110.String()
				got[key] = text
			}

			pool := pgtest.Pool(t)
			sink := pgsink.New(pool)
			if _, err := store.EventPartitions(t.Context(), pool, hour(23, 0), hour(28, 0)); err != nil {
				t.Fatal(err)
			}
			given, loaded := 0, int64(0)
			_, err = Read(t.Context(), files, Options{Workers: 3}, func() Worker { return &collector{} }, func(events any) error {
				batch := events.([]tag.Event)
				n, err := sink.Load(t.Context(), batch)
				given += len(batch)
				loaded += n
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if want := int64(given) - loaded; duplicates != want || duplicates == 0 {
				t.Errorf("%d duplicates, PostgreSQL has passed over %d", duplicates, want)
			}
			if summary.Rejected == 0 || summary.Events == 0 {
				t.Errorf("%d events, %d rejected: the files are not what the test is for", summary.Events, summary.Rejected)
			}
			found, err := pool.Query(t.Context(), byPostgres, keep.Cuts, keep.PromptBounds)
			if err != nil {
				t.Fatal(err)
			}
			want := make(map[string]string)
			var key, counts string
			if _, err := pgx.ForEachRow(found, []any{&key, &counts}, func() error {
				if _, twice := want[key]; twice {
					return errors.New("two rows of one key: " + key)
				}
				want[key] = counts
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-PostgreSQL +files):\n%.3000s", diff)
			}
		})
	}
}

// randomFiles writes files of events: JSON lines, CSV, and minimal lines.
func randomFiles(t *testing.T, r *rand.Rand, dir string) []string {
	t.Helper()
	var before []tag.Event
	next := func() tag.Event {
		e := randomEvent(r, len(before))
		if n := len(before); n > 0 && r.IntN(8) == 0 {
			old := before[r.IntN(n)]
			switch r.IntN(3) {
			case 0:
				e = old
			case 1: // with other contents
				e.EventID, e.Time, e.TeamID = old.EventID, old.Time, old.TeamID
			case 2: // at another time, which makes it another event
				e = old
				e.Time = e.Time.Add(time.Microsecond)
			}
		}
		before = append(before, e)
		return e
	}
	var lines, csv strings.Builder
	var columns []string
	for _, i := range r.Perm(len(fields)) {
		columns = append(columns, fields[i].name)
	}
	csv.WriteString(strings.Join(columns, ",") + ",\"more\"\n")
	for i := range 4000 {
		e := next()
		line, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var values map[string]any
		d := json.NewDecoder(strings.NewReader(string(line)))
		d.UseNumber()
		if err := d.Decode(&values); err != nil {
			t.Fatal(err)
		}
		switch {
		case i%100 == 0:
			lines.WriteString("{" + string(line[:r.IntN(len(line))]) + "\n")
		case i%100 == 1:
			lines.WriteString(strings.Replace(string(line), `"ts":"20`, `"ts":"99`, 1) + "\n")
		case i%5 == 0: // in the order of a map, without what is null, without an id now and then
			for key, value := range values {
				if value == nil || key == "event_id" && i%3 == 0 {
					delete(values, key)
				}
			}
			if line, err = json.Marshal(values); err != nil {
				t.Fatal(err)
			}
			lines.WriteString(string(line) + "\n")
		case i%5 == 1:
			for n, name := range columns {
				if n > 0 {
					csv.WriteByte(',')
				}
				text := ""
				switch value := values[name].(type) {
				case nil:
				case map[string]any:
					units, _ := json.Marshal(value)
					text = string(units)
				default:
					text = fmt.Sprint(value)
				}
				if strings.ContainsAny(text, ",\"\n\r") || text != "" && i%2 == 0 {
					text = `"` + strings.ReplaceAll(text, `"`, `""`) + `"`
				}
				csv.WriteString(text)
			}
			csv.WriteString(",x\n")
		default:
			lines.WriteString(string(line) + "\n")
		}
	}
	a, b, c := filepath.Join(dir, "a.jsonl"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "c.jsonl.gz")
	write(t, a, lines.String())
	write(t, b, csv.String())
	write(t, c, zip(t, lines.String()[:lines.Len()/3]))
	return []string{a, b, c}
}
