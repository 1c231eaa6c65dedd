package policy

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// isBackstage reports whether a file is a Backstage catalog-info.yaml.
func isBackstage(docs []*strict.Node) bool {
	return slices.ContainsFunc(docs, func(n *strict.Node) bool {
		api := n.Get("apiVersion")
		return api != nil && strings.HasPrefix(api.Text, "backstage.io/")
	})
}

// backstage reads the entities of a Backstage file: a Component is a service,
// a Group is a team, a Location names further files. Other kinds, and keys that
// tell nothing of ownership, are Backstage's own business.
func (r *catalogReader) backstage(docs []*strict.Node, dir string) {
	components := 0
	for _, n := range docs {
		if kind := n.Get("kind"); kind != nil && kind.Text == "Component" {
			components++
		}
	}
	for _, n := range docs {
		kind, name := n.Get("kind"), n.Get("metadata", "name")
		switch {
		case n.Kind == strict.Null:
		case kind == nil || kind.Kind != strict.Scalar:
			r.Report(n.Pos, "the entity has no kind", "")
		case kind.Text == "Location":
			r.locations(n, dir)
		case kind.Text != "Component" && kind.Text != "Group":
		case name == nil || name.Kind != strict.Scalar || name.Text == "":
			r.Report(n.Pos, "the entity has no metadata.name", "")
		case kind.Text == "Group":
			t := Team{}
			if email := n.Get("spec", "profile", "email"); email != nil {
				t.Lead = email.Text
			}
			r.addTeam(name.Text, t, name.Pos)
		default:
			r.component(n, name, dir, components == 1)
		}
	}
}

// component adds a service. Its files are those of its source-location; else,
// in a file with one component, those beside and below the file.
func (r *catalogReader) component(n, name *strict.Node, dir string, only bool) {
	owner := n.Get("spec", "owner")
	if owner == nil || owner.Kind != strict.Scalar || owner.Text == "" {
		r.Reportf(name.Pos, "write spec: {owner: group:NAME}", "component %q has no spec.owner", name.Text)
		return
	}
	s := Service{Team: entityName(owner.Text)}
	if system := n.Get("spec", "system"); system != nil {
		s.Project = entityName(system.Text)
	}
	source := n.Get("metadata", "annotations", "backstage.io/source-location")
	switch {
	case source != nil:
		if m := sourcePath.FindStringSubmatch(source.Text); m != nil {
			s.Paths = []string{strings.Trim(m[1], "/") + "/**"}
			r.claims = append(r.claims, placed{claim: claim{repositoryOf(dir), s.Paths[0], name.Text}, at: source.Pos})
		}
	case only:
		s.Paths = []string{"**"}
		r.claims = append(r.claims, placed{claim: claim{dir, "**", name.Text}, at: name.Pos, implied: true})
	}
	r.implied[s.Team] = true
	r.owners = append(r.owners, ownerRef{s.Team, owner.Pos})
	r.addService(name.Text, s, name.Pos)
}

// sourcePath finds the directory in a URL of GitHub, GitLab or Gitea.
var sourcePath = regexp.MustCompile(`^url:.*/(?:tree|blob|src/branch)/[^/]+/([^?#]*[^/?#])/?$`)

// repositoryOf returns the root of the repository that dir is in, else dir.
func repositoryOf(dir string) string {
	for d := dir; d != filepath.Dir(d); d = filepath.Dir(d) {
		if exists(filepath.Join(d, ".git")) {
			return d
		}
	}
	return dir
}

// locations reads the files that a Location names. URLs are not fetched.
func (r *catalogReader) locations(n *strict.Node, dir string) {
	targets := []*strict.Node{n.Get("spec", "target")}
	if list := n.Get("spec", "targets"); list != nil {
		targets = append(targets, list.Items...)
	}
	for _, t := range targets {
		if t == nil || strings.Contains(t.Text, "://") {
			continue
		}
		files, err := filepath.Glob(t.Path())
		if err != nil || len(files) == 0 {
			r.Reportf(t.Pos, "", "there is no file %s", strict.Quote(t.Text))
		}
		for _, file := range files {
			name := file
			if rel, err := filepath.Rel(dir, file); err == nil {
				name = filepath.Join(filepath.Dir(t.File), rel)
			}
			r.file(file, name)
		}
	}
}

// entityName returns the name in a Backstage reference: [kind:][namespace/]name.
func entityName(ref string) string {
	return ref[strings.LastIndexAny(ref, ":/")+1:]
}
