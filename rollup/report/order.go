package report

import (
	"cmp"
	"maps"
	"slices"
)

// order makes the rows of groups, the costliest first, and adds up the rest and all.
func (r *Report) order(g *grouping) {
	total := newGroup(make([]string, len(r.By)))
	if r.Compare != None {
		total.before = newGroup(total.key)
	}
	groups := slices.Collect(maps.Values(g.groups))
	lines := make(map[*group]Line, len(groups))
	for _, g := range groups {
		if r.Compare != None && g.before == nil {
			g.before = newGroup(g.key)
		}
		lines[g] = r.line(g)
		total.merge(g)
		if g.before != nil {
			total.before.merge(g.before)
		}
	}
	slices.SortFunc(groups, func(x, y *group) int {
		a, b := lines[x], lines[y]
		return cmp.Or(b.Cost.Cmp(a.Cost), slices.Compare(a.Key, b.Key))
	})
	if top := r.Top; top > 0 && len(groups) > top {
		rest := newGroup(make([]string, len(r.By)))
		if r.Compare != None {
			rest.before = newGroup(rest.key)
		}
		for _, g := range groups[top:] {
			rest.merge(g)
			if g.before != nil {
				rest.before.merge(g.before)
			}
		}
		r.Folded = len(groups) - top
		others := r.line(rest)
		r.Others = &others
		groups = groups[:top]
	}
	for _, g := range groups {
		r.Rows = append(r.Rows, lines[g])
	}
	r.Total = r.line(total)
}

func (r *Report) line(g *group) Line {
	line := Line{Key: g.key, Sum: r.sum(g)}
	if g.before != nil {
		before := r.sum(g.before)
		line.Before = &before
	}
	return line
}
