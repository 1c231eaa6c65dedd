package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
)

// A Trend is the cost of days, kept apart by the first dimension of the report that is
// no period, if there is one.
type Trend struct {
	Zone   *time.Location // whose days these are
	Days   []time.Time    // that have usage, ascending
	Series []Series       // the costliest first
}

// A Series is the cost of one value of a dimension.
type Series struct {
	Name   string        // "" if the trend is of all
	Folded int           // how many values it is the sum of, which then have no name; 0: one
	Costs  []price.Money // one per day
	Total  price.Money
}

// A Gap is a part of a report that was asked for and left out.
type Gap struct {
	What string // such as "the service of each row"
	Most int    // how many sums it may have
}

const (
	mostSeries  = 7       // more colours cannot be told apart
	mostGrouped = 200_000 // sums beside the rows: some 200 MB
)

// days is the grouping of the trend.
func (o *Options) days() *grouping {
	by := []string{string(calendar.Days)}
	if f, ok := o.first(); ok {
		by = append(by, string(f))
	}
	g := newGrouping(by, cmp.Or(o.DailyZone, o.Zone), o.From, o.To)
	g.most = mostGrouped
	return g
}

// first is the first dimension that is a field.
func (o *Options) first() (Field, bool) {
	for _, name := range o.By {
		if !isPeriod(name) {
			return Field(name), true
		}
	}
	return "", false
}

// trend adds up the days of the costliest values, and of all others.
func (r *Report) trend(g *grouping) {
	if g.full {
		r.Left = append(r.Left, Gap{"the trend", mostGrouped})
		return
	}
	t := &Trend{Zone: g.zone}
	value := func(day *group) string {
		if len(day.key) > 1 {
			return day.key[1]
		}
		return ""
	}
	whole := map[string]*group{}
	at := map[time.Time]int{}
	for _, day := range g.groups {
		if whole[value(day)] == nil {
			whole[value(day)] = newGroup(day.key)
		}
		whole[value(day)].merge(day)
		at[day.start] = 0
	}
	t.Days = slices.SortedFunc(maps.Keys(at), time.Time.Compare)
	for i, day := range t.Days {
		at[day] = i
	}
	costs := map[string]price.Money{}
	for name, g := range whole {
		costs[name] = r.sum(g).Cost
	}
	names := slices.SortedFunc(maps.Keys(whole), func(a, b string) int {
		return cmp.Or(costs[b].Cmp(costs[a]), cmp.Compare(a, b))
	})
	keep(names, mostSeries)
	series := map[string]int{}
	for i, name := range names {
		if i < mostSeries || i == mostSeries && len(names) == mostSeries+1 {
			t.Series = append(t.Series, Series{Name: name})
		} else if i == mostSeries {
			t.Series = append(t.Series, Series{Folded: len(names) - mostSeries})
		}
		series[name] = len(t.Series) - 1
		t.Series[series[name]].Total = t.Series[series[name]].Total.Add(costs[name])
	}
	for i := range t.Series {
		t.Series[i].Costs = make([]price.Money, len(t.Days))
	}
	for _, day := range g.groups {
		cost := &t.Series[series[value(day)]].Costs[at[day.start]]
		*cost = cost.Add(r.sum(day).Cost)
	}
	r.Trend = t
}

// keep moves what is unattributed among the first so many names, so that it is never
// one of the others.
func keep(names []string, most int) {
	if i := slices.Index(names, Unattributed); i >= most {
		copy(names[most:i+1], names[most-1:i])
		names[most-1] = Unattributed
	}
}

// Label is what the series is called.
func (s *Series) Label() string {
	switch {
	case s.Folded > 0:
		return "(" + strconv.Itoa(s.Folded) + " others)"
	case s.Name == "":
		return "all"
	default:
		return s.Name
	}
}
