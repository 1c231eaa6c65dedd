package browsertest

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

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

// company is September and October of so many teams. The first is called by name.
func company(t *testing.T, teams int, name string) rows {
	t.Helper()
	var rates []*price.Rate
	for _, text := range []string{"0.35", "7.123456"} {
		input, err := price.ParseMoney(text)
		if err != nil {
			t.Fatal(err)
		}
		rates = append(rates, &price.Rate{ID: "acme/" + text, Input: input})
	}
	var all rows
	for i := range max(teams*2, 600) {
		var r report.Row
		team := i % teams
		r.Slice = time.Date(2026, 9, 1+(i*7)%61, 10, 0, 0, 0, time.UTC)
		r.TeamID, r.ServiceName, r.ProjectID = fmt.Sprintf("team-%d", team), fmt.Sprintf("service-%d", i%30), "p"
		r.RequestType = []string{"chat", "summarize", ""}[i%3]
		r.Requests, r.Input, r.Output = 1, int64(1_000_000/(team+1)+i*7919%100_007), int64(i)
		r.Model, r.Rate = []string{"small", "large"}[i%2], rates[i%2]
		switch {
		case team == 0:
			r.TeamID, r.Model, r.RequestType = name, name, name
		case team == 4:
			r.TeamID = ""
		case i%31 == 7:
			r.Model, r.Rate = "acme-1", nil
		}
		all = append(all, r)
	}
	return all
}

// page is the page of a company in October beside September.
func page(t *testing.T, all rows, by ...string) string {
	t.Helper()
	from := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	opts := report.Options{By: by, From: from, To: from.AddDate(0, 1, 0), Compare: report.Previous, Explain: true}
	opts.ForPage(report.Service, report.Model, report.RequestType)
	r, err := report.New(t.Context(), all, opts)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
