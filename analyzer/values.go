package analyzer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/policy"
)

// badValue is a constant that does not do as a tag's value.
type badValue struct {
	rule string // empty-tag or invalid-tag-value
	text string // what the message says after the callee
	at   ir.Pos

	empty bool // the value is blank
}

// placeholders are what people write where a value is still to come.
var placeholders = []string{
	"todo", "tbd", "fixme", "changeme", "change-me", "change_me", "replaceme", "replace-me", "replace_me", "placeholder",
	"xxx", "xxxx", "unknown", "none", "null", "nil", "n/a", "na", "undefined", "default", "example", "your-team", "your-project", "your-service",
	"foo", "bar", "-", "?", "...",
}

// checkValue returns what is wrong with a value, or nil: a value that is known
// at run time only is taken to be right.
func checkValue(pol *policy.Policy, t *policy.Tag, v flow.Tagged) *badValue {
	if !v.Known {
		return nil
	}
	text := strings.TrimSpace(v.Text)
	quoted := strconv.Quote(v.Text)
	switch {
	case text == "":
		return &badValue{rule: "empty-tag", text: "attaches an empty value to " + t.Name, at: v.At, empty: true}
	case isPlaceholder(pol, text) && !slices.Contains(t.Values, v.Text):
		return &badValue{rule: "empty-tag", text: "attaches the placeholder " + quoted + " to " + t.Name, at: v.At}
	case t.Pattern != nil && !t.Pattern.MatchString(v.Text):
		return &badValue{rule: "invalid-tag-value", text: "attaches " + quoted + " to " + t.Name + ", which does not match " + t.Pattern.String(), at: v.At}
	case t.Values != nil && !slices.Contains(t.Values, v.Text):
		what := "attaches " + quoted + " to " + t.Name
		if near := policy.Nearest(v.Text, t.Values); near != "" {
			return &badValue{rule: "invalid-tag-value", text: what + "; did you mean " + strconv.Quote(near) + "?", at: v.At}
		}
		if t.FromCatalog {
			return &badValue{rule: "invalid-tag-value", text: what + ", which is not in the catalog", at: v.At}
		}
		return &badValue{rule: "invalid-tag-value", text: what + ", which is not one of " + strings.Join(t.Values, ", "), at: v.At}
	}
	return nil
}

func isPlaceholder(pol *policy.Policy, text string) bool {
	text = strings.ToLower(strings.Trim(text, "<>{}[]()"))
	own := pol.Rules["empty-tag"].Placeholders
	return slices.Contains(placeholders, text) || strings.Trim(text, "x") == "" || slices.ContainsFunc(own, func(p string) bool { return strings.EqualFold(p, text) })
}
