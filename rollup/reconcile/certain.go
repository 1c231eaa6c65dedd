package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
)

// repeated takes out rows that the bill has twice.
func (c *comparison) repeated() {
	var sum price.Money
	var rows int64
	for _, x := range c.cells {
		if x.repeatedRows == 0 {
			continue
		}
		sum, rows = sum.Add(x.repeated), rows+x.repeatedRows
		x.billed = x.billed.Sub(x.repeated)
		if x.quantity != nil {
			n := x.quantity.Sub(x.repeatedCount)
			x.quantity = &n
		}
		x.rows -= x.repeatedRows
	}
	for i := range c.other {
		e := &c.other[i]
		sum, rows = sum.Add(e.RepeatedCost), rows+e.Repeated
		*e = e.Once()
	}
	if rows > 0 {
		c.cause(Cause{
			Kind: DuplicateRows, Amount: sum, Evidence: fmt.Sprintf("%d of %d rows are there more than once, equal in every cell", rows, c.rows),
			Advice: "check whether the export was joined to itself, or exports overlap; the provider's own total says whether it was billed twice",
		})
	}
}

// otherCharges takes what is not metered as usage: taxes, credits, tools. Units that are
// metered as well are compared as cells.
func (c *comparison) otherCharges() {
	sums := map[string]price.Money{}
	for i := range c.other {
		e := &c.other[i]
		if e.Cost == nil || e.Rows == 0 {
			continue
		}
		if k := (key{day: c.dayOf(e.Slice), kind: e.Kind}); e.Charge == invoice.Used && e.Kind != "" && c.unit(k.kind) {
			c.compareUnit(e)
			continue
		}
		what := string(e.Charge)
		if e.Charge == invoice.Used {
			what = cmp.Or(e.Item, e.Kind)
		}
		sums[what] = sums[what].Add(*e.Cost)
	}
	var total price.Money
	var parts []string
	for _, what := range slices.Sorted(maps.Keys(sums)) {
		total = total.Add(sums[what])
		parts = append(parts, fmt.Sprintf("%s %s", what, sums[what].Round(2)))
	}
	if len(parts) > 0 {
		c.cause(Cause{Kind: OtherCharges, Amount: total, Evidence: "beside the usage of models: " + strings.Join(parts, ", ")})
	}
}

// unit reports whether units of a kind were metered.
func (c *comparison) unit(kind string) bool {
	for k := range c.cells {
		if k.kind == kind && c.cells[k].meteredQuantity.Sign() != 0 {
			return true
		}
	}
	return false
}

// compareUnit adds units that are billed to those that were metered on the day. A bill
// seldom says of which model they are.
func (c *comparison) compareUnit(e *invoice.Entry) {
	day := c.dayOf(e.Slice)
	target := key{day: day, kind: e.Kind}
	sum := c.cell(target)
	for _, k := range c.keys() {
		if k.day.Equal(day) && k.kind == e.Kind && k.model != "" {
			sum.metered, sum.meteredQuantity = sum.metered.Add(c.cells[k].metered), sum.meteredQuantity.Add(c.cells[k].meteredQuantity)
			delete(c.cells, k)
		}
	}
	sum.billed, sum.rows, sum.rated = sum.billed.Add(*e.Cost), sum.rows+e.Rows, e.Rated
	if e.Quantity != nil {
		n := *e.Quantity
		if sum.quantity != nil {
			n = n.Add(*sum.quantity)
		}
		sum.quantity = &n
	}
}

// wrongUnits are what amounts may be in, in place of the currency: how many make one.
var wrongUnits = []struct {
	per  int64
	what string
}{{100, "cents"}, {1000, "thousandths"}, {1_000_000, "millionths"}}

// units finds amounts in another unit: nearly all of them differ by the same power of
// ten. They are put right, so that what else differs is seen.
func (c *comparison) units() {
	ratio, ok := c.typicalRatio()
	if !ok {
		return
	}
	for _, unit := range wrongUnits {
		for _, small := range []bool{false, true} {
			factor := price.One.Times(unit.per)
			if small {
				factor = price.One.Per(unit.per)
			}
			if !near(ratio, factor, 20) {
				continue
			}
			var sum price.Money
			for _, x := range c.cells {
				right, _ := x.billed.Ratio(factor)
				sum = sum.Add(x.billed.Sub(right))
				x.billed = right
				for _, tier := range x.tiers {
					tier.billed, _ = tier.billed.Ratio(factor)
				}
			}
			evidence := fmt.Sprintf("the amounts are %d times what was metered: %s in place of %s", unit.per, unit.what, c.result.Currency)
			if small {
				evidence = fmt.Sprintf("the amounts are a %dth of what was metered", unit.per)
			}
			c.cause(Cause{Kind: UnitError, Amount: sum, Evidence: evidence, Advice: "check the unit of the column of amounts; exports of APIs often have cents"})
			return
		}
	}
}

// typicalRatio is the median of billed to metered, by cell; false if there are too few.
func (c *comparison) typicalRatio() (price.Money, bool) {
	var ratios []price.Money
	for _, x := range c.cells {
		if r, ok := x.billed.Ratio(x.metered); ok && x.billed.Sign() > 0 {
			ratios = append(ratios, r)
		}
	}
	if len(ratios) == 0 {
		return price.Money{}, false
	}
	slices.SortFunc(ratios, price.Money.Cmp)
	return ratios[len(ratios)/2], true
}

// near reports whether two numbers differ by at most so many percent of the second.
func near(a, b price.Money, percent int64) bool {
	return a.Sub(b).Abs().Times(100).Cmp(b.Abs().Times(percent)) <= 0
}
