// Written from testdata/idioms/config.go.tmpl by make generate.

package config

import (
	"net/http"

	"context"
	"github.com/cloudwego/eino-ext/components/model/openai"
)

type owner struct {
	next http.RoundTripper
	team string
}

func (o owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	if o.team != "" {
		req.Header.Set("X-LLM-Team-ID", o.team)
	}
	return o.next.RoundTrip(req)
}

func complete() *http.Client {
	return &http.Client{Transport: owner{http.DefaultTransport, "payments"}}
}

func incomplete() *http.Client {
	return &http.Client{Transport: owner{next: http.DefaultTransport}}
}

func good() (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	cfg.HTTPClient = complete()
	return openai.NewChatModel(context.Background(), cfg)
}

func bad() (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	cfg.HTTPClient = incomplete()
	return openai.NewChatModel(context.Background(), cfg) // want "untagged-client: openai.NewChatModel lacks team_id$"
}

func badUnset() (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	return openai.NewChatModel(context.Background(), cfg) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

func badSometimes(debug bool) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	if !debug {
		cfg.HTTPClient = complete()
	}
	return openai.NewChatModel(context.Background(), cfg) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
}

func goodEither(debug bool) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	if debug {
		cfg.HTTPClient = &http.Client{Transport: owner{http.DefaultTransport, "platform"}}
	} else {
		cfg.HTTPClient = complete()
	}
	return openai.NewChatModel(context.Background(), cfg)
}

// A field that is set twice holds what was set last.
func badReplaced() (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	cfg.HTTPClient = complete()
	cfg.HTTPClient = incomplete()
	return openai.NewChatModel(context.Background(), cfg) // want "untagged-client: openai.NewChatModel lacks team_id$"
}

// The duty of a factory that takes what the field is set to.
func with(hc *http.Client) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	cfg.HTTPClient = hc
	return openai.NewChatModel(context.Background(), cfg)
}

func goodWith() (*openai.ChatModel, error) { return with(complete()) }

func badWith() (*openai.ChatModel, error) {
	return with(http.DefaultClient) // want "untagged-client: with lacks project_id, service_name, team_id$"
}

// A client that is given only if there is one.
func withOptional(hc *http.Client) (*openai.ChatModel, error) {
	cfg := &openai.ChatModelConfig{Model: "gpt-4o"}
	if hc != nil {
		cfg.HTTPClient = hc
	}
	return openai.NewChatModel(context.Background(), cfg)
}

func goodOptional() (*openai.ChatModel, error) { return withOptional(complete()) }

func badOptional() (*openai.ChatModel, error) {
	return withOptional(nil) // want "untagged-client: withOptional lacks project_id, service_name, team_id$"
}
