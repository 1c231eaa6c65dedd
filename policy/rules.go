package policy

import (
	"slices"

	"github.com/llmtag/llmtag/internal/strict"
)

// Severity says how findings of a rule count. The zero value is Off.
type Severity int

// The severities, in ascending order.
const (
	Off     Severity = iota // not looked for
	Warning                 // reported
	Error                   // reported, and the run fails
)

// severities are the words of the file.
var severities = []string{Off: "off", Warning: "warning", Error: "error"}

// String returns the word of the policy file: off, warning or error.
func (s Severity) String() string { return severities[s] }

// MarshalText returns the word of the policy file.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Rule is how one rule is to be applied.
type Rule struct {
	Severity     Severity
	Placeholders []string // empty-tag: constants that count as no value, besides the built-in ones; compared without case
	Recorders    []string // unlogged-client: full names of functions that record the usage of responses, or make what does

	at []strict.Pos // of Recorders
}

// RuleInfo describes a rule of the linter.
type RuleInfo struct {
	Name    string   // as in findings, ignore comments and the policy's rules
	Default Severity // where the policy says nothing
	Finds   string   // one line

	settings []string // keys the rule takes besides severity
}

// Rules returns the rules of the linter, in the order of their documentation.
func Rules() []RuleInfo { return slices.Clone(ruleTable) }

// RuleNames returns the names of the rules, in the order of [Rules].
func RuleNames() []string {
	names := make([]string, len(ruleTable))
	for i, r := range ruleTable {
		names[i] = r.Name
	}
	return names
}

var ruleTable = []RuleInfo{
	{Name: "untagged-client", Default: Error, Finds: "a construction that lacks required tags"},
	{Name: "untagged-call", Default: Error, Finds: "a billable call that lacks required tags and no reported construction explains"},
	{Name: "unproven-tags", Default: Warning, Finds: "a site whose tags may come from a runtime map or from code that is not analysed: neither proved nor refuted"},
	{Name: "empty-tag", Default: Error, Finds: "a tag attached with an empty, blank or placeholder constant", settings: []string{"placeholders"}},
	{Name: "invalid-tag-value", Default: Error, Finds: "a constant that fails the tag's pattern, values or catalog, or a team that does not own the service"},
	{Name: "raw-endpoint", Default: Error, Finds: "a raw HTTP request to a provider host without tags"},
	{Name: "shared-key", Default: Warning, Finds: "a hard-coded API key, or one key used by several services of the catalog"},
	{Name: "missing-usage", Default: Warning, Finds: "a stream opened without asking for usage where the provider needs it asked"},
	{Name: "estimated-tokens", Default: Warning, Finds: "token counts from a local tokenizer written to the event log instead of the response's usage"},
	{Name: "unlogged-client", Default: Warning, Finds: "a tagged client whose responses are never recorded", settings: []string{"recorders"}},
	{Name: "missing-max-tokens", Default: Off, Finds: "a request without an output-token ceiling"},
	{Name: "unpriced-model", Default: Off, Finds: "a constant model name that the price table does not know"},
	{Name: "bad-ignore", Default: Error, Finds: "an ignore comment without a reason, expired, naming no rule, or suppressing nothing"},
}

func defaultRules() map[string]Rule {
	rules := make(map[string]Rule, len(ruleTable))
	for _, r := range ruleTable {
		rules[r.Name] = Rule{Severity: r.Default}
	}
	return rules
}
