package policy

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// A Catalog says who owns what. Where a policy names several files, they are
// one catalog. It is not changed after loading.
type Catalog struct {
	Files    []string           // as messages name them, in the order of the policy
	Teams    map[string]Team    // by team_id
	Services map[string]Service // by service_name

	claims []claim         // paths of services
	lines  []codeownersSet // of CODEOWNERS files; the last match of the last file wins
}

// A Team is a group of people who own services. What is not known is empty.
type Team struct {
	Lead    string // address of the engineering lead
	Manager string // address of the lead's manager
	Channel string // chat channel
	Tickets string // backlog: "github:owner/repository", "gitlab:group/project" or "jira:KEY"
}

// A Service is something that runs and sends requests.
type Service struct {
	Team         string
	Project      string   // may be empty
	Paths        []string // globs of its files, as stated
	Environments []string // where it runs, such as prod; may be empty
}

// An Owner is who owns a file. What is not known is empty.
type Owner struct{ Service, Team, Project string }

// claim is a path of a service.
type claim struct {
	dir     string // absolute, without symbolic links; glob is relative to it
	glob    string
	service string
}

// OwnerOf returns the owner of a file, given by its absolute name: the service
// whose paths match it, else the team that CODEOWNERS names.
func (c *Catalog) OwnerOf(file string) (Owner, bool) {
	if resolved, err := filepath.EvalSymlinks(file); err == nil {
		file = resolved // as the directories of claims are
	}
	for _, claim := range c.claims {
		name := lexical(claim.dir, file)
		if outside(name) && !outside(claim.glob) {
			continue // a ** does not lead out of the directory
		}
		if covers(claim.glob, name) {
			s := c.Services[claim.service]
			return Owner{Service: claim.service, Team: s.Team, Project: s.Project}, true
		}
	}
	for _, set := range slices.Backward(c.lines) {
		if team, ok := set.team(file); ok {
			return Owner{Team: team}, team != ""
		}
	}
	return Owner{}, false
}

func outside(name string) bool { return strings.HasPrefix(name, "../") }

// TeamOf returns the team that owns a service.
func (c *Catalog) TeamOf(service string) (team string, ok bool) {
	s, ok := c.Services[service]
	return s.Team, ok
}

// ValuesOf returns the values that the catalog knows for a tag, sorted: its
// teams for team_id (or team), its services for service_name, its projects for
// project_id. For other tags it returns nil.
func (c *Catalog) ValuesOf(tag string) []string {
	switch KindOf(tag) {
	case OfTeam:
		return slices.Sorted(maps.Keys(c.Teams))
	case OfService:
		return slices.Sorted(maps.Keys(c.Services))
	case OfProject:
		projects := map[string]bool{}
		for _, s := range c.Services {
			projects[s.Project] = true
		}
		delete(projects, "")
		return slices.Sorted(maps.Keys(projects))
	case OfNothing:
	}
	return nil
}

// A Kind says what of the catalog a tag names.
type Kind string

// The kinds of tags.
const (
	OfNothing Kind = ""
	OfTeam    Kind = "team"
	OfService Kind = "service"
	OfProject Kind = "project"
)

// KindOf returns the kind of a tag, by its name: team and team_id are of a
// team, service and service_name of a service, and so on.
func KindOf(tag string) Kind {
	switch strings.TrimSuffix(strings.TrimSuffix(strict.Fold(tag), "_id"), "_name") {
	case "team":
		return OfTeam
	case "service":
		return OfService
	case "project":
		return OfProject
	default:
		return OfNothing
	}
}
