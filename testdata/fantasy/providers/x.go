// Package providers makes providers of each kind; their models send what they were told.
package providers

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"charm.land/fantasy"
	"charm.land/fantasy/providers/anthropic"
	"charm.land/fantasy/providers/azure"
	"charm.land/fantasy/providers/bedrock"
	"charm.land/fantasy/providers/google"
	"charm.land/fantasy/providers/openai"
	"charm.land/fantasy/providers/openaicompat"
	"charm.land/fantasy/providers/openrouter"
	"charm.land/fantasy/providers/vercel"
	"github.com/openai/openai-go/v3/option"
)

func ask(ctx context.Context, provider fantasy.Provider, id string) error {
	model, err := provider.LanguageModel(ctx, id)
	if err != nil {
		return fmt.Errorf("choosing the model: %w", err)
	}
	_, err = model.Generate(ctx, fantasy.Call{Prompt: fantasy.Prompt{fantasy.NewUserMessage("ping")}})
	return err
}

func ownership() map[string]string {
	return map[string]string{
		"X-LLM-Project-ID":   "shell",
		"X-LLM-Service-Name": "commit-writer",
		"X-LLM-Team-ID":      "devtools",
	}
}

func partial() map[string]string {
	return map[string]string{
		"X-LLM-Project-ID":   "shell",
		"X-LLM-Service-Name": "commit-writer",
	}
}

