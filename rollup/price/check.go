package price

import (
	"cmp"
	"fmt"
	"slices"
)

// A Finding is something in a price file that is valid and most probably wrong.
type Finding struct {
	File    string
	Line    int
	Problem string
	Hint    string // what to do; may be empty
}

// String returns "file:line: problem; hint".
func (f Finding) String() string {
	s := fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Problem)
	if f.Hint != "" {
		s += "; " + f.Hint
	}
	return s
}

// Check looks for what is most probably wrong in the table's own file, that is in the
// built-in one only if there is no other.
func (t *Table) Check() []Finding {
	c := checker{table: t, layer: t.layers[0]}
	for _, name := range c.layer.order {
		for _, m := range c.layer.providers[name].models {
			c.model(m)
		}
	}
	for i := range t.contracts {
		c.contract(&t.contracts[i])
	}
	slices.SortStableFunc(c.findings, func(a, b Finding) int { return a.Line - b.Line })
	return c.findings
}

type checker struct {
	table    *Table
	layer    *layer
	findings []Finding
}

func (c *checker) add(line int, hint, format string, args ...any) {
	c.findings = append(c.findings, Finding{File: cmp.Or(c.layer.name, "prices.yaml"), Line: line, Problem: fmt.Sprintf(format, args...), Hint: hint})
}

func (c *checker) model(m *model) {
	name := m.provider.name + "/" + m.name
	for i, r := range m.rows {
		if i > 0 && m.rows[i-1].to.Before(r.from) {
			c.add(r.line, "usage in between is unpriced", "%s has no price from %s to %s", name, showMoment(m.rows[i-1].to), showMoment(r.from))
		}
		c.rates(name, m, r)
	}
	if last := m.rows[len(m.rows)-1]; !last.to.IsZero() && len(c.table.layers) == 1 {
		c.add(last.line, "usage since then is unpriced", "%s has no price from %s on", name, showMoment(last.to))
	}
	for _, other := range m.provider.models {
		if other != m && m.provider.find(other.name) != other {
			c.add(other.line, "name it in one of them", "%s/%s is found as %s", m.provider.name, other.name, m.name)
		}
	}
}

// Rates beyond these are most probably in another unit. The dearest and the cheapest
// model of the built-in table, in 2026, are far within.
const (
	dearest  = 2000    // US dollars per 1,000,000 tokens
	cheapest = 1000000 // 1 / that
)

func (c *checker) rates(name string, m *model, r *row) {
	check := func(where string, rates *rates) {
		in, out := rates.usd["input"], rates.usd["output"]
		for _, kind := range kinds {
			usd, ok := rates.usd[kind]
			switch {
			case !ok || usd.Sign() == 0:
			case usd.Cmp(Money{}.plus(dearest)) > 0:
				c.add(r.line, "rates are US dollars per 1,000,000 tokens", "%s%s: %s costs %s", name, where, kind, usd)
			case usd.Times(cheapest).Cmp(Money{}.plus(100)) < 0:
				c.add(r.line, "rates are per 1,000,000 tokens; is it per 1,000 or per token?", "%s%s: %s costs %s", name, where, kind, usd)
			}
		}
		if read, ok := rates.usd["cache_read"]; ok && read.Cmp(in) > 0 {
			c.add(r.line, "", "%s%s: reading from the cache costs more than what is not in it: %s, %s", name, where, read, in)
		}
		if out.Sign() > 0 && out.Cmp(in) < 0 {
			c.add(r.line, "are the two exchanged?", "%s%s: output costs less than input: %s, %s", name, where, out, in)
		}
	}
	check("", r.base)
	for _, long := range r.base.contexts {
		check(fmt.Sprintf(", prompts of %d tokens and more", long.from), long.rates)
		for kind, usd := range long.usd {
			if usd.Cmp(r.base.usd[kind]) < 0 {
				c.add(r.line, "", "%s: %s costs less in long prompts: %s, %s", name, kind, usd, r.base.usd[kind])
			}
		}
	}
	for tier, t := range r.base.tiers {
		if t.multiplier != nil && (tier == "batch" || tier == "flex") && t.multiplier.Cmp(Money{}.plus(1)) > 0 {
			c.add(r.line, "0.50 is half price", "%s: %s costs %s × the ordinary price", name, tier, t.multiplier)
		}
	}
	c.against(name, m, r)
}

// against compares a price with that of the table below: a slip of the unit is a
// factor of 100 or 1000.
func (c *checker) against(name string, m *model, r *row) {
	for _, under := range c.table.layers[1:] {
		other := under.find(m.provider.name, m.name)
		if other == nil {
			continue
		}
		listed := other.at(later(r.from, other.rows[len(other.rows)-1].from))
		if listed == nil {
			continue
		}
		for _, kind := range [...]string{"input", "output"} {
			own, list := r.base.usd[kind], listed.base.usd[kind]
			if own.Sign() == 0 || list.Sign() == 0 {
				continue
			}
			if own.Cmp(list.Times(50)) > 0 || own.Times(50).Cmp(list) < 0 {
				c.add(r.line, "is it in another unit, or in cents?", "%s: %s costs %s, listed is %s", name, kind, own, list)
			}
		}
	}
}

func (c *checker) contract(k *contract) {
	known := false
	for _, l := range c.table.layers {
		p := l.provider(k.provider)
		if p == nil {
			continue
		}
		for _, m := range p.models {
			known = known || len(k.models) == 0
			for _, pattern := range k.models {
				known = known || Glob(pattern, m.name)
			}
		}
	}
	if !known {
		c.add(1, "", "contract %q is about no model of the table", k.name)
	}
	if k.discount != nil && k.discount.Cmp(Money{}.plus(1).Per(2)) < 0 {
		c.add(1, "0.15 is 15 %, and what is not paid", "contract %q takes off %s", k.name, Money{}.plus(1).Sub(*k.discount))
	}
}
