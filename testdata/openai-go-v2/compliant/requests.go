package compliant

import (
	"context"
	"os"

	"github.com/openai/openai-go/v2"
	"github.com/openai/openai-go/v2/option"
	"github.com/openai/openai-go/v2/shared"
)

// completed has a client that each call completes.
func completed(ctx context.Context, team string) error {
	client := openai.NewClient( // site completed: openai.NewClient
		option.WithHeader("X-LLM-Project-ID", "mail"),            // carrier project_id -> completed
		option.WithHeader("X-LLM-Service-Name", "inbox-summary"), // carrier service_name -> completed
	)
	if _, err := client.Chat.Completions.New(ctx, params("hello"), // site first untagged-call: openai.ChatCompletionService.New
		option.WithHeader("X-LLM-Team-ID", team), // carrier team_id -> completed empty=first
		// insert service_name -> first | option.WithHeaderDel("X-LLM-Service-Name"),
	); err != nil {
		return err
	}
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Team-ID", "trust"), // carrier team_id -> completed empty=second
	}
	_, err := client.Chat.Completions.New(ctx, params("goodbye"), opts...) // site second untagged-call: openai.ChatCompletionService.New
	return err
}

// streamed has all its tags at the call.
func streamed(ctx context.Context) error {
	client := openai.NewClient() // site bare: openai.NewClient
	request := params("hello")
	request.StreamOptions = openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}
	stream := client.Chat.Completions.NewStreaming(ctx, request, // site stream untagged-call: openai.ChatCompletionService.NewStreaming
		option.WithHeader("X-LLM-Project-ID", "mail"),                 // carrier project_id -> bare empty=stream
		option.WithHeader("X-LLM-Service-Name", os.Getenv("SERVICE")), // carrier service_name -> bare empty=stream
		option.WithHeader("X-LLM-Team-ID", "trust"),                   // carrier team_id -> bare empty=stream
	)
	defer stream.Close()
	for stream.Next() {
		_ = stream.Current()
	}
	return stream.Err()
}

// spoilt has a tagged client; what its calls may do to it is their fault.
func spoilt(ctx context.Context) error {
	client := openai.NewClient( // site spoilt: openai.NewClient
		option.WithHeader("X-LLM-Project-ID", "mail"),            // carrier project_id -> spoilt
		option.WithHeader("X-LLM-Service-Name", "inbox-summary"), // carrier service_name -> spoilt
		option.WithHeader("X-LLM-Team-ID", "trust"),              // carrier team_id -> spoilt
	)
	if _, err := client.Chat.Completions.New(ctx, params("hello"), // site chat untagged-call: openai.ChatCompletionService.New
		option.WithMaxRetries(0),
		// insert team_id -> chat | option.WithHeaderDel("X-LLM-Team-ID"),
		// insert project_id,team_id -> chat | option.WithHeaderDel("X-LLM-Project-ID"), option.WithHeader("x-llm-team-id", ""),
	); err != nil {
		return err
	}
	_, err := client.Embeddings.New( // site embed untagged-call: openai.EmbeddingService.New
		ctx,
		openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small},
		// insert service_name -> embed | option.WithHeader("X-LLM-Service-Name", ""),
	)
	return err
}

// described names its owner in the metadata of the request.
func described(ctx context.Context, team string) error {
	client := openai.NewClient() // site described: openai.NewClient
	request := openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")},
		Metadata: shared.Metadata{
			"project_id": "mail", // carrier project_id -> described empty=ask only=drop,conditional,empty,placeholder
		},
	}
	request.Metadata["service_name"] = "inbox-summary" // carrier service_name -> described empty=ask only=drop,conditional,empty,placeholder
	request.Metadata["team_id"] = team                 // carrier team_id -> described empty=ask only=drop,conditional,empty,placeholder
	// insert team_id -> described | delete(request.Metadata, "team_id")
	// insert project_id,service_name,team_id -> described | request.Metadata = nil
	_, err := client.Chat.Completions.New(ctx, request) // site ask untagged-call: openai.ChatCompletionService.New
	return err
}
