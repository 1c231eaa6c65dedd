// Package literals makes function literals that send requests: what they lack is told
// once, wherever they are kept and called.
package literals

import (
	"context"
	"net/http"
)

type Func func(ctx context.Context, text string) error

func Default() Func { return Compat("https://api.openai.com/v1") }

func Mistral() Func { return Compat("https://api.mistral.ai/v1") }

func Azure(url string) Func { return compat(url, map[string]string{"api-key": "k"}) }

func Compat(base string) Func { return compat(base, nil) }

func compat(base string, headers map[string]string) Func {
	client := &http.Client{}
	return func(ctx context.Context, text string) error {
		req, err := http.NewRequestWithContext(ctx, "POST", base+"/embeddings", nil) // want `^raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$`
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/json")
		for k, v := range headers {
			req.Header.Add(k, v)
		}
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		return resp.Body.Close()
	}
}

type Collection struct {
	embed Func
}

func (c *Collection) Add(ctx context.Context) error { return c.embed(ctx, "x") }

func New(f Func) *Collection {
	if f == nil {
		f = Default()
	}
	return &Collection{embed: f}
}

func Document(ctx context.Context, f Func) error {
	if f == nil {
		f = Default()
	}
	return f(ctx, "y")
}
