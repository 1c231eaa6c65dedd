// Package metadata attaches tags by the metadata of the request.
package metadata

import (
	"context"
	"maps"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
	"github.com/openai/openai-go/v3/shared"
)

func goodLiteral(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")},
		Metadata: shared.Metadata{
			"project_id":   "games",
			"service_name": "npc-dialogue",
			"team_id":      "story",
		},
	})
	return err
}

func badLiteral(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("hello")},
		Metadata: shared.Metadata{
			"project_id":   "games",
			"service_name": "npc-dialogue",
		},
	})
	return err
}

// The names of the headers mean nothing in a metadata map, nor do other names.
func badNames(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model: openai.ChatModelGPT4oMini,
		Metadata: shared.Metadata{
			"X-LLM-Project-ID": "games",
			"service":          "npc-dialogue",
			"team":             "story",
		},
	})
	return err
}

func goodAssigned(ctx context.Context, team string) error {
	client := openai.NewClient()
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}
	params.Metadata = shared.Metadata{"project_id": "games", "service_name": "npc-dialogue"}
	params.Metadata["team_id"] = team
	_, err := client.Chat.Completions.New(ctx, params)
	return err
}

func badAssignedTooLate(ctx context.Context, team string) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}
	params.Metadata = shared.Metadata{"project_id": "games", "service_name": "npc-dialogue"}
	_, err := client.Chat.Completions.New(ctx, params)
	params.Metadata["team_id"] = team
	return err
}

func badAssignedUnderCondition(ctx context.Context, team string) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}
	params.Metadata = shared.Metadata{"project_id": "games", "service_name": "npc-dialogue"}
	if team != "" {
		params.Metadata["team_id"] = team
	}
	_, err := client.Chat.Completions.New(ctx, params)
	return err
}

func badReplaced(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name$"
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}
	params.Metadata = shared.Metadata{"project_id": "games", "service_name": "npc-dialogue"}
	params.Metadata = shared.Metadata{"team_id": "story"}
	_, err := client.Chat.Completions.New(ctx, params)
	return err
}

// Headers and metadata complete each other.
func goodMixed(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "games"))
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Metadata: shared.Metadata{"team_id": "story"},
	}, option.WithHeader("X-LLM-Service-Name", "npc-dialogue"))
	return err
}

func badMixed(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "games")) // want "untagged-client: openai.NewClient lacks service_name$"
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Metadata: shared.Metadata{"team_id": "story"},
	})
	return err
}

// Metadata makes up for a header that the call removes.
func goodHeaderDeletedMetadataSet(ctx context.Context) error {
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "games"),
		option.WithHeader("X-LLM-Service-Name", "npc-dialogue"),
		option.WithHeader("X-LLM-Team-ID", "story"),
	)
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Metadata: shared.Metadata{"team_id": "story"},
	}, option.WithHeaderDel("X-LLM-Team-ID"))
	return err
}

func ownership(team string) shared.Metadata {
	return shared.Metadata{"project_id": "games", "service_name": "npc-dialogue", "team_id": team}
}

func goodHelper(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Metadata: ownership("story"),
	})
	return err
}

func request(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
		Metadata: ownership("story"),
	}
}

func goodRequestHelper(ctx context.Context) error {
	client := openai.NewClient()
	_, err := client.Chat.Completions.New(ctx, request("hello"))
	return err
}

func untaggedRequest(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
		Metadata: shared.Metadata{"conversation": "42"},
	}
}

func badRequestHelper(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	_, err := client.Chat.Completions.New(ctx, untaggedRequest("hello"))
	return err
}

func addOwnership(params *openai.ChatCompletionNewParams) {
	if params.Metadata == nil {
		params.Metadata = shared.Metadata{}
	}
	params.Metadata["project_id"] = "games"
	params.Metadata["service_name"] = "npc-dialogue"
	params.Metadata["team_id"] = "story"
}

func goodRequestFilled(ctx context.Context) error {
	client := openai.NewClient()
	params := untaggedRequest("hello")
	addOwnership(&params)
	_, err := client.Chat.Completions.New(ctx, params)
	return err
}

func badRequestFilledCopy(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	params := openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}
	tagged := params
	addOwnership(&tagged)
	_, err := client.Chat.Completions.New(ctx, params)
	return err
}

func goodLoop(ctx context.Context) error {
	client := openai.NewClient()
	metadata := make(shared.Metadata)
	for key, value := range map[string]string{"project_id": "games", "service_name": "npc-dialogue", "team_id": "story"} {
		metadata[key] = value
	}
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini, Metadata: metadata})
	return err
}

func goodCopied(ctx context.Context) error {
	client := openai.NewClient()
	metadata := shared.Metadata{"conversation": "42"}
	maps.Copy(metadata, ownership("story"))
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini, Metadata: metadata})
	return err
}

func badDeleted(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	metadata := ownership("story")
	delete(metadata, "team_id")
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini, Metadata: metadata})
	return err
}

var unmade openai.Client

func goodZeroClient(ctx context.Context) error {
	_, err := unmade.Chat.Completions.New(ctx, request("hello"))
	return err
}

func badZeroClient(ctx context.Context) error {
	_, err := unmade.Chat.Completions.New(ctx, untaggedRequest("hello")) // want "untagged-call: openai.ChatCompletionService.New lacks project_id, service_name, team_id$"
	return err
}

func goodBatch(ctx context.Context, file string) error {
	client := openai.NewClient()
	_, err := client.Batches.New(ctx, openai.BatchNewParams{InputFileID: file, Metadata: ownership("story")})
	return err
}

// The option writes into the body of the request.
func goodJSONSet(ctx context.Context) error {
	client := openai.NewClient(
		option.WithJSONSet("metadata.project_id", "games"),
		option.WithJSONSet("metadata.service_name", "npc-dialogue"),
		option.WithJSONSet("metadata.team_id", "story"),
	)
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func badJSONSet(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithJSONSet("metadata.project_id", "games"),
		option.WithJSONSet("metadata.service_name", "npc-dialogue"),
		option.WithJSONSet("user", "story"),
	)
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}
