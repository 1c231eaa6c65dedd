package report_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
)

// counted counts how often a source is read.
type counted struct {
	rows
	reads int
}

func (c *counted) Rows(ctx context.Context, q report.Query) iter.Seq2[report.Row, error] {
	c.reads++
	return c.rows.Rows(ctx, q)
}

// company is the usage of ten teams with services and models, over two months.
func company(t *testing.T) rows {
	t.Helper()
	cheap, dear := rate(t, "0.35"), rate(t, "7.123456")
	var all rows
	for i := range 600 {
		at := time.Date(2026, 9, 1, i%24, 0, 0, 0, time.UTC).AddDate(0, 0, i%61)
		r := row(at.Format(time.RFC3339), fmt.Sprintf("team-%02d", i%10), "small", int64(i*7919%10_007), cheap)
		r.ServiceName, r.RequestType = fmt.Sprintf("service-%02d", i%30), []string{"chat", "summarize", ""}[i%3]
		switch {
		case i%11 == 0:
			r.Model, r.Rate = "large", dear
		case i%97 == 0:
			r.Model, r.Rate = "secret", nil
		case i%10 == 9:
			r.TeamID = ""
		}
		all = append(all, r)
	}
	return all
}

func TestThePartsOfARowAndTheDaysOfATrendAddUpToIt(t *testing.T) {
	for _, by := range []string{"team", "team,month", "service,team", "day", "model"} {
		t.Run(by, func(t *testing.T) {
			source := &counted{rows: company(t)}
			opts := report.Options{
				By: strings.Split(by, ","), From: parse(t, "2026-10-01", time.UTC), To: parse(t, "2026-11-01", time.UTC),
				Daily: true, Drill: []report.Field{report.Service, report.Model, report.RequestType}, CountUnattributed: true,
			}
			r, err := report.New(t.Context(), source, opts)
			if err != nil {
				t.Fatal(err)
			}
			if source.reads != 1 {
				t.Errorf("the source is read %d times, want once", source.reads)
			}
			plain, err := report.New(t.Context(), company(t), report.Options{By: opts.By, From: opts.From, To: opts.To, CountUnattributed: true})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(lines(plain), lines(r)); diff != "" {
				t.Errorf("rows (-without detail +with):\n%s", diff)
			}
			var all, series price.Money
			for _, s := range r.Trend.Series {
				var sum price.Money
				for _, cost := range s.Costs {
					sum = sum.Add(cost)
				}
				if sum.Cmp(s.Total) != 0 {
					t.Errorf("%s costs %s by days, %s in all", s.Label(), sum, s.Total)
				}
				series = series.Add(sum)
			}
			if len(r.Trend.Series) > 8 {
				t.Errorf("%d series", len(r.Trend.Series))
			}
			for i := range r.Rows {
				row := &r.Rows[i]
				all = all.Add(row.Cost)
				for _, part := range row.Parts {
					sum, requests := price.Money{}, int64(0)
					for _, line := range part.Lines {
						sum, requests = sum.Add(line.Cost), requests+line.Requests
					}
					if part.Others != nil {
						sum, requests = sum.Add(part.Others.Cost), requests+part.Others.Requests
					}
					if sum.Cmp(row.Cost) != 0 || requests != row.Requests {
						t.Errorf("%s costs %s by %s, and %s in all", row.Key, sum, part.Field, row.Cost)
					}
				}
				if want := 3 - strings.Count(by, "service") - strings.Count(by, "model"); len(row.Parts) != want {
					t.Errorf("%s has %d parts, want %d", row.Key, len(row.Parts), want)
				}
			}
			if all.Cmp(r.Total.Cost) != 0 || series.Cmp(r.Total.Cost) != 0 {
				t.Errorf("rows cost %s, the trend %s, all %s", all, series, r.Total.Cost)
			}
		})
	}
}

func TestAPeriodThatIsNotOverIsComparedWithAsManyDays(t *testing.T) {
	dollar := rate(t, "1000000")
	all := rows{
		row("2026-11-01T10:00:00Z", "a", "m", 10, dollar),
		row("2026-11-02T10:00:00Z", "a", "m", 20, dollar),
		row("2026-11-03T10:00:00Z", "a", "m", 40, dollar),
		row("2026-12-01T10:00:00Z", "a", "m", 1, dollar),
	}
	tests := map[string]struct {
		until string
		want  string
	}{
		"on its first day":         {"2026-12-01T14:00:00Z", "a: 1 < 10"},
		"on its second":            {"2026-12-02T00:00:00Z", "a: 1 < 30"},
		"when it is over":          {"2027-01-01T00:00:00Z", "a: 1 < 70"},
		"before it has begun, too": {"2026-10-01T00:00:00Z", "a: 1 < 70"},
		"if no moment is given":    {"0001-01-01T00:00:00Z", "a: 1 < 70"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r, err := report.New(t.Context(), all, report.Options{
				By: []string{"team"}, From: parse(t, "2026-12-01", time.UTC), To: parse(t, "2027-01-01", time.UTC),
				Compare: report.Previous, Until: parse(t, tt.until, time.UTC),
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(lines(r), "; "); got != tt.want {
				t.Errorf("rows are %s, want %s", got, tt.want)
			}
		})
	}
}
