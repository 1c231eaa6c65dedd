package demo

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/source"
	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// at is within a quarter, of which the third was the last to end before it.
var at = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

func TestTheLastQuarterIsOneThatHasEnded(t *testing.T) {
	for text, want := range map[string]string{"2026-12-31": "2026-07-01", "2026-10-01": "2026-07-01", "2026-09-30": "2026-04-01", "2027-01-01": "2026-10-01", "2026-02-28": "2025-10-01"} {
		day, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := LastFull(day).First.Format(time.DateOnly); got != want {
			t.Errorf("on %s the last full quarter began %s, want %s", text, got, want)
		}
	}
}

func TestTheSameScenarioIsTheSameToTheBit(t *testing.T) {
	sums := func(seed uint64) (all [][32]byte) {
		dir := t.TempDir()
		files, err := New(LastFull(at), 3000, seed).Write(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range append([]string{files.Policy, files.Catalog, files.Prices, files.Map, files.Bill}, files.Events...) {
			data, err := os.ReadFile(name)
			if err != nil || len(data) == 0 {
				t.Fatalf("%s: %d bytes, error %v", name, len(data), err)
			}
			all = append(all, sha256.Sum256(data))
		}
		return all
	}
	first := sums(1)
	if !slices.Equal(first, sums(1)) {
		t.Error("twice is not the same")
	}
	if other := sums(2); slices.Equal(first[4:], other[4:]) {
		t.Error("another seed gives the same")
	}
}

func TestEventsDoNotDependOnWhatElseIsAskedFor(t *testing.T) {
	s := New(LastFull(at), 5000, 1)
	var whole, parts []tag.Event
	for e := range s.Events(s.Quarter.First, s.Quarter.End()) {
		whole = append(whole, *e)
	}
	for from := s.Quarter.First; from.Before(s.Quarter.End()); from = from.Add(7 * time.Hour) {
		to := from.Add(7 * time.Hour)
		if to.After(s.Quarter.End()) {
			to = s.Quarter.End()
		}
		for e := range s.Events(from, to) {
			parts = append(parts, *e)
		}
	}
	if len(whole) != len(parts) {
		t.Fatalf("%d events at once, %d in parts", len(whole), len(parts))
	}
	for i := range whole {
		if whole[i].EventID != parts[i].EventID || !whole[i].Time.Equal(parts[i].Time) {
			t.Fatalf("event %d is %s at once and %s in parts", i, whole[i].EventID, parts[i].EventID)
		}
	}
}

// TestTheStoriesHappen looks for each thing that the demonstration is to show.
func TestTheStoriesHappen(t *testing.T) {
	const requests = 40_000
	s := New(LastFull(at), requests, 1)
	st := s.company.Stories
	ids := map[string]bool{}
	perDay := map[time.Time]int{} // of the service of the incident
	teams := map[string]int{}
	statuses := map[tag.Status]int{}
	var first, unowned, unpriced, batch, cached, written, reasoned, night, day, weekend, workdays int
	var newcomer time.Time
	var last time.Time
	for e := range s.Events(s.Quarter.First, s.Quarter.End()) {
		if ids[e.EventID] {
			t.Fatalf("the event %s is there twice", e.EventID)
		}
		ids[e.EventID] = true
		if e.Time.Before(last) || e.Time.Before(s.Quarter.First) || !e.Time.Before(s.Quarter.End()) {
			t.Fatalf("%s: after %s", e.Time, last)
		}
		last = e.Time
		if _, err := e.MarshalJSON(); err != nil {
			t.Fatal(err)
		}
		teams[e.TeamID]++
		statuses[e.Status]++
		count := func(n *int, is bool) {
			if is {
				*n++
			}
		}
		count(&first, e.Attempt == 1)
		count(&unowned, e.TeamID == "" && e.ServiceName == "")
		count(&unpriced, e.Provider == "vllm")
		count(&batch, e.ServiceTier == "batch")
		count(&cached, e.CacheReadTokens != nil)
		count(&written, e.CacheWrite5mTokens != nil)
		count(&reasoned, e.ReasoningTokens != nil)
		if e.ServiceName == st.Incident.Service {
			perDay[e.Time.Truncate(24*time.Hour)]++
		}
		if e.TeamID == st.Newcomer.Team && newcomer.IsZero() {
			newcomer = e.Time
		}
		if e.TeamID == "legal" {
			local := e.Time.In(s.company.Teams["legal"].location)
			count(&night, local.Hour() < 6)
			count(&day, local.Hour() >= 8 && local.Hour() < 18)
			isWeekend := local.Weekday() == time.Saturday || local.Weekday() == time.Sunday
			count(&weekend, isWeekend)
			count(&workdays, !isWeekend)
		}
		if e.InputTokens == nil && e.UsageStatus != tag.UsageMissing {
			t.Errorf("%s has no usage, which is said to be %s", e.EventID, e.UsageStatus)
		}
	}
	if first != requests {
		t.Errorf("%d requests, want %d", first, requests)
	}
	if len(teams) != 13 { // one of them is nobody
		t.Errorf("the teams are %v", teams)
	}
	for what, n := range map[string]int{
		"unowned": unowned, "unpriced": unpriced, "batch": batch, "cached": cached, "written": written, "reasoned": reasoned,
		"tried again": statuses[tag.StatusError], "cancelled": statuses[tag.StatusCancelled], "cut": statuses[tag.StatusTruncated],
	} {
		if n == 0 {
			t.Errorf("no event is %s", what)
		}
	}
	if night > 0 || day < 100 || weekend*10 > workdays {
		t.Errorf("the office has %d requests by day, %d by night, %d on weekends and %d on other days", day, night, weekend, workdays)
	}
	if newcomer.Before(s.Quarter.Month(3)) {
		t.Errorf("the new team begins %s", newcomer)
	}
	begin := s.Incident()
	before, during := perDay[begin.AddDate(0, 0, -7)], perDay[begin]
	if during < 4*before || during > 9*before {
		t.Errorf("the loop has %d requests a day, a week before there were %d", during, before)
	}
}

// sum adds up what is in files, by the fields that owners has the bits of.
func sum(t *testing.T, names []string, prices *price.Table, o usage.Options) ([]usage.Row, *source.Summary) {
	t.Helper()
	o.PromptBounds = prices.PromptBounds()
	o.Cuts = append(prices.Cuts(o.From, o.To), o.From)
	slices.SortFunc(o.Cuts, time.Time.Compare)
	rows, _, summary, err := source.Sum(t.Context(), names, source.Options{Reject: func(r source.Reject) error { return errors.New(r.Reason) }}, o)
	if err != nil {
		t.Fatal(err)
	}
	return rows, summary
}

func TestTheBillIsTheEventsAndWhatNobodyHasLogged(t *testing.T) {
	s := New(LastFull(at), 4000, 3)
	files, err := s.Write(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	prices, err := price.Load(files.Prices)
	if err != nil {
		t.Fatal(err)
	}
	rows, _ := sum(t, files.Events, prices, usage.Options{From: s.Quarter.Month(3), To: s.Quarter.End()})
	var metered price.Money
	for _, row := range rows {
		if rate, ok := prices.Find(row.Rated); ok && row.Provider == "openai" {
			metered = metered.Add(rate.Cost(row.Counts, row.Units))
		}
	}
	bill, _, err := invoice.Read(t.Context(), []string{files.Bill}, invoice.Options{Reject: func(r source.Reject) error { return errors.New(r.Reason) }})
	if err != nil {
		t.Fatal(err)
	}
	if bill.Provider != "openai" || bill.Form != invoice.Cost || bill.Currency != "USD" || !bill.From.Equal(s.Quarter.Month(3)) || !bill.To.Equal(s.Quarter.End()) {
		t.Errorf("the bill is %s %s in %s from %s to %s", bill.Provider, bill.Form, bill.Currency, bill.From, bill.To)
	}
	var billed price.Money
	for _, entry := range bill.Entries {
		billed = billed.Add(*entry.Cost)
		if rate, ok := prices.Find(entry.Rated); !ok || entry.Kind == "" || entry.Rows != 1 || entry.Quantity.Sign() <= 0 {
			t.Fatalf("%+v has the rate %v", entry, rate)
		}
	}
	// Five days of 2.4 million tokens at 2.50 and 0.15 million at 10.00, less 12 %.
	if got := billed.Sub(metered).String(); got != "33" || metered.Sign() <= 0 {
		t.Errorf("billed are %s and metered %s: the difference is %s, want 33", billed, metered, got)
	}
}

func TestTheFilesAreGood(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "directory")
	s := New(LastFull(at), 20_000, 1)
	files, err := s.Write(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := policy.NewFinder(files.Policy, func(string) string { return "" }).For(dir)
	if err != nil {
		t.Fatal(err)
	}
	if p.Rollup.Prices != files.Prices {
		t.Errorf("the policy's prices are %q", p.Rollup.Prices)
	}
	prices, err := price.Load(files.Prices)
	if err != nil {
		t.Fatal(err)
	}
	from, to := s.Quarter.First, s.Quarter.End()
	rows, summary := sum(t, files.Events, prices, usage.Options{From: from, To: to})
	var requests int64
	for _, row := range rows {
		requests += row.Requests
	}
	var want int64
	for range s.Events(from, to) {
		want++
	}
	if requests != want || summary.Events <= want {
		t.Errorf("the files have %d events, sent %d times; want %d, and some of them twice", requests, summary.Events, want)
	}
	// The file of the second month has late events of the first.
	rows, _ = sum(t, files.Events[1:2], prices, usage.Options{From: from, To: s.Quarter.Month(2)})
	if len(rows) == 0 {
		t.Error("no event is late")
	}
}
