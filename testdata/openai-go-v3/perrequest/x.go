// Package perrequest attaches tags at the calls, in part or in whole.
package perrequest

import (
	"context"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func params(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	}
}

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "mail"),
		option.WithHeader("X-LLM-Service-Name", "spam-filter"),
		option.WithHeader("X-LLM-Team-ID", "trust"),
	}
}

func goodAllAtCall(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Chat.Completions.New(ctx, params("hello"), ownership()...)
	return err
}

func badNoneAtCall(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"), option.WithMaxRetries(0))
	return err
}

func goodCompletedAtCall(ctx context.Context, team string) error {
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "mail"),
		option.WithHeader("X-LLM-Service-Name", "spam-filter"),
	)
	_, err := client.Chat.Completions.New(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", team))
	return err
}

func badCompletedAtOneOfTwoCalls(ctx context.Context, team string) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader("X-LLM-Project-ID", "mail"),
		option.WithHeader("X-LLM-Service-Name", "spam-filter"),
	)
	if _, err := client.Chat.Completions.New(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", team)); err != nil {
		return err
	}
	_, err := client.Chat.Completions.New(ctx, params("goodbye"))
	return err
}

// The client lacks what at least one of its calls lacks.
func badCallsLackDifferentTags(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "mail")) // want "untagged-client: openai.NewClient lacks service_name, team_id$"
	if _, err := client.Chat.Completions.New(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", "trust")); err != nil {
		return err
	}
	_, err := client.Embeddings.New(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small}, option.WithHeader("X-LLM-Service-Name", "spam-filter"))
	return err
}

func badOneTagNeverCompleted(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks service_name$"
	for _, text := range []string{"hello", "goodbye"} {
		_, err := client.Chat.Completions.New(ctx, params(text),
			option.WithHeader("X-LLM-Project-ID", "mail"),
			option.WithHeader("X-LLM-Team-ID", "trust"),
		)
		if err != nil {
			return err
		}
	}
	return nil
}

func goodTwoCallsComplete(ctx context.Context) error {
	client := openai.NewClient()
	opts := ownership()
	if _, err := client.Chat.Completions.New(ctx, params("hello"), opts...); err != nil {
		return err
	}
	_, err := client.Moderations.New(ctx, openai.ModerationNewParams{Model: openai.ModerationModelOmniModerationLatest}, opts...)
	return err
}

func badConditionalAtCall(ctx context.Context, team string) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader("X-LLM-Project-ID", "mail"),
		option.WithHeader("X-LLM-Service-Name", "spam-filter"),
	)
	var opts []option.RequestOption
	if team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	}
	_, err := client.Chat.Completions.New(ctx, params("hello"), opts...)
	return err
}

func badDeletedAtCall(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	_, err := client.Chat.Completions.New(ctx, params("hello"), option.WithHeaderDel("X-LLM-Team-ID")) // want "untagged-call: openai.ChatCompletionService.New lacks team_id$"
	return err
}

func badEmptiedAtCall(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	_, err := client.Chat.Completions.New(ctx, params("hello"), option.WithHeader("X-LLM-Service-Name", "")) // want "untagged-call: openai.ChatCompletionService.New lacks service_name$"
	return err
}

func badEmptiedAtOneCall(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	if _, err := client.Chat.Completions.New(ctx, params("hello")); err != nil {
		return err
	}
	_, err := client.Embeddings.New( // want "untagged-call: openai.EmbeddingService.New lacks project_id, team_id$"
		ctx,
		openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small},
		option.WithHeaderDel("x-llm-project-id"),
		option.WithHeaderDel("x-llm-team-id"),
	)
	return err
}

func goodReplacedAtCall(ctx context.Context, tenant string) error {
	client := openai.NewClient(ownership()...)
	_, err := client.Chat.Completions.New(ctx, params("hello"), option.WithHeader("X-LLM-Project-ID", tenant))
	return err
}

func goodDeletedAndSetAgainAtCall(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	_, err := client.Chat.Completions.New(ctx, params("hello"),
		option.WithHeaderDel("X-LLM-Team-ID"),
		option.WithHeader("X-LLM-Team-ID", "abuse"),
	)
	return err
}

func goodStreaming(ctx context.Context) error {
	client := openai.NewClient()
	request := params("hello")
	request.StreamOptions = openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}
	stream := client.Chat.Completions.NewStreaming(ctx, request, ownership()...)
	defer stream.Close()
	for stream.Next() {
		_ = stream.Current()
	}
	return stream.Err()
}

func badStreaming(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	request := params("hello")
	request.StreamOptions = openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}
	stream := client.Chat.Completions.NewStreaming(ctx, request)
	defer stream.Close()
	for stream.Next() {
		_ = stream.Current()
	}
	return stream.Err()
}

func goodMiddlewareAtCall(ctx context.Context) error {
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "mail"),
		option.WithHeader("X-LLM-Service-Name", "spam-filter"),
	)
	_, err := client.Chat.Completions.New(ctx, params("hello"), option.WithMiddleware(
		func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			req.Header.Set("X-LLM-Team-ID", "trust")
			return next(req)
		},
	))
	return err
}

// Requests that cost nothing need no tags.
func goodFreeCallsBesideTaggedOnes(ctx context.Context) error {
	client := openai.NewClient()
	if _, err := client.Models.List(ctx); err != nil {
		return err
	}
	_, err := client.Chat.Completions.New(ctx, params("hello"), ownership()...)
	return err
}

// A client that only ever asks what is free needs none either.
func goodFreeCallsOnly(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Models.List(ctx)
	return err
}

func badFreeCallsAndOneMore(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	if _, err := client.Models.List(ctx); err != nil {
		return err
	}
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// The client only ever leaves by a parameter of a function that completes it.
func goodCompletedInCallee(ctx context.Context) error {
	client := openai.NewClient()
	return askTagged(ctx, &client)
}

func askTagged(ctx context.Context, client *openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, params("hello"), ownership()...)
	return err
}

func badNotCompletedInCallee(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	return askWithoutTeam(ctx, &client)
}

func askWithoutTeam(ctx context.Context, client *openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, params("hello"),
		option.WithHeader("X-LLM-Project-ID", "mail"), option.WithHeader("X-LLM-Service-Name", "spam-filter"))
	return err
}

// A client that comes in by a parameter is its caller's duty.
func Ask(ctx context.Context, client openai.Client, text string) error {
	_, err := client.Chat.Completions.New(ctx, params(text))
	return err
}

func AskPointer(ctx context.Context, client *openai.Client, text string) error {
	_, err := client.Chat.Completions.New(ctx, params(text))
	return err
}

func AskService(ctx context.Context, chat *openai.ChatCompletionService, text string) error {
	_, err := chat.New(ctx, params(text))
	return err
}