func goodOpenAI(ctx context.Context) error {
	provider, err := openai.New(openai.WithAPIKey(os.Getenv("OPENAI_API_KEY")), openai.WithHeaders(ownership()))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badOpenAI(ctx context.Context) error {
	provider, err := openai.New(openai.WithAPIKey(os.Getenv("OPENAI_API_KEY")), openai.WithHeaders(partial())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badBare(ctx context.Context) error {
	provider, err := openai.New(openai.WithProject("proj_shell"), openai.WithOrganization("org-acme")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

// Later maps are merged into earlier ones.
func goodMerged(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(partial()), openai.WithHeaders(map[string]string{"X-LLM-Team-ID": "devtools"}))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badEmptied(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(ownership()), openai.WithHeaders(map[string]string{"X-LLM-Team-ID": ""})) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badPlaceholder(ctx context.Context) error {
	headers := partial()
	headers["X-LLM-Team-ID"] = "changeme"
	provider, err := openai.New(openai.WithHeaders(headers)) // want "empty-tag: openai.New attaches the placeholder \"changeme\" to team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func goodConditionalRest(ctx context.Context) error {
	opts := []openai.Option{openai.WithHeaders(ownership())}
	if base := os.Getenv("OPENAI_BASE_URL"); base != "" {
		opts = append(opts, openai.WithBaseURL(base))
	}
	provider, err := openai.New(opts...)
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badConditionalHeaders(ctx context.Context, team string) error {
	headers := partial()
	if team != "" {
		headers["X-LLM-Team-ID"] = team
	}
	provider, err := openai.New(openai.WithHeaders(headers)) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func unprovenHeaders(ctx context.Context, config []byte) error {
	var headers map[string]string
	if err := json.Unmarshal(config, &headers); err != nil {
		return err
	}
	provider, err := openai.New(openai.WithHeaders(headers)) // want "unproven-tags: openai.New may lack project_id, service_name, team_id: "
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func goodSDKOptions(ctx context.Context) error {
	provider, err := openai.New(openai.WithSDKOptions(
		option.WithHeader("X-LLM-Project-ID", "shell"),
		option.WithHeader("X-LLM-Service-Name", "commit-writer"),
		option.WithHeader("X-LLM-Team-ID", "devtools"),
	))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badSDKOptions(ctx context.Context) error {
	provider, err := openai.New(openai.WithSDKOptions( // want "untagged-client: openai.New lacks service_name$"
		option.WithHeader("X-LLM-Project-ID", "shell"),
		option.WithHeader("X-LLM-Team-ID", "devtools"),
	))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

type tagging struct{ next http.RoundTripper }

func (t tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for name, value := range ownership() {
		req.Header.Set(name, value)
	}
	return t.next.RoundTrip(req)
}

func goodHTTPClient(ctx context.Context) error {
	provider, err := openai.New(openai.WithHTTPClient(&http.Client{Transport: tagging{next: http.DefaultTransport}}))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badHTTPClient(ctx context.Context) error {
	provider, err := openai.New(openai.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func goodAnthropic(ctx context.Context) error {
	provider, err := anthropic.New(anthropic.WithHeaders(ownership()))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "claude-haiku-4-5")
}

func badAnthropic(ctx context.Context) error {
	provider, err := anthropic.New(anthropic.WithHeaders(partial())) // want "untagged-client: anthropic.New lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "claude-haiku-4-5")
}

func goodGoogle(ctx context.Context) error {
	provider, err := google.New(google.WithHTTPClient(&http.Client{Transport: tagging{next: http.DefaultTransport}}))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gemini-2.5-flash")
}

func badGoogle(ctx context.Context) error {
	provider, err := google.New(google.WithHeaders(partial())) // want "untagged-client: google.New lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gemini-2.5-flash")
}

func goodAzure(ctx context.Context) error {
	provider, err := azure.New(azure.WithBaseURL("https://acme.openai.azure.com"), azure.WithHeaders(ownership()))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badAzure(ctx context.Context) error {
	provider, err := azure.New(azure.WithBaseURL("https://acme.openai.azure.com")) // want "untagged-client: azure.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func goodBedrock(ctx context.Context) error {
	provider, err := bedrock.New(bedrock.WithHeaders(ownership()))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "anthropic.claude-haiku-4-5")
}

func badBedrock(ctx context.Context) error {
	provider, err := bedrock.New() // want "untagged-client: bedrock.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "anthropic.claude-haiku-4-5")
}

func goodCompatible(ctx context.Context) error {
	provider, err := openaicompat.New(openaicompat.WithBaseURL("https://llm.internal.example.com"), openaicompat.WithHeaders(ownership()))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "llama-3")
}

func badCompatible(ctx context.Context) error {
	provider, err := openaicompat.New(openaicompat.WithBaseURL("https://llm.internal.example.com"), openaicompat.WithHeaders(partial())) // want "untagged-client: openaicompat.New lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "llama-3")
}

func goodOpenRouter(ctx context.Context) error {
	provider, err := openrouter.New(openrouter.WithHeaders(ownership()))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "openai/gpt-4o-mini")
}

func badOpenRouter(ctx context.Context) error {
	provider, err := openrouter.New(openrouter.WithHeaders(partial())) // want "untagged-client: openrouter.New lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "openai/gpt-4o-mini")
}

func goodVercel(ctx context.Context) error {
	provider, err := vercel.New(vercel.WithHeaders(partial()), vercel.WithSDKOptions(option.WithHeader("X-LLM-Team-ID", "devtools")))
	if err != nil {
		return err
	}
	return ask(ctx, provider, "openai/gpt-4o-mini")
}

func badVercel(ctx context.Context) error {
	provider, err := vercel.New(vercel.WithHeaders(partial())) // want "untagged-client: vercel.New lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "openai/gpt-4o-mini")
}

// choose returns one of several vendors behind the one interface.
func choose(vendor string) (fantasy.Provider, error) {
	switch vendor {
	case "openai":
		return openai.New(openai.WithHeaders(ownership()))
	case "anthropic":
		return anthropic.New() // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
	default:
		return nil, fmt.Errorf("unknown vendor %q", vendor)
	}
}

func askChosen(ctx context.Context, vendor, id string) error {
	provider, err := choose(vendor)
	if err != nil {
		return err
	}
	return ask(ctx, provider, id)
}

// newProvider passes its duty on.
func newProvider(headers map[string]string) (fantasy.Provider, error) {
	return openai.New(openai.WithHeaders(headers))
}

func goodFactory(ctx context.Context) error {
	provider, err := newProvider(ownership())
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}

func badFactory(ctx context.Context) error {
	provider, err := newProvider(partial()) // want "untagged-client: newProvider lacks team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, provider, "gpt-4o-mini")
}
