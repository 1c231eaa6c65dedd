// Package emptyvalues attaches tags that say nothing.
package emptyvalues

import (
	"context"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/shared"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
	}
}

const (
	noTeam      = ""
	laterTeam   = "TODO"
	unknownTeam = "unknown"
)

func badEmptyLiteral(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", ""))...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func badEmptyConstant(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", noTeam))...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func badBlank(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", "  "))...) // want "empty-tag: openai.NewClient attaches .* to team_id$"
	return answer(ctx, client)
}

func badZeroVariable(ctx context.Context) error {
	var team string
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", team))...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func badTodo(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", "todo"))...) // want "empty-tag: openai.NewClient attaches the placeholder \"todo\" to team_id$"
	return answer(ctx, client)
}

func badUpperCaseTodo(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", laterTeam))...) // want "empty-tag: openai.NewClient attaches the placeholder \"TODO\" to team_id$"
	return answer(ctx, client)
}

func badChangeme(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", "changeme"))...) // want "empty-tag: openai.NewClient attaches the placeholder \"changeme\" to team_id$"
	return answer(ctx, client)
}

func badXXX(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", "xxx"))...) // want "empty-tag: openai.NewClient attaches the placeholder \"xxx\" to team_id$"
	return answer(ctx, client)
}

func badUnknown(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", unknownTeam))...) // want "empty-tag: openai.NewClient attaches the placeholder \"unknown\" to team_id$"
	return answer(ctx, client)
}

func badTwoEmpty(ctx context.Context) error {
	client := openai.NewClient( // want "empty-tag: openai.NewClient attaches an empty value to project_id$" "empty-tag: openai.NewClient attaches the placeholder \"todo\" to team_id$"
		option.WithHeader("X-LLM-Project-ID", ""),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", "todo"),
	)
	return answer(ctx, client)
}

func badOneEmptyOneMissing(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$" "empty-tag: openai.NewClient attaches an empty value to service_name$"
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", ""),
	)
	return answer(ctx, client)
}

func goodEmptyReplaced(ctx context.Context, team string) error {
	opts := append(partial(), option.WithHeader("X-LLM-Team-ID", ""))
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badEmptyMapValue(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range map[string]string{
		"X-LLM-Project-ID":   "support",
		"X-LLM-Service-Name": "ticket-triage",
		"X-LLM-Team-ID":      "",
	} {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func withTeam(team string) option.RequestOption {
	return option.WithHeader("X-LLM-Team-ID", team)
}

func badEmptyThroughHelper(ctx context.Context) error {
	client := openai.NewClient(append(partial(), withTeam(""))...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func goodThroughHelper(ctx context.Context) error {
	client := openai.NewClient(append(partial(), withTeam("care"))...)
	return answer(ctx, client)
}

type owner struct{ project, service, team string }

func (o owner) options() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", o.project),
		option.WithHeader("X-LLM-Service-Name", o.service),
		option.WithHeader("X-LLM-Team-ID", o.team),
	}
}

func badUnsetField(ctx context.Context) error {
	o := owner{project: "support", service: "ticket-triage"}
	client := openai.NewClient(o.options()...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func goodSetField(ctx context.Context) error {
	o := owner{project: "support", service: "ticket-triage"}
	o.team = os.Getenv("LLM_TEAM_ID")
	client := openai.NewClient(o.options()...)
	return answer(ctx, client)
}

// On one path the value is a placeholder.
func badFallback(ctx context.Context) error {
	team := os.Getenv("LLM_TEAM_ID")
	if team == "" {
		team = "unknown"
	}
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", team))...) // want "empty-tag: openai.NewClient attaches the placeholder \"unknown\" to team_id$"
	return answer(ctx, client)
}

func goodFallback(ctx context.Context) error {
	team := os.Getenv("LLM_TEAM_ID")
	if team == "" {
		team = "care"
	}
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", team))...)
	return answer(ctx, client)
}

func badEmptyOnOnePath(ctx context.Context, production bool) error {
	team := ""
	if production {
		team = "care"
	}
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", team))...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

// The call attaches the tag that the client leaves to it, but with nothing in it.
func badEmptyAtCall(ctx context.Context) error {
	client := openai.NewClient(partial()...)
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}, option.WithHeader("X-LLM-Team-ID", "todo")) // want "empty-tag: openai.ChatCompletionService.New attaches the placeholder \"todo\" to team_id$"
	return err
}

func badEmptyMetadata(ctx context.Context) error {
	client := openai.NewClient(partial()...)
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{ // want "empty-tag: openai.ChatCompletionService.New attaches an empty value to team_id$"
		Model:    openai.ChatModelGPT4oMini,
		Metadata: shared.Metadata{"team_id": ""},
	})
	return err
}

// A word that only contains a placeholder is a value.
func goodLooksLikePlaceholder(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", "todo-app"))...)
	return answer(ctx, client)
}

// What an optional tag holds is nobody's business.
func goodOptionalTagEmpty(ctx context.Context, user string) error {
	client := openai.NewClient(append(partial(), withTeam("care"), option.WithHeader("X-LLM-User-ID", user))...)
	return answer(ctx, client)
}
