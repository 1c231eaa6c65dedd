package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/rollup/report"
)

func markdown(t *testing.T, all rows, opts report.Options) string {
	t.Helper()
	opts.From, opts.To = parse(t, "2026-10-01", time.UTC), parse(t, "2026-11-01", time.UTC)
	r, err := report.New(t.Context(), all, opts)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := r.WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarkdownIsATableForIssues(t *testing.T) {
	dollar := rate(t, "2.5")
	all := rows{
		row("2026-09-02T10:00:00Z", "payments", "m", 1_000_000, dollar),
		row("2026-10-02T10:00:00Z", "payments", "m", 2_000_000, dollar),
		row("2026-10-02T10:00:00Z", "", "m", 1_000, dollar),
		row("2026-10-02T10:00:00Z", "search", "acme-1", 707, nil),
		row("2026-10-03T10:00:00Z", "search", "m", 400, dollar),
	}
	got := markdown(t, all, report.Options{By: []string{"team"}, Compare: report.Previous, Explain: true})
	want := `**Spend from 2026-10-01 to 2026-11-01** (UTC), in US dollars, compared with 2026-09-01 to 2026-10-01

| team | requests | input | output | cost | before | change | unpriced tokens |
| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| payments | 1 | 2,000,000 | 0 | 5.0000 | 2.5000 | +100.0 % | 0 |
| (unattributed) | 1 | 1,000 | 0 | 0.0025 | 0.0000 | new | 0 |
| search | 2 | 1,107 | 0 | 0.0010 | 0.0000 | new | 707 |
| **total** | **4** | **2,002,107** | **0** | **5.0035** | **2.5000** | **+100.1 %** | **707** |

> Not in the cost: 707 tokens of models without a price: acme-1. Give them one, of 0 if they are free: docs/prices.md.

<details><summary>Of what each cost consists</summary>

| team | kind | quantity | rate | cost | price | source |
| :--- | :--- | ---: | ---: | ---: | :--- | :--- |
| payments | input | 2000000 | 2.5 / 1M | 5 | p/2.5 |  |
| (unattributed) | input | 1000 | 2.5 / 1M | 0.0025 | p/2.5 |  |
| search | input | 400 | 2.5 / 1M | 0.001 | p/2.5 |  |
| search | without a price | 707 |  |  | acme-1 |  |

</details>
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("markdown (-want +got):\n%s", diff)
	}
}

func TestMarkdownShowsNamesAsTheyAre(t *testing.T) {
	tests := map[string]struct{ name, want string }{
		"a plain name":                     {"checkout-assistant", "checkout-assistant"},
		"a place in a file":                {"svc/main.go:12", "svc/main.go:12"},
		"what would be an emoji":           {"main.go:100:2", "`main.go:100:2`"},
		"a bar, which would end the cell":  {"a|b", "`a\\|b`"},
		"what would be HTML":               {"<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>`"},
		"what would mention people":        {"@org/everyone", "`@org/everyone`"},
		"a reference to an issue":          {"#12", "`#12`"},
		"emphasis":                         {"__init__", "`__init__`"},
		"a link":                           {"[x](http://a)", "`[x](http://a)`"},
		"a bare link":                      {"https://a.example", "`https://a.example`"},
		"code":                             {"a`b``c", "``` a`b``c ```"},
		"a line break":                     {"a\nb", "`a\\nb`"},
		"blanks at its ends":               {" a ", "`  a  `"},
		"another alphabet":                 {"支付团队", "支付团队"},
		"a version, as Google's models":    {"claude-sonnet@20240620", "`claude-sonnet@20240620`"},
		"one letter":                       {"a", "a"},
		"nothing":                          {"", "(unattributed)"},
		"a formula is harmless here":       {"=1+1", "`=1+1`"},
		"a backslash is no escape in code": {`a\|b`, "`a\\\\|b`"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := markdown(t, rows{row("2026-10-02T10:00:00Z", tt.name, "m", 1, rate(t, "1"))}, report.Options{By: []string{"team"}, Brief: true})
			first := strings.Split(got, "\n")[2]
			if want := "| " + tt.want + " | 1 | 1 | 0 | 0.0000 |"; first != want {
				t.Errorf("%q is the row\n%s, want\n%s", tt.name, first, want)
			}
		})
	}
}
