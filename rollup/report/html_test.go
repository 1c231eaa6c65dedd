package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/rollup/report"
)

func html(t *testing.T, all rows, change func(*report.Options)) string {
	t.Helper()
	opts := report.Options{By: []string{"team"}, From: parse(t, "2026-10-01", time.UTC), To: parse(t, "2026-11-01", time.UTC)}
	opts.ForPage(report.Service, report.Model)
	change(&opts)
	r, err := report.New(t.Context(), all, opts)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.WriteHTML(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The browser test, which needs a browser, shows that it works; this one that it is there.
func TestThePolicyOfThePageIsOfItsOwnScriptAndStyle(t *testing.T) {
	page := html(t, company(t), func(*report.Options) {})
	for tag, directive := range map[string]string{"style": "style-src", "script": "script-src"} {
		text := regexp.MustCompile(`(?s)<` + tag + `>(.*?)</` + tag + `>`).FindStringSubmatch(page)
		if text == nil {
			t.Fatalf("no %s", tag)
		}
		sum := sha256.Sum256([]byte(text[1]))
		if want := directive + " &#39;sha256-" + strings.ReplaceAll(base64.StdEncoding.EncodeToString(sum[:]), "+", "&#43;") + "&#39;"; !strings.Contains(page, want) {
			t.Errorf("the policy has no %s", want)
		}
	}
	if found := regexp.MustCompile(`(?i)(src|href|action)="?(https?:)?//|@import|url\(`).FindString(page); found != "" {
		t.Errorf("the page refers to something outside: %s", found)
	}
}

func TestThePageSaysWhatIsNobodysUnpricedAndLeftOut(t *testing.T) {
	dollar := rate(t, "1000000")
	all := rows{
		row("2026-10-01T10:00:00Z", "a", "m", 6, dollar),
		row("2026-10-02T10:00:00Z", "", "m", 2, dollar),
		row("2026-10-03T10:00:00Z", "b", "acme", 707, nil),
	}
	for i := range all {
		all[i].ProjectID, all[i].ServiceName = "p", "s"
	}
	page := html(t, all, func(o *report.Options) {
		o.Top, o.Compare, o.Until = 2, report.Previous, parse(t, "2026-10-04", time.UTC)
		o.Filters = []report.Filter{{Field: report.Model, Values: []string{"x*", ""}, Not: true}}
	})
	for _, want := range []string{
		"2.0000 USD are nobody’s, 25.0 %.", "1 requests lack one of: team, project, service.",
		"707 tokens have no price", "in no cost below: acme.",
		"The 2 costliest rows are shown", "(1 others)",
		"This period is not over.", "2026-09-01 to 2026-09-04",
		"model ≠ x* or (unknown)", "October 2026",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestThePageOfNothingSaysSo(t *testing.T) {
	if page := html(t, nil, func(*report.Options) {}); !strings.Contains(page, "No events.") || strings.Contains(page, "<svg id") {
		t.Error("the page shows something")
	}
}

func TestTheSameReportIsTheSamePage(t *testing.T) {
	first := html(t, company(t), func(*report.Options) {})
	for range 5 {
		if html(t, company(t), func(*report.Options) {}) != first {
			t.Fatal("the page differs from itself")
		}
	}
}
