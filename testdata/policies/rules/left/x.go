// Package left is in a directory that the policy excludes.
package left

import (
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func empty() openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Team-ID", ""))
}
