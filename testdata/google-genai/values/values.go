// Package values attaches tags with values of every kind.
package values

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"

	"google.golang.org/genai"
)

const (
	project = "checkout"
	team    = "pay" + "ments"
	nobody  = ""
)

type teamName string

const search teamName = "search"

func config(projectID, service, team string) *genai.ClientConfig {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", projectID)
	h.Set("X-LLM-Service-Name", service)
	h.Set("X-LLM-Team-ID", team)
	return &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}
}

// GoodConstants takes typed and untyped constants.
func GoodConstants(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, config(project, "checkout-assistant", string(search)))
}

// GoodRunTime takes values that are known at run time only.
func GoodRunTime(ctx context.Context, env string) (*genai.Client, error) {
	return genai.NewClient(ctx, config(fmt.Sprintf("%s-%s", project, env), os.Getenv("SERVICE"), strings.ToLower(os.Getenv("TEAM"))))
}

// GoodFallback takes the first value that is not empty.
func GoodFallback(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, config(project, cmp.Or(os.Getenv("SERVICE"), "checkout-assistant"), team))
}

// GoodLookup gives up when the variable is not set.
func GoodLookup(ctx context.Context) (*genai.Client, error) {
	team, ok := os.LookupEnv("TEAM")
	if !ok {
		return nil, fmt.Errorf("TEAM is not set")
	}
	return genai.NewClient(ctx, config(project, "checkout-assistant", team))
}

// BadEmpty writes an empty literal.
func BadEmpty(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{ // want "empty-tag: genai.NewClient attaches an empty value to team_id$"
		HTTPOptions: genai.HTTPOptions{Headers: http.Header{
			"X-LLM-Project-ID":   {project},
			"X-LLM-Service-Name": {"checkout-assistant"},
			"X-LLM-Team-ID":      {""},
		}},
	})
}

// BadEmptyConstant writes an empty constant.
func BadEmptyConstant(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", project)
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", nobody)
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "empty-tag: genai.NewClient attaches an empty value to team_id$"
}

// BadBlank writes a blank.
func BadBlank(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "  ")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", team)
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "empty-tag: genai.NewClient attaches .* to project_id$"
}

// BadPlaceholder leaves what the template said.
func BadPlaceholder(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", project)
	h.Set("X-LLM-Service-Name", "changeme")
	h.Set("X-LLM-Team-ID", "TODO")
	cfg := &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}
	return genai.NewClient(ctx, cfg) // want "empty-tag: genai.NewClient attaches the placeholder \"changeme\" to service_name$" "empty-tag: genai.NewClient attaches the placeholder \"TODO\" to team_id$"
}

// BadEmptied replaces a tag by nothing.
func BadEmptied(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", project)
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", team)
	h.Set("X-LLM-Team-ID", "")
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodReplaced replaces an empty value by a good one.
func GoodReplaced(ctx context.Context) (*genai.Client, error) {
	h := http.Header{"X-Llm-Team-Id": {""}}
	h.Set("X-LLM-Project-ID", project)
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", team)
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// BadEmptyAndMissing has a fault of each kind.
func BadEmptyAndMissing(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	cfg := &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}
	return genai.NewClient(ctx, cfg) // want "untagged-client: genai.NewClient lacks team_id$" "empty-tag: genai.NewClient attaches an empty value to project_id$"
}
