// Package calendar knows days, weeks and months of a time zone: where they begin,
// also where clocks are changed at midnight, and how they are named.
package calendar

import (
	_ "embed"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // not every machine knows all zones

	"github.com/llmtag/llmtag/internal/strict"
)

// zones are the names of all zones, a line each: those of Go's lib/time/zoneinfo.zip.
//
//go:embed zones.txt
var zones string

// Zone returns the time zone of an IANA name. The error names the nearest one.
func Zone(name string) (*time.Location, error) {
	if name != "" && name != "Local" {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone, nil
		}
	}
	hint := "write an IANA name such as UTC or Europe/Berlin"
	if near := nearest(name); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("unknown time zone %s; %s", strict.Quote(name), hint)
}

// nearest is the zone that name is a misspelling of, or the city of.
func nearest(name string) string {
	all := strings.Fields(zones)
	folded := strict.Fold(strings.ReplaceAll(name, " ", "_"))
	var cities []string
	for _, zone := range all {
		city := zone[strings.LastIndexByte(zone, '/')+1:]
		if strict.Fold(zone) == folded || folded != "" && strict.Fold(city) == folded {
			return zone
		}
		cities = append(cities, city)
	}
	if near := strict.Nearest(name, all); near != "" && strings.Contains(name, "/") {
		return near
	}
	near := strict.Nearest(name, cities)
	for i, city := range cities {
		if city == near {
			return all[i]
		}
	}
	return ""
}

// Day returns the first moment of a date. Where clocks go forward at midnight that is
// not 00:00, and where they go back over it, it is the earlier of the two.
func Day(year int, month time.Month, day int, zone *time.Location) time.Time {
	y, m, d := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Date() // 31 September is 1 October
	at := time.Date(y, m, d, 0, 0, 0, 0, zone)
	start, end := at.ZoneBounds()
	// It is midnight by the clock of before, of then or of after, or where the clock
	// is changed over midnight.
	candidates := []time.Time{at, start, end}
	for _, other := range [...]time.Time{start.Add(-1), end} {
		_, offset := other.Zone()
		candidates = append(candidates, time.Date(y, m, d, 0, 0, 0, 0, time.FixedZone("", offset)).In(zone))
	}
	var first time.Time
	for _, c := range candidates {
		if cy, cm, cd := c.Date(); cy == y && cm == m && cd == d && (first.IsZero() || c.Before(first)) {
			first = c
		}
	}
	if first.IsZero() {
		return end // the zone has no such day
	}
	return first
}

// StartOf returns the first moment of the period that at is in.
func StartOf(p Period, at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	switch p {
	case Weeks:
		d -= (int(at.In(zone).Weekday()) + 6) % 7
	case Months:
		d = 1
	case Days:
	}
	return Day(y, m, d, zone)
}

// Next returns the first moment of the period after the one that begins at start.
func Next(p Period, start time.Time, zone *time.Location) time.Time {
	y, m, d := start.In(zone).Date()
	switch p {
	case Weeks:
		d += 7
	case Months:
		m, d = m+1, 1
	case Days:
		d++
	}
	return Day(y, m, d, zone)
}

// A Period is a kind of periods.
type Period string

// The periods. Weeks begin on Monday.
const (
	Days   Period = "day"
	Weeks  Period = "week"
	Months Period = "month"
)

// Starts returns the beginnings of the periods from from to to, ascending. The first
// is from, even in the midst of a period.
func Starts(p Period, from, to time.Time, zone *time.Location) []time.Time {
	starts := []time.Time{from}
	for at := Next(p, StartOf(p, from, zone), zone); at.Before(to); at = Next(p, at, zone) {
		starts = append(starts, at)
	}
	return starts
}

// Name is how a period is called that at is in: 2026-10-01, 2026-W40, 2026-10.
func Name(p Period, at time.Time, zone *time.Location) string {
	local := at.In(zone)
	switch p {
	case Weeks:
		year, week := local.ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, week)
	case Months:
		return local.Format("2006-01")
	default:
		return local.Format(time.DateOnly)
	}
}

// Parse reads a moment (RFC 3339), or a date or month, whose first moment it is in
// the zone.
func Parse(text string, zone *time.Location) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	for _, form := range [...]string{time.DateOnly, "2006-01"} {
		if at, err := time.Parse(form, text); err == nil {
			return Day(at.Year(), at.Month(), at.Day(), zone), nil
		}
	}
	return time.Time{}, fmt.Errorf("%s is no date; write 2026-10-01, 2026-10 or 2026-10-01T09:30:00Z", strict.Quote(text))
}
