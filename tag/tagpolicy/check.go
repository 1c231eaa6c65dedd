package tagpolicy

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/tag"
)

// A rule is what a policy says of a tag.
type rule struct {
	name string // in package tag
	*policy.Tag
}

// A checker holds the tags of requests against a policy. It is not changed, and
// may be used by several goroutines.
type checker struct {
	rules   []rule
	catalog *policy.Catalog // nil if there is none
}

// checks reports whether there is anything to check.
func (c *checker) checks() bool {
	return c.catalog != nil || slices.ContainsFunc(c.rules, func(r rule) bool { return r.Pattern != nil || r.Values != nil })
}

// check returns what is wrong with the tags of a request. Empty ones are missing,
// which is for package tag to judge.
func (c *checker) check(owner tag.Owner, userID, requestType string) error {
	var errs []error
	for _, r := range c.rules {
		var value string
		switch r.name {
		case "project_id":
			value = owner.ProjectID
		case "service_name":
			value = owner.ServiceName
		case "team_id":
			value = owner.TeamID
		case "environment":
			value = owner.Environment
		case "user_id":
			value = userID
		case "request_type":
			value = requestType
		}
		if value == "" {
			continue
		}
		if problem := r.problem(value); problem != "" {
			errs = append(errs, &tag.InvalidTagError{Tag: r.name, Problem: problem})
		}
	}
	if errs == nil && c.catalog != nil && owner.ServiceName != "" && owner.TeamID != "" {
		if team, known := c.catalog.TeamOf(owner.ServiceName); known && team != "" && team != owner.TeamID {
			errs = append(errs, &tag.InvalidTagError{Tag: "team_id", Problem: "is not the team that owns the service in the catalog; that is " + strconv.Quote(team)})
		}
	}
	return errors.Join(errs...)
}

// problem says what is wrong with a value, without repeating it.
func (r *rule) problem(value string) string {
	switch {
	case r.Pattern != nil && !r.Pattern.MatchString(value):
		return "does not match the policy's pattern " + r.Pattern.String()
	case r.Values == nil:
		return ""
	}
	if _, ok := slices.BinarySearch(r.Values, value); ok {
		return ""
	}
	what := "is not one of the policy's values, " + strings.Join(r.Values, ", ")
	if r.FromCatalog {
		what = "is not in the catalog; add it there, or correct it"
	}
	if near := strict.Nearest(value, r.Values); near != "" {
		what += "; did you mean " + strconv.Quote(near) + "?"
	}
	return what
}
