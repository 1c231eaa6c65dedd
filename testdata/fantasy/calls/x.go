// Package calls attaches tags by the headers of a call.
package calls

import (
	"context"

	"charm.land/fantasy"
	"charm.land/fantasy/object"
	"charm.land/fantasy/providers/openai"
)

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

var prompt = fantasy.Prompt{fantasy.NewUserMessage("ping")}

func goodGenerate(ctx context.Context) error {
	provider, err := openai.New()
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	_, err = model.Generate(ctx, fantasy.Call{Prompt: prompt, Headers: ownership()})
	return err
}

func badGenerate(ctx context.Context) error {
	provider, err := openai.New() // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	_, err = model.Generate(ctx, fantasy.Call{Prompt: prompt, Headers: partial()})
	return err
}

func goodCompleted(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(partial()))
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	call := fantasy.Call{Prompt: prompt}
	call.Headers = map[string]string{"X-LLM-Team-ID": "devtools"}
	_, err = model.Generate(ctx, call)
	return err
}

func badSetTooLate(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(partial())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	call := fantasy.Call{Prompt: prompt}
	_, err = model.Generate(ctx, call)
	call.Headers = map[string]string{"X-LLM-Team-ID": "devtools"}
	_ = call
	return err
}

func badEmptiedAtCall(ctx context.Context) error {
	provider, err := openai.New(openai.WithHeaders(ownership()))
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	_, err = model.Generate(ctx, fantasy.Call{Prompt: prompt, Headers: map[string]string{"X-LLM-Team-ID": ""}}) // want "untagged-call: fantasy.LanguageModel.Generate lacks team_id$"
	return err
}

func goodStream(ctx context.Context) error {
	provider, err := openai.New()
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	stream, err := model.Stream(ctx, fantasy.Call{Prompt: prompt, Headers: ownership()})
	if err != nil {
		return err
	}
	for part := range stream {
		if part.Error != nil {
			return part.Error
		}
	}
	return nil
}

type verdict struct{ Spam bool }

func goodObject(ctx context.Context) error {
	provider, err := openai.New()
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	_, err = object.Generate[verdict](ctx, model, fantasy.ObjectCall{Prompt: prompt, Headers: ownership()})
	return err
}

func badObject(ctx context.Context) error {
	provider, err := openai.New() // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return err
	}
	_, err = object.Generate[verdict](ctx, model, fantasy.ObjectCall{Prompt: prompt})
	return err
}

// writer keeps the model, not the provider.
type writer struct{ model fantasy.LanguageModel }

func newWriter(ctx context.Context) (*writer, error) {
	provider, err := openai.New(openai.WithHeaders(ownership()))
	if err != nil {
		return nil, err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return nil, err
	}
	return &writer{model: model}, nil
}

func (w *writer) Write(ctx context.Context) error {
	_, err := w.model.Generate(ctx, fantasy.Call{Prompt: prompt})
	return err
}

type bareWriter struct{ model fantasy.LanguageModel }

func newBareWriter(ctx context.Context) (*bareWriter, error) {
	provider, err := openai.New(openai.WithHeaders(partial())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		return nil, err
	}
	model, err := provider.LanguageModel(ctx, "gpt-4o-mini")
	if err != nil {
		return nil, err
	}
	return &bareWriter{model: model}, nil
}

func (w *bareWriter) Write(ctx context.Context) error {
	_, err := w.model.Generate(ctx, fantasy.Call{Prompt: prompt})
	return err
}

// A model that comes in by a parameter is its caller's duty.
func Write(ctx context.Context, model fantasy.LanguageModel) error {
	_, err := model.Generate(ctx, fantasy.Call{Prompt: prompt})
	return err
}
