package report_test

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
)

// rows is a source that holds rows by their moment.
type rows []report.Row

func (all rows) Rows(_ context.Context, q report.Query) iter.Seq2[report.Row, error] {
	return func(yield func(report.Row, error) bool) {
		for _, row := range all {
			if row.Slice.Before(q.Starts[0]) || !row.Slice.Before(q.To) {
				continue
			}
			if slices.ContainsFunc(q.Where, func(c report.Condition) bool { return !c.Match(&row) }) {
				continue
			}
			for _, f := range report.Fields {
				if !slices.Contains(q.Fields, f) {
					f.Clear(&row.Key)
				}
			}
			at, found := slices.BinarySearchFunc(q.Starts, row.Slice, time.Time.Compare)
			if !found {
				at--
			}
			row.Slice = q.Starts[at]
			if !yield(row, nil) {
				return
			}
		}
	}
}

func rate(t *testing.T, input string) *price.Rate {
	t.Helper()
	in, err := price.ParseMoney(input)
	if err != nil {
		t.Fatal(err)
	}
	return &price.Rate{ID: "p/" + input, Input: in}
}

func row(moment, team, model string, input int64, rate *price.Rate) report.Row {
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		panic(err)
	}
	var r report.Row
	r.Slice, r.TeamID, r.Model, r.Requests, r.Input, r.Rate = at, team, model, 1, input, rate
	return r
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := calendar.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func parse(t *testing.T, text string, z *time.Location) time.Time {
	t.Helper()
	at, err := calendar.Parse(text, z)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// lines shows rows as "key: cost < cost before".
func lines(r *report.Report) []string {
	var out []string
	cost := func(s *report.Sum) string {
		if s.Null() {
			return "unpriced"
		}
		return s.Cost.String()
	}
	for i := range r.Rows {
		text := strings.Join(r.Rows[i].Key, " ") + ": " + cost(&r.Rows[i].Sum)
		if before := r.Rows[i].Before; before != nil {
			text += " < " + cost(before)
		}
		out = append(out, text)
	}
	return out
}

func TestPeriodsAreComparedWithTheirCounterpart(t *testing.T) {
	million := rate(t, "1000000") // a dollar a token
	all := rows{
		row("2025-10-15T10:00:00Z", "a", "m", 1, million),
		row("2026-08-31T21:30:00Z", "a", "m", 10, million), // 31 August in UTC, 23:30 in Berlin too
		row("2026-08-31T22:30:00Z", "a", "m", 20, million), // 1 September in Berlin
		row("2026-09-30T10:00:00Z", "b", "m", 40, million),
		row("2026-10-01T10:00:00Z", "a", "m", 100, million),
		row("2026-10-31T10:00:00Z", "a", "m", 200, million),
	}
	tests := map[string]struct {
		from, to, by string
		compare      report.Comparison
		want         []string
		wantBefore   string // the period before, from and to
	}{
		"a month with the month before, though that is shorter": {
			"2026-10-01", "2026-11-01", "team", report.Previous,
			[]string{"a: 300 < 20", "b: 0 < 40"},
			"2026-09-01T00:00:00+02:00 2026-10-01T00:00:00+02:00",
		},
		"a month with that of the year before": {
			"2026-10-01", "2026-11-01", "team", report.YoY,
			[]string{"a: 300 < 1"},
			"2025-10-01T00:00:00+02:00 2025-11-01T00:00:00+01:00",
		},
		"days with as many days": {
			"2026-10-01", "2026-10-03", "team", report.Previous,
			[]string{"a: 100 < 0", "b: 0 < 40"},
			"2026-09-29T00:00:00+02:00 2026-10-01T00:00:00+02:00",
		},
		"the n-th day with the n-th": {
			"2026-10-01", "2026-11-01", "day", report.Previous,
			[]string{"2026-10-31: 200 < 0", "2026-10-01: 100 < 20", "2026-10-30: 0 < 40"},
			"2026-09-01T00:00:00+02:00 2026-10-01T00:00:00+02:00",
		},
		"hours with as many hours": {
			"2026-10-01T09:00:00Z", "2026-10-01T11:00:00Z", "team", report.Previous,
			[]string{"a: 100 < 0"},
			"2026-10-01T09:00:00+02:00 2026-10-01T11:00:00+02:00",
		},
		"29 February with 28 February": {
			"2028-02-29", "2028-03-01", "team", report.YoY, nil, "2027-02-28T00:00:00+01:00 2027-03-01T00:00:00+01:00",
		},
	}
	berlin := zone(t, "Europe/Berlin")
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := report.New(t.Context(), all, report.Options{
				By: []string{tt.by}, From: parse(t, tt.from, berlin), To: parse(t, tt.to, berlin), Zone: berlin, Compare: tt.compare,
			})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, lines(r)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got := r.BeforeFrom.In(berlin).Format(time.RFC3339) + " " + r.BeforeTo.In(berlin).Format(time.RFC3339); got != tt.wantBefore {
				t.Errorf("compared with %s, want %s", got, tt.wantBefore)
			}
		})
	}
}

