package policy

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var gap = regexp.MustCompile(`  +`)

// explained returns what Explain writes, by key.
func explained(t *testing.T, p *Policy) map[string]string {
	t.Helper()
	var b strings.Builder
	if err := Explain(p, &b); err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for row := range strings.Lines(b.String()) {
		cells := gap.Split(strings.TrimSpace(row), -1)
		rows[cells[0]] = strings.Join(cells[1:], " ")
	}
	return rows
}

func TestExplainSaysWhatHoldsAndWhence(t *testing.T) {
	want := map[string]string{
		"tags.team_id":               "required, header X-LLM-Team-ID or helicone-property-team, pattern ^[a-z]+$, 2 values of the catalog testdata/good/everything.yaml:4",
		"tags.project_id":            "required, header X-LLM-Project-ID, values checkout, search testdata/good/everything.yaml:9",
		"tags.user_id":               "optional, no header testdata/good/everything.yaml:10",
		"enforce":                    "client testdata/good/everything.yaml:11",
		"exclude":                    "**/testdata/**, third_party/{a,b}/** testdata/good/everything.yaml:12",
		"tests":                      "true testdata/good/everything.yaml:13",
		"environment_headers":        "trust testdata/good/everything.yaml:14",
		"rules.untagged-client":      "error default",
		"rules.untagged-call":        "off testdata/good/everything.yaml:16",
		"rules.unproven-tags":        "error testdata/good/everything.yaml:18",
		"rules.unlogged-client":      "off, recorders example.com/llm.Record testdata/good/everything.yaml:20",
		"rules.empty-tag":            "error, placeholders n/a, tbd testdata/good/everything.yaml:19",
		"rules.invalid-tag-value":    "error default",
		"rules.raw-endpoint":         "error default",
		"rules.shared-key":           "error testdata/good/everything.yaml:17",
		"rules.missing-usage":        "warning default",
		"rules.estimated-tokens":     "warning default",
		"rules.missing-max-tokens":   "off default",
		"rules.unpriced-model":       "off default",
		"rules.bad-ignore":           "error default",
		"sdks":                       "sdk.yaml testdata/good/everything.yaml:21",
		"wrappers":                   "example.com/platform/llm.New, (*example.com/platform/llm.Factory).New testdata/good/everything.yaml:22",
		"catalog":                    "testdata/good/catalog.yaml: teams 2, services 1 testdata/good/everything.yaml:28",
		"rollup.timezone":            "Europe/Berlin testdata/good/everything.yaml:30",
		"rollup.timezones":           "America/New_York, Asia/Kolkata testdata/good/everything.yaml:44",
		"rollup.prices":              "prices.yaml testdata/good/everything.yaml:31",
		"rollup.budgets.baseline":    "month testdata/good/everything.yaml:33",
		"rollup.budgets.soft_cap":    "0.9 testdata/good/everything.yaml:34",
		"rollup.budgets.pace":        "cap testdata/good/everything.yaml:35",
		"rollup.budgets.fallback":    "250.00 testdata/good/everything.yaml:36",
		"rollup.budgets.teams":       "ads testdata/good/everything.yaml:37",
		"rollup.alerts.ceiling":      "20000 testdata/good/everything.yaml:39",
		"rollup.alerts.escalation":   "2 testdata/good/everything.yaml:39",
		"rollup.alerts.window":       "4w testdata/good/everything.yaml:39",
		"rollup.alerts.silent":       "36h testdata/good/everything.yaml:39",
		"rollup.showback.monthly":    "manager testdata/good/everything.yaml:41",
		"rollup.showback.quarterly":  "directors@example.com testdata/good/everything.yaml:42",
		"rollup.showback.chargeback": "true testdata/good/everything.yaml:43",
	}
	if diff := cmp.Diff(want, explained(t, load(t, "testdata/good/everything.yaml"))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
