package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
)

// A grouping is one way to group rows: by dimensions, of which one may be a period.
type grouping struct {
	by     []string
	zone   *time.Location
	period calendar.Period // "" if no dimension is one
	starts []time.Time     // where its periods begin, ascending
	groups map[string]*group

	most int  // how many groups there may be; 0: any number
	full bool // there were more: the groups are gone
}

func newGrouping(by []string, zone *time.Location, from, to time.Time) *grouping {
	g := &grouping{by: by, zone: zone, groups: map[string]*group{}, starts: []time.Time{from}}
	for _, name := range by {
		if isPeriod(name) {
			g.period = calendar.Period(name)
			g.starts = calendar.Starts(g.period, from, to, zone)
		}
	}
	return g
}

// fields are those that the grouping needs.
func (g *grouping) fields() []Field {
	var fields []Field
	for _, name := range g.by {
		if !isPeriod(name) {
			fields = append(fields, Field(name))
		}
	}
	return fields
}

// add gives the row to its group.
func (g *grouping) add(row *Row) {
	if g.full {
		return
	}
	start := startOf(g.starts, row.Slice)
	key := g.key(row, start)
	id := strings.Join(key, "\x00")
	to := g.groups[id]
	if to == nil {
		if g.most > 0 && len(g.groups) == g.most {
			g.full, g.groups = true, nil
			return
		}
		to = newGroup(key)
		to.start = start
		g.groups[id] = to
	}
	to.add(row)
}

func (g *grouping) key(row *Row, start time.Time) []string {
	key := make([]string, len(g.by))
	for i, name := range g.by {
		if isPeriod(name) {
			key[i] = calendar.Name(g.period, start, g.zone)
		} else {
			f := Field(name)
			key[i] = cmp.Or(f.Of(row), f.missing())
		}
	}
	return key
}

// startOf is the beginning of the period that at is in.
func startOf(starts []time.Time, at time.Time) time.Time {
	i, found := slices.BinarySearchFunc(starts, at, time.Time.Compare)
	if !found {
		i--
	}
	return starts[max(i, 0)]
}
