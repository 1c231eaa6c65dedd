package transport

import (
	"context"
	"net/http"
	"sync"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

type clientKey struct{}

// pick returns the context's client or a new one.
func pick(ctx context.Context) *http.Client {
	if hc, ok := ctx.Value(clientKey{}).(*http.Client); ok {
		return hc
	}
	return &http.Client{}
}

func pickOr(hc *http.Client) *http.Client {
	if hc != nil {
		return hc
	}
	return &http.Client{}
}

// Whichever client it is, it has the transport.
func goodPicked(ctx context.Context) error {
	hc := pick(ctx)
	hc.Transport = fixed{hc.Transport}
	return answer(ctx, openai.NewClient(option.WithHTTPClient(hc)))
}

func goodPickedOr(ctx context.Context, hc *http.Client) error {
	hc = pickOr(hc)
	hc.Transport = fixed{hc.Transport}
	return answer(ctx, openai.NewClient(option.WithHTTPClient(hc)))
}

func badPicked(ctx context.Context) error {
	hc := pick(ctx)
	hc.Transport = &withoutTeam{hc.Transport}
	return answer(ctx, openai.NewClient(option.WithHTTPClient(hc))) // want "^(untagged-client|unproven-tags): openai.NewClient (may lack|lacks) team_id"
}

// Only one of two clients that are both used is changed.
func badOther(ctx context.Context, fresh bool) error {
	first := &http.Client{}
	hc := first
	if fresh {
		hc = &http.Client{}
	}
	hc.Transport = fixed{hc.Transport}
	return answer(ctx, openai.NewClient(option.WithHTTPClient(first))) // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

var pool sync.Map

// A client of which nothing is known gets a transport that tags.
func goodPooled(ctx context.Context) error {
	v, _ := pool.Load("k")
	hc := v.(*http.Client)
	hc.Transport = fixed{hc.Transport}
	return answer(ctx, openai.NewClient(option.WithHTTPClient(hc)))
}

func unprovenPooled(ctx context.Context) error {
	v, _ := pool.Load("k")
	hc := v.(*http.Client)
	hc.Timeout = 1
	return answer(ctx, openai.NewClient(option.WithHTTPClient(hc))) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id"
}

type holder struct{ hc *http.Client }

func goodPooledField(ctx context.Context) error {
	v, _ := pool.Load("k")
	h := holder{hc: v.(*http.Client)}
	h.hc.Transport = fixed{h.hc.Transport}
	return answer(ctx, openai.NewClient(option.WithHTTPClient(h.hc)))
}

// Headers of which nothing is known get ours.
func goodUnseenHeaders(ctx context.Context) error {
	v, _ := pool.Load("headers")
	h := v.(http.Header)
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
	var opts []option.RequestOption
	for name := range h {
		opts = append(opts, option.WithHeader(name, h.Get(name)))
	}
	return answer(ctx, openai.NewClient(opts...))
}

func goodUnseenMap(ctx context.Context) error {
	v, _ := pool.Load("headers")
	h := v.(map[string]string)
	h["X-LLM-Project-ID"], h["X-LLM-Service-Name"], h["X-LLM-Team-ID"] = "checkout", "checkout-assistant", "payments"
	var opts []option.RequestOption
	for name, value := range h {
		opts = append(opts, option.WithHeader(name, value))
	}
	return answer(ctx, openai.NewClient(opts...))
}

func unprovenUnseenMap(ctx context.Context) error {
	v, _ := pool.Load("headers")
	h := v.(map[string]string)
	h["X-LLM-Project-ID"], h["X-LLM-Service-Name"] = "checkout", "checkout-assistant"
	var opts []option.RequestOption
	for name, value := range h {
		opts = append(opts, option.WithHeader(name, value))
	}
	return answer(ctx, openai.NewClient(opts...)) // want "^unproven-tags: openai.NewClient may lack team_id"
}
