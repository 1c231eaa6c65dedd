package compliant

import (
	"context"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

// streamed has a bare client.
func streamed(ctx context.Context, team string) error {
	client := anthropic.NewClient() // site bare: anthropic.NewClient
	messages := client.Messages
	stream := messages.NewStreaming(ctx, params("hello"), // site stream untagged-call: anthropic.MessageService.NewStreaming
		option.WithHeader("X-LLM-Project-ID", "legal"),                // carrier project_id -> bare empty=stream
		option.WithHeader("X-LLM-Service-Name", os.Getenv("SERVICE")), // carrier service_name -> bare empty=stream
		option.WithHeader("X-LLM-Team-ID", team),                      // carrier team_id -> bare empty=stream
	)
	defer stream.Close()
	for stream.Next() {
		_ = stream.Current()
	}
	return stream.Err()
}

// run has its tags in three places.
func run(ctx context.Context, tools []anthropic.BetaTool) error {
	client := anthropic.NewClient( // site runs: anthropic.NewClient
		option.WithHeader("X-LLM-Project-ID", "legal"),             // carrier project_id -> runs
		option.WithHeader("X-LLM-Service-Name", "contract-reader"), // carrier service_name -> runs
		option.WithHeader("X-LLM-Team-ID", "counsel"),              // carrier team_id -> runs
	)
	runner := client.Beta.Messages.NewToolRunner(tools, anthropic.BetaToolRunnerParams{
		BetaMessageNewParams: anthropic.BetaMessageNewParams{Model: anthropic.ModelClaudeHaiku4_5, MaxTokens: 256},
	})
	if _, err := runner.RunToCompletion(ctx); err != nil {
		return err
	}
	_, err := client.Messages.New(ctx, params("hello"), // site ask untagged-call: anthropic.MessageService.New
		option.WithMaxRetries(0),
		// insert team_id -> ask | option.WithHeaderDel("X-LLM-Team-ID"),
		// insert service_name -> ask | option.WithHeader("x-llm-service-name", ""),
	)
	return err
}
