package demo

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/llmtag/llmtag/internal/strict"
)

//go:embed company.yaml
var companyFile []byte

// A company is who asks which model for what, when and how much.
type company struct {
	Rhythms  map[string]rhythm `key:"rhythms,required"`
	Sizes    []int             `key:"sizes,required"` // percent of the usual, ascending
	Models   map[string]model  `key:"models,required"`
	Teams    map[string]team   `key:"teams,required"`
	Services []service         `key:"services,required"`
	Stories  stories           `key:"stories,required"`
}

type rhythm struct {
	Hours   []int `key:"hours,required"` // requests of each hour, beside other hours
	Weekend int   `key:"weekend"`        // percent
}

type model struct {
	Provider  string `key:"provider,required"`
	Answers   string `key:"answers"`   // the name in answers, if not the one that is asked for
	Cached    string `key:"cached"`    // "read", or "written" too
	Reasoning int    `key:"reasoning"` // percent of the output
	Unpriced  bool   `key:"unpriced"`  // no table has a price of it
}

type team struct {
	Zone    string `key:"zone,required"`
	Growth  int    `key:"growth"` // percent a month
	Lead    string `key:"lead,required"`
	Manager string `key:"manager,required"`

	location *time.Location
}

type service struct {
	Team     string         `key:"team"`
	Project  string         `key:"project"`
	Name     string         `key:"name"`
	Rhythm   string         `key:"rhythm,required"`
	Requests int            `key:"requests,required"` // beside other services
	Input    int            `key:"input,required"`    // tokens, usually
	Output   int            `key:"output"`
	Cached   int            `key:"cached"` // percent of the input
	Tier     string         `key:"tier"`
	Types    []string       `key:"types,required"` // of requests, each as likely
	Models   map[string]int `key:"models,required"`
	Users    int            `key:"users"`

	models []string // sorted
}

// Days of stories are those of one of the quarter's months; both count from 1.
type stories struct {
	Incident struct {
		Service string `key:"service,required"`
		Month   int    `key:"month,required"`
		Day     int    `key:"day,required"`
		Days    int    `key:"days,required"`
		Factor  int    `key:"factor,required"`
	} `key:"incident,required"`
	Newcomer struct {
		Team  string `key:"team,required"`
		Month int    `key:"month,required"`
		Day   int    `key:"day,required"`
	} `key:"newcomer,required"`
	Contract struct {
		Provider string `key:"provider,required"`
		Name     string `key:"name,required"`
		Month    int    `key:"month,required"`
		Day      int    `key:"day,required"`
		Hour     int    `key:"hour"`
		Percent  int    `key:"percent,required"`
	} `key:"contract,required"`
	Unlogged struct {
		Model   string `key:"model,required"`
		Project string `key:"project,required"`
		Month   int    `key:"month,required"`
		Day     int    `key:"day,required"`
		Days    int    `key:"days,required"`
		Input   int    `key:"input,required"`
		Output  int    `key:"output,required"`
	} `key:"unlogged,required"`
}

// builtin is the company of company.yaml.
var builtin = sync.OnceValue(func() *company {
	c, err := parse(companyFile)
	if err != nil {
		panic("demo: " + err.Error()) // a test loads it
	}
	return c
})

func parse(data []byte) (*company, error) {
	var faults []error
	report := func(at strict.Pos, problem, hint string) {
		faults = append(faults, fmt.Errorf("%s:%d: %s; %s", at.File, at.Line, problem, hint))
	}
	c := new(company)
	if root := strict.Document("company.yaml", "", data, "see its comments", report); root != nil {
		(&strict.Decoder{Report: report}).Decode(root, c, "")
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	for name, t := range c.Teams {
		var err error
		if t.location, err = time.LoadLocation(t.Zone); err != nil {
			return nil, fmt.Errorf("team %s: %w", name, err)
		}
		c.Teams[name] = t
	}
	for i := range c.Services {
		s := &c.Services[i]
		s.models = slices.Sorted(maps.Keys(s.Models))
		if err := c.check(s); err != nil {
			return nil, fmt.Errorf("service %q: %w", s.Name, err)
		}
	}
	return c, nil
}

func (c *company) check(s *service) error {
	if _, ok := c.Teams[s.Team]; !ok && s.Team != "" {
		return fmt.Errorf("there is no team %q", s.Team)
	}
	if r, ok := c.Rhythms[s.Rhythm]; !ok || len(r.Hours) != 24 {
		return fmt.Errorf("the rhythm %q has no 24 hours", s.Rhythm)
	}
	percent := 0
	for _, name := range s.models {
		if _, ok := c.Models[name]; !ok {
			return fmt.Errorf("there is no model %q", name)
		}
		percent += s.Models[name]
	}
	if percent != 100 {
		return fmt.Errorf("its models are %d %%, not 100", percent)
	}
	return nil
}
