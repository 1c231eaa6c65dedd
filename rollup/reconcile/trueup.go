package reconcile

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
)

// A Share is what one team bears of the difference.
type Share struct {
	Team   string
	Amount price.Money
}

// Spread divides the difference among teams in proportion to their metered spend, to the cent: what is left after rounding goes to those with the largest remainders, so
// that the shares add up to the difference, rounded to cents, exactly.
func (r *Result) Spread() ([]Share, error) {
	var total price.Money
	for _, m := range r.Teams {
		total = total.Add(m)
	}
	if total.Sign() <= 0 {
		return nil, errors.New("the difference cannot be divided: no team was metered for anything")
	}
	cents, _ := price.ParseMoney(r.Difference.Round(2))
	whole := cents.Times(100)
	type part struct {
		team      string
		cents     int64
		remainder price.Money
	}
	var parts []part
	rest, _ := whole.Int64()
	for team, m := range r.Teams {
		share, _ := whole.Mul(m).Ratio(total)
		floor := share.Floor()
		parts = append(parts, part{cmp.Or(team, report.Unattributed), floor, share.Sub(price.One.Times(floor))})
		rest -= floor
	}
	slices.SortFunc(parts, func(a, b part) int { return cmp.Or(b.remainder.Cmp(a.remainder), strings.Compare(a.team, b.team)) })
	for i := range parts {
		if int64(i) < rest {
			parts[i].cents++
		}
	}
	slices.SortFunc(parts, func(a, b part) int { return strings.Compare(a.team, b.team) })
	out := make([]Share, len(parts))
	for i, p := range parts {
		out[i] = Share{p.team, price.One.Times(p.cents).Per(100)}
	}
	return out, nil
}

// WriteTrueUp writes the adjustment that makes metered spend what was billed, as rows
// of a journal: one, or one per share. invoice names the bill, such as by its number or
// hash, so that a row that is posted twice is seen.
func (r *Result) WriteTrueUp(w io.Writer, invoice string, shares []Share) error {
	out := csv.NewWriter(w)
	records := [][]string{{"date", "provider", "period_from", "period_to", "team", "amount", "currency", "charge_class", "reason", "invoice"}}
	var reasons []string
	for _, c := range r.Causes {
		reasons = append(reasons, fmt.Sprintf("%s %s", c.Kind, c.Amount.Round(2)))
	}
	if r.Unexplained.Sign() != 0 {
		reasons = append(reasons, "unexplained "+r.Unexplained.Round(2))
	}
	if len(shares) == 0 {
		shares = []Share{{"", r.Difference}}
	}
	for _, s := range shares {
		records = append(records, []string{
			r.To.AddDate(0, 0, -1).Format(time.DateOnly), r.Bill.Provider, r.From.Format(time.DateOnly), r.To.Format(time.DateOnly), s.Team, s.Amount.Round(2), r.Currency,
			"Correction", "true-up to the bill: " + strings.Join(reasons, ", "), invoice,
		})
	}
	return out.WriteAll(records)
}
