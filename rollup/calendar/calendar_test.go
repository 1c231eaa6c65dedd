package calendar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/rollup/calendar"
)

func TestDaysBeginWhereTheirDateDoes(t *testing.T) {
	tests := map[string]struct{ zone, date, want string }{
		"UTC":                                      {"UTC", "2026-10-01", "2026-10-01T00:00:00Z"},
		"a zone with an offset":                    {"Asia/Kolkata", "2026-10-01", "2026-09-30T18:30:00Z"},
		"clocks go forward in the night":           {"Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"},
		"clocks go forward at midnight":            {"Africa/Cairo", "2025-04-25", "2025-04-24T22:00:00Z"},
		"clocks go forward at midnight, elsewhere": {"Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z"},
		"clocks go back to midnight":               {"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"},
		"clocks went back over midnight":           {"America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"},
		"the day before clocks went back over it":  {"America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z"},
		"a day that was left out is the next":      {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			zone, err := calendar.Zone(tt.zone)
			if err != nil {
				t.Fatal(err)
			}
			got, err := calendar.Parse(tt.date, zone)
			if err != nil || got.UTC().Format(time.RFC3339) != tt.want {
				t.Errorf("%s in %s begins %s, want %s (%v)", tt.date, tt.zone, got.UTC().Format(time.RFC3339), tt.want, err)
			}
		})
	}
}

// Brute force: going through all minutes of two years, a day begins where its date
// is new, in every zone.
func TestDaysOfAllZonesBeginWhereTheirDateIsNew(t *testing.T) {
	zones := []string{
		"UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Asia/Beirut", "Africa/Cairo", "Australia/Lord_Howe",
		"Asia/Kathmandu", "Pacific/Chatham", "America/Santiago", "America/Asuncion", "Asia/Gaza", "America/Scoresbysund", "Africa/Casablanca",
	}
	for _, name := range zones {
		zone, err := calendar.Zone(name)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]time.Time{}
		start := time.Date(2024, 12, 30, 0, 0, 0, 0, time.UTC)
		for at := start; at.Before(start.AddDate(2, 0, 0)); at = at.Add(15 * time.Minute) {
			date := at.In(zone).Format(time.DateOnly)
			if _, ok := seen[date]; !ok {
				seen[date] = at
			}
		}
		for date, want := range seen {
			if want.Equal(start) {
				continue // it began before
			}
			if got, err := calendar.Parse(date, zone); err != nil || !got.Equal(want) {
				t.Errorf("%s in %s begins %s, want %s (%v)", date, name, got.UTC(), want, err)
			}
		}
	}
}

func TestPeriodsOfARange(t *testing.T) {
	berlin, err := calendar.Zone("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	from, to := time.Date(2026, 10, 22, 10, 0, 0, 0, time.UTC), time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC)
	tests := map[calendar.Period]string{
		calendar.Weeks:  "2026-W43 2026-10-22T10:00:00Z, 2026-W44 2026-10-25T23:00:00Z, 2026-W45 2026-11-01T23:00:00Z",
		calendar.Months: "2026-10 2026-10-22T10:00:00Z, 2026-11 2026-10-31T23:00:00Z",
	}
	for period, want := range tests {
		var got []string
		for _, start := range calendar.Starts(period, from, to, berlin) {
			got = append(got, calendar.Name(period, start, berlin)+" "+start.UTC().Format(time.RFC3339))
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%ss are %s, want %s", period, strings.Join(got, ", "), want)
		}
	}
	if got := len(calendar.Starts(calendar.Days, from, to, berlin)); got != 13 {
		t.Errorf("%d days, want 13", got)
	}
}

func TestAnUnknownZoneNamesTheNearest(t *testing.T) {
	for name, want := range map[string]string{
		"Europe/Berln": `unknown time zone "Europe/Berln"; did you mean "Europe/Berlin"?`,
		"berlin":       `unknown time zone "berlin"; did you mean "Europe/Berlin"?`,
		"New York":     `unknown time zone "New York"; did you mean "America/New_York"?`,
		"":             `unknown time zone ""; write an IANA name such as UTC or Europe/Berlin`,
		"../../etc":    `unknown time zone "../../etc"; write an IANA name such as UTC or Europe/Berlin`,
	} {
		if _, err := calendar.Zone(name); err == nil || err.Error() != want {
			t.Errorf("Zone(%q): %v, want %s", name, err, want)
		}
	}
}
