// Package rules is linted with most rules off.
package rules

import (
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func untagged() openai.Client { return openai.NewClient() }

//llmtag:ignore
func badIgnore() openai.Client { return openai.NewClient() }

func empty() openai.Client {
	return openai.NewClient(option.WithHeader("X-LLM-Team-ID", "")) // want "^empty-tag: openai.NewClient attaches an empty value to team_id$"
}
