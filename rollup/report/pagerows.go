package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/rollup/price"
)

type column struct{ Name, Class, Sorted string }

// A pageRow is a row of the table. Bar, Width and Share say which part of the total it is.
type pageRow struct {
	Index             int // in the data; -1 for the total
	Class             string
	Key               []string
	Cost, Before      figure
	Compared          bool
	Delta             string // exact; "" if it is not known
	Change, Moved     string
	Bar, Width, Share string
	Counts            []figure
}

// A pageBar is a value of the first dimension.
type pageBar struct {
	Name                string
	Cost                figure
	Class, Width, Share string
}

// A mover is a row whose cost has changed.
type mover struct {
	Name, Class, Percent string
	Delta, Before, Now   figure
	by                   price.Money
}

const (
	mostBars   = 10
	mostMovers = 5
)

func (r *Report) columns() []column {
	var columns []column
	for _, name := range words(r.By) {
		columns = append(columns, column{Name: name})
	}
	columns = append(columns, column{"cost", "n", "descending"}, column{"share", "s", ""})
	if r.Compare != None {
		columns = append(columns, column{"before", "n", ""}, column{"change", "n", ""})
	}
	for _, c := range r.counts() {
		columns = append(columns, column{c.name, "n", ""})
	}
	if r.Total.UnpricedTokens > 0 {
		columns = append(columns, column{"unpriced tokens", "n", ""})
	}
	return columns
}

func (r *Report) pageRows() (rows, foot []pageRow) {
	for i := range r.Rows {
		rows = append(rows, r.pageRow(i, printables(r.Rows[i].Key), &r.Rows[i]))
	}
	if len(r.By) == 0 {
		return rows, nil
	}
	if r.Others != nil {
		foot = append(foot, r.pageRow(-1, r.named(fmt.Sprintf("(%s others)", thousands(int64(r.Folded)))), r.Others))
	}
	return rows, append(foot, r.pageRow(-1, r.named("total"), &r.Total))
}

// named is the key of a row that adds up others.
func (r *Report) named(name string) []string {
	key := make([]string, len(r.By))
	key[0] = name
	return key
}

func (r *Report) pageRow(i int, key []string, l *Line) pageRow {
	p := pageRow{Index: i, Key: key, Cost: r.figure(&l.Sum), Bar: "s0"}
	p.Width, p.Share = r.share(&l.Sum)
	if slices.Contains(l.Key, Unattributed) {
		p.Class, p.Bar = "lost", "lost"
	}
	if l.Before != nil {
		p.Compared, p.Before, p.Change, p.Moved = true, r.figure(l.Before), l.percent(), l.direction()
		if !l.Null() && !l.Before.Null() {
			p.Delta = l.Cost.Sub(l.Before.Cost).String()
		}
	}
	for _, c := range r.counts() {
		n := c.of(&l.Sum)
		p.Counts = append(p.Counts, figure{thousands(n), strconv.FormatInt(n, 10), false})
	}
	if r.Total.UnpricedTokens > 0 {
		p.Counts = append(p.Counts, figure{thousands(l.UnpricedTokens), strconv.FormatInt(l.UnpricedTokens, 10), false})
	}
	return p
}

// share is which part of the total a cost is: as the width of a bar of 100, and for people.
func (r *Report) share(s *Sum) (width, text string) {
	if s.Null() {
		return "0", ""
	}
	return shareOf(s.Cost, r.Total.Cost)
}

func shareOf(cost, total price.Money) (width, text string) {
	ratio, ok := cost.Times(100).Ratio(total)
	if !ok || cost.Sign() < 0 || total.Sign() < 0 {
		return "0", ""
	}
	return ratio.Round(2), ratio.Round(1) + " %"
}

// direction is how a change is coloured.
func (l *Line) direction() string {
	if l.Null() || l.Before.Null() {
		return ""
	}
	return direction(l.Cost.Sub(l.Before.Cost))
}

func direction(change price.Money) string { return [...]string{"down", "", "up"}[change.Sign()+1] }

