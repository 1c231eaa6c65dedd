// Package reconcile holds a provider's bill against metered usage: what agrees, what
// differs, and what most likely is the reason. The amounts of all causes and what stays
// unexplained are the difference, exactly.
package reconcile

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
)

// State is how a bill and what was metered agree.
type State string

// The states.
const (
	Matched     State = "matched"     // within the tolerance
	Explained   State = "explained"   // all but the tolerance has a cause
	Unexplained State = "unexplained" // more than the tolerance has none
)

// Options say what is compared.
type Options struct {
	From, To time.Time // whole days in UTC, To exclusive
	Prices   *price.Table

	// Relative is the share of the billed amount that may differ, beside the rounding of
	// the bill's rows. The default is 0.
	Relative price.Money

	// Zones are those in which days may begin by mistake.
	Zones []*time.Location
}

// A Result is what was found. Its causes are sorted by amount, largest first, up or
// down; then by cause and model.
type Result struct {
	Bill     *invoice.Bill
	From, To time.Time
	Currency string

	Billed, Metered price.Money
	Difference      price.Money // Billed − Metered
	Tolerance       price.Money
	State           State
	Causes          []Cause
	Unexplained     price.Money // Difference without all causes

	Lines []Line // by model and kind, largest difference first

	// Teams is what was metered by team; "" is what has none.
	Teams map[string]price.Money
	// Unpriced are the metered tokens that have no price, by model.
	Unpriced map[string]int64

	// Quantities says that the bill has no amounts: what it counts is priced as metered
	// usage is, and prices are not compared.
	Quantities bool
}

// Unattributed is the part of Metered whose events have no team.
func (r *Result) Unattributed() price.Money { return r.Teams[""] }

// A Line is what a bill and metered usage say of a model and kind of tokens.
type Line struct {
	Model, Kind     string
	Billed, Metered price.Money
	// Tokens or units. BilledQuantity is nil if the bill does not tell.
	BilledQuantity  *price.Money
	MeteredQuantity price.Money
}

// ErrNothingMetered is returned if none of the bill's usage was metered: a comparison
// would call everything unlogged.
var ErrNothingMetered = errors.New("no usage of this provider was metered in this time")

// Compare compares a bill with the metered usage that a source has of the same days.
func Compare(ctx context.Context, bill *invoice.Bill, metered report.Source, opts Options) (*Result, error) {
	c := &comparison{Options: opts, bill: bill, result: &Result{
		Bill: bill, From: opts.From, To: opts.To, Currency: cmp.Or(bill.Currency, "USD"), Quantities: bill.Form == invoice.Usage, Unpriced: map[string]int64{},
		Teams: map[string]price.Money{},
	}}
	c.days = calendar.Starts(calendar.Days, opts.From, opts.To, time.UTC)
	if err := c.take(); err != nil {
		return nil, err
	}
	if err := c.meter(ctx, metered); err != nil {
		return nil, err
	}
	c.result.Difference = c.result.Billed.Sub(c.result.Metered)
	c.result.Tolerance = bill.Rounding.Times(c.rows).Add(c.result.Billed.Abs().Mul(opts.Relative))
	c.lines()

	// What is certain comes first, so that what is left is compared as it should be; each
	// step takes what it explains out of the cells.
	c.repeated()
	c.otherCharges()
	c.units()
	if err := c.shifted(ctx, metered); err != nil {
		return nil, err
	}
	c.unknownModels()
	c.variances()
	c.finish()
	return c.result, nil
}

// comparison is the work on one result.
type comparison struct {
	Options
	bill   *invoice.Bill
	result *Result
	days   []time.Time
	grain  grain
	cells  map[key]*cell
	other  []invoice.Entry // charges of other things than metered usage
	rows   int64
	causes []Cause
}

// finish adds up what was found.
func (c *comparison) finish() {
	r := c.result
	r.Causes = merge(c.causes)
	r.Unexplained = r.Difference
	for _, cause := range r.Causes {
		r.Unexplained = r.Unexplained.Sub(cause.Amount)
	}
	within := r.Unexplained.Abs().Cmp(r.Tolerance) <= 0
	switch {
	case len(r.Causes) == 0 && within:
		r.State = Matched
		if r.Unexplained.Sign() != 0 {
			r.Causes = []Cause{{
				Kind: Rounding, Amount: r.Unexplained,
				Evidence: fmt.Sprintf("%d rows, each rounded by up to %s, may differ by %s", c.rows, c.bill.Rounding, r.Tolerance),
			}}
			r.Unexplained = price.Money{}
		}
	case within:
		r.State = Explained
	default:
		r.State = Unexplained
	}
}

// lines adds up cells by model and kind.
func (c *comparison) lines() {
	all := map[[2]string]*Line{}
	for _, k := range c.keys() {
		x := c.cells[k]
		id := [2]string{k.model, k.kind}
		if all[id] == nil {
			all[id] = &Line{Model: k.model, Kind: k.kind}
		}
		l := all[id]
		l.Billed, l.Metered, l.MeteredQuantity = l.Billed.Add(x.billed), l.Metered.Add(x.metered), l.MeteredQuantity.Add(x.meteredQuantity)
		if x.quantity != nil {
			n := *x.quantity
			if l.BilledQuantity != nil {
				n = n.Add(*l.BilledQuantity)
			}
			l.BilledQuantity = &n
		}
	}
	for _, l := range all {
		c.result.Lines = append(c.result.Lines, *l)
	}
	slices.SortFunc(c.result.Lines, func(a, b Line) int {
		return cmp.Or(b.Billed.Sub(b.Metered).Abs().Cmp(a.Billed.Sub(a.Metered).Abs()), strings.Compare(a.Model, b.Model), strings.Compare(a.Kind, b.Kind))
	})
}
