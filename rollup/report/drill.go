package report

import (
	"maps"
	"slices"
	"strings"
)

// A Part is of what a row consists, by a further field.
type Part struct {
	Field  Field
	Lines  []Line // the costliest first; the key is the field's value
	Others *Line  // the lines beyond, added up; nil if there are none
	Folded int    // how many lines Others is
}

const (
	mostDrilled = 500 // rows that have parts, the costliest
	mostParts   = 8   // lines of a part
)

// drills are groupings by the dimensions and one of Drill, for each that is none.
func (o *Options) drills() []*grouping {
	var ways []*grouping
	for _, f := range o.Drill {
		if slices.Contains(o.By, string(f)) {
			continue
		}
		g := newGrouping(append(slices.Clone(o.By), string(f)), o.Zone, o.From, o.To)
		g.most = mostGrouped
		ways = append(ways, g)
	}
	return ways
}

// drill gives the costliest rows their parts.
func (r *Report) drill(ways []*grouping) {
	for _, g := range ways {
		field := Field(g.by[len(g.by)-1])
		if g.full {
			r.Left = append(r.Left, Gap{"of what each row consists by " + string(field), mostGrouped})
			continue
		}
		of := map[string]*grouping{} // by the key of the row
		for _, id := range slices.Sorted(maps.Keys(g.groups)) {
			part := g.groups[id]
			key := part.key[:len(part.key)-1]
			row := strings.Join(key, "\x00")
			if of[row] == nil {
				of[row] = &grouping{groups: map[string]*group{}}
			}
			part.key = part.key[len(part.key)-1:]
			of[row].groups[id] = part
		}
		for i := range r.Rows[:min(len(r.Rows), mostDrilled)] {
			if parts := of[strings.Join(r.Rows[i].Key, "\x00")]; parts != nil {
				r.Rows[i].Parts = append(r.Rows[i].Parts, r.part(field, parts))
			}
		}
	}
}

// part orders groups as the rows of a report of one field would be.
func (r *Report) part(field Field, g *grouping) Part {
	o := Options{By: []string{string(field)}, Top: mostParts, Billed: r.Billed}
	if len(g.groups) == mostParts+1 {
		o.Top++ // a line for one more is not shorter
	}
	part := &Report{Options: o}
	part.order(g)
	return Part{Field: field, Lines: part.Rows, Others: part.Others, Folded: part.Folded}
}
