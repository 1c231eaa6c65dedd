// Package settings takes the owner from variables that flags and decoders set.
package settings

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strconv"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func client(team string) openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", team))
}

var team string

func init() { flag.StringVar(&team, "team", "", "owning team") }

func byFlag() openai.Client { return client(team) }

var never = ""

func byNothing() openai.Client {
	return client(never) // want "^empty-tag: client attaches an empty value to team_id$"
}

var conf struct{ Team string }

func loadConf(data []byte) error { return json.Unmarshal(data, &conf) }

func byDecoder() openai.Client { return client(conf.Team) }

type config struct {
	Team   string
	hidden string
}

func (c *config) load(data []byte) error { return json.Unmarshal(data, c) }

func (c *config) client() openai.Client { return client(c.Team) }

// A decoder leaves fields alone that are not exported.
func (c *config) hiddenClient() openai.Client {
	return client(c.hidden) // want "^empty-tag: client attaches an empty value to team_id$"
}

type app struct{ team string }

func (a *app) flags(fs *flag.FlagSet) { fs.StringVar(&a.team, "team", "", "owning team") }

func (a *app) client() openai.Client { return client(a.team) }

var (
	environment, region             string
	retries, timeout, workers, size int
	trace, debug                    bool
)

// setup is long, and touches nothing but texts and numbers.
func setup() error {
	var err error
	if environment = os.Getenv("TEAM"); environment == "" {
		return errors.New("TEAM is not set")
	}
	if region = os.Getenv("REGION"); region == "" {
		return errors.New("REGION is not set")
	}
	if retries, err = strconv.Atoi(os.Getenv("RETRIES")); err != nil {
		return err
	}
	if timeout, err = strconv.Atoi(os.Getenv("TIMEOUT")); err != nil {
		return err
	}
	if workers, err = strconv.Atoi(os.Getenv("WORKERS")); err != nil {
		return err
	}
	if size, err = strconv.Atoi(os.Getenv("SIZE")); err != nil {
		return err
	}
	if trace, err = strconv.ParseBool(os.Getenv("TRACE")); err != nil {
		return err
	}
	if debug, err = strconv.ParseBool(os.Getenv("DEBUG")); err != nil {
		return err
	}
	return nil
}

func byEnvironment() openai.Client { return client(environment) }
