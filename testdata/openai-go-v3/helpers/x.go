// Package helpers gets its options from functions.
package helpers

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

var errNoTeam = errors.New("no team is configured")

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

func projectAndService() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
	}
}

func withTeam(team string) option.RequestOption {
	return option.WithHeader("X-LLM-Team-ID", team)
}

func withUser(user string) option.RequestOption {
	return option.WithHeader("X-LLM-User-ID", user)
}

func goodHelper(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	return answer(ctx, client)
}

func badHelper(ctx context.Context) error {
	client := openai.NewClient(projectAndService()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodHelpersCombined(ctx context.Context) error {
	client := openai.NewClient(append(projectAndService(), withTeam("care"))...)
	return answer(ctx, client)
}

func badHelpersCombined(ctx context.Context) error {
	client := openai.NewClient(append(projectAndService(), withUser("u-1"))...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// tag attaches whatever header it is told to.
func tag(name, value string) option.RequestOption {
	return option.WithHeader(name, value)
}

func goodNameByParameter(ctx context.Context) error {
	client := openai.NewClient(
		tag("X-LLM-Project-ID", "support"),
		tag("X-LLM-Service-Name", "ticket-triage"),
		tag("X-LLM-Team-ID", "care"),
	)
	return answer(ctx, client)
}

func badNameByParameter(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		tag("X-LLM-Project-ID", "support"),
		tag("X-LLM-Service-Name", "ticket-triage"),
		tag("X-LLM-Request-Type", "care"),
	)
	return answer(ctx, client)
}

// tagAs completes the name of the header by itself.
func tagAs(key, value string) option.RequestOption {
	return option.WithHeader("X-LLM-"+key, value)
}

func goodNameCompleted(ctx context.Context) error {
	client := openai.NewClient(tagAs("Project-ID", "support"), tagAs("Service-Name", "ticket-triage"), tagAs("Team-ID", "care"))
	return answer(ctx, client)
}

func withOwnership(opts ...option.RequestOption) []option.RequestOption {
	return append(opts, ownership()...)
}

func withoutTeam(opts ...option.RequestOption) []option.RequestOption {
	return append(opts, projectAndService()...)
}

func goodWrapped(ctx context.Context) error {
	client := openai.NewClient(withOwnership(option.WithMaxRetries(2))...)
	return answer(ctx, client)
}

func goodWrappedAndCompleted(ctx context.Context) error {
	client := openai.NewClient(withoutTeam(option.WithMaxRetries(2), withTeam("care"))...)
	return answer(ctx, client)
}

func badWrapped(ctx context.Context) error {
	client := openai.NewClient(withoutTeam(option.WithMaxRetries(2))...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// ownershipFor returns no options together with an error.
func ownershipFor(service string) ([]option.RequestOption, error) {
	team := os.Getenv("LLM_TEAM_ID")
	if team == "" {
		return nil, errNoTeam
	}
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", service),
		option.WithHeader("X-LLM-Team-ID", team),
	}, nil
}

func goodHelperWithError(ctx context.Context) error {
	opts, err := ownershipFor("ticket-triage")
	if err != nil {
		return fmt.Errorf("tagging: %w", err)
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func partlyOwnedBy(service string) ([]option.RequestOption, error) {
	if service == "" {
		return nil, errors.New("no service is configured")
	}
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", service),
	}, nil
}

func badHelperWithError(ctx context.Context) error {
	opts, err := partlyOwnedBy("ticket-triage")
	if err != nil {
		return fmt.Errorf("tagging: %w", err)
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// teamOption has a path without a team that is no error.
func teamOption(team string) []option.RequestOption {
	if team == "" {
		return nil
	}
	return []option.RequestOption{withTeam(team)}
}

func badHelperWithBranch(ctx context.Context, team string) error {
	opts := append(projectAndService(), teamOption(team)...)
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// fill adds to the slice of the caller.
func fill(opts *[]option.RequestOption, team string) {
	*opts = append(*opts, projectAndService()...)
	*opts = append(*opts, withTeam(team))
}

func fillPartly(opts *[]option.RequestOption) {
	*opts = append(*opts, projectAndService()...)
}

func goodFilled(ctx context.Context) error {
	var opts []option.RequestOption
	fill(&opts, "care")
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badFilled(ctx context.Context) error {
	var opts []option.RequestOption
	fillPartly(&opts)
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// named returns through a named result and a deferred addition.
func named() (opts []option.RequestOption) {
	opts = projectAndService()
	defer func() { opts = append(opts, withTeam("care")) }()
	return opts
}

func goodNamedResult(ctx context.Context) error {
	client := openai.NewClient(named()...)
	return answer(ctx, client)
}

type tagger struct {
	project, service, team string
}

func (t tagger) options() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", t.project),
		option.WithHeader("X-LLM-Service-Name", t.service),
		option.WithHeader("X-LLM-Team-ID", t.team),
	}
}

func (t tagger) withoutTeam() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", t.project),
		option.WithHeader("X-LLM-Service-Name", t.service),
	}
}

func goodMethod(ctx context.Context) error {
	t := tagger{project: "support", service: "ticket-triage", team: "care"}
	client := openai.NewClient(t.options()...)
	return answer(ctx, client)
}

func badMethod(ctx context.Context) error {
	t := tagger{project: "support", service: "ticket-triage", team: "care"}
	client := openai.NewClient(t.withoutTeam()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// owned and retried call each other: the recursion ends, and each adds its part.
func owned(depth int) []option.RequestOption {
	if depth == 0 {
		return ownership()
	}
	return retried(depth - 1)
}

func retried(depth int) []option.RequestOption {
	return append(owned(depth), option.WithMaxRetries(depth))
}

func goodMutualRecursion(ctx context.Context) error {
	client := openai.NewClient(owned(3)...)
	return answer(ctx, client)
}
