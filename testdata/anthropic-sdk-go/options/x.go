// Package options builds option lists: nested, grown, conditional, undone.
package options

import (
	"context"
	"encoding/json"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

func answer(ctx context.Context, client anthropic.Client) error {
	_, err := client.Messages.New(ctx, anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeHaiku4_5,
		MaxTokens: 256,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("ping"))},
	})
	return err
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

func goodJoin(ctx context.Context) error {
	client := anthropic.NewClient(option.Join(
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
		option.WithHeader("X-LLM-Team-ID", "counsel"),
	))
	return answer(ctx, client)
}

func badJoin(ctx context.Context) error {
	client := anthropic.NewClient(option.Join( // want "untagged-client: anthropic.NewClient lacks service_name$"
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Team-ID", "counsel"),
	))
	return answer(ctx, client)
}

func goodNestedJoin(ctx context.Context) error {
	project := option.Join(option.WithHeader("X-LLM-Project-ID", "legal"), option.WithMaxRetries(2))
	client := anthropic.NewClient(option.Join(project, option.WithHeader("X-LLM-Service-Name", "contract-reader")), option.WithHeader("X-LLM-Team-ID", "counsel"))
	return answer(ctx, client)
}

func goodJoinSpread(ctx context.Context) error {
	client := anthropic.NewClient(option.Join(ownership()...))
	return answer(ctx, client)
}

func badJoinSpread(ctx context.Context) error {
	client := anthropic.NewClient(option.Join(partial()...)) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}

// owned is an option of the house, made of several of the SDK's.
func owned(team string) option.RequestOption {
	return option.Join(append(partial(), option.WithHeader("X-LLM-Team-ID", team))...)
}

func goodJoinHelper(ctx context.Context) error {
	client := anthropic.NewClient(option.WithAPIKey(os.Getenv("ANTHROPIC_API_KEY")), owned("counsel"))
	return answer(ctx, client)
}

func badJoinUndone(ctx context.Context) error {
	client := anthropic.NewClient(owned("counsel"), option.Join(option.WithHeaderDel("X-LLM-Team-ID"))) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodAppend(ctx context.Context) error {
	opts := partial()
	if base := os.Getenv("ANTHROPIC_PROXY"); base != "" {
		opts = append(opts, option.WithBaseURL(base))
	}
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", "counsel"))
	client := anthropic.NewClient(opts...)
	return answer(ctx, client)
}

func badAppend(ctx context.Context) error {
	opts := partial()
	if base := os.Getenv("ANTHROPIC_PROXY"); base != "" {
		opts = append(opts, option.WithBaseURL(base), option.WithHeader("X-LLM-Team-ID", "counsel"))
	}
	client := anthropic.NewClient(opts...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodLoop(ctx context.Context) error {
	var opts []option.RequestOption
	for _, tag := range []struct{ name, value string }{
		{"X-LLM-Project-ID", "legal"},
		{"X-LLM-Service-Name", "contract-reader"},
		{"X-LLM-Team-ID", "counsel"},
	} {
		opts = append(opts, option.WithHeader(tag.name, tag.value))
	}
	client := anthropic.NewClient(opts...)
	return answer(ctx, client)
}

func unprovenLoop(ctx context.Context, config []byte) error {
	var headers map[string]string
	if err := json.Unmarshal(config, &headers); err != nil {
		return err
	}
	opts := partial()
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := anthropic.NewClient(opts...) // want "unproven-tags: anthropic.NewClient may lack team_id: "
	return answer(ctx, client)
}

func goodReplaced(ctx context.Context) error {
	client := anthropic.NewClient(append(ownership(), option.WithHeader("X-LLM-Team-ID", "litigation"))...)
	return answer(ctx, client)
}

func badEmptied(ctx context.Context) error {
	client := anthropic.NewClient(append(ownership(), option.WithHeader("X-LLM-Team-ID", ""))...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badDeleted(ctx context.Context) error {
	client := anthropic.NewClient(append(ownership(), option.WithHeaderDel("X-LLM-Project-ID"))...) // want "untagged-client: anthropic.NewClient lacks project_id$"
	return answer(ctx, client)
}

// Options given to a client after it was made do not reach its services.
func badClientOptionsTooLate(ctx context.Context) error {
	client := anthropic.NewClient() // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	client.Options = append(client.Options, ownership()...)
	return answer(ctx, client)
}

func newClient(opts ...option.RequestOption) anthropic.Client {
	return anthropic.NewClient(option.Join(partial()...), option.Join(opts...))
}

func goodFactory(ctx context.Context) error {
	return answer(ctx, newClient(option.WithHeader("X-LLM-Team-ID", "counsel")))
}

func badFactory(ctx context.Context) error {
	return answer(ctx, newClient(option.WithMaxRetries(1))) // want "untagged-client: newClient lacks team_id$"
}
