package fields

import (
	"context"
	"maps"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func headerOptions(h map[string]string) (out []option.RequestOption) {
	for k, v := range h {
		out = append(out, option.WithHeader(k, v))
	}
	return out
}

// perCall has a bare client, and headers that each call takes.
type perCall struct {
	client  openai.Client
	headers map[string]string
}

func newPerCall() *perCall {
	return &perCall{client: openai.NewClient(), headers: map[string]string{
		"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments",
	}}
}

func (s *perCall) do(ctx context.Context) error {
	_, err := s.client.Embeddings.New(ctx, openai.EmbeddingNewParams{}, headerOptions(s.headers)...)
	return err
}

func (s *perCall) doInline(ctx context.Context) error {
	var opts []option.RequestOption
	for k, v := range maps.Clone(s.headers) {
		opts = append(opts, option.WithHeader(k, v))
	}
	_, err := s.client.Embeddings.New(ctx, openai.EmbeddingNewParams{}, opts...)
	return err
}

type perCallWithout struct {
	client  openai.Client
	headers map[string]string
}

func newPerCallWithout() *perCallWithout {
	return &perCallWithout{
		client:  openai.NewClient(), // want "^untagged-client: openai.NewClient lacks team_id$"
		headers: map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"},
	}
}

func (s *perCallWithout) do(ctx context.Context) error {
	_, err := s.client.Embeddings.New(ctx, openai.EmbeddingNewParams{}, headerOptions(s.headers)...)
	return err
}

// maker owes the headers that its constructor is given.
type maker struct{ headers map[string]string }

func newMaker(h map[string]string) *maker { return &maker{headers: h} }

func (m *maker) client() openai.Client { return openai.NewClient(headerOptions(m.headers)...) }

func goodMaker() openai.Client {
	return newMaker(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}).client()
}

func badMaker() openai.Client {
	return newMaker(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"}).client() // want "^untagged-client: .* lacks team_id$"
}
