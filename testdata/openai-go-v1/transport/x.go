// Package transport attaches tags in http clients, round trippers and middleware.
package transport

import (
	"context"
	"net/http"
	"time"

	"github.com/openai/openai-go"
	"github.com/openai/openai-go/option"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", "care"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
	}
}

type tagging struct {
	next http.RoundTripper
	team string
}

func (t *tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "support")
	req.Header.Set("X-LLM-Service-Name", "ticket-triage")
	req.Header.Set("X-LLM-Team-ID", t.team)
	return t.next.RoundTrip(req)
}

func goodTransport(ctx context.Context) error {
	hc := &http.Client{Timeout: time.Minute, Transport: &tagging{next: http.DefaultTransport, team: "care"}}
	client := openai.NewClient(option.WithHTTPClient(hc))
	return answer(ctx, client)
}

type conditional struct{ next http.RoundTripper }

func (t *conditional) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "support")
	req.Header.Set("X-LLM-Service-Name", "ticket-triage")
	if req.ContentLength > 0 {
		req.Header.Set("X-LLM-Team-ID", "care")
	}
	return t.next.RoundTrip(req)
}

func badTransport(ctx context.Context) error {
	hc := &http.Client{Transport: &conditional{next: http.DefaultTransport}}
	client := openai.NewClient(option.WithHTTPClient(hc)) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badTimeout(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badDroppedTransport(ctx context.Context) error {
	tagged := option.WithHTTPClient(&http.Client{Transport: &tagging{next: http.DefaultTransport, team: "care"}})
	client := openai.NewClient(tagged, option.WithHTTPClient(http.DefaultClient)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func goodMiddleware(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		req.Header.Set("X-LLM-Project-ID", "support")
		req.Header.Set("X-LLM-Service-Name", "ticket-triage")
		req.Header.Set("X-LLM-Team-ID", "care")
		return next(req)
	}))
	return answer(ctx, client)
}

func badMiddleware(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) { // want "untagged-client: openai.NewClient lacks team_id$"
		req.Header.Set("X-LLM-Project-ID", "support")
		req.Header.Set("X-LLM-Service-Name", "ticket-triage")
		resp, err := next(req)
		req.Header.Set("X-LLM-Team-ID", "care")
		return resp, err
	}))
	return answer(ctx, client)
}

func badMiddlewareDeletes(ctx context.Context) error {
	scrub := option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
		req.Header.Del("X-LLM-Team-ID")
		return next(req)
	})
	client := openai.NewClient(append(ownership(), scrub)...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}
