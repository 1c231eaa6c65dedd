package nightly

import (
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/store"
)

// cutter says where the sums of days are cut: where a rate changes, and where days of
// the zones begin in which is reported.
type cutter struct {
	fine   map[store.Day][]time.Time // rates and days
	plain  map[store.Day][]time.Time // days
	rates  map[string]map[store.Day]bool
	names  []string // of providers
	bounds []int64
}

// newCutter prepares the days from first to last: looking through the prices costs the
// same for one day as for a year.
func newCutter(prices *price.Table, zones []*time.Location, first, last store.Day) *cutter {
	c := &cutter{
		fine: map[store.Day][]time.Time{}, plain: map[store.Day][]time.Time{},
		rates: map[string]map[store.Day]bool{}, names: prices.Providers(), bounds: prices.PromptBounds(),
	}
	from, to := first.Time, last.Next().Time
	for _, zone := range zones {
		midnights := map[store.Day][]time.Time{}
		for _, at := range calendar.Starts(calendar.Days, from, to, zone) {
			if day := store.DayOf(at); at.After(day.Time) && at.After(from) {
				midnights[day] = append(midnights[day], at.UTC())
			}
		}
		for day, some := range midnights {
			c.plain[day] = merge(c.plain[day], some)
		}
	}
	all := prices.Cuts(from, to)
	for _, at := range all {
		at = at.UTC()
		if day := store.DayOf(at); at.After(day.Time) {
			c.fine[day] = append(c.fine[day], at)
		}
	}
	for day, plain := range c.plain {
		c.fine[day] = merge(c.fine[day], plain)
	}
	for _, name := range c.names {
		days := map[store.Day]bool{}
		for _, at := range prices.Cuts(from, to, name) {
			if day := store.DayOf(at); at.After(day.Time) {
				days[day] = true
			}
		}
		c.rates[name] = days
	}
	return c
}

// of returns the cuts of a day.
func (c *cutter) of(day store.Day) store.Cuts {
	cuts := store.Cuts{Plain: c.plain[day], Fine: c.fine[day], Bounds: c.bounds}
	for _, name := range c.names {
		if !c.rates[name][day] {
			cuts.Quiet = append(cuts.Quiet, name)
		}
	}
	return cuts
}

// merge joins two ascending lists of moments into one without repetitions.
func merge(a, b []time.Time) []time.Time {
	out := make([]time.Time, 0, len(a)+len(b))
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].Before(b[0]):
			out, a = append(out, a[0]), a[1:]
		case len(a) == 0 || b[0].Before(a[0]):
			out, b = append(out, b[0]), b[1:]
		default:
			out, a, b = append(out, a[0]), a[1:], b[1:]
		}
	}
	return out
}

// Cuts returns where the sums of each day from first to last are cut.
func Cuts(prices *price.Table, zones []*time.Location, first, last store.Day) func(store.Day) store.Cuts {
	return newCutter(prices, zones, first, last).of
}
