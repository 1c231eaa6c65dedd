// Package config fills a configuration before the client is made of it, or after.
package config

import (
	"context"
	"errors"
	"net/http"
	"os"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

func ask(ctx context.Context, client *openai.Client) error {
	_, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: "ping"}},
	})
	return err
}

// tagging sets all tags on a clone of the request.
type tagging struct {
	next http.RoundTripper
	team string
}

func (t *tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "editor")
	req.Header.Set("X-LLM-Service-Name", "autocomplete")
	req.Header.Set("X-LLM-Team-ID", t.team)
	return t.next.RoundTrip(req)
}

// halfTagging forgets the team.
type halfTagging struct{ next http.RoundTripper }

func (t *halfTagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "editor")
	req.Header.Set("X-LLM-Service-Name", "autocomplete")
	return t.next.RoundTrip(req)
}

// This constructor has no way to attach anything.
func badKeyOnly(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func badOrganization(ctx context.Context) error {
	client := openai.NewOrgClient(os.Getenv("OPENAI_API_KEY"), "org-acme") // want "untagged-client: openai.NewOrgClient lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func goodConfig(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Timeout: time.Minute, Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	client := openai.NewClientWithConfig(cfg)
	return ask(ctx, client)
}

func badConfig(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.OrgID = "org-acme"
	cfg.BaseURL = "https://llm.internal.example.com/v1"
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func badDefaultConfig(ctx context.Context) error {
	client := openai.NewClientWithConfig(openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func badTimeout(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Timeout: time.Minute}
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func badHalf(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: &halfTagging{next: http.DefaultTransport}}
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
	return ask(ctx, client)
}

func badEmptyTeam(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport}}
	client := openai.NewClientWithConfig(cfg) // want "empty-tag: openai.NewClientWithConfig attaches an empty value to team_id$"
	return ask(ctx, client)
}

// The configuration was copied: what is set now has no effect.
func badSetAfterConstruction(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	_ = cfg
	return ask(ctx, client)
}

func badReplaced(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	cfg.HTTPClient = &http.Client{Timeout: time.Minute}
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func goodReplaced(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Timeout: time.Minute}
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	client := openai.NewClientWithConfig(cfg)
	return ask(ctx, client)
}

func badUnderCondition(ctx context.Context, production bool) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	if production {
		cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	}
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func goodOtherFieldUnderCondition(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	if base := os.Getenv("OPENAI_BASE_URL"); base != "" {
		cfg.BaseURL = base
	}
	client := openai.NewClientWithConfig(cfg)
	return ask(ctx, client)
}

func badOtherCopy(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	tagged := cfg
	tagged.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	_ = tagged
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func goodThisCopy(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	tagged := cfg
	tagged.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	client := openai.NewClientWithConfig(tagged)
	return ask(ctx, client)
}

func goodAzure(ctx context.Context) error {
	cfg := openai.DefaultAzureConfig(os.Getenv("AZURE_OPENAI_API_KEY"), "https://acme.openai.azure.com")
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	client := openai.NewClientWithConfig(cfg)
	return ask(ctx, client)
}

func badAzure(ctx context.Context) error {
	cfg := openai.DefaultAzureConfig(os.Getenv("AZURE_OPENAI_API_KEY"), "https://acme.openai.azure.com")
	cfg.APIVersion = "2025-04-01-preview"
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func goodLiteral(ctx context.Context) error {
	cfg := openai.ClientConfig{
		BaseURL:    "https://llm.internal.example.com/v1",
		HTTPClient: &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}},
	}
	client := openai.NewClientWithConfig(cfg)
	return ask(ctx, client)
}

func badLiteral(ctx context.Context) error {
	client := openai.NewClientWithConfig(openai.ClientConfig{ // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
		BaseURL:    "https://llm.internal.example.com/v1",
		HTTPClient: http.DefaultClient,
	})
	return ask(ctx, client)
}

// fill works on the caller's configuration.
func fill(cfg *openai.ClientConfig, team string) {
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: team}}
}

// fillCopy works on a copy of it.
func fillCopy(cfg openai.ClientConfig, team string) {
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: team}}
}

func fillURL(cfg *openai.ClientConfig, url string) {
	if url != "" {
		cfg.BaseURL = url
	}
}

func goodFilled(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	fill(&cfg, "tools")
	fillURL(&cfg, os.Getenv("OPENAI_BASE_URL"))
	client := openai.NewClientWithConfig(cfg)
	return ask(ctx, client)
}

func badFilled(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	fillURL(&cfg, os.Getenv("OPENAI_BASE_URL"))
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func badFilledCopy(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	fillCopy(cfg, "tools")
	client := openai.NewClientWithConfig(cfg) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

// taggedConfig returns a configuration, or an error.
func taggedConfig(team string) (openai.ClientConfig, error) {
	key := os.Getenv("OPENAI_API_KEY")
	if key == "" {
		return openai.ClientConfig{}, errors.New("OPENAI_API_KEY is not set")
	}
	cfg := openai.DefaultConfig(key)
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: team}}
	return cfg, nil
}

func goodReturned(ctx context.Context) error {
	cfg, err := taggedConfig("tools")
	if err != nil {
		return err
	}
	client := openai.NewClientWithConfig(cfg)
	return ask(ctx, client)
}

func plainConfig(url string) *openai.ClientConfig {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.BaseURL = url
	return &cfg
}

func badReturned(ctx context.Context) error {
	client := openai.NewClientWithConfig(*plainConfig("https://llm.internal.example.com/v1")) // want "untagged-client: openai.NewClientWithConfig lacks project_id, service_name, team_id$"
	return ask(ctx, client)
}

func goodReturnedAndFilled(ctx context.Context) error {
	cfg := plainConfig("https://llm.internal.example.com/v1")
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	client := openai.NewClientWithConfig(*cfg)
	return ask(ctx, client)
}
