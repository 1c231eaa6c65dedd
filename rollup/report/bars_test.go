package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"github.com/llmtag/llmtag/rollup/report"
)

func table(t *testing.T, all rows, by string, bars report.Bars) string {
	t.Helper()
	r, err := report.New(t.Context(), all, report.Options{
		By: strings.Split(by, ","), From: parse(t, "2026-10-01", time.UTC), To: parse(t, "2026-10-11", time.UTC), Daily: true, Bars: bars,
	})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.WriteTable(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestATableHasBarsAsWideAsTheTerminalAllows(t *testing.T) {
	dollar := rate(t, "1000000")
	all := rows{
		row("2026-10-01T10:00:00Z", "支付团队", "m", 600, dollar),
		row("2026-10-03T10:00:00Z", "search", "m", 300, dollar),
		row("2026-10-09T10:00:00Z", "total", "m", 100, dollar),
	}
	got := table(t, all, "team", report.Bars{Width: 70})
	want := `Spend from 2026-10-01 to 2026-10-11 (UTC), in US dollars

by day  █ ▅     ▂   most: 600.00, 2026-10-01

team      requests  input  output      cost  share
--------------------------------------------------------------
支付团队         1    600       0    600.00    60.0 % ███████▏
search           1    300       0    300.00    30.0 % ███▌
total            1    100       0    100.00    10.0 % █▏
--------------------------------------------------------------
total            3  1,000       0  1,000.00   100.0 %
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
	for line := range strings.SplitSeq(got, "\n") {
		if w := uniseg.StringWidth(line); w > 70 {
			t.Errorf("a line is %d columns wide, of 70: %s", w, line)
		}
	}
	if narrow := table(t, all, "team", report.Bars{Width: 60}); strings.Contains(narrow, "share") {
		t.Errorf("60 columns:\n%s", narrow)
	}
	if ascii := table(t, all, "team", report.Bars{Width: 100, ASCII: true}); strings.ContainsAny(ascii, "█▍▁▅") || !strings.Contains(ascii, "####") {
		t.Errorf("in ASCII:\n%s", ascii)
	}
	if none, plain := table(t, all, "team", report.Bars{}), table(t, all, "day", report.Bars{Width: 100}); strings.Contains(none, "share") || strings.Contains(plain, "by day") {
		t.Errorf("a trend or share too many:\n%s\n%s", none, plain)
	}
}
