package report

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestGroupingsThatAreTooManyAreLeftOutAndNamed(t *testing.T) {
	from := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	o := Options{By: []string{"call_site"}, From: from, To: from.AddDate(0, 1, 0), Zone: time.UTC, Drill: []Field{Model}}
	days, drills := o.days(), o.drills()
	for _, g := range append(drills, days) {
		g.most = 3
		for i := range 5 {
			var row Row
			row.Slice, row.CallSite = from, fmt.Sprint("f.go:", i)
			g.add(&row)
			if want := i > 2; g.full != want {
				t.Errorf("by %s, full after %d groups: %v", g.by, i+1, g.full)
			}
		}
	}
	r := &Report{Options: o, Rows: []Line{{Key: []string{"f.go:0"}}}}
	r.drill(drills)
	r.trend(days)
	want := []Gap{{"of what each row consists by model", mostGrouped}, {"the trend", mostGrouped}}
	if diff := cmp.Diff(want, r.Left); diff != "" || r.Trend != nil || r.Rows[0].Parts != nil {
		t.Errorf("left out (-want +got):\n%s", diff)
	}
}
