package report

import (
	"cmp"
	"maps"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A group is what becomes one line.
type group struct {
	key     []string
	start   time.Time // of the period, if that is a dimension
	cells   map[*price.Rate]*cell
	none    cell            // without a price
	billed  *price.Money    // of rows of bills; nil if there are none
	charged usage.Counts    // of these rows
	models  map[string]bool // without a price
	before  *group
}

// A cell is what has one rate: it is multiplied once.
type cell struct {
	counts usage.Counts
	units  map[string]price.Money
}

func (c *cell) add(counts usage.Counts, units map[string]string) {
	c.counts.Add(counts)
	for name, text := range units {
		n, err := price.ParseMoney(text)
		if err != nil {
			continue // sources give decimals
		}
		if c.units == nil {
			c.units = map[string]price.Money{}
		}
		c.units[name] = c.units[name].Add(n)
	}
}

func (c *cell) merge(o *cell) {
	c.counts.Add(o.counts)
	for name, n := range o.units {
		if c.units == nil {
			c.units = map[string]price.Money{}
		}
		c.units[name] = c.units[name].Add(n)
	}
}

func (c *cell) texts() map[string]string {
	texts := make(map[string]string, len(c.units))
	for name, n := range c.units {
		texts[name] = n.String()
	}
	return texts
}

func newGroup(key []string) *group {
	return &group{key: key, cells: map[*price.Rate]*cell{}, models: map[string]bool{}}
}

func (g *group) add(row *Row) {
	if row.Billed != nil {
		g.bill(*row.Billed)
		g.charged.Add(row.Counts)
		return
	}
	c := &g.none
	if row.Rate != nil {
		if c = g.cells[row.Rate]; c == nil {
			c = &cell{}
			g.cells[row.Rate] = c
		}
	} else if row.tokens() > 0 || len(row.Units) > 0 {
		g.models[cmp.Or(row.Model, Unknown)] = true
	}
	c.add(row.Counts, row.Units)
}

func (g *group) bill(cost price.Money) {
	if g.billed != nil {
		cost = cost.Add(*g.billed)
	}
	g.billed = &cost
}

func (g *group) merge(o *group) {
	if o.billed != nil {
		g.bill(*o.billed)
		g.charged.Add(o.charged)
	}
	g.none.merge(&o.none)
	maps.Copy(g.models, o.models)
	for rate, oc := range o.cells {
		if g.cells[rate] == nil {
			g.cells[rate] = &cell{}
		}
		g.cells[rate].merge(oc)
	}
}

func (r *Row) tokens() int64 { return r.Input + r.Output }
