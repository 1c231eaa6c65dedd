// Package firstcut attributes a provider's bill: by keys, projects and tags, with a
// map to teams, before a single request carries an owner.
package firstcut

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A Source is a bill as a source of reports. Rows that the files have twice count
// once. What an export of usage costs, the price table says; what one of cost costs,
// the bill.
type Source struct {
	Bill   *invoice.Bill
	Map    *Map // nil: nobody's
	Prices *price.Table

	rates map[string]*price.Rate
}

// Rows implements [report.Source].
func (s *Source) Rows(_ context.Context, q report.Query) iter.Seq2[report.Row, error] {
	return func(yield func(report.Row, error) bool) {
		for i := range s.Bill.Entries {
			e := s.Bill.Entries[i].Once()
			if e.Slice.Before(q.Starts[0]) || !e.Slice.Before(q.To) {
				continue
			}
			for _, row := range s.rows(&e) {
				if slices.ContainsFunc(q.Where, func(c report.Condition) bool { return !c.Match(&row) }) {
					continue
				}
				row.Slice = startOf(q.Starts, row.Slice)
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

func startOf(starts []time.Time, at time.Time) time.Time {
	i, found := slices.BinarySearchFunc(starts, at, time.Time.Compare)
	if !found {
		i--
	}
	return starts[max(i, 0)]
}

// rows are the rows of an entry, one per owner.
func (s *Source) rows(e *invoice.Entry) []report.Row {
	row := report.Row{Bill: report.Bill{Account: e.Account, Project: e.Project, APIKey: e.APIKey, LineItem: e.Item, Charge: string(e.Charge), Billed: e.Cost}}
	row.Rated, row.UserID = e.Rated, e.User
	if row.Model == "" {
		row.Model = e.Item // what is no model is at least called something
	}
	row.Requests = e.Requests
	if e.Charge == invoice.Used {
		quantify(&row.Row, e)
	}
	if e.Cost == nil {
		row.Rate = s.rate(e.Rated)
	}
	owners := s.Map.owners(e)
	if len(owners) == 0 {
		return []report.Row{row}
	}
	out := make([]report.Row, len(owners))
	for i, o := range owners {
		out[i] = row
		out[i].TeamID, out[i].ProjectID, out[i].ServiceName = o.team, o.project, o.service
		if e.Cost != nil {
			part := e.Cost.Mul(o.share)
			out[i].Billed = &part
		}
	}
	if len(owners) > 1 {
		divide(out, owners)
	}
	return out
}

// quantify sets the counts of a row from the one kind that an entry is of.
func quantify(row *usage.Row, e *invoice.Entry) {
	if e.Quantity == nil || e.Kind == "" {
		return
	}
	if n, whole := e.Quantity.Int64(); whole && row.AddKind(e.Kind, n) {
		return
	}
	row.Units = map[string]string{e.Kind: e.Quantity.String()}
}

// rate finds each rate once, so that equal ones are the same.
func (s *Source) rate(of usage.Rated) *price.Rate {
	rate, ok := s.Prices.Find(of)
	if !ok {
		return nil
	}
	if s.rates == nil {
		s.rates = map[string]*price.Rate{}
	}
	if s.rates[rate.ID] == nil {
		s.rates[rate.ID] = &rate
	}
	return s.rates[rate.ID]
}

// divide gives each of a row's owners its share of the counts, whole: what is left
// after rounding down is the first one's. Units, which are decimals, are divided
// exactly.
func divide(rows []report.Row, owners []owner) {
	rest, units := rows[0].Counts, rows[0].Units
	for i := range slices.Backward(rows) {
		if i == 0 {
			rows[i].Counts = rest
		} else {
			rows[i].Each(func(n *int64) { *n = owners[i].share.Times(*n).Floor() })
			left := rows[i].Counts
			left.Each(func(n *int64) { *n = -*n })
			rest.Add(left)
		}
		rows[i].Units = map[string]string{}
		for name, text := range units {
			if n, err := price.ParseMoney(text); err == nil {
				rows[i].Units[name] = n.Mul(owners[i].share).String()
			}
		}
	}
}
