package main

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/llmtag/llmtag/rollup/nightly"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/store"
)

// sums are those of the database, or of several, as a source of reports.
type sums struct {
	stores []*store.Store
	prices *price.Table
	rates  map[string]*price.Rate // by name and content: equal ones are the same
}

// openSums opens the sums of the databases as a source of reports. If one of several is
// down there is none: a report without its part would look like one with it.
func (a *app) openSums(ctx context.Context, dsns []string, prices *price.Table) (report.Source, func(), error) {
	shards, err := a.shards(ctx, dsns)
	if err != nil {
		return nil, nil, err
	}
	stores, err := openAll(ctx, shards)
	if err != nil {
		closeAll(shards)
		return nil, nil, err
	}
	return &sums{stores: stores, prices: prices, rates: map[string]*price.Rate{}}, func() { closeAll(shards) }, nil
}

// Rows implements report.Source.
func (s *sums) Rows(ctx context.Context, q report.Query) iter.Seq2[report.Row, error] {
	asked := store.Query{Starts: q.Starts, To: q.To}
	for _, f := range q.Fields {
		asked.Fields = append(asked.Fields, string(f))
	}
	for _, c := range q.Where {
		asked.Where = append(asked.Where, store.Condition{Field: string(c.Field), Values: c.Values})
	}
	return func(yield func(report.Row, error) bool) {
		for _, from := range s.stores {
			for row, err := range from.Rows(ctx, asked, nightly.Pricing(s.prices)) {
				out := report.Row{Row: row.Row}
				if err == nil {
					out.Rate, err = s.rate(row.Price)
				}
				if !yield(out, err) {
					return
				}
			}
		}
	}
}

func (s *sums) rate(p *store.Price) (*price.Rate, error) {
	if p == nil {
		return nil, nil //nolint:nilnil // there is no price
	}
	key := p.Name + "\x00" + string(p.Rate)
	rate, ok := s.rates[key]
	if !ok {
		rate = new(price.Rate)
		if err := json.Unmarshal(p.Rate, rate); err != nil {
			return nil, fmt.Errorf("reading the price %s: %w", p.Name, err)
		}
		s.rates[key] = rate
	}
	return rate, nil
}
