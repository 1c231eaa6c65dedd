// Package callers has a factory that is called from many places.
package callers

import (
	"context"
	"net/http"

	"github.com/sashabaranov/go-openai"
)

type tags struct{ next http.RoundTripper }

func (t tags) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", "checkout")
	r.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	r.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(r)
}

type bot struct{ c *openai.Client }

func newBot(key string) *bot {
	cfg := openai.DefaultConfig(key)
	cfg.HTTPClient = &http.Client{Transport: tags{http.DefaultTransport}}
	return &bot{c: openai.NewClientWithConfig(cfg)}
}

func (b *bot) ask(ctx context.Context) error {
	_, err := b.c.CreateChatCompletion(ctx, openai.ChatCompletionRequest{})
	return err
}

type bare struct{ c *openai.Client }

func newBare(key string) *bare {
	return &bare{c: openai.NewClient(key)} // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func (b *bare) ask(ctx context.Context) error {
	_, err := b.c.CreateChatCompletion(ctx, openai.ChatCompletionRequest{})
	return err
}

func h0(ctx context.Context) error { return newBot("key").ask(ctx) }

func b0(ctx context.Context) error { return newBare("key").ask(ctx) }

func h1(ctx context.Context) error { return newBot("key").ask(ctx) }

func b1(ctx context.Context) error { return newBare("key").ask(ctx) }

func h2(ctx context.Context) error { return newBot("key").ask(ctx) }

func b2(ctx context.Context) error { return newBare("key").ask(ctx) }

func h3(ctx context.Context) error { return newBot("key").ask(ctx) }

func b3(ctx context.Context) error { return newBare("key").ask(ctx) }

func h4(ctx context.Context) error { return newBot("key").ask(ctx) }

func b4(ctx context.Context) error { return newBare("key").ask(ctx) }

func h5(ctx context.Context) error { return newBot("key").ask(ctx) }

func b5(ctx context.Context) error { return newBare("key").ask(ctx) }

func h6(ctx context.Context) error { return newBot("key").ask(ctx) }

func b6(ctx context.Context) error { return newBare("key").ask(ctx) }

func h7(ctx context.Context) error { return newBot("key").ask(ctx) }

func b7(ctx context.Context) error { return newBare("key").ask(ctx) }

func h8(ctx context.Context) error { return newBot("key").ask(ctx) }

func b8(ctx context.Context) error { return newBare("key").ask(ctx) }

func h9(ctx context.Context) error { return newBot("key").ask(ctx) }

func b9(ctx context.Context) error { return newBare("key").ask(ctx) }

func h10(ctx context.Context) error { return newBot("key").ask(ctx) }

func b10(ctx context.Context) error { return newBare("key").ask(ctx) }

func h11(ctx context.Context) error { return newBot("key").ask(ctx) }

func b11(ctx context.Context) error { return newBare("key").ask(ctx) }

func h12(ctx context.Context) error { return newBot("key").ask(ctx) }

func b12(ctx context.Context) error { return newBare("key").ask(ctx) }

func h13(ctx context.Context) error { return newBot("key").ask(ctx) }

func b13(ctx context.Context) error { return newBare("key").ask(ctx) }

func h14(ctx context.Context) error { return newBot("key").ask(ctx) }

func b14(ctx context.Context) error { return newBare("key").ask(ctx) }

func h15(ctx context.Context) error { return newBot("key").ask(ctx) }

func b15(ctx context.Context) error { return newBare("key").ask(ctx) }

func h16(ctx context.Context) error { return newBot("key").ask(ctx) }

func b16(ctx context.Context) error { return newBare("key").ask(ctx) }

func h17(ctx context.Context) error { return newBot("key").ask(ctx) }

func b17(ctx context.Context) error { return newBare("key").ask(ctx) }

func h18(ctx context.Context) error { return newBot("key").ask(ctx) }

func b18(ctx context.Context) error { return newBare("key").ask(ctx) }

func h19(ctx context.Context) error { return newBot("key").ask(ctx) }

func b19(ctx context.Context) error { return newBare("key").ask(ctx) }

func h20(ctx context.Context) error { return newBot("key").ask(ctx) }

func b20(ctx context.Context) error { return newBare("key").ask(ctx) }

func h21(ctx context.Context) error { return newBot("key").ask(ctx) }

func b21(ctx context.Context) error { return newBare("key").ask(ctx) }

func h22(ctx context.Context) error { return newBot("key").ask(ctx) }

func b22(ctx context.Context) error { return newBare("key").ask(ctx) }

func h23(ctx context.Context) error { return newBot("key").ask(ctx) }

func b23(ctx context.Context) error { return newBare("key").ask(ctx) }

func h24(ctx context.Context) error { return newBot("key").ask(ctx) }

func b24(ctx context.Context) error { return newBare("key").ask(ctx) }

func h25(ctx context.Context) error { return newBot("key").ask(ctx) }

func b25(ctx context.Context) error { return newBare("key").ask(ctx) }
