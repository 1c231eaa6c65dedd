package report

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
)

// before is the period that is compared with. Of a period that is not over, it has as
// many days as have begun.
func (o *Options) before() (from, to time.Time) {
	from, to = o.wholeBefore()
	if !o.Until.After(o.From) || !o.Until.Before(o.To) {
		return from, to
	}
	y, m, d := from.In(o.Zone).Date()
	begun := int(date(o.Until.In(o.Zone)).Sub(date(o.From.In(o.Zone)))/(24*time.Hour)) + 1
	if at := calendar.Day(y, m, d+begun, o.Zone); at.Before(to) {
		to = at
	}
	return from, to
}

func (o *Options) wholeBefore() (from, to time.Time) {
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

// align puts each group of the period before beside the one of g that it is compared
// with: the n-th day, week or month beside the n-th. What has no counterpart stands
// beside nothing.
func (g *grouping) align(before *grouping) {
	at := slices.Index(g.by, string(g.period))
	for _, id := range slices.Sorted(maps.Keys(before.groups)) {
		earlier := before.groups[id]
		key := slices.Clone(earlier.key)
		if at >= 0 {
			if n, ok := slices.BinarySearchFunc(before.starts, earlier.start, time.Time.Compare); ok && n < len(g.starts) {
				key[at] = calendar.Name(g.period, g.starts[n], g.zone)
			}
		}
		id := strings.Join(key, "\x00")
		if g.groups[id] == nil {
			g.groups[id] = newGroup(key)
		}
		if g.groups[id].before == nil {
			g.groups[id].before = newGroup(key)
		}
		g.groups[id].before.merge(earlier)
	}
}
