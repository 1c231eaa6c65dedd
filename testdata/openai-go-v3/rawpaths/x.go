// Package rawpaths uses the generic helpers of the client: what they cost is in the path.
package rawpaths

import (
	"context"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", "care"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
	}
}

type body struct {
	Model string `json:"model"`
}

type reply struct {
	ID string `json:"id"`
}

func goodPost(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	var out reply
	return client.Post(ctx, "chat/completions", body{Model: "gpt-4o-mini"}, &out)
}

func badPost(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	var out reply
	return client.Post(ctx, "chat/completions", body{Model: "gpt-4o-mini"}, &out)
}

func goodPostCompleted(ctx context.Context) error {
	client := openai.NewClient(partial()...)
	var out reply
	return client.Post(ctx, "/responses", body{Model: "gpt-4o-mini"}, &out, option.WithHeader("X-LLM-Team-ID", "care"))
}

func goodExecute(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	var out reply
	return client.Execute(ctx, http.MethodPost, "embeddings", body{Model: "text-embedding-3-small"}, &out)
}

func badExecute(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	var out reply
	return client.Execute(ctx, http.MethodPost, "embeddings", body{Model: "text-embedding-3-small"}, &out)
}

// The options of the client itself are those of the generic helpers.
func goodClientOptions(ctx context.Context) error {
	client := openai.NewClient()
	client.Options = append(client.Options, ownership()...)
	var out reply
	return client.Post(ctx, "chat/completions", body{Model: "gpt-4o-mini"}, &out)
}

var unmade openai.Client

func badUnmade(ctx context.Context) error {
	var out reply
	return unmade.Post(ctx, "chat/completions", body{Model: "gpt-4o-mini"}, &out) // want "untagged-call: openai.Client.Post lacks project_id, service_name, team_id$"
}

func badUnmadeExecute(ctx context.Context) error {
	var out reply
	return unmade.Execute(ctx, http.MethodPost, "responses", body{Model: "gpt-4o-mini"}, &out, partial()...) // want "untagged-call: openai.Client.Execute lacks team_id$"
}

func goodUnmadeFree(ctx context.Context) error {
	var out reply
	if err := unmade.Post(ctx, "files", nil, &out); err != nil {
		return err
	}
	if err := unmade.Execute(ctx, http.MethodGet, "models", nil, &out); err != nil {
		return err
	}
	return unmade.Get(ctx, "models/gpt-4o-mini", nil, &out)
}
