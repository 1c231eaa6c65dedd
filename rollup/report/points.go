package report

import (
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
)

// points are the days of a trend, or its weeks or months where days are too many to be drawn.
type points struct {
	period calendar.Period
	starts []time.Time
	costs  [][]price.Money // by series, then by point
	totals []price.Money
}

// points are those from from to to, the ones without usage too; at most so many, unless
// there are more months than that.
func (t *Trend) points(from, to time.Time, most int) points {
	var p points
	for _, p.period = range []calendar.Period{calendar.Days, calendar.Weeks, calendar.Months} {
		if p.starts = calendar.Starts(p.period, from, to, t.Zone); len(p.starts) <= most {
			break
		}
	}
	p.totals = make([]price.Money, len(p.starts))
	p.costs = make([][]price.Money, len(t.Series))
	for s := range t.Series {
		p.costs[s] = make([]price.Money, len(p.starts))
		for i, day := range t.Days {
			at, found := slices.BinarySearchFunc(p.starts, day, time.Time.Compare)
			if !found {
				at--
			}
			at = max(at, 0)
			p.costs[s][at] = p.costs[s][at].Add(t.Series[s].Costs[i])
			p.totals[at] = p.totals[at].Add(t.Series[s].Costs[i])
		}
	}
	return p
}

// highest is the point with the highest total, the first of several.
func (p *points) highest() int {
	highest := 0
	for i := range p.totals {
		if p.totals[i].Cmp(p.totals[highest]) > 0 {
			highest = i
		}
	}
	return highest
}
