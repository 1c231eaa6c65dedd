// Package rules holds the manual of the linter's rules, a Markdown page each.
package rules

import "embed"

//go:embed doc/*.md
var pages embed.FS

// Doc returns the page of the rule called name, in Markdown, and whether there
// is such a rule.
func Doc(name string) (string, bool) {
	page, err := pages.ReadFile("doc/" + name + ".md")
	return string(page), err == nil
}
