package calls

import (
	"context"

	"charm.land/fantasy"
	"charm.land/fantasy/providers/openai"
)

func metadata() map[string]any {
	return map[string]any{"project_id": "shell", "service_name": "commit-writer", "team_id": "devtools"}
}

func goodProviderOptions(ctx context.Context) error {
	provider, err := openai.New()
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	if _, err := model.Generate(ctx, fantasy.Call{Prompt: prompt, ProviderOptions: openai.NewProviderOptions(&openai.ProviderOptions{Metadata: metadata()})}); err != nil {
		return err
	}
	options := fantasy.ProviderOptions{openai.Name: &openai.ProviderOptions{Metadata: metadata()}}
	_, err = model.Generate(ctx, fantasy.Call{Prompt: prompt, ProviderOptions: options})
	return err
}

func badProviderOptions(ctx context.Context) error {
	provider, err := openai.New() // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	options := fantasy.ProviderOptions{}
	options[openai.Name] = &openai.ProviderOptions{Metadata: map[string]any{"project_id": "shell", "service_name": "commit-writer"}}
	_, err = model.Generate(ctx, fantasy.Call{Prompt: prompt, ProviderOptions: options})
	return err
}

func badProviderOptionsSometimes(ctx context.Context, owned bool) error {
	provider, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	options := fantasy.ProviderOptions{}
	if owned {
		options[openai.Name] = &openai.ProviderOptions{Metadata: metadata()}
	}
	_, err = model.Generate(ctx, fantasy.Call{Prompt: prompt, ProviderOptions: options})
	return err
}
