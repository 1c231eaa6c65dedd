// Package report answers who spent how much on what: it groups rows of sums by
// dimensions, prices each group once, compares periods, and renders tables, CSV and
// JSON. It does not know where the sums are from.
package report

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A Report is the answer.
type Report struct {
	Options
	Rows   []Line // by cost, highest first, then by key
	Others *Line  // the rows beyond Top, added up; nil if there are none
	Folded int    // how many rows Others is
	Total  Line

	// Unattributed is what lacks a part of its owner; only with CountUnattributed.
	Unattributed Sum

	// The period that is compared with; zero without a comparison.
	BeforeFrom, BeforeTo time.Time
}

// A Line is one row of a report.
type Line struct {
	Key []string // one value per dimension
	Sum
	Before *Sum // nil without a comparison
}

// A Sum is usage and what it costs.
type Sum struct {
	usage.Counts
	Cost           price.Money
	Priced         bool // something was priced, or there was nothing to price
	UnpricedTokens int64
	UnpricedModels []string          // in order
	UnpricedUnits  map[string]string // unit → how many
	Items          []Item            // of what the cost consists; only with Explain
}

// An Item is a part of a cost: tokens or units of one kind at one rate.
type Item struct {
	Rate price.Rate
	price.Line
}

// Null reports whether the cost is not known at all.
func (s *Sum) Null() bool { return !s.Priced }

// Unpriced reports whether something has no price.
func (s *Sum) Unpriced() bool { return s.UnpricedTokens > 0 || len(s.UnpricedUnits) > 0 }

// New makes a report.
func New(ctx context.Context, source Source, opts Options) (*Report, error) {
	if opts.Zone == nil {
		opts.Zone = time.UTC
	}
	b := newBuilder(opts)
	starts := b.starts(opts.From, opts.To)
	if err := b.read(ctx, source, starts, opts.To, b.now, opts.CountUnattributed); err != nil {
		return nil, err
	}
	r := &Report{Options: opts}
	if opts.Compare != None {
		r.BeforeFrom, r.BeforeTo = opts.before()
		earlier := b.starts(r.BeforeFrom, r.BeforeTo)
		before := map[string]*group{}
		if err := b.read(ctx, source, earlier, r.BeforeTo, before, false); err != nil {
			return nil, err
		}
		b.align(before, earlier, starts)
	}
	b.finish(r)
	return r, nil
}

// before is the period that is compared with.
func (o *Options) before() (from, to time.Time) {
	f, t := o.From.In(o.Zone), o.To.In(o.Zone)
	if o.Compare == YoY {
		return sameDate(f, -12, o.Zone), sameDate(t, -12, o.Zone)
	}
	if calendar.StartOf(calendar.Months, f, o.Zone).Equal(f) && calendar.StartOf(calendar.Months, t, o.Zone).Equal(t) {
		months := (t.Year()-f.Year())*12 + int(t.Month()-f.Month())
		return sameDate(f, -months, o.Zone), f
	}
	if day := calendar.StartOf(calendar.Days, f, o.Zone); day.Equal(f) && calendar.StartOf(calendar.Days, t, o.Zone).Equal(t) {
		y, m, d := f.Date()
		days := int(date(t).Sub(date(f)) / (24 * time.Hour))
		return calendar.Day(y, m, d-days, o.Zone), f
	}
	return f.Add(-t.Sub(f)), f
}

