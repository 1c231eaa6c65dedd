package loops

import (
	"maps"
	"slices"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func project() map[string]string {
	return map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"}
}

// inOrder looks up what it has sorted.
func inOrder(headers map[string]string) (opts []option.RequestOption) {
	for _, name := range slices.Sorted(maps.Keys(headers)) {
		opts = append(opts, option.WithHeader(name, headers[name]))
	}
	return opts
}

func goodCopied() openai.Client {
	headers := project()
	maps.Copy(headers, map[string]string{"X-LLM-Team-ID": "payments"})
	return openai.NewClient(inOrder(headers)...)
}

func goodInserted() openai.Client {
	headers := maps.Collect(maps.All(project()))
	maps.Insert(headers, maps.All(map[string]string{"X-LLM-Team-ID": "payments"}))
	return openai.NewClient(inOrder(headers)...)
}

func badCopied() openai.Client {
	headers := project()
	maps.Copy(headers, map[string]string{"X-Team": "payments"})
	return openai.NewClient(inOrder(headers)...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

// What is copied goes over what is there, also if it is nothing.
func badEmptied() openai.Client {
	headers := project()
	headers["X-LLM-Team-ID"] = "payments"
	maps.Copy(headers, map[string]string{"X-LLM-Team-ID": ""})
	return openai.NewClient(inOrder(headers)...) // want "^empty-tag: openai.NewClient attaches an empty value to team_id$"
}
