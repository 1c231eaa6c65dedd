// Package options builds option slices before they reach the constructor.
package options

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
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

func goodSlice(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithAPIKey(os.Getenv("OPENAI_API_KEY")),
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badSlice(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithAPIKey(os.Getenv("OPENAI_API_KEY")),
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodAppend(ctx context.Context) error {
	var opts []option.RequestOption
	opts = append(opts, option.WithMaxRetries(2))
	opts = append(opts, option.WithHeader("X-LLM-Project-ID", "search"), option.WithHeader("X-LLM-Service-Name", "query-rewriter"))
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", "discovery"))
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badAppend(ctx context.Context) error {
	var opts []option.RequestOption
	opts = append(opts, option.WithMaxRetries(2))
	opts = append(opts, option.WithHeader("X-LLM-Project-ID", "search"))
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", "discovery"))
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks service_name$"
	return answer(ctx, client)
}

func badAppendAfterConstruction(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", "discovery"))
	fmt.Println("options:", len(opts))
	return answer(ctx, client)
}

func badAppendToAnotherSlice(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
	}
	tagged := append(slices.Clone(opts), option.WithHeader("X-LLM-Team-ID", "discovery"))
	fmt.Println("options:", len(tagged))
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodSpreadAppend(ctx context.Context) error {
	base := []option.RequestOption{option.WithRequestTimeout(30 * time.Second)}
	tags := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	client := openai.NewClient(append(base, tags...)...)
	return answer(ctx, client)
}

func badSpreadAppend(ctx context.Context) error {
	base := []option.RequestOption{option.WithRequestTimeout(30 * time.Second)}
	tags := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	client := openai.NewClient(append(base, tags...)...) // want "untagged-client: openai.NewClient lacks service_name$"
	return answer(ctx, client)
}

func goodMakeAndIndex(ctx context.Context) error {
	opts := make([]option.RequestOption, 3)
	opts[0] = option.WithHeader("X-LLM-Project-ID", "search")
	opts[1] = option.WithHeader("X-LLM-Service-Name", "query-rewriter")
	opts[2] = option.WithHeader("X-LLM-Team-ID", "discovery")
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badMakeAndIndex(ctx context.Context) error {
	opts := make([]option.RequestOption, 3)
	opts[0] = option.WithHeader("X-LLM-Project-ID", "search")
	opts[1] = option.WithHeader("X-LLM-Service-Name", "query-rewriter")
	opts[2] = option.WithMaxRetries(3)
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badIndexOverwritten(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	opts[2] = option.WithMaxRetries(3)
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodMakeCapacity(ctx context.Context) error {
	opts := make([]option.RequestOption, 0, 4)
	opts = append(opts,
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	)
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodConcat(ctx context.Context) error {
	transport := []option.RequestOption{option.WithHTTPClient(&http.Client{Timeout: time.Minute})}
	tags := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	client := openai.NewClient(slices.Concat(transport, tags)...)
	return answer(ctx, client)
}

func badConcat(ctx context.Context) error {
	transport := []option.RequestOption{option.WithHTTPClient(&http.Client{Timeout: time.Minute})}
	tags := []option.RequestOption{
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	client := openai.NewClient(slices.Concat(transport, tags)...) // want "untagged-client: openai.NewClient lacks project_id$"
	return answer(ctx, client)
}

func goodClone(ctx context.Context) error {
	shared := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
	}
	opts := append(slices.Clone(shared), option.WithHeader("X-LLM-Team-ID", "discovery"))
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodInsert(ctx context.Context) error {
	opts := []option.RequestOption{option.WithHeader("X-LLM-Project-ID", "search")}
	opts = slices.Insert(opts, 0,
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	)
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodCopy(ctx context.Context) error {
	tags := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	opts := make([]option.RequestOption, len(tags))
	copy(opts, tags)
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badCopy(ctx context.Context) error {
	tags := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
	}
	opts := make([]option.RequestOption, len(tags))
	copy(opts, tags)
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badResliced(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	client := openai.NewClient(opts[:2]...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badReset(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	opts = nil
	opts = append(opts, option.WithMaxRetries(1))
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func goodOptionVariables(ctx context.Context) error {
	project := option.WithHeader("X-LLM-Project-ID", "search")
	service := option.WithHeader("X-LLM-Service-Name", "query-rewriter")
	team := option.WithHeader("X-LLM-Team-ID", "discovery")
	client := openai.NewClient(project, service, team)
	return answer(ctx, client)
}

func badOptionVariables(ctx context.Context) error {
	project := option.WithHeader("X-LLM-Project-ID", "search")
	service := option.WithHeader("X-LLM-Service-Name", "query-rewriter")
	team := option.WithHeader("X-LLM-Team-ID", "discovery")
	_ = team
	client := openai.NewClient(project, service) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodArray(ctx context.Context) error {
	tags := [...]option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	client := openai.NewClient(tags[:]...)
	return answer(ctx, client)
}

func goodDefaultsOfSDK(ctx context.Context) error {
	opts := append(openai.DefaultClientOptions(),
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	)
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodBaseURLUnderCondition(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
	if base := os.Getenv("OPENAI_BASE_URL"); base != "" {
		opts = append(opts, option.WithBaseURL(base))
	}
	if key := os.Getenv("OPENAI_API_KEY"); key != "" {
		opts = append(opts, option.WithAPIKey(key))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badBaseURLUnderCondition(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "search"),
		option.WithHeader("X-LLM-Service-Name", "query-rewriter"),
	}
	if base := os.Getenv("OPENAI_BASE_URL"); base != "" {
		opts = append(opts, option.WithBaseURL(base))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}
