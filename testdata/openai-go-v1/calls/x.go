// Package calls attaches tags at the calls, by options and by metadata, or takes them away.
package calls

import (
	"context"
	"net/http"

	"github.com/openai/openai-go"
	"github.com/openai/openai-go/option"
	"github.com/openai/openai-go/responses"
	"github.com/openai/openai-go/shared"
)

func params(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	}
}

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

func goodAllAtCall(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Chat.Completions.New(ctx, params("hello"), ownership()...)
	return err
}

func badSomeAtCall(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"), partial()...)
	return err
}

func badOneOfTwo(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	if _, err := client.Chat.Completions.New(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", "care")); err != nil {
		return err
	}
	_, err := client.Embeddings.New(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small})
	return err
}

func badDeletedAtCall(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	_, err := client.Chat.Completions.New(ctx, params("hello"), option.WithHeaderDel("X-LLM-Team-ID")) // want "untagged-call: openai.ChatCompletionService.New lacks team_id$"
	return err
}

func badEmptiedAtCall(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{Model: openai.ChatModelGPT4oMini}, option.WithHeader("X-LLM-Project-ID", "")) // want "untagged-call: responses.ResponseService.New lacks project_id$"
	return err
}

func goodMetadata(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "support"))
	request := params("hello")
	request.Metadata = shared.Metadata{"service_name": "ticket-triage", "team_id": "care"}
	_, err := client.Chat.Completions.New(ctx, request)
	return err
}

func badMetadata(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "support")) // want "untagged-client: openai.NewClient lacks service_name$"
	request := params("hello")
	request.Metadata = shared.Metadata{"service": "ticket-triage", "team_id": "care"}
	_, err := client.Chat.Completions.New(ctx, request)
	return err
}

func goodResponseMetadata(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Metadata: shared.Metadata{"project_id": "support", "service_name": "ticket-triage", "team_id": "care"},
	})
	return err
}

func goodSubService(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	chat := client.Chat.Completions
	_, err := chat.New(ctx, params("hello"))
	return err
}

func badSubService(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	chat := &client.Chat.Completions
	_, err := chat.New(ctx, params("hello"))
	return err
}

func goodStreaming(ctx context.Context) error {
	client := openai.NewClient()
	request := params("hello")
	request.StreamOptions.IncludeUsage = openai.Bool(true)
	stream := client.Chat.Completions.NewStreaming(ctx, request, ownership()...)
	defer stream.Close()
	for stream.Next() {
		_ = stream.Current()
	}
	return stream.Err()
}

func goodPost(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	return client.Post(ctx, "chat/completions", params("hello"), nil)
}

func badPost(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return client.Execute(ctx, http.MethodPost, "chat/completions", params("hello"), nil)
}

type assistant struct{ client openai.Client }

func newAssistant() *assistant {
	return &assistant{client: openai.NewClient(ownership()...)}
}

func (a *assistant) Ask(ctx context.Context, text string) error {
	_, err := a.client.Chat.Completions.New(ctx, params(text))
	return err
}

type bareAssistant struct{ client *openai.Client }

func newBareAssistant() *bareAssistant {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return &bareAssistant{client: &client}
}

func (a *bareAssistant) Ask(ctx context.Context, text string) error {
	_, err := a.client.Chat.Completions.New(ctx, params(text))
	return err
}

// unmade is never constructed: each of its calls stands alone.
var unmade openai.Client

func badChat(ctx context.Context) error {
	_, err := unmade.Chat.Completions.New(ctx, params("hello"), partial()...) // want "untagged-call: openai.ChatCompletionService.New lacks team_id$"
	return err
}

func badResponse(ctx context.Context) error {
	_, err := unmade.Responses.New(ctx, responses.ResponseNewParams{Model: openai.ChatModelGPT4oMini}) // want "untagged-call: responses.ResponseService.New lacks project_id, service_name, team_id$"
	return err
}

func badEmbedding(ctx context.Context) error {
	_, err := unmade.Embeddings.New(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small}) // want "untagged-call: openai.EmbeddingService.New lacks project_id, service_name, team_id$"
	return err
}

func badImage(ctx context.Context) error {
	_, err := unmade.Images.Generate(ctx, openai.ImageGenerateParams{Prompt: "a lighthouse"}) // want "untagged-call: openai.ImageService.Generate lacks project_id, service_name, team_id$"
	return err
}

func badSpeech(ctx context.Context) error {
	_, err := unmade.Audio.Speech.New(ctx, openai.AudioSpeechNewParams{Input: "hello", Model: openai.SpeechModelTTS1}) // want "untagged-call: openai.AudioSpeechService.New lacks project_id, service_name, team_id$"
	return err
}

func badBatch(ctx context.Context) error {
	_, err := unmade.Batches.New(ctx, openai.BatchNewParams{InputFileID: "file-1"}) // want "untagged-call: openai.BatchService.New lacks project_id, service_name, team_id$"
	return err
}

func goodFree(ctx context.Context) error {
	if _, err := unmade.Models.List(ctx); err != nil {
		return err
	}
	_, err := unmade.Batches.Get(ctx, "batch_1")
	return err
}
