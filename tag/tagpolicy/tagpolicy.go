// Package tagpolicy makes clients of package tag keep an organisation's
// policy.yaml at call time: the headers in which tags travel, the tags that each
// request must carry, and the values that they may have.
//
// It is a package of its own because it reads YAML, and tag needs the standard
// library only.
package tagpolicy

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/tag"
)

// Load returns an option that keeps the policy in a file, alone: none above it
// is read, as with llmtag --policy. The error joins all faults of the file and of
// its catalog, each a [policy.DecodeError].
func Load(file string) (tag.Option, error) {
	p, err := policy.Load(file)
	if err != nil {
		return nil, fmt.Errorf("tagpolicy: %w", err)
	}
	return Of(p)
}

// Find returns an option that keeps the policy that holds for a directory, as the
// linter finds it: the file that LLMTAG_POLICY names, else the nearest policy.yaml
// or .llmtag.yaml from dir up to the root of the repository, over the ones above
// it. The error is as of [Load]; it wraps [fs.ErrNotExist] if there is none, since a
// service that was deployed without its policy must not run under another.
func Find(dir string) (tag.Option, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("tagpolicy: %w", err)
	}
	finder := policy.NewFinder("", os.Getenv)
	p, err := finder.For(abs)
	if err != nil {
		return nil, fmt.Errorf("tagpolicy: %w", err)
	}
	if p.File == "" {
		return nil, fmt.Errorf("tagpolicy: %w; deploy the file with the service, or name it in LLMTAG_POLICY", &notFoundError{finder.Notes()})
	}
	return Of(p)
}

// A notFoundError says that there is no policy where one was looked for.
type notFoundError struct{ notes []string } // of the finder: where it looked, and what it passed over

func (e *notFoundError) Error() string {
	var where []string
	for _, note := range e.notes {
		note, _, _ = strings.Cut(note, ": the built-in default") // which is the linter's, not ours
		where = append(where, note)
	}
	return strings.Join(where, "; ")
}

func (*notFoundError) Unwrap() error { return fs.ErrNotExist }

// Of returns an option that keeps a policy that was read before.
//
//   - A tag travels in the first of its headers, and in none if it has none, or if
//     the policy does not name it. It is in events all the same. A request that has
//     one of the others already, by an option of an SDK, has the tag.
//   - Tags named team, service or project are team_id, service_name or project_id.
//   - Values are those that the policy allows: of its pattern, of its values or its
//     catalog, and a team is the one that owns the service. What is wrong with the
//     client's owner is an error where the client is made, what is wrong with a
//     request one of the request, a [tag.InvalidTagError]; see [tag.CheckTags].
//
// A required tag that package tag does not have is an error, since no request could
// carry it.
func Of(p *policy.Policy) (tag.Option, error) {
	headers, accepted := map[string]string{}, map[string][]string{}
	for _, name := range names {
		headers[name] = "" // the policy says nothing of it
	}
	var required []string
	var rules []rule
	var errs []error
	for i := range p.Tags {
		t := &p.Tags[i]
		name := nameOf(t.Name)
		switch {
		case name == "" && t.Required:
			errs = append(errs, fmt.Errorf("tagpolicy: %s requires the tag %s, and package tag has only %s; attach it by other means, and give tag.WithHeaders and tag.Require for the rest in place of this policy",
				nameOfFile(p), strconv.Quote(t.Name), strings.Join(names, ", ")))
			continue
		case name == "":
			continue
		case slices.ContainsFunc(rules, func(r rule) bool { return r.name == name }):
			errs = append(errs, fmt.Errorf("tagpolicy: %s has two tags that are %s in package tag, the second is %s; keep one of them", nameOfFile(p), name, strconv.Quote(t.Name)))
			continue
		}
		if len(t.Headers) > 0 {
			headers[name], accepted[name] = t.Headers[0], t.Headers[1:]
		}
		if t.Required {
			required = append(required, name)
		}
		rules = append(rules, rule{name, t})
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	opts := []tag.Option{tag.WithHeaders(headers), tag.AcceptHeaders(accepted), tag.Require(required...)}
	if c := (checker{rules, p.Catalog}); c.checks() {
		opts = append(opts, tag.CheckTags(c.check))
	}
	return tag.Options(opts...), nil
}

// names are the tags that package tag has.
var names = []string{"project_id", "service_name", "team_id", "user_id", "request_type", "environment"}

// nameOf returns package tag's name of a policy's tag, empty if it has none.
func nameOf(name string) string {
	if slices.Contains(names, name) {
		return name
	}
	switch policy.KindOf(name) {
	case policy.OfProject:
		return "project_id"
	case policy.OfService:
		return "service_name"
	case policy.OfTeam:
		return "team_id"
	case policy.OfNothing:
	}
	return ""
}

func nameOfFile(p *policy.Policy) string {
	if p.File == "" {
		return "the policy"
	}
	return strict.Display(p.File)
}
