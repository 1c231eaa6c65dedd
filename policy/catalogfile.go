package policy

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// catalogDocument is a catalog in llmtag's own format.
type catalogDocument struct {
	Teams    map[value]teamSetting    `key:"teams" doc:"The teams, by team_id."`
	Services map[value]serviceSetting `key:"services" doc:"The services, by service_name."`
}

type teamSetting struct {
	Lead    value       `key:"lead" doc:"Address of the engineering lead."`
	Manager value       `key:"manager" doc:"Address of the lead's manager."`
	Channel value       `key:"channel" doc:"Chat channel."`
	Tickets ticketsWord `key:"tickets" doc:"Backlog: github:owner/repository, gitlab:group/project or jira:KEY."`
}

type serviceSetting struct {
	Team         value   `key:"team,required" doc:"The team that owns the service; one of teams."`
	Project      value   `key:"project" doc:"The project that the service belongs to."`
	Paths        []glob  `key:"paths" doc:"Globs of the service's files, relative to this file. No file belongs to two services."`
	Environments []value `key:"environments" doc:"Where the service runs."`
}

type ticketsWord string

var ticketsForm = regexp.MustCompile(`^(github:[^\s/]+/[^\s/]+|gitlab:[^\s/]+(/[^\s/]+)+|jira:[A-Za-z][A-Za-z0-9_]*)$`)

func (ticketsWord) Check(text string) (problem, hint string) {
	return matching(ticketsForm, text, "github:owner/repository, gitlab:group/project or jira:KEY")
}

func (ticketsWord) Schema() strict.Object {
	return strict.Object{"type": "string", "pattern": ticketsForm.String()}
}

// catalogReader makes one catalog of several files.
type catalogReader struct {
	*faults
	c         *Catalog
	serviceAt map[string]strict.Pos // services → where they were stated
	teamAt    map[string]strict.Pos
	claims    []placed        // become c.claims
	owners    []ownerRef      // teams that services name, own format and Backstage
	implied   map[string]bool // teams that Backstage and CODEOWNERS name without describing them
	read      map[string]bool // absolute paths of files
}

type placed struct {
	claim
	at      strict.Pos
	implied bool // nobody wrote the path; the innermost holds
}

type ownerRef struct {
	team string
	at   strict.Pos
}

// loadCatalog reads the files that names name. It returns nil after a fault.
func loadCatalog(names []*strict.Node, f *faults) *Catalog {
	before := len(f.All)
	r := &catalogReader{
		faults: f, c: &Catalog{Teams: map[string]Team{}, Services: map[string]Service{}},
		serviceAt: map[string]strict.Pos{}, teamAt: map[string]strict.Pos{}, implied: map[string]bool{}, read: map[string]bool{},
	}
	for _, n := range names {
		name := n.Text
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(n.File), n.Text)
		}
		r.file(n.Path(), name)
	}
	r.teams()
	r.overlaps()
	if len(f.All) > before {
		return nil
	}
	return r.c
}

func (r *catalogReader) file(path, name string) {
	if r.read[path] {
		return
	}
	r.read[path] = true
	r.c.Files = append(r.c.Files, name)
	dir, data, ok := r.open(path, name)
	if !ok {
		return
	}
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		dir = resolved
	}
	if filepath.Base(path) == "CODEOWNERS" {
		r.codeowners(name, dir, data)
		return
	}
	before := len(r.All)
	docs := strict.Parse(name, dir, data, r.Report)
	switch {
	case len(r.All) > before:
	case len(docs) == 0 || len(docs) == 1 && docs[0].Kind == strict.Null:
		r.Report(strict.Pos{File: name}, "the file is empty", "a catalog has teams and services")
	case isBackstage(docs):
		r.backstage(docs, dir)
	case len(docs) > 1:
		r.Report(docs[1].Pos, "a second YAML document begins here", "a catalog is one document, except that of Backstage")
	default:
		r.own(docs[0])
	}
}

