// Package transport attaches tags in http clients, round trippers and middleware.
package transport

import (
	"context"
	"net/http"
	"time"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
	"golang.org/x/oauth2"
)

func answer(ctx context.Context, client anthropic.Client) error {
	_, err := client.Messages.New(ctx, anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeHaiku4_5,
		MaxTokens: 256,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("ping"))},
	})
	return err
}

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
		option.WithHeader("X-LLM-Team-ID", "counsel"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
	}
}

type tagging struct {
	next    http.RoundTripper
	headers http.Header
}

func (t *tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for name, values := range t.headers {
		req.Header[name] = values
	}
	return t.next.RoundTrip(req)
}

func goodTransport(ctx context.Context) error {
	header := http.Header{}
	header.Set("X-LLM-Project-ID", "legal")
	header.Set("X-LLM-Service-Name", "contract-reader")
	header.Set("X-LLM-Team-ID", "counsel")
	client := anthropic.NewClient(option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport, headers: header}}))
	return answer(ctx, client)
}

func badTransport(ctx context.Context) error {
	header := http.Header{}
	header.Set("X-LLM-Project-ID", "legal")
	header.Set("X-LLM-Service-Name", "contract-reader")
	client := anthropic.NewClient(option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport, headers: header}})) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badTimeout(ctx context.Context) error {
	client := anthropic.NewClient(option.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badDroppedTransport(ctx context.Context) error {
	header := http.Header{"X-Llm-Project-Id": {"legal"}, "X-Llm-Service-Name": {"contract-reader"}, "X-Llm-Team-Id": {"counsel"}}
	tagged := option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport, headers: header}})
	client := anthropic.NewClient(tagged, option.WithHTTPClient(http.DefaultClient)) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

// What a client of another module does to a request is not known.
func unprovenForeignClient(ctx context.Context, source oauth2.TokenSource) error {
	hc := oauth2.NewClient(ctx, source)
	client := anthropic.NewClient(append(partial(), option.WithHTTPClient(hc))...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}

func unprovenForeignTransport(ctx context.Context, source oauth2.TokenSource) error {
	hc := &http.Client{Transport: &oauth2.Transport{Source: source}}
	client := anthropic.NewClient(append(partial(), option.WithHTTPClient(hc))...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodForeignClient(ctx context.Context, source oauth2.TokenSource) error {
	client := anthropic.NewClient(append(ownership(), option.WithHTTPClient(oauth2.NewClient(ctx, source)))...)
	return answer(ctx, client)
}

func goodMiddleware(ctx context.Context) error {
	client := anthropic.NewClient(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		req.Header.Set("X-LLM-Project-ID", "legal")
		req.Header.Set("X-LLM-Service-Name", "contract-reader")
		req.Header.Set("X-LLM-Team-ID", "counsel")
		return next(req)
	}))
	return answer(ctx, client)
}

func badMiddleware(ctx context.Context, canary bool) error {
	client := anthropic.NewClient(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { // want "untagged-client: anthropic.NewClient lacks team_id$"
		req.Header.Set("X-LLM-Project-ID", "legal")
		req.Header.Set("X-LLM-Service-Name", "contract-reader")
		if !canary {
			req.Header.Set("X-LLM-Team-ID", "counsel")
		}
		return next(req)
	}))
	return answer(ctx, client)
}

func badMiddlewareDeletes(ctx context.Context) error {
	scrub := option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		req.Header.Del("X-LLM-Team-ID")
		return next(req)
	})
	client := anthropic.NewClient(append(ownership(), scrub)...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return answer(ctx, client)
}
