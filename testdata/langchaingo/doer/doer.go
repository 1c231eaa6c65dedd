// Package doer sends through a type with a Do method, which the OpenAI and
// Anthropic providers accept in place of an http.Client.
package doer

import (
	"net/http"
	"time"

	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

// owned attaches the owner before the inner client sends.
type owned struct {
	inner *http.Client
	team  string
}

func (o owned) Do(req *http.Request) (*http.Response, error) {
	req.Header.Set(tagging.HeaderProject, "shop")
	req.Header.Set(tagging.HeaderService, "search")
	req.Header.Set(tagging.HeaderTeam, o.team)
	return o.inner.Do(req)
}

func goodDoer() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(owned{inner: http.DefaultClient, team: "discovery"}))
}

func goodDoerAnthropic() (*anthropic.LLM, error) {
	return anthropic.New(anthropic.WithHTTPClient(&owned{inner: http.DefaultClient, team: "discovery"}))
}

func badDoerEmptyTeam() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(owned{inner: http.DefaultClient, team: ""})) // want "empty-tag: openai.New attaches an empty value to team_id$"
}

// counting adds nothing and sends through its inner client.
type counting struct {
	inner *http.Client
	n     int
}

func (c *counting) Do(req *http.Request) (*http.Response, error) {
	c.n++
	return c.inner.Do(req)
}

func goodCountingTagged() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&counting{inner: tagging.Checkout()}))
}

func badCounting() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&counting{inner: &http.Client{Timeout: time.Minute}})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// A Do method in the middle of a chain of them.
type doer interface {
	Do(*http.Request) (*http.Response, error)
}

type doerFunc func(*http.Request) (*http.Response, error)

func (f doerFunc) Do(req *http.Request) (*http.Response, error) { return f(req) }

func withOwner(next doer) doer {
	return doerFunc(func(req *http.Request) (*http.Response, error) {
		req.Header.Set(tagging.HeaderProject, "shop")
		req.Header.Set(tagging.HeaderService, "search")
		req.Header.Set(tagging.HeaderTeam, "discovery")
		return next.Do(req)
	})
}

func withLatency(next doer, seen func(time.Duration)) doer {
	return doerFunc(func(req *http.Request) (*http.Response, error) {
		start := time.Now()
		defer func() { seen(time.Since(start)) }()
		return next.Do(req)
	})
}

func goodChain(seen func(time.Duration)) (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(withLatency(withOwner(http.DefaultClient), seen)))
}

func badChain(seen func(time.Duration)) (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(withLatency(http.DefaultClient, seen))) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}
