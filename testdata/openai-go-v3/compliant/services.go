package compliant

import (
	"context"
	"log"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// standalone uses a service without a client.
func standalone(ctx context.Context) error {
	chat := openai.NewChatCompletionService( // site openai.NewChatCompletionService
		option.WithHeader("X-LLM-Project-ID", "games"),          // carrier project_id
		option.WithHeader("X-LLM-Service-Name", "npc-dialogue"), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", "story"),             // carrier team_id
	)
	_, err := chat.New(ctx, params("hello"))
	return err
}

// copied out of a client, a service keeps its options.
func copiedOut(ctx context.Context) error {
	client := openai.NewClient( // site openai.NewClient
		option.WithHeader("X-LLM-Project-ID", "games"),          // carrier project_id
		option.WithHeader("X-LLM-Service-Name", "npc-dialogue"), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", "story"),             // carrier team_id
	)
	chat := client.Chat.Completions
	embed := client.Embeddings.New
	if _, err := embed(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small}); err != nil {
		return err
	}
	go func() {
		if _, err := chat.New(ctx, params("hello")); err != nil {
			log.Println(err)
		}
	}()
	defer client.Moderations.New(ctx, openai.ModerationNewParams{})
	return nil
}

// closures make and lend clients.
func closures(ctx context.Context) error {
	forTeam := func(team string) openai.Client {
		opts := []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "games"),          // carrier project_id
			option.WithHeader("X-LLM-Service-Name", "npc-dialogue"), // carrier service_name
		}
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team)) // carrier team_id but=empty,placeholder
		return openai.NewClient(opts...)                              // site openai.NewClient
	}
	return with(forTeam("story"), func(c openai.Client) error { return answer(ctx, c) })
}

func with[C any](client C, f func(C) error) error { return f(client) }

// assembled is a client by hand.
func assembled(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "games"),          // carrier project_id
		option.WithHeader("X-LLM-Service-Name", "npc-dialogue"), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", "story"),             // carrier team_id
	}
	chat := &openai.ChatCompletionService{Options: opts}
	_, err := chat.New(ctx, params("hello")) // site untagged-call: openai.ChatCompletionService.New
	return err
}