func date(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// sameDate is t some months later. A day that the month does not have is its last.
func sameDate(t time.Time, months int, zone *time.Location) time.Time {
	y, m, d := t.Date()
	last := time.Date(y, m+time.Month(months)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	at := calendar.Day(y, m+time.Month(months), min(d, last), zone)
	return at.Add(t.Sub(calendar.StartOf(calendar.Days, t, zone)))
}

// builder groups rows.
type builder struct {
	opts   Options
	fields []Field // of the query
	where  []Condition
	rest   []Filter // that the source does not apply
	period calendar.Period
	now    map[string]*group

	unattributed *group
}

func newBuilder(opts Options) *builder {
	b := &builder{opts: opts, now: map[string]*group{}, unattributed: newGroup(nil), fields: []Field{Model}} // models without a price are named
	need := func(f Field) {
		if !slices.Contains(b.fields, f) {
			b.fields = append(b.fields, f)
		}
	}
	for _, name := range opts.By {
		if isPeriod(name) {
			b.period = calendar.Period(name)
		} else {
			need(Field(name))
		}
	}
	if opts.CountUnattributed {
		for _, f := range opts.owner() {
			need(f)
		}
	}
	for _, f := range opts.Filters {
		if c, ok := f.exact(); ok {
			b.where = append(b.where, c)
			continue
		}
		b.rest = append(b.rest, f)
		need(f.Field)
	}
	return b
}

func (b *builder) starts(from, to time.Time) []time.Time {
	if b.period == "" {
		return []time.Time{from}
	}
	return calendar.Starts(b.period, from, to, b.opts.Zone)
}

func (b *builder) read(ctx context.Context, source Source, starts []time.Time, to time.Time, groups map[string]*group, counted bool) error {
	q := Query{Starts: starts, To: to, Fields: b.fields, Where: b.where}
rows:
	for row, err := range source.Rows(ctx, q) {
		if err != nil {
			return err
		}
		for _, f := range b.rest {
			if !f.match(f.Field.Of(&row)) {
				continue rows
			}
		}
		if counted && slices.ContainsFunc(b.opts.owner(), func(f Field) bool { return f.Of(&row) == "" }) {
			b.unattributed.add(&row)
		}
		key := b.key(&row)
		id := strings.Join(key, "\x00")
		g := groups[id]
		if g == nil {
			g = newGroup(key)
			g.start = row.Slice
			groups[id] = g
		}
		g.add(&row)
	}
	return nil
}

func (b *builder) key(row *Row) []string {
	key := make([]string, len(b.opts.By))
	for i, name := range b.opts.By {
		if isPeriod(name) {
			key[i] = calendar.Name(b.period, row.Slice, b.opts.Zone)
		} else {
			f := Field(name)
			key[i] = cmp.Or(f.Of(row), f.missing())
		}
	}
	return key
}

// align puts each group of the period before beside the one that it is compared
// with: the n-th day, week or month beside the n-th. What has no counterpart stands
// beside nothing.
func (b *builder) align(before map[string]*group, earlier, starts []time.Time) {
	at := slices.Index(b.opts.By, string(b.period))
	for _, id := range slices.Sorted(maps.Keys(before)) {
		g := before[id]
		key := slices.Clone(g.key)
		if at >= 0 {
			if n, ok := slices.BinarySearchFunc(earlier, g.start, time.Time.Compare); ok && n < len(starts) {
				key[at] = calendar.Name(b.period, starts[n], b.opts.Zone)
			}
		}
		id := strings.Join(key, "\x00")
		if b.now[id] == nil {
			b.now[id] = newGroup(key)
		}
		if b.now[id].before == nil {
			b.now[id].before = newGroup(key)
		}
		b.now[id].before.merge(g)
	}
}

func (b *builder) finish(r *Report) {
	total := newGroup(make([]string, len(b.opts.By)))
	if b.opts.Compare != None {
		total.before = newGroup(total.key)
	}
	groups := slices.Collect(maps.Values(b.now))
	lines := make(map[*group]Line, len(groups))
	for _, g := range groups {
		if b.opts.Compare != None && g.before == nil {
			g.before = newGroup(g.key)
		}
		lines[g] = b.line(g)
		total.merge(g)
		if g.before != nil {
			total.before.merge(g.before)
		}
	}
	slices.SortFunc(groups, func(x, y *group) int {
		a, b := lines[x], lines[y]
		return cmp.Or(b.Cost.Cmp(a.Cost), slices.Compare(a.Key, b.Key))
	})
	if top := b.opts.Top; top > 0 && len(groups) > top {
		rest := newGroup(make([]string, len(b.opts.By)))
		if b.opts.Compare != None {
			rest.before = newGroup(rest.key)
		}
		for _, g := range groups[top:] {
			rest.merge(g)
			if g.before != nil {
				rest.before.merge(g.before)
			}
		}
		r.Folded = len(groups) - top
		others := b.line(rest)
		r.Others = &others
		groups = groups[:top]
	}
	for _, g := range groups {
		r.Rows = append(r.Rows, lines[g])
	}
	r.Total = b.line(total)
	r.Unattributed = b.sum(b.unattributed)
}

func (b *builder) line(g *group) Line {
	line := Line{Key: g.key, Sum: b.sum(g)}
	if g.before != nil {
		before := b.sum(g.before)
		line.Before = &before
	}
	return line
}

// sum prices a group: tokens times rate, once per rate.
func (b *builder) sum(g *group) Sum {
	s := Sum{Counts: g.none.counts, UnpricedTokens: g.none.counts.Input + g.none.counts.Output, UnpricedUnits: map[string]string{}}
	unpriced := map[string]price.Money{}
	for name, n := range g.none.units {
		if b.billed(name) {
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
			if b.opts.Explain {
				s.Items = append(s.Items, Item{Rate: *rate, Line: item})
			}
		}
		for _, name := range rate.Unpriced(units) {
			if b.billed(name) {
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

func (b *builder) billed(unit string) bool { return b.opts.Billed == nil || b.opts.Billed(unit) }