// bars are the values of a dimension, of all rows that have it.
func (r *Report) bars(at int) []pageBar {
	sums := map[string]*Sum{}
	var names []string
	for i := range r.Rows {
		l := &r.Rows[i]
		name := l.Key[at]
		if sums[name] == nil {
			sums[name] = &Sum{}
			names = append(names, name)
		}
		sums[name].Cost = sums[name].Cost.Add(l.Cost)
		sums[name].Priced = sums[name].Priced || l.Priced
	}
	slices.SortStableFunc(names, func(a, b string) int { return sums[b].Cost.Cmp(sums[a].Cost) })
	keep(names, mostBars)
	var bars []pageBar
	add := func(name, class string, s *Sum) {
		width, share := r.share(s)
		bars = append(bars, pageBar{printable(name), r.figure(s), class, width, share})
	}
	rest, folded := Sum{}, 0
	for i, name := range names {
		switch {
		case i >= mostBars && len(names) > mostBars+1:
			rest.Cost, rest.Priced = rest.Cost.Add(sums[name].Cost), rest.Priced || sums[name].Priced
			folded++
		case name == Unattributed:
			add(name, "lost", sums[name])
		default:
			add(name, "s0", sums[name])
		}
	}
	if folded > 0 {
		add(fmt.Sprintf("(%d others)", folded), "s7", &rest)
	}
	if r.Others != nil {
		add(fmt.Sprintf("(%s other rows)", thousands(int64(r.Folded))), "s7", &r.Others.Sum)
	}
	return bars
}

// movers are the rows, of all periods together, whose cost has changed most.
func (r *Report) movers() (up, down []mover) {
	type pair struct {
		name        string
		now, before price.Money
	}
	var pairs []*pair
	of := map[string]*pair{}
	for i := range r.Rows {
		l := &r.Rows[i]
		if l.Before == nil || l.Null() || l.Before.Null() {
			continue
		}
		var key []string
		for j, value := range l.Key {
			if !isPeriod(r.By[j]) {
				key = append(key, printable(value))
			}
		}
		name := strings.Join(key, " · ")
		if of[name] == nil {
			of[name] = &pair{name: name}
			pairs = append(pairs, of[name])
		}
		of[name].now, of[name].before = of[name].now.Add(l.Cost), of[name].before.Add(l.Before.Cost)
	}
	for _, p := range pairs {
		change := p.now.Sub(p.before)
		m := mover{p.name, direction(change), percent(p.now, p.before), r.amount(change), r.amount(p.before), r.amount(p.now), change}
		switch change.Sign() {
		case 1:
			m.Delta.Text = "+" + m.Delta.Text
			up = append(up, m)
		case -1:
			down = append(down, m)
		}
	}
	most := func(movers []mover) []mover {
		slices.SortStableFunc(movers, func(a, b mover) int {
			return cmp.Or(b.by.Abs().Cmp(a.by.Abs()), strings.Compare(a.Name, b.Name))
		})
		return movers[:min(len(movers), mostMovers)]
	}
	return most(up), most(down)
}

// pageData is what the script needs beside the table.
type pageData struct {
	Currency string    `json:"currency"`
	Places   int       `json:"places"`
	Cost     int       `json:"cost"` // the column
	Rows     []dataRow `json:"rows"`
}

type dataRow struct {
	Parts []dataPart `json:"parts,omitempty"`
	Items []string   `json:"items,omitempty"`
}

type dataPart struct {
	By    string     `json:"by"`
	Lines []dataLine `json:"lines"`
}

type dataLine struct {
	Name  string `json:"name"`
	Cost  figure `json:"cost"`
	Share string `json:"share"`
	Width string `json:"width"` // of the bar, of 100
}

func (r *Report) pageData() pageData {
	d := pageData{Currency: r.currency(), Places: r.places(), Cost: len(r.By), Rows: make([]dataRow, len(r.Rows))}
	for i := range r.Rows {
		l := &r.Rows[i]
		for _, part := range l.Parts {
			d.Rows[i].Parts = append(d.Rows[i].Parts, r.dataPart(l, &part))
		}
		for j := range l.Items {
			item := &l.Items[j]
			d.Rows[i].Items = append(d.Rows[i].Items, fmt.Sprintf("%s %s × %s = %s (%s)", item.Quantity, item.Kind, item.rate(), item.Cost, printable(item.Rate.ID)))
		}
	}
	return d
}

func (r *Report) dataPart(row *Line, part *Part) dataPart {
	d := dataPart{By: word(string(part.Field))}
	add := func(name string, s *Sum) {
		line := dataLine{Name: printable(name), Cost: r.figure(s), Width: "0"}
		if !s.Null() {
			line.Width, line.Share = shareOf(s.Cost, row.Cost)
		}
		d.Lines = append(d.Lines, line)
	}
	for i := range part.Lines {
		add(part.Lines[i].Key[0], &part.Lines[i].Sum)
	}
	if part.Others != nil {
		add(fmt.Sprintf("(%d others)", part.Folded), &part.Others.Sum)
	}
	return d
}
