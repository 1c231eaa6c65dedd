package demo

import (
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"slices"
	"strconv"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// A billed key tells the rows of a bill apart, before they are divided into kinds of tokens.
type billed struct {
	day                  time.Time
	project, model, tier string
}

// writeBill writes what the provider of the contract bills for the third month, as its
// dashboard exports it, by project and line item: what its events cost, and what nobody
// has logged.
func (s *Scenario) writeBill(ctx context.Context, path string) (err error) {
	used := map[billed]*usage.Counts{}
	add := func(key billed, c usage.Counts) {
		if used[key] == nil {
			used[key] = new(usage.Counts)
		}
		used[key].Add(c)
	}
	for e := range s.Events(s.Quarter.Month(3), s.Quarter.End()) {
		if e.Provider == s.company.Stories.Contract.Provider && e.InputTokens != nil {
			y, m, d := e.Time.Date()
			add(billed{time.Date(y, m, d, 0, 0, 0, 0, time.UTC), e.ProjectID, e.Model, e.ServiceTier}, counts(e))
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	u := s.company.Stories.Unlogged
	for i := range u.Days {
		key := billed{s.Quarter.day(u.Month, u.Day+i), u.Project, s.company.Models[u.Model].Answers, ""}
		add(key, usage.Counts{Input: int64(u.Input), Output: int64(u.Output)})
	}

	prices, err := price.Parse("prices.yaml", s.prices())
	if err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	w := csv.NewWriter(file)
	rows := [][]string{{"start_time", "end_time", "start_time_iso", "end_time_iso", "amount_value", "amount_currency", "line_item", "quantity", "quantity_unit", "project_id", "organization_id", "organization_name"}}
	for _, key := range slices.SortedFunc(maps.Keys(used), compareBilled) {
		rated := usage.Rated{Provider: s.company.Stories.Contract.Provider, Model: key.model, ServiceTier: key.tier, Slice: key.day}
		rate, ok := prices.Find(rated)
		if !ok {
			return errors.New("the built-in prices have none for " + key.model + " on " + key.day.Format(time.DateOnly))
		}
		for _, line := range rate.Lines(*used[key], nil) {
			end := key.day.AddDate(0, 0, 1)
			rows = append(rows, []string{
				strconv.FormatInt(key.day.Unix(), 10), strconv.FormatInt(end.Unix(), 10), iso(key.day), iso(end),
				line.Cost.String(), "usd", lineItem(key, line.Kind), line.Quantity.String(), "tokens", project(key.project), "org-demo", "The company of llmrollup demo",
			})
		}
	}
	return errors.Join(w.WriteAll(rows), w.Error())
}

func counts(e *tag.Event) usage.Counts {
	c := usage.Counts{Input: *e.InputTokens, Output: *e.OutputTokens}
	if e.CacheReadTokens != nil {
		c.CacheRead = *e.CacheReadTokens
	}
	return c
}

func compareBilled(a, b billed) int {
	return cmp.Or(a.day.Compare(b.day), cmp.Compare(a.project, b.project), cmp.Compare(a.model, b.model), cmp.Compare(a.tier, b.tier))
}

func iso(t time.Time) string { return t.Format("2006-01-02T15:04:05+00:00") }

// project is the provider's name of one of the company's projects.
func project(name string) string { return "proj_" + cmp.Or(name, "default") }

// lineItem is what the export calls a kind of tokens of a model.
func lineItem(key billed, kind string) string {
	item := key.model + ", "
	if key.tier != "" {
		item += key.tier + " "
	}
	if kind == "cache_read" {
		kind = "cached input"
	}
	return item + kind
}
