package judge

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
)

// BadValue is a constant that does not do as a tag's value.
type BadValue struct {
	Rule string // empty-tag or invalid-tag-value
	Text string // what the message says after the callee
	At   ir.Pos

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
func checkValue(pol *policy.Policy, t *policy.Tag, v flow.Tagged) *BadValue {
	if !v.Known {
		return nil
	}
	text := strings.TrimSpace(v.Text)
	quoted := strconv.Quote(v.Text)
	switch {
	case text == "":
		return &BadValue{Rule: "empty-tag", Text: "attaches an empty value to " + t.Name, At: v.At, empty: true}
	case isPlaceholder(pol, text) && !slices.Contains(t.Values, v.Text):
		return &BadValue{Rule: "empty-tag", Text: "attaches the placeholder " + quoted + " to " + t.Name, At: v.At}
	case t.Pattern != nil && !t.Pattern.MatchString(v.Text):
		return &BadValue{Rule: "invalid-tag-value", Text: "attaches " + quoted + " to " + t.Name + ", which does not match " + t.Pattern.String(), At: v.At}
	case t.Values != nil && !slices.Contains(t.Values, v.Text):
		what := "attaches " + quoted + " to " + t.Name
		if near := strict.Nearest(v.Text, t.Values); near != "" {
			return &BadValue{Rule: "invalid-tag-value", Text: what + "; did you mean " + strconv.Quote(near) + "?", At: v.At}
		}
		if t.FromCatalog {
			return &BadValue{Rule: "invalid-tag-value", Text: what + ", which is not in the catalog", At: v.At}
		}
		return &BadValue{Rule: "invalid-tag-value", Text: what + ", which is not one of " + strings.Join(t.Values, ", "), At: v.At}
	}
	return nil
}

// checkOwner returns what is wrong with a team where the catalog gives the
// service that is attached with it to another team, or nil. With several
// services or teams, on several paths, it is enough that one of them fits.
func checkOwner(pol *policy.Policy, service, team flow.Answer) *BadValue {
	if pol.Catalog == nil || service.Verdict != flow.Attached || team.Verdict != flow.Attached {
		return nil
	}
	var owners []string
	for _, v := range service.Values {
		owner, known := pol.Catalog.TeamOf(v.Text)
		if !v.Known || !known || owner == "" {
			return nil
		}
		owners = append(owners, owner)
	}
	for _, v := range team.Values {
		if v.Known && len(owners) > 0 && !slices.Contains(owners, v.Text) {
			return &BadValue{
				Rule: "invalid-tag-value", At: v.At,
				Text: "attaches the team " + strconv.Quote(v.Text) + ", but " + strconv.Quote(service.Values[0].Text) + " belongs to " + strconv.Quote(owners[0]),
			}
		}
	}
	return nil
}

func isPlaceholder(pol *policy.Policy, text string) bool {
	text = strings.ToLower(strings.Trim(text, "<>{}[]()"))
	own := pol.Rules["empty-tag"].Placeholders
	return slices.Contains(placeholders, text) || strings.Trim(text, "x") == "" || slices.ContainsFunc(own, func(p string) bool { return strings.EqualFold(p, text) })
}
