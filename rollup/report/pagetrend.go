package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
)

// A pageTrend is the drawing of a trend: a point is 1 wide, and the highest is at most
// 100 high.
type pageTrend struct {
	Period, By, Describe string
	Width                int
	Ticks                []string // the highest first
	Lines                []string // where the ticks are
	Points               []pagePoint
	Labels               []string
	Legend               []legend
}

type pagePoint struct {
	X, Name, Title string
	Rects          []rect
	Figures        []figure
	Total          figure
}

type rect struct{ Class, X, Y, Height string }

type legend struct {
	Class, Name string
	Cost        figure
}

// mostPoints are as many bars as a phone shows apart.
const mostPoints = 100

func (r *Report) drawTrend() *pageTrend {
	p := r.Trend.points(r.From, r.To, mostPoints)
	t := &pageTrend{Period: string(p.period), Width: len(p.starts)}
	if first, ok := r.first(); ok {
		t.By = word(string(first))
	}
	for i := range r.Trend.Series {
		s := &r.Trend.Series[i]
		class := "s" + strconv.Itoa(min(i, mostSeries))
		if s.Name == Unattributed {
			class = "lost"
		}
		t.Legend = append(t.Legend, legend{class, printable(s.Label()), r.amount(s.Total)})
	}
	high := p.highest()
	top, step, steps := ticks(p.totals[high])
	for i := steps; i >= 0; i-- {
		t.Ticks = append(t.Ticks, step.Times(int64(i)).String())
		t.Lines = append(t.Lines, price.One.Times(100*int64(steps-i)).Per(int64(steps)).Round(3))
	}
	for i := range p.starts {
		t.Points = append(t.Points, r.drawPoint(t, &p, i, top))
	}
	names := make([]string, 0, 3)
	for _, i := range []int{0, len(p.starts) / 2, len(p.starts) - 1} {
		if name := t.Points[i].Name; len(names) == 0 || names[len(names)-1] != name {
			names = append(names, name)
		}
	}
	t.Labels = names
	t.Describe = fmt.Sprintf("Most in one %s: %s %s, %s.", t.Period, r.amount(p.totals[high]).Text, r.currency(), t.Points[high].Name)
	return t
}

func (r *Report) drawPoint(t *pageTrend, p *points, i int, top price.Money) pagePoint {
	point := pagePoint{X: strconv.Itoa(i), Name: calendar.Name(p.period, p.starts[i], r.Trend.Zone), Total: r.amount(p.totals[i])}
	title := []string{}
	base := price.One.Times(100)
	for s := range t.Legend {
		cost := p.costs[s][i]
		point.Figures = append(point.Figures, r.amount(cost))
		if cost.Sign() == 0 {
			continue
		}
		if len(t.Legend) > 1 {
			title = append(title, t.Legend[s].Name+" "+r.amount(cost).Text)
		}
		if height, ok := cost.Times(100).Ratio(top); ok && height.Sign() > 0 { // a credit is not drawn
			base = base.Sub(height)
			point.Rects = append(point.Rects, rect{t.Legend[s].Class, point.X + ".1", base.Round(3), height.Round(3)})
		}
	}
	point.Title = point.Name + ": " + point.Total.Text + " " + r.currency()
	if len(title) > 0 {
		point.Title += ": " + strings.Join(title, ", ")
	}
	return point
}

// ticks divide an axis up to the first round amount that is not below the highest: into
// steps of 1, 2, 2.5 or 5 times a power of ten.
func ticks(highest price.Money) (top, step price.Money, steps int) {
	ten := price.One.Times(10)
	unit := price.One
	for unit.Cmp(highest) > 0 && highest.Sign() > 0 {
		unit = unit.Per(10)
	}
	for unit.Mul(ten).Cmp(highest) <= 0 {
		unit = unit.Mul(ten)
	}
	for _, tenths := range []int64{2, 5, 10, 20, 25, 50} {
		step = unit.Times(tenths).Per(10)
		for steps = 1; steps < 5; steps++ {
			if step.Times(int64(steps)).Cmp(highest) >= 0 {
				return step.Times(int64(steps)), step, steps
			}
		}
	}
	return step.Times(4), step, 4
}
