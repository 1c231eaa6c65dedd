package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/rollup/price"
)

// sum prices a group: tokens times rate, once per rate.
func (o *Options) sum(g *group) Sum {
	s := Sum{Counts: g.none.counts, UnpricedTokens: g.none.counts.Input + g.none.counts.Output, UnpricedUnits: map[string]string{}}
	unpriced := map[string]price.Money{}
	for name, n := range g.none.units {
		if o.billed(name) {
			unpriced[name] = n
		}
	}
	rates := slices.SortedFunc(maps.Keys(g.cells), func(x, y *price.Rate) int {
		return cmp.Or(strings.Compare(x.ID, y.ID), x.Input.Cmp(y.Input), x.Output.Cmp(y.Output))
	})
	for _, rate := range rates {
		c := g.cells[rate]
		s.Add(c.counts)
		units := c.texts()
		for _, item := range rate.Lines(c.counts, units) {
			s.Cost = s.Cost.Add(item.Cost)
			if o.Explain {
				s.Items = append(s.Items, Item{Rate: *rate, Line: item})
			}
		}
		for _, name := range rate.Unpriced(units) {
			if o.billed(name) {
				unpriced[name] = unpriced[name].Add(c.units[name])
			}
		}
	}
	for name, n := range unpriced {
		if n.Sign() != 0 {
			s.UnpricedUnits[name] = n.String()
		}
	}
	if g.billed != nil {
		s.Add(g.charged)
		s.Cost = s.Cost.Add(*g.billed)
	}
	s.UnpricedModels = slices.Sorted(maps.Keys(g.models))
	s.Priced = g.billed != nil || len(g.cells) > 0 || s.UnpricedTokens == 0 && len(s.UnpricedUnits) == 0
	return s
}

func (o *Options) billed(unit string) bool { return o.Billed == nil || o.Billed(unit) }
