package rules

import (
	"go/format"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/policy"
)

func TestEveryRuleHasAPage(t *testing.T) {
	entries, err := pages.ReadDir("doc")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, strings.TrimSuffix(e.Name(), ".md"))
	}
	want := slices.Sorted(slices.Values(policy.RuleNames()))
	if !slices.Equal(got, want) {
		t.Errorf("pages %q, rules %q", got, want)
	}
}

// sections are what a reader may expect of each page, in this order.
var sections = []string{"What it finds", "Why", "Bad", "Good", "Settings", "Suppressing it"}

func TestEveryPageSaysTheSameThings(t *testing.T) {
	for _, rule := range policy.Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			page, ok := Doc(rule.Name)
			if !ok {
				t.Fatal("no page")
			}
			if want := "# " + rule.Name + "\n"; !strings.HasPrefix(page, want) {
				t.Errorf("the page begins with %.40q, want %q", page, want)
			}
			var got []string
			for _, m := range regexp.MustCompile(`(?m)^## (.*)$`).FindAllStringSubmatch(page, -1) {
				got = append(got, m[1])
			}
			if !slices.Equal(got, sections) {
				t.Errorf("sections %q, want %q", got, sections)
			}
			if want := "severity: " + rule.Default.String(); !strings.Contains(page, want) {
				t.Errorf("the default, %q, is not said", want)
			}
			if !strings.Contains(page, "//llmtag:ignore "+rule.Name) && rule.Name != "bad-ignore" {
				t.Error("how to suppress the rule is not said")
			}
		})
	}
}

func TestExamplesAreGo(t *testing.T) {
	fence := regexp.MustCompile("(?s)```go\n(.*?)```")
	for _, rule := range policy.RuleNames() {
		page, _ := Doc(rule)
		blocks := fence.FindAllStringSubmatch(page, -1)
		if len(blocks) < 2 {
			t.Errorf("%s: %d examples in Go, want a bad and a good one at least", rule, len(blocks))
		}
		for _, b := range blocks {
			formatted, err := format.Source([]byte(b[1]))
			if err != nil {
				t.Errorf("%s: an example does not parse: %v\n%s", rule, err, b[1])
			} else if string(formatted) != b[1] {
				t.Errorf("%s: an example is not as gofmt has it:\n%s", rule, b[1])
			}
		}
	}
}

func TestAnUnknownRuleHasNoPage(t *testing.T) {
	for _, name := range []string{"", "untaged-client", "../rules", "doc"} {
		if page, ok := Doc(name); ok {
			t.Errorf("Doc(%q) is %.20q", name, page)
		}
	}
}