func (r *catalogReader) own(root *strict.Node) {
	r.twoOwners(root.Get("services"))
	var doc catalogDocument
	before := len(r.All)
	r.Decoder().Decode(root, &doc, "")
	if len(r.All) > before {
		return
	}
	if teams := root.Get("teams"); teams != nil {
		for _, e := range teams.Entries {
			t := doc.Teams[value(e.Key)]
			r.addTeam(e.Key, Team{Lead: string(t.Lead), Manager: string(t.Manager), Channel: string(t.Channel), Tickets: string(t.Tickets)}, e.KeyPos)
		}
	}
	services := root.Get("services")
	if services == nil {
		return
	}
	for _, e := range services.Entries {
		s := doc.Services[value(e.Key)]
		added := Service{Team: string(s.Team), Project: string(s.Project)}
		for _, env := range s.Environments {
			added.Environments = append(added.Environments, string(env))
		}
		for i, g := range s.Paths {
			added.Paths = append(added.Paths, string(g))
			r.claims = append(r.claims, placed{claim: claim{root.Dir, string(g), e.Key}, at: e.Value.Get("paths", i).Pos})
		}
		r.owners = append(r.owners, ownerRef{added.Team, e.Value.Get("team").Pos})
		r.addService(e.Key, added, e.KeyPos)
	}
}

// twoOwners reports services that are stated twice with different teams, in
// better words than those for a key that appears twice.
func (r *catalogReader) twoOwners(services *strict.Node) {
	if services == nil {
		return
	}
	var rest []strict.Entry
	for _, again := range services.Again {
		first := services.Entry(again.Key)
		a, b := first.Value.Get("team"), again.Value.Get("team")
		if a == nil || b == nil || a.Text == b.Text {
			rest = append(rest, again)
			continue
		}
		r.differ(again.Key, b.Text, again.KeyPos, a.Text, first.KeyPos)
	}
	services.Again = rest
}

func (r *catalogReader) differ(service, team string, at strict.Pos, other string, otherAt strict.Pos) {
	r.Reportf(at, fmt.Sprintf("%s says %q", line(otherAt, at), other), "service %q has team %q", service, team)
}

// line names a place as seen from another: "line 4", or "other.yaml:4".
func line(at, from strict.Pos) string {
	if at.File == from.File {
		return fmt.Sprintf("line %d", at.Line)
	}
	return fmt.Sprintf("%s:%d", at.File, at.Line)
}

func (r *catalogReader) addTeam(name string, t Team, at strict.Pos) {
	if other, ok := r.teamAt[name]; ok {
		r.Reportf(at, line(other, at)+" has it too", "team %q is stated twice", name)
		return
	}
	r.c.Teams[name], r.teamAt[name] = t, at
}

func (r *catalogReader) addService(name string, s Service, at strict.Pos) {
	other, ok := r.serviceAt[name]
	switch {
	case !ok:
		r.c.Services[name], r.serviceAt[name] = s, at
	case r.c.Services[name].Team != s.Team:
		r.differ(name, s.Team, at, r.c.Services[name].Team, other)
	default:
		r.Reportf(at, line(other, at)+" has it too", "service %q is stated twice", name)
	}
}

// teams checks the teams that services name. Files that only name teams, as
// CODEOWNERS does, introduce them where no file describes any.
func (r *catalogReader) teams() {
	if len(r.c.Teams) == 0 {
		for team := range r.implied {
			r.c.Teams[team] = Team{}
		}
	}
	known := r.c.ValuesOf("team_id")
	for _, o := range r.owners {
		if _, ok := r.c.Teams[o.team]; !ok {
			hint := strict.Hint(o.team, known)
			if !strings.HasPrefix(hint, "did") {
				hint = "describe it under teams"
			}
			r.Reportf(o.at, hint, "unknown team %s", strict.Quote(o.team))
		}
	}
}
