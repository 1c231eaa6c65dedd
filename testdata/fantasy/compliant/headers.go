package compliant

import (
	"context"
	"os"

	"charm.land/fantasy"
	"charm.land/fantasy/providers/anthropic"
	"charm.land/fantasy/providers/openai"
	"charm.land/fantasy/providers/openrouter"
	"github.com/openai/openai-go/v3/option"
)

// merged gives its headers in two maps.
func merged(ctx context.Context, team string) (fantasy.LanguageModel, error) {
	provider, err := openrouter.New( // site merged: openrouter.New
		openrouter.WithAPIKey(os.Getenv("OPENROUTER_API_KEY")),
		openrouter.WithHeaders(map[string]string{
			"X-LLM-Project-ID":   "shell",         // carrier project_id
			"X-LLM-Service-Name": "commit-writer", // carrier service_name
		}),
		openrouter.WithHeaders(map[string]string{
			"X-LLM-Team-ID": team, // carrier team_id
		}),
		// insert team_id | openrouter.WithHeaders(map[string]string{"X-LLM-Team-ID": ""}),
	)
	if err != nil {
		return nil, err
	}
	return provider.LanguageModel(ctx, "openai/gpt-4o-mini")
}

// passedOn gives options to the SDK below.
func passedOn(ctx context.Context) (fantasy.LanguageModel, error) {
	provider, err := openai.New(openai.WithSDKOptions( // site below: openai.New
		option.WithHeader("X-LLM-Project-ID", "shell"),           // carrier project_id neutral=option.WithMaxRetries(1)
		option.WithHeader("X-LLM-Service-Name", "commit-writer"), // carrier service_name neutral=option.WithMaxRetries(1)
		option.WithHeader("X-LLM-Team-ID", "devtools"),           // carrier team_id neutral=option.WithMaxRetries(1)
	))
	if err != nil {
		return nil, err
	}
	return provider.LanguageModel(ctx, "gpt-4o-mini")
}

// asked tags its calls.
func asked(ctx context.Context, team string) error {
	var opts []anthropic.Option
	opts = append(opts, anthropic.WithHeaders(map[string]string{
		"X-LLM-Project-ID": "shell", // carrier project_id -> asked
	}))
	provider, err := anthropic.New(opts...) // site asked: anthropic.New
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "claude-haiku-4-5")
	if err != nil {
		return err
	}
	call := fantasy.Call{Prompt: fantasy.Prompt{fantasy.NewUserMessage("ping")}, Headers: map[string]string{}}
	call.Headers["X-LLM-Service-Name"] = "commit-writer" // carrier service_name -> asked empty=ask but=overwrite
	call.Headers["X-LLM-Team-ID"] = team                 // carrier team_id -> asked empty=ask but=overwrite
	// insert service_name,team_id -> asked | call.Headers = nil
	// insert project_id -> ask | call.Headers["X-LLM-Project-ID"] = ""
	_, err = model.Generate(ctx, call) // site ask untagged-call: fantasy.LanguageModel.Generate
	return err
}
