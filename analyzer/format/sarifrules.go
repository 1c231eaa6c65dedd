package format

import (
	"strings"

	"github.com/llmtag/llmtag/analyzer/rules"
	"github.com/llmtag/llmtag/policy"
)

// sarifRules describes all rules, with the pages of their manual.
func sarifRules() []sarifRule {
	var out []sarifRule
	for _, r := range policy.Rules() {
		page, _ := rules.Doc(r.Name) // a test of that package has one for each
		out = append(out, sarifRule{
			ID:            r.Name,
			Name:          pascalCase(r.Name),
			Short:         sarifMessage{Text: sentence(r.Finds)},
			Full:          sarifMessage{Text: opening(page)},
			Help:          sarifHelp{Text: page, Markdown: page},
			HelpURI:       "https://github.com/llmtag/llmtag/blob/main/analyzer/rules/doc/" + r.Name + ".md",
			Configuration: sarifConfiguration{Enabled: r.Default != policy.Off, Level: level(r.Default)},
			Properties:    sarifRuleProperties{Tags: []string{"llm", "ownership"}, Precision: precision(r.Name), Severity: level(r.Default)},
		})
	}
	return out
}

// level returns the default level of a rule; a policy that turns one on which is
// off says which.
func level(s policy.Severity) string {
	if s == policy.Off {
		return policy.Warning.String()
	}
	return s.String()
}

// precision is high for what is proved.
func precision(rule string) string {
	if rule == "unproven-tags" {
		return "low"
	}
	return "high"
}

// pascalCase returns "UntaggedClient" for "untagged-client".
func pascalCase(name string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(name, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }

// opening returns the first paragraph under the first heading of a page, in one
// line.
func opening(page string) string {
	_, text, _ := strings.Cut(page, "\n## ")
	_, text, _ = strings.Cut(text, "\n\n")
	text, _, _ = strings.Cut(text, "\n\n")
	return strings.Join(strings.Fields(text), " ")
}
