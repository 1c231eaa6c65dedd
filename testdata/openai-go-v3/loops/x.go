// Package loops attaches tags in loops over literals.
package loops

import (
	"context"
	"maps"
	"net/http"
	"os"
	"slices"

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

func goodLiteralMap(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range map[string]string{
		"X-LLM-Project-ID":   "maps",
		"X-LLM-Service-Name": "route-planner",
		"X-LLM-Team-ID":      "geo",
	} {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badLiteralMap(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range map[string]string{
		"X-LLM-Project-ID":   "maps",
		"X-LLM-Service-Name": "route-planner",
	} {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodMapVariable(ctx context.Context, team string) error {
	headers := map[string]string{"X-LLM-Project-ID": "maps"}
	headers["X-LLM-Service-Name"] = "route-planner"
	headers["X-LLM-Team-ID"] = team
	opts := make([]option.RequestOption, 0, len(headers))
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badMapVariable(ctx context.Context, team string) error {
	headers := map[string]string{"X-LLM-Project-ID": "maps"}
	headers["X-LLM-Service-Name"] = "route-planner"
	if team != "" {
		headers["X-LLM-Team-ID"] = team
	}
	opts := make([]option.RequestOption, 0, len(headers))
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badMapDelete(ctx context.Context) error {
	headers := map[string]string{
		"X-LLM-Project-ID":   "maps",
		"X-LLM-Service-Name": "route-planner",
		"X-LLM-Team-ID":      "geo",
	}
	delete(headers, "X-LLM-Team-ID")
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badMapFilledTooLate(ctx context.Context) error {
	headers := map[string]string{"X-LLM-Project-ID": "maps", "X-LLM-Service-Name": "route-planner"}
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	headers["X-LLM-Team-ID"] = "geo"
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodMapsCopy(ctx context.Context) error {
	headers := map[string]string{"X-LLM-Team-ID": "geo"}
	maps.Copy(headers, map[string]string{"X-LLM-Project-ID": "maps", "X-LLM-Service-Name": "route-planner"})
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badMapsCopy(ctx context.Context) error {
	headers := map[string]string{"X-Request-Source": "batch"}
	maps.Copy(headers, map[string]string{"X-LLM-Project-ID": "maps", "X-LLM-Service-Name": "route-planner"})
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

var shared = map[string]string{
	"X-LLM-Project-ID":   "maps",
	"X-LLM-Service-Name": "route-planner",
}

func goodMapsClone(ctx context.Context) error {
	headers := maps.Clone(shared)
	headers["X-LLM-Team-ID"] = "geo"
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badMapsClone(ctx context.Context) error {
	headers := maps.Clone(shared)
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodSortedKeys(ctx context.Context) error {
	headers := map[string]string{
		"X-LLM-Project-ID":   "maps",
		"X-LLM-Service-Name": "route-planner",
		"X-LLM-Team-ID":      "geo",
	}
	var opts []option.RequestOption
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		opts = append(opts, option.WithHeader(name, headers[name]))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodSliceOfStructs(ctx context.Context) error {
	tags := []struct{ name, value string }{
		{"X-LLM-Project-ID", "maps"},
		{"X-LLM-Service-Name", "route-planner"},
		{"X-LLM-Team-ID", "geo"},
	}
	var opts []option.RequestOption
	for _, tag := range tags {
		opts = append(opts, option.WithHeader(tag.name, tag.value))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badSliceOfStructs(ctx context.Context) error {
	tags := []struct{ name, value string }{
		{"X-LLM-Project-ID", "maps"},
		{"X-LLM-Team-ID", "geo"},
	}
	var opts []option.RequestOption
	for _, tag := range tags {
		opts = append(opts, option.WithHeader(tag.name, tag.value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks service_name$"
	return answer(ctx, client)
}

func goodPairs(ctx context.Context) error {
	var opts []option.RequestOption
	for _, pair := range [][2]string{
		{"X-LLM-Project-ID", "maps"},
		{"X-LLM-Service-Name", "route-planner"},
		{"X-LLM-Team-ID", "geo"},
	} {
		opts = append(opts, option.WithHeader(pair[0], pair[1]))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodNamesOnly(ctx context.Context) error {
	var opts []option.RequestOption
	for _, name := range []string{"X-LLM-Project-ID", "X-LLM-Service-Name", "X-LLM-Team-ID"} {
		opts = append(opts, option.WithHeader(name, os.Getenv(name)))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badNamesOnly(ctx context.Context) error {
	var opts []option.RequestOption
	for _, name := range []string{"X-LLM-Project-ID", "X-LLM-Service-Name"} {
		opts = append(opts, option.WithHeader(name, os.Getenv(name)))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodCountedLoop(ctx context.Context) error {
	names := []string{"X-LLM-Project-ID", "X-LLM-Service-Name", "X-LLM-Team-ID"}
	values := []string{"maps", "route-planner", "geo"}
	var opts []option.RequestOption
	for i := 0; i < len(names); i++ {
		opts = append(opts, option.WithHeader(names[i], values[i]))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badLoopSkipsOne(ctx context.Context) error {
	headers := map[string]string{
		"X-LLM-Project-ID":   "maps",
		"X-LLM-Service-Name": "route-planner",
		"X-LLM-Team-ID":      "geo",
	}
	var opts []option.RequestOption
	for name, value := range headers {
		if name == "X-LLM-Team-ID" {
			continue
		}
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// None of the literal's values is blank, so none is skipped.
func goodLoopSkipsBlanks(ctx context.Context) error {
	headers := map[string]string{
		"X-LLM-Project-ID":   "maps",
		"X-LLM-Service-Name": "route-planner",
		"X-LLM-Team-ID":      "geo",
	}
	var opts []option.RequestOption
	for name, value := range headers {
		if value == "" {
			continue
		}
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badLoopSkipsBlanks(ctx context.Context) error {
	headers := map[string]string{
		"X-LLM-Project-ID":   "maps",
		"X-LLM-Service-Name": "route-planner",
		"X-LLM-Team-ID":      os.Getenv("LLM_TEAM_ID"),
	}
	var opts []option.RequestOption
	for name, value := range headers {
		if value == "" {
			continue
		}
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodHTTPHeader(ctx context.Context) error {
	header := http.Header{}
	header.Set("X-LLM-Project-ID", "maps")
	header.Set("X-LLM-Service-Name", "route-planner")
	header.Add("X-LLM-Team-ID", "geo")
	var opts []option.RequestOption
	for name, values := range header {
		for _, value := range values {
			opts = append(opts, option.WithHeaderAdd(name, value))
		}
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badHTTPHeader(ctx context.Context) error {
	header := http.Header{}
	header.Set("X-LLM-Project-ID", "maps")
	header.Set("X-LLM-Service-Name", "route-planner")
	header.Set("X-LLM-Team-ID", "geo")
	header.Del("X-LLM-Team-ID")
	var opts []option.RequestOption
	for name, values := range header {
		for _, value := range values {
			opts = append(opts, option.WithHeaderAdd(name, value))
		}
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodHTTPHeaderClone(ctx context.Context) error {
	defaults := http.Header{"X-Llm-Project-Id": {"maps"}, "X-Llm-Service-Name": {"route-planner"}}
	header := defaults.Clone()
	header.Set("X-LLM-Team-ID", "geo")
	var opts []option.RequestOption
	for name := range header {
		opts = append(opts, option.WithHeader(name, header.Get(name)))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badHTTPHeaderClone(ctx context.Context) error {
	defaults := http.Header{"X-Llm-Project-Id": {"maps"}, "X-Llm-Service-Name": {"route-planner"}}
	header := defaults.Clone()
	header.Set("X-LLM-Team-ID", "geo")
	var opts []option.RequestOption
	for name := range defaults {
		opts = append(opts, option.WithHeader(name, defaults.Get(name)))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func headersOf(team string) map[string]string {
	return map[string]string{
		"X-LLM-Project-ID":   "maps",
		"X-LLM-Service-Name": "route-planner",
		"X-LLM-Team-ID":      team,
	}
}

func asOptions(headers map[string]string) []option.RequestOption {
	opts := make([]option.RequestOption, 0, len(headers))
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	return opts
}

func goodMapThroughHelpers(ctx context.Context) error {
	client := openai.NewClient(asOptions(headersOf("geo"))...)
	return answer(ctx, client)
}

func badMapThroughHelpers(ctx context.Context) error {
	client := openai.NewClient(asOptions(shared)...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

// Clients made in a loop are judged once, where they are made.
func badClientPerRegion(ctx context.Context) error {
	for _, region := range []string{"eu", "us"} {
		client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
			option.WithBaseURL("https://"+region+".api.openai.com/v1"),
			option.WithHeader("X-LLM-Project-ID", "maps"),
			option.WithHeader("X-LLM-Service-Name", "route-planner"),
		)
		if err := answer(ctx, client); err != nil {
			return err
		}
	}
	return nil
}

func goodClientPerRegion(ctx context.Context) error {
	for _, region := range []string{"eu", "us"} {
		client := openai.NewClient(
			option.WithBaseURL("https://"+region+".api.openai.com/v1"),
			option.WithHeader("X-LLM-Project-ID", "maps"),
			option.WithHeader("X-LLM-Service-Name", "route-planner"),
			option.WithHeader("X-LLM-Team-ID", "geo-"+region),
		)
		if err := answer(ctx, client); err != nil {
			return err
		}
	}
	return nil
}
