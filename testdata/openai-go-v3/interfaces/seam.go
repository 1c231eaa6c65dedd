package interfaces

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// chatAPI is the seam for mocks that most users of the SDK write.
type chatAPI interface {
	New(ctx context.Context, body openai.ChatCompletionNewParams, opts ...option.RequestOption) (*openai.ChatCompletion, error)
}

func seamOwner() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}
}

func seamTaggedByCall(ctx context.Context) error {
	c := openai.NewClient()
	var api chatAPI = &c.Chat.Completions
	_, err := api.New(ctx, openai.ChatCompletionNewParams{}, seamOwner()...)
	return err
}

func seamUntagged(ctx context.Context) error {
	c := openai.NewClient() // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	var api chatAPI = &c.Chat.Completions
	_, err := api.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

func seamUndone(ctx context.Context) error {
	c := openai.NewClient(seamOwner()...)
	var api chatAPI = &c.Chat.Completions
	_, err := api.New(ctx, openai.ChatCompletionNewParams{}, option.WithHeaderDel("X-LLM-Team-ID")) // want "^untagged-call: .*\\.New lacks team_id$"
	return err
}

func seamParameter(ctx context.Context, api chatAPI) error {
	_, err := api.New(ctx, openai.ChatCompletionNewParams{}, seamOwner()...)
	return err
}

func seamAsArgument(ctx context.Context) error {
	c := openai.NewClient()
	return seamParameter(ctx, &c.Chat.Completions)
}

type seamApp struct{ api chatAPI }

func newSeamApp() *seamApp {
	c := openai.NewClient()
	return &seamApp{api: &c.Chat.Completions}
}

func (a *seamApp) ask(ctx context.Context) error {
	_, err := a.api.New(ctx, openai.ChatCompletionNewParams{}, seamOwner()...)
	return err
}

func seamService(ctx context.Context) error {
	svc := openai.NewChatCompletionService()
	var api chatAPI = &svc
	_, err := api.New(ctx, openai.ChatCompletionNewParams{}, seamOwner()...)
	return err
}
