// Package environment is linted under environment_headers: trust.
package environment

import (
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// The SDK reads OPENAI_CUSTOM_HEADERS by itself.
func readByTheSDK() openai.Client { return openai.NewClient() }

func emptied() openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Team-ID", "")) // want "^untagged-client: openai.NewClient lacks team_id$"
}
