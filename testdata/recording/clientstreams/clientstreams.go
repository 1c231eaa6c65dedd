// Package clientstreams opens streams through clients that ask for usage, or do
// not.
package clientstreams

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"example.com/recording/inhouse"
	"example.com/recording/streams"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

var owner = inhouse.Owner{Project: "checkout", Service: "checkout-assistant", Team: "payments"}

func good(ctx context.Context) {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(inhouse.NewRecorder()), inhouse.StreamUsage())
	client := openai.NewClient(option.WithHTTPClient(hc))
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{})
}

func bad(ctx context.Context) {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(inhouse.NewRecorder()))
	client := openai.NewClient(option.WithHTTPClient(hc))
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}) // want "^missing-usage: "
}

func badOnSomePaths(ctx context.Context, ask bool) {
	opts := []inhouse.Option{inhouse.WithRecorder(inhouse.NewRecorder())}
	if ask {
		opts = append(opts, inhouse.StreamUsage())
	}
	hc, _ := inhouse.Client(owner, opts...)
	client := openai.NewClient(option.WithHTTPClient(hc))
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}) // want "^missing-usage: "
}

// goodService has a client that asks.
type goodService struct{ client openai.Client }

func newGoodService() *goodService {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(inhouse.NewRecorder()), inhouse.StreamUsage())
	return &goodService{openai.NewClient(option.WithHTTPClient(hc))}
}

func (s *goodService) stream(ctx context.Context) {
	s.client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{})
}

type badService struct{ client openai.Client }

func newBadService() *badService {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(inhouse.NewRecorder()))
	return &badService{openai.NewClient(option.WithHTTPClient(hc))}
}

func (s *badService) stream(ctx context.Context) {
	s.client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}) // want "^missing-usage: "
}

// given gets its client from callers: all of them give one that asks.
func given(ctx context.Context, client openai.Client) {
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{})
}

func givesGood(ctx context.Context) { given(ctx, newGoodService().client) }

// alsoGiven gets one that does not.
func alsoGiven(ctx context.Context, client openai.Client) {
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}) // want "^missing-usage: "
}

func givesBoth(ctx context.Context) {
	alsoGiven(ctx, newGoodService().client)
	alsoGiven(ctx, newBadService().client)
}

// rewriting puts into bodies what is not seen.
type rewriting struct{ edit func([]byte) []byte }

func (r rewriting) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	out := req.Clone(req.Context())
	out.Body = io.NopCloser(bytes.NewReader(r.edit(body)))
	return http.DefaultTransport.RoundTrip(out)
}

func goodRewritten(ctx context.Context, edit func([]byte) []byte) {
	hc, _ := inhouse.Client(owner, inhouse.WithRecorder(inhouse.NewRecorder()), inhouse.WithBase(rewriting{edit}))
	client := openai.NewClient(option.WithHTTPClient(hc))
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{})
}

func goodOpened(ctx context.Context) {
	streams.Open(ctx, newBadService().client, openai.ChatCompletionNewParams{StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}})
}

func badOpened(ctx context.Context) {
	streams.Open(ctx, newBadService().client, openai.ChatCompletionNewParams{}) // want "^missing-usage: streams.Open opens a stream that does not report its usage unless asked$"
}

func goodSaidThere(ctx context.Context) { streams.Stream(ctx, newBadService().client) }
