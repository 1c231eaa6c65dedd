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
		return &badValue{"empty-tag", "attaches an empty value to " + t.Name, v.At}
	case isPlaceholder(pol, text) && !slices.Contains(t.Values, v.Text):
		return &badValue{"empty-tag", "attaches the placeholder " + quoted + " to " + t.Name, v.At}
	case t.Pattern != nil && !t.Pattern.MatchString(v.Text):
		return &badValue{"invalid-tag-value", "attaches " + quoted + " to " + t.Name + ", which does not match " + t.Pattern.String(), v.At}
	case t.Values != nil && !slices.Contains(t.Values, v.Text):
		what := "attaches " + quoted + " to " + t.Name
		if near := policy.Nearest(v.Text, t.Values); near != "" {
			return &badValue{"invalid-tag-value", what + "; did you mean " + strconv.Quote(near) + "?", v.At}
		}
		if t.FromCatalog {
			return &badValue{"invalid-tag-value", what + ", which is not in the catalog", v.At}
		}
		return &badValue{"invalid-tag-value", what + ", which is not one of " + strings.Join(t.Values, ", "), v.At}
	}
	return nil
}

func isPlaceholder(pol *policy.Policy, text string) bool {
	text = strings.ToLower(strings.Trim(text, "<>{}[]()"))
	own := pol.Rules["empty-tag"].Placeholders
	return slices.Contains(placeholders, text) || strings.Trim(text, "x") == "" || slices.ContainsFunc(own, func(p string) bool { return strings.EqualFold(p, text) })
}
