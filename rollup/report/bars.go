package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
)

// Bars are drawings in a table: the share of each row and, if there is a trend, its
// course. The zero value is none.
type Bars struct {
	Width int  // of the terminal, in columns; 0: no bars
	ASCII bool // draw with # and the like
}

const (
	mostBar    = 24 // columns: more say nothing more
	leastBar   = 5
	mostSparks = 62 // days, and columns
	percentage = 9  // columns of " 100.0 % "
)

// eighths are blocks from an eighth to eight eighths of a column's width, and its height.
var (
	eighths = []rune("▏▎▍▌▋▊▉█")
	heights = []rune("▁▂▃▄▅▆▇█")
	shades  = []rune(".:-=+*%#")
)

// bar draws a part of a whole, so many columns long if it is all.
func (b Bars) bar(part, whole price.Money, columns int) string {
	ratio, ok := part.Ratio(whole)
	if !ok || ratio.Sign() <= 0 || part.Sign() <= 0 {
		return ""
	}
	steps := int64(len(eighths))
	if b.ASCII {
		steps = 1
	}
	n := ratio.Times(int64(columns) * steps).Floor()
	full, rest := int(n/steps), n%steps
	if b.ASCII {
		return strings.Repeat("#", full)
	}
	text := strings.Repeat(string(eighths[steps-1]), full)
	if rest > 0 || n == 0 {
		text += string(eighths[max(rest-1, 0)])
	}
	return text
}

// spark draws amounts beside each other; of none there is a blank.
func (b Bars) spark(amounts []price.Money) string {
	levels := heights
	if b.ASCII {
		levels = shades
	}
	highest := slices.MaxFunc(amounts, price.Money.Cmp)
	var text strings.Builder
	for _, a := range amounts {
		ratio, ok := a.Ratio(highest)
		if !ok || a.Sign() <= 0 {
			text.WriteByte(' ')
			continue
		}
		text.WriteRune(levels[min(ratio.Times(int64(len(levels))).Floor(), int64(len(levels)-1))])
	}
	return text.String()
}

// trendLine is the course of the cost, with its highest point.
func (r *Report) trendLine() string {
	if r.Bars.Width == 0 || r.Trend == nil || len(r.Trend.Days) < 2 || slices.ContainsFunc(r.By, isPeriod) {
		return ""
	}
	p := r.Trend.points(r.From, r.To, max(8, min(mostSparks, r.Bars.Width-50)))
	if len(p.starts) < 2 {
		return ""
	}
	high := p.highest()
	return fmt.Sprintf("by %s  %s  most: %s, %s\n", p.period, r.Bars.spark(p.totals), money(&Sum{Cost: p.totals[high], Priced: true}, r.places()), calendar.Name(p.period, p.starts[high], r.Trend.Zone))
}

// addShares adds the column of shares to the table's lines, if there is room for it.
func (r *Report) addShares(t *table) {
	room := r.Bars.Width - percentage - 2
	for _, width := range t.widths() {
		room -= width + 2
	}
	room = min(mostBar, room)
	if r.Bars.Width == 0 || room < leastBar || r.Total.Cost.Sign() <= 0 {
		return
	}
	t.bars = true
	for i := range t.lines {
		l := &t.lines[i]
		if l.cells == nil {
			continue
		}
		text := "share"
		if l.sum != nil {
			text = ""
			if ratio, ok := l.sum.Cost.Times(100).Ratio(r.Total.Cost); ok && !l.sum.Null() {
				text = fmt.Sprintf("%6s %%", ratio.Round(1))
				if !l.all {
					text += " " + r.Bars.bar(l.sum.Cost, r.Total.Cost, room)
				}
			}
		}
		l.cells = slices.Insert(l.cells, len(l.cells)-1, text)
	}
}
