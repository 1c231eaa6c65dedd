// Package ark uses what Volcengine's component has besides the chat model.
package ark

import (
	"context"
	"net/http"

	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino/schema"
)

var headers = map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}

type owned struct{ base http.RoundTripper }

func (o owned) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	return o.base.RoundTrip(r)
}

func goodResponses(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	m, err := ark.NewResponsesAPIChatModel(ctx, &ark.ResponsesAPIConfig{Model: "doubao", CustomHeader: headers})
	if err != nil {
		return nil, err
	}
	return m.Generate(ctx, in)
}

func badResponses(ctx context.Context, in []*schema.Message) (*schema.StreamReader[*schema.Message], error) {
	m, err := ark.NewResponsesAPIChatModel(ctx, &ark.ResponsesAPIConfig{Model: "doubao"}) // want "^untagged-client: ark.NewResponsesAPIChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return m.Stream(ctx, in)
}

func goodImage(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	m, err := ark.NewImageGenerationModel(ctx, &ark.ImageGenerationConfig{Model: "seedream", HTTPClient: &http.Client{Transport: owned{http.DefaultTransport}}})
	if err != nil {
		return nil, err
	}
	return m.Generate(ctx, in)
}

func badImage(ctx context.Context) (*ark.ImageGenerationModel, error) {
	return ark.NewImageGenerationModel(ctx, &ark.ImageGenerationConfig{Model: "seedream"}) // want "^untagged-client: ark.NewImageGenerationModel lacks project_id, service_name, team_id$"
}

// The request that fills a cache takes what the HTTP client attaches, and no
// custom headers.
func goodCache(ctx context.Context, prefix []*schema.Message) (*ark.CacheInfo, error) {
	m, err := ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", HTTPClient: &http.Client{Transport: owned{http.DefaultTransport}}})
	if err != nil {
		return nil, err
	}
	return m.CreatePrefixCache(ctx, prefix, 3600)
}

func badCache(ctx context.Context, prefix []*schema.Message) (*ark.CacheInfo, error) {
	m, err := ark.NewChatModel(ctx, &ark.ChatModelConfig{Model: "doubao", CustomHeader: headers})
	if err != nil {
		return nil, err
	}
	return m.CreatePrefixCache(ctx, prefix, 3600) // want "^untagged-call: ark.ChatModel.CreatePrefixCache lacks project_id, service_name, team_id$"
}
