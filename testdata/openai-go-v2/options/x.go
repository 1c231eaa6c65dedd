// Package options builds option slices, under conditions, in loops and in helpers, and undoes some of them.
package options

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"slices"

	"github.com/openai/openai-go/v2"
	"github.com/openai/openai-go/v2/option"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
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

func goodAppend(ctx context.Context) error {
	opts := partial()
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", "care"))
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badAppend(ctx context.Context) error {
	opts := partial()
	opts = append(opts, option.WithHeader("X-LLM-User-ID", "u-1"))
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badAppendTooLate(ctx context.Context) error {
	opts := partial()
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", "care"))
	fmt.Println(len(opts))
	return answer(ctx, client)
}

func badCondition(ctx context.Context) error {
	opts := partial()
	if team := os.Getenv("LLM_TEAM_ID"); team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodBothBranches(ctx context.Context) error {
	opts := partial()
	if team := os.Getenv("LLM_TEAM_ID"); team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	} else {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "care"))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodConcat(ctx context.Context) error {
	team := []option.RequestOption{option.WithHeader("X-LLM-Team-ID", "care")}
	client := openai.NewClient(slices.Concat(partial(), team)...)
	return answer(ctx, client)
}

func goodLoop(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range map[string]string{"X-LLM-Project-ID": "support", "X-LLM-Service-Name": "ticket-triage", "X-LLM-Team-ID": "care"} {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badLoop(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range map[string]string{"X-LLM-Project-ID": "support", "X-LLM-Team-ID": "care"} {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks service_name$"
	return answer(ctx, client)
}

func unprovenLoop(ctx context.Context) error {
	opts := partial()
	for name, value := range fromFile("headers.json") {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "unproven-tags: openai.NewClient may lack team_id: "
	return answer(ctx, client)
}

func fromFile(path string) map[string]string {
	data, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	var headers map[string]string
	if err := json.Unmarshal(data, &headers); err != nil {
		log.Fatal(err)
	}
	return headers
}

func badDeleted(ctx context.Context) error {
	client := openai.NewClient(append(ownership(), option.WithHeaderDel("X-LLM-Team-ID"))...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badEmptied(ctx context.Context) error {
	client := openai.NewClient(append(ownership(), option.WithHeader("X-LLM-Team-ID", ""))...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodReplaced(ctx context.Context) error {
	client := openai.NewClient(append(ownership(), option.WithHeader("X-LLM-Team-ID", "billing"))...)
	return answer(ctx, client)
}

func goodDeletedBefore(ctx context.Context) error {
	client := openai.NewClient(append([]option.RequestOption{option.WithHeaderDel("X-LLM-Team-ID")}, ownership()...)...)
	return answer(ctx, client)
}

func newClient(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(partial(), opts...)...)
}

func goodFactory(ctx context.Context) error {
	return answer(ctx, newClient(option.WithHeader("X-LLM-Team-ID", "care")))
}

func badFactory(ctx context.Context) error {
	return answer(ctx, newClient()) // want "untagged-client: newClient lacks team_id$"
}
