package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// Hash returns a hash of everything in the policy that changes findings: the
// tags, the rules, the catalog, and the content of the SDK descriptions, but
// not where the repository lies, nor what only the rollup reads. Policies of
// equal hashes give equal findings.
func (p *Policy) Hash() string {
	type tag struct {
		Name             string
		Required         bool
		Headers, Written []string
		Pattern          string
		Any, FromCatalog bool
		Values           []string
	}
	type path struct{ Dir, Glob, Service string }
	type line struct {
		Dir  string
		Glob []string
		Team string
	}
	content := struct {
		Format   string // changes with the meaning of what follows
		Tags     []tag
		Enforce  Enforce
		Exclude  []string
		From     string
		Tests    bool
		Trust    bool
		Rules    map[string]Rule
		SDKs     []string
		Wrappers []Wrapper
		Teams    map[string]Team
		Services map[string]Service
		Paths    []path
		Lines    []line
	}{
		Format: "llmtag policy 1", Enforce: p.Enforce, Exclude: p.Exclude, From: p.from(p.excludeDir),
		Tests: p.Tests, Trust: p.TrustEnvironmentHeaders, Rules: p.Rules, Wrappers: p.Wrappers,
	}
	for _, t := range p.Tags {
		h := tag{Name: t.Name, Required: t.Required, Headers: t.Headers, Written: t.Written, Any: t.Values == nil, FromCatalog: t.FromCatalog, Values: t.Values}
		if t.Pattern != nil {
			h.Pattern = t.Pattern.String()
		}
		content.Tags = append(content.Tags, h)
	}
	for _, file := range p.SDKs {
		data, err := strict.ReadFile(file)
		if err != nil {
			data = []byte(err.Error()) // whoever uses the file will report it
		}
		sum := sha256.Sum256(data)
		content.SDKs = append(content.SDKs, hex.EncodeToString(sum[:]))
	}
	if c := p.Catalog; c != nil {
		content.Teams, content.Services = c.Teams, c.Services
		for _, claim := range c.claims {
			content.Paths = append(content.Paths, path{p.from(claim.dir), claim.glob, claim.service})
		}
		for _, set := range c.lines {
			for _, l := range set.lines {
				content.Lines = append(content.Lines, line{p.from(set.dir), l.glob, l.team})
			}
		}
	}
	data, err := json.Marshal(content) //nolint:musttag // it is hashed and never read: the names of the fields do
	if err != nil {
		panic("policy: " + err.Error()) // strings, booleans, and maps and slices of these
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// from returns dir relative to the policy's directory.
func (p *Policy) from(dir string) string {
	if dir == "" {
		return ""
	}
	if rel, err := filepath.Rel(p.Dir, dir); err == nil {
		return filepath.ToSlash(rel)
	}
	return dir
}

// Hash returns a hash of the policies that hold anywhere in the repositories
// that dirs, absolute names, are in: of what [Policy.Hash] says of each, and
// where. A policy with a fault counts by the fault.
func (f *Finder) Hash(dirs ...string) string {
	h := sha256.New()
	seen := map[string]bool{}
	for _, dir := range dirs {
		dir = filepath.Clean(dir)
		f.mu.Lock()
		root := f.root(dir)
		f.mu.Unlock()
		where := []string{dir} // it may lie where nobody looks for policies
		if !seen[root] {
			seen[root] = true
			below, err := f.below(root, hidden)
			fmt.Fprintf(h, "%v\n", err)
			where = append(where, root)
			where = append(where, below...)
		}
		for _, d := range where {
			rel, _ := filepath.Rel(root, d) // below it
			p, err := f.For(d)
			if err != nil {
				fmt.Fprintf(h, "%s\x00%v\x00", rel, err)
				continue
			}
			fmt.Fprintf(h, "%s\x00%s\x00", rel, p.Hash())
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// hidden reports whether nobody keeps packages of their own in directories of a
// name. Those that patterns such as ./... pass over are not: a user may name them.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || name == "vendor" || name == "node_modules"
}
