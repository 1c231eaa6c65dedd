// Package overrides lets later options undo earlier ones.
package overrides

import (
	"context"
	"net/http"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

func tags() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "catalogue"),
		option.WithHeader("X-LLM-Service-Name", "description-writer"),
		option.WithHeader("X-LLM-Team-ID", "content"),
	}
}

func goodLaterValueWins(ctx context.Context) error {
	client := openai.NewClient(append(tags(), option.WithHeader("X-LLM-Team-ID", "merchandising"))...)
	return answer(ctx, client)
}

func badLaterValueEmpty(ctx context.Context) error {
	client := openai.NewClient(append(tags(), option.WithHeader("X-LLM-Team-ID", ""))...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodEarlierValueEmpty(ctx context.Context) error {
	opts := append([]option.RequestOption{option.WithHeader("X-LLM-Team-ID", "")}, tags()...)
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badDeleted(ctx context.Context) error {
	client := openai.NewClient(append(tags(), option.WithHeaderDel("X-LLM-Team-ID"))...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badDeletedByOtherSpelling(ctx context.Context) error {
	client := openai.NewClient(append(tags(), option.WithHeaderDel("x-llm-service-name"))...) // want "untagged-client: openai.NewClient lacks service_name$"
	return answer(ctx, client)
}

func goodDeletedBefore(ctx context.Context) error {
	opts := append([]option.RequestOption{option.WithHeaderDel("X-LLM-Team-ID")}, tags()...)
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodDeletedAndSetAgain(ctx context.Context) error {
	opts := append(tags(), option.WithHeaderDel("X-LLM-Team-ID"), option.WithHeader("X-LLM-Team-ID", "merchandising"))
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodOtherHeaderDeleted(ctx context.Context) error {
	client := openai.NewClient(append(tags(), option.WithHeaderDel("User-Agent"))...)
	return answer(ctx, client)
}

func badAllDeleted(ctx context.Context) error {
	opts := tags()
	for _, name := range []string{"X-LLM-Project-ID", "X-LLM-Service-Name", "X-LLM-Team-ID"} {
		opts = append(opts, option.WithHeaderDel(name))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

type tagging struct{ next http.RoundTripper }

func (t tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "catalogue")
	req.Header.Set("X-LLM-Service-Name", "description-writer")
	req.Header.Set("X-LLM-Team-ID", "content")
	return t.next.RoundTrip(req)
}

func goodSecondHTTPClientTags(ctx context.Context) error {
	client := openai.NewClient(
		option.WithHTTPClient(&http.Client{Timeout: time.Minute}),
		option.WithHTTPClient(&http.Client{Transport: tagging{next: http.DefaultTransport}}),
	)
	return answer(ctx, client)
}

func badSecondHTTPClientDropsTags(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
		option.WithHTTPClient(&http.Client{Transport: tagging{next: http.DefaultTransport}}),
		option.WithHTTPClient(&http.Client{Timeout: time.Minute}),
	)
	return answer(ctx, client)
}

// The transport runs after the headers of the options are set.
func goodTransportAfterDeletion(ctx context.Context) error {
	client := openai.NewClient(
		option.WithHTTPClient(&http.Client{Transport: tagging{next: http.DefaultTransport}}),
		option.WithHeaderDel("X-LLM-Team-ID"),
	)
	return answer(ctx, client)
}

type scrubbing struct{ next http.RoundTripper }

func (t scrubbing) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Del("X-LLM-Team-ID")
	return t.next.RoundTrip(req)
}

func badTransportScrubs(ctx context.Context) error {
	opts := append(tags(), option.WithHTTPClient(&http.Client{Transport: scrubbing{next: http.DefaultTransport}}))
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// Options given to a client after it was made do not reach its services.
func badClientOptionsTooLate(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	client.Options = append(client.Options, tags()...)
	return answer(ctx, client)
}

func goodServiceOptionsBeforeCall(ctx context.Context) error {
	client := openai.NewClient()
	client.Chat.Completions.Options = append(client.Chat.Completions.Options, tags()...)
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}
