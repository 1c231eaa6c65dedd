// Package plainstrings keeps the owner in structs of plain strings, on which
// setters, options and lookups work before a client is made.
package plainstrings

import (
	"errors"
	"os"
	"strconv"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func client(team string) openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", team))
}

type config struct {
	team, region string

	retries, timeout, workers, depth int
	trace, debug                     bool
}

func (c *config) setDefaults() {
	if c.team == "" {
		c.team = "platform"
	}
}

func (c *config) reset() { c.team = "" }

func (c *config) setTeam(team string) { c.team = team }

func defaults(c *config) { c.setDefaults() }

func fill(dst *string, v string) { *dst = v }

func bySetDefaults() openai.Client {
	var c config
	c.setDefaults()
	return client(c.team)
}

func withoutSetDefaults() openai.Client {
	var c config
	return client(c.team) // want "^empty-tag: client attaches an empty value to team_id$"
}

func byHelper() openai.Client {
	c := &config{}
	defaults(c)
	return client(c.team)
}

func bySetter() openai.Client {
	var c config
	c.setTeam("payments")
	return client(c.team)
}

func bySetterPlaceholder() openai.Client {
	var c config
	c.setTeam("todo")
	return client(c.team) // want "^empty-tag: client attaches the placeholder \"todo\" to team_id$"
}

func byPointer() openai.Client {
	var team string
	fill(&team, "payments")
	return client(team)
}

func afterReset() openai.Client {
	c := config{team: "payments"}
	c.reset()
	return client(c.team) // want "^empty-tag: client attaches an empty value to team_id$"
}

// load is longer than what is followed by itself.
func (c *config) load() error {
	var err error
	if c.team = os.Getenv("TEAM"); c.team == "" {
		return errors.New("TEAM is not set")
	}
	if c.region = os.Getenv("REGION"); c.region == "" {
		return errors.New("REGION is not set")
	}
	if c.retries, err = strconv.Atoi(os.Getenv("RETRIES")); err != nil {
		return err
	}
	if c.timeout, err = strconv.Atoi(os.Getenv("TIMEOUT")); err != nil {
		return err
	}
	if c.workers, err = strconv.Atoi(os.Getenv("WORKERS")); err != nil {
		return err
	}
	if c.depth, err = strconv.Atoi(os.Getenv("DEPTH")); err != nil {
		return err
	}
	if c.trace, err = strconv.ParseBool(os.Getenv("TRACE")); err != nil {
		return err
	}
	if c.debug, err = strconv.ParseBool(os.Getenv("DEBUG")); err != nil {
		return err
	}
	return nil
}

func loaded() (openai.Client, error) {
	var c config
	if err := c.load(); err != nil {
		return openai.Client{}, err
	}
	return client(c.team), nil
}

// Option is an option as an interface.
type Option interface{ apply(*config) }

type teamOption string

func (t teamOption) apply(c *config) { c.team = string(t) }

type regionOption struct{ region string }

func (r regionOption) apply(c *config) { c.region = r.region }

func build(opts ...Option) openai.Client {
	c := config{}
	for _, o := range opts {
		o.apply(&c)
	}
	return client(c.team)
}

func byOption() openai.Client { return build(regionOption{"eu"}, teamOption("payments")) }

func byOtherOption() openai.Client {
	return build(regionOption{"eu"}) // want "^empty-tag: build attaches an empty value to team_id$"
}

var teams = map[string]string{"ranker": "discovery", "mailer": "growth"}

var owners = map[string]config{"ranker": {team: "discovery"}, "mailer": {team: "growth"}}

func lookedUp(name string) (openai.Client, error) {
	team, ok := teams[name]
	if !ok {
		return openai.Client{}, errors.New("unknown service")
	}
	return client(team), nil
}

func lookedUpInside(name string) (openai.Client, error) {
	if team, ok := teams[name]; ok {
		return client(team), nil
	}
	return openai.Client{}, errors.New("unknown service")
}

func lookedUpStruct(name string) (openai.Client, error) {
	c, ok := owners[name]
	if !ok {
		c = config{team: "platform"}
	}
	return client(c.team), nil
}

// Which entry it is is known at run time, and so is whether there is one.
func lookedUpUnchecked(name string) openai.Client {
	team := teams[name]
	return client(team)
}

func lookedUpMissing() openai.Client {
	return client(teams["pricer"]) // want "^empty-tag: client attaches an empty value to team_id$"
}

var someTeams = map[string]string{"ranker": "discovery", "mailer": ""}

func lookedUpEmpty(name string) openai.Client {
	return client(someTeams[name]) // want "^empty-tag: client attaches an empty value to team_id$"
}

func lookedUpByFlag(production bool) openai.Client {
	return client(map[bool]string{true: "discovery", false: "discovery-dev"}[production])
}

func lookedUpWithNothing(name string) openai.Client {
	team, ok := teams[name]
	if !ok {
		return client(team) // want "^empty-tag: client attaches an empty value to team_id$"
	}
	return client(team)
}

func asserted(v any) (openai.Client, error) {
	team, ok := v.(string)
	if !ok {
		return openai.Client{}, errors.New("no text")
	}
	return client(team), nil
}
