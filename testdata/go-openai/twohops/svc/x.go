// Package svc imports package provider only.
package svc

import (
	"example.com/go-openai/twohops/provider"
	"github.com/sashabaranov/go-openai"
)

func empty() *openai.Client {
	return openai.NewClientWithConfig(provider.Config()) // want "^empty-tag: openai.NewClientWithConfig attaches an empty value to service_name$"
}

func full() *openai.Client { return openai.NewClientWithConfig(provider.Full()) }

func lacking() *openai.Client {
	return openai.NewClientWithConfig(provider.ByMap()) // want "^untagged-client: openai.NewClientWithConfig lacks team_id$"
}
