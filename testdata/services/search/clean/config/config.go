// Package config reads what the service needs from its environment.
package config

import (
	"errors"
	"os"
	"time"
)

// Config is the configuration of the service.
type Config struct {
	APIKey  string        // of the vendor
	Address string        // to listen on, host:port
	Timeout time.Duration // of a request to the vendor
	Owner   Owner         // who pays
}

// Owner says who pays for the requests of the service.
type Owner struct {
	Project string
	Service string
	Team    string
}

// Load reads the environment. It fails if the key or the owner is missing.
func Load() (Config, error) {
	cfg := Config{
		APIKey:  os.Getenv("OPENAI_API_KEY"),
		Address: os.Getenv("ADDRESS"),
		Timeout: 30 * time.Second,
		Owner: Owner{
			Project: os.Getenv("LLM_PROJECT_ID"),
			Service: os.Getenv("LLM_SERVICE_NAME"),
			Team:    os.Getenv("LLM_TEAM_ID"),
		},
	}
	if cfg.APIKey == "" {
		return Config{}, errors.New("OPENAI_API_KEY is not set")
	}
	if cfg.Owner.Project == "" || cfg.Owner.Service == "" || cfg.Owner.Team == "" {
		return Config{}, errors.New("LLM_PROJECT_ID, LLM_SERVICE_NAME and LLM_TEAM_ID have to be set")
	}
	return cfg, nil
}