func TestUnpricedIsNullAndNamed(t *testing.T) {
	all := rows{
		row("2026-10-01T10:00:00Z", "a", "known", 1_000_000, rate(t, "2")),
		row("2026-10-01T10:00:00Z", "a", "new", 5, nil),
		row("2026-10-01T10:00:00Z", "b", "newer", 7, nil),
		row("2026-10-01T10:00:00Z", "c", "newest", 0, nil), // an error, say
	}
	r, err := report.New(t.Context(), all, report.Options{By: []string{"team"}, From: all[0].Slice, To: all[0].Slice.AddDate(0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a: 2", "b: unpriced", "c: 0"}, lines(r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"new", "newer"}, r.Total.UnpricedModels); diff != "" || r.Total.UnpricedTokens != 12 || !r.Total.Unpriced() {
		t.Errorf("total: %d tokens of %v", r.Total.UnpricedTokens, r.Total.UnpricedModels)
	}
}

func TestUnitsWithoutAPriceAreNamed(t *testing.T) {
	priced := row("2026-10-01T10:00:00Z", "a", "m", 5, rate(t, "2"))
	priced.Units = map[string]string{"images": "2", "usd": "0.5"}
	unpriced := row("2026-10-01T10:00:00Z", "a", "new", 0, nil)
	unpriced.Units = map[string]string{"images": "1.5"}
	r, err := report.New(t.Context(), rows{priced, unpriced}, report.Options{
		By: []string{"team"}, From: priced.Slice, To: priced.Slice.AddDate(0, 0, 1), Billed: func(unit string) bool { return unit != "usd" },
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"images": "3.5"}, r.Total.UnpricedUnits); diff != "" || !r.Total.Unpriced() {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever the dimensions, the rows add up to the total, and totals are the same.
func TestTotalsDoNotDependOnDimensions(t *testing.T) {
	var all rows
	rates := []*price.Rate{rate(t, "0.1"), rate(t, "0.07"), nil, rate(t, "3.3333")}
	for i := range 200 {
		moment := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * 5 * time.Hour)
		r := row(moment.Format(time.RFC3339), "t"+string(rune('a'+i%3)), "m"+string(rune('a'+i%4)), int64(i*i*7919%100_003), rates[i%4])
		r.ServiceName, r.UserID = "s"+string(rune('a'+i%7)), "u"+string(rune('a'+i%11))
		all = append(all, r)
	}
	want := ""
	for _, by := range []string{"team", "service", "user", "model", "day", "week", "month", "team,service,user,model,day", "provider"} {
		dimensions, err := report.ParseBy(by, report.Fields)
		if err != nil {
			t.Fatal(err)
		}
		for _, top := range []int{0, 2} {
			r, err := report.New(t.Context(), all, report.Options{
				By: dimensions, From: all[0].Slice, To: all[0].Slice.AddDate(0, 2, 0), Top: top, Zone: zone(t, "Asia/Kolkata"),
			})
			if err != nil {
				t.Fatal(err)
			}
			var sum price.Money
			var tokens, unpriced int64
			lines := r.Rows
			if r.Others != nil {
				lines = append(lines, *r.Others)
			}
			for _, line := range lines {
				sum = sum.Add(line.Cost)
				tokens += line.Input
				unpriced += line.UnpricedTokens
			}
			if sum.Cmp(r.Total.Cost) != 0 || tokens != r.Total.Input || unpriced != r.Total.UnpricedTokens {
				t.Errorf("by %s, top %d: rows add up to %s, %d, %d, the total is %s, %d, %d", by, top, sum, tokens, unpriced, r.Total.Cost, r.Total.Input, r.Total.UnpricedTokens)
			}
			if want == "" {
				want = r.Total.Cost.String()
			}
			if got := r.Total.Cost.String(); got != want {
				t.Errorf("by %s the total is %s, else %s", by, got, want)
			}
		}
	}
}

func TestAnErrorOfTheSourceIsReturned(t *testing.T) {
	broken := errors.New("the connection is gone")
	_, err := report.New(t.Context(), failing{broken}, report.Options{By: []string{"team"}, To: time.Now()})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

type failing struct{ err error }

func (f failing) Rows(context.Context, report.Query) iter.Seq2[report.Row, error] {
	return func(yield func(report.Row, error) bool) { yield(report.Row{}, f.err) }
}

func TestNamesDoNotMoveTheCursor(t *testing.T) {
	all := rows{row("2026-10-01T10:00:00Z", "a\x1b[2J\nb", "m", 1, nil)}
	r, err := report.New(t.Context(), all, report.Options{By: []string{"team"}, From: all[0].Slice, To: all[0].Slice.AddDate(0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := r.WriteTable(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), `a\x1b[2J\nb`) || strings.Contains(out.String(), "\x1b") {
		t.Errorf("got %q", out.String())
	}
}
