package wrapper

import (
	"context"
	"net/http"

	"example.com/policies/wrapper/platform"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// A wrapper may make what goes into a client: the client is the site.
func options(ctx context.Context) error {
	return ask(ctx, openai.NewClient(platform.Options("payments")...))
}

func optionsOfRequest(ctx context.Context) error {
	return ask(ctx, openai.NewClient(), platform.Options("payments")...)
}

func optionsAppended(ctx context.Context) error {
	opts := append(platform.Options("payments"), option.WithHeaderDel("X-LLM-Team-ID"))
	return ask(ctx, openai.NewClient(opts...)) // want "^untagged-client: openai.NewClient lacks team_id$"
}

func optionsPlaceholder(ctx context.Context) error {
	return ask(ctx, openai.NewClient(platform.Options("todo")...)) // want "^empty-tag: openai.NewClient attaches the placeholder \"todo\" to team_id$"
}

func oneOption(ctx context.Context) error {
	return ask(ctx, openai.NewClient(platform.Project(), option.WithHeader("X-LLM-Service-Name", "assistant"), option.WithHeader("X-LLM-Team-ID", "payments")))
}

func oneOptionAlone(ctx context.Context) error {
	return ask(ctx, openai.NewClient(platform.Project())) // want "^untagged-client: openai.NewClient lacks service_name, team_id$"
}

func partOfTransport(ctx context.Context) error {
	hc := &http.Client{Transport: platform.Transport(http.DefaultTransport)}
	return ask(ctx, openai.NewClient(option.WithHTTPClient(hc), option.WithHeader("X-LLM-Team-ID", "payments")))
}

func partOfTransportAlone(ctx context.Context) error {
	hc := &http.Client{Transport: platform.Transport(http.DefaultTransport)}
	return ask(ctx, openai.NewClient(option.WithHTTPClient(hc))) // want "^untagged-client: openai.NewClient lacks team_id$"
}
