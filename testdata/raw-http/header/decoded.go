package header

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
)

type conf struct {
	Team, Project, Service string
	Headers                map[string]string
}

// load fills what it is given, and says where it could not.
func load(path string, out any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, out); err != nil {
		return fmt.Errorf("parse %s: %w", path, err)
	}
	return nil
}

// Values that a helper has read are known at run time.
func goodDecoded() error {
	var c conf
	if err := load("conf.json", &c); err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, "https://api.anthropic.com/v1/messages", strings.NewReader("{}"))
	if err != nil {
		return err
	}
	req.Header.Set("X-LLM-Team-ID", c.Team)
	req.Header.Set("X-LLM-Project-ID", c.Project)
	req.Header.Set("X-LLM-Service-Name", c.Service)
	_, err = http.DefaultClient.Do(req)
	return err
}

// So are names.
func unprovenDecoded() error {
	var c conf
	if err := load("conf.json", &c); err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, "https://api.anthropic.com/v1/messages", strings.NewReader("{}")) // want "^unproven-tags: http.NewRequest to api.anthropic.com may lack project_id, service_name, team_id: a name that is known at run time only$"
	if err != nil {
		return err
	}
	for name, value := range c.Headers {
		req.Header.Set(name, value)
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

// A helper that fails has filled nothing, and nothing is sent.
func fill(c *conf) error {
	team := os.Getenv("TEAM")
	if team == "" {
		return fmt.Errorf("who owns this? set TEAM")
	}
	c.Team = team
	return nil
}

func goodFilled() error {
	var c conf
	if err := fill(&c); err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, "https://api.anthropic.com/v1/messages", strings.NewReader("{}"))
	if err != nil {
		return err
	}
	req.Header.Set("X-LLM-Team-ID", c.Team)
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	_, err = http.DefaultClient.Do(req)
	return err
}

func badFilledUnasked() error {
	var c conf
	_ = fill(&c)
	req, err := http.NewRequest(http.MethodPost, "https://api.anthropic.com/v1/messages", strings.NewReader("{}")) // want "^empty-tag: http.NewRequest to api.anthropic.com attaches an empty value to team_id$"
	if err != nil {
		return err
	}
	req.Header.Set("X-LLM-Team-ID", c.Team)
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	_, err = http.DefaultClient.Do(req)
	return err
}
