// Package calls attaches tags at the calls or takes them away, through services of each kind.
package calls

import (
	"context"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

func params(text string) anthropic.MessageNewParams {
	return anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeHaiku4_5,
		MaxTokens: 256,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(text))},
	}
}

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
		option.WithHeader("X-LLM-Team-ID", "counsel"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
	}
}

func goodAllAtCall(ctx context.Context) error {
	client := anthropic.NewClient()
	_, err := client.Messages.New(ctx, params("hello"), ownership()...)
	return err
}

func goodJoinAtCall(ctx context.Context) error {
	client := anthropic.NewClient()
	_, err := client.Messages.New(ctx, params("hello"), option.Join(ownership()...))
	return err
}

func badSomeAtCall(ctx context.Context) error {
	client := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks team_id$"
	_, err := client.Messages.New(ctx, params("hello"), partial()...)
	return err
}

func badOneOfTwo(ctx context.Context) error {
	client := anthropic.NewClient(partial()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	if _, err := client.Messages.New(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", "counsel")); err != nil {
		return err
	}
	stream := client.Messages.NewStreaming(ctx, params("hello"))
	defer stream.Close()
	for stream.Next() {
		_ = stream.Current()
	}
	return stream.Err()
}

func badDeletedAtCall(ctx context.Context) error {
	client := anthropic.NewClient(ownership()...)
	_, err := client.Messages.New(ctx, params("hello"), option.WithHeaderDel("X-LLM-Team-ID")) // want "untagged-call: anthropic.MessageService.New lacks team_id$"
	return err
}

func badEmptiedAtCall(ctx context.Context) error {
	client := anthropic.NewClient(ownership()...)
	stream := client.Messages.NewStreaming(ctx, params("hello"), option.WithHeader("X-LLM-Service-Name", "")) // want "untagged-call: anthropic.MessageService.NewStreaming lacks service_name$"
	return stream.Close()
}

// The only metadata that the API accepts names the end user.
func badMetadata(ctx context.Context) error {
	client := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	request := params("hello")
	request.Metadata = anthropic.MetadataParam{UserID: anthropic.String("team_id=counsel")}
	_, err := client.Messages.New(ctx, request)
	return err
}

func goodSubService(ctx context.Context) error {
	client := anthropic.NewClient(ownership()...)
	messages := &client.Messages
	_, err := messages.New(ctx, params("hello"))
	return err
}

func badSubService(ctx context.Context) error {
	client := anthropic.NewClient(partial()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	beta := client.Beta.Messages
	_, err := beta.New(ctx, anthropic.BetaMessageNewParams{Model: anthropic.ModelClaudeHaiku4_5, MaxTokens: 16})
	return err
}

func goodBatch(ctx context.Context) error {
	client := anthropic.NewClient()
	_, err := client.Messages.Batches.New(ctx, anthropic.MessageBatchNewParams{}, ownership()...)
	return err
}

// reader keeps a pointer to its client.
type reader struct {
	client *anthropic.Client
}

func newReader() *reader {
	client := anthropic.NewClient(ownership()...)
	return &reader{client: &client}
}

func (r *reader) Read(ctx context.Context, text string) error {
	_, err := r.client.Messages.New(ctx, params(text))
	return err
}

type bareReader struct {
	messages anthropic.MessageService
}

func newBareReader() bareReader {
	client := anthropic.NewClient(partial()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return bareReader{messages: client.Messages}
}

func (r *bareReader) Read(ctx context.Context, text string) error {
	_, err := r.messages.New(ctx, params(text))
	return err
}

// unmade is never constructed: each of its calls stands alone.
var unmade anthropic.Client

func badMessage(ctx context.Context) error {
	_, err := unmade.Messages.New(ctx, params("hello"), partial()...) // want "untagged-call: anthropic.MessageService.New lacks team_id$"
	return err
}

func badBetaMessage(ctx context.Context) error {
	_, err := unmade.Beta.Messages.New(ctx, anthropic.BetaMessageNewParams{Model: anthropic.ModelClaudeHaiku4_5, MaxTokens: 16}) // want "untagged-call: anthropic.BetaMessageService.New lacks project_id, service_name, team_id$"
	return err
}

func badCompletion(ctx context.Context) error {
	_, err := unmade.Completions.New(ctx, anthropic.CompletionNewParams{Prompt: "hello", MaxTokensToSample: 16}) // want "untagged-call: anthropic.CompletionService.New lacks project_id, service_name, team_id$"
	return err
}

func badBatch(ctx context.Context) error {
	_, err := unmade.Messages.Batches.New(ctx, anthropic.MessageBatchNewParams{}) // want "untagged-call: anthropic.MessageBatchService.New lacks project_id, service_name, team_id$"
	return err
}

func badPost(ctx context.Context) error {
	return unmade.Post(ctx, "v1/messages", params("hello"), nil) // want "untagged-call: anthropic.Client.Post lacks project_id, service_name, team_id$"
}

func goodUnmadeWithTags(ctx context.Context) error {
	_, err := unmade.Messages.New(ctx, params("hello"), ownership()...)
	return err
}

func goodFree(ctx context.Context) error {
	if _, err := unmade.Models.List(ctx, anthropic.ModelListParams{}); err != nil {
		return err
	}
	_, err := unmade.Messages.Batches.Get(ctx, "msgbatch_1", anthropic.MessageBatchGetParams{})
	return err
}
