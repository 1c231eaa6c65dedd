// Package registry makes a client of what a registry knows: its headers are the
// business of whoever makes it.
package registry

import (
	"context"
	"net/http"
	"strings"
)

type Provider interface {
	Endpoint() string
	Headers() map[string]string
}

type OpenAI struct {
	key   string
	extra map[string]string
}

func (o *OpenAI) Endpoint() string { return "https://api.openai.com/v1/chat/completions" }

func (o *OpenAI) Headers() map[string]string {
	headers := map[string]string{"Authorization": "Bearer " + o.key}
	for k, v := range o.extra {
		headers[k] = v
	}
	return headers
}

type Registry struct {
	makers map[string]func(key string, extra map[string]string) Provider
}

func NewRegistry() *Registry {
	r := &Registry{makers: map[string]func(string, map[string]string) Provider{}}
	r.makers["openai"] = func(key string, extra map[string]string) Provider { return &OpenAI{key: key, extra: extra} }
	return r
}

func (r *Registry) Get(name, key string, extra map[string]string) Provider {
	return r.makers[name](key, extra)
}

type Config struct {
	Provider, Key string
	Extra         map[string]string
}

type LLM struct {
	provider Provider
	client   *http.Client
}

func NewLLM(cfg *Config, r *Registry) *LLM {
	return &LLM{provider: r.Get(cfg.Provider, cfg.Key, cfg.Extra), client: &http.Client{}}
}

func (l *LLM) Ask(ctx context.Context, q string) error { return l.attempt(ctx, q) }

func (l *LLM) attempt(ctx context.Context, q string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, l.provider.Endpoint(), strings.NewReader(q))
	if err != nil {
		return err
	}
	for k, v := range l.provider.Headers() {
		req.Header.Set(k, v)
	}
	resp, err := l.client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// Memory remembers what was asked.
type Memory struct {
	LLM  *LLM
	said []string
}

func NewMemory(l *LLM) *Memory { return &Memory{LLM: l} }

func (m *Memory) Ask(ctx context.Context, q string) error {
	m.said = append(m.said, q)
	return m.LLM.Ask(ctx, strings.Join(m.said, "\n"))
}
