package loops

import (
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// A loop keeps the entries with the names of the owner's headers.
func goodFiltered() openai.Client {
	var opts []option.RequestOption
	for name, value := range headersOf("payments") {
		if strings.HasPrefix(strings.ToLower(name), "x-llm-") {
			opts = append(opts, option.WithHeader(name, value))
		}
	}
	return openai.NewClient(opts...)
}

func badFiltered() openai.Client {
	var opts []option.RequestOption
	for name, value := range headersOf("payments") {
		if strings.EqualFold(name, "x-llm-team-id") || !strings.Contains(name, "-") {
			continue
		}
		opts = append(opts, option.WithHeader(name, value))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

// Names are put together in upper and lower case.
func goodCased() openai.Client {
	var opts []option.RequestOption
	for key, value := range map[string]string{"project_id": "checkout", "service_name": "checkout-assistant", "team_id": "payments"} {
		name := "X-LLM-" + strings.ReplaceAll(strings.ToUpper(key), "_", "-")
		opts = append(opts, option.WithHeader(name, value))
	}
	return openai.NewClient(opts...)
}

// Names and values stand in texts.
func goodCut() openai.Client {
	var opts []option.RequestOption
	for _, line := range strings.Split("X-LLM-Project-ID: checkout|X-LLM-Service-Name: checkout-assistant|X-LLM-Team-ID: payments", "|") {
		name, value, ok := strings.Cut(line, ": ")
		if !ok {
			continue
		}
		opts = append(opts, option.WithHeader(name, value))
	}
	return openai.NewClient(opts...)
}

func badCut() openai.Client {
	var opts []option.RequestOption
	for _, line := range []string{"X-LLM-Project-ID: checkout", "X-LLM-Service-Name= checkout-assistant", "X-LLM-Team-ID: payments"} {
		if name, value, ok := strings.Cut(line, ": "); ok {
			opts = append(opts, option.WithHeader(name, value))
		}
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks service_name$"
}
