package sender

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"sync"
)

// embedFunc is a client that is a function.
type embedFunc func(ctx context.Context, text string) ([]float32, error)

// newGoodEmbed returns a function that tags its requests.
func newGoodEmbed(key, team string) embedFunc {
	client := &http.Client{}
	return func(ctx context.Context, text string) ([]float32, error) {
		body, err := json.Marshal(map[string]string{"input": text, "model": "text-embedding-3-small"})
		if err != nil {
			return nil, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/embeddings", bytes.NewReader(body))
		if err != nil {
			return nil, err
		}
		req.Header.Set("Authorization", "Bearer "+key)
		req.Header.Set("X-LLM-Project-ID", "checkout")
		req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
		req.Header.Set("X-LLM-Team-ID", team)
		resp, err := client.Do(req)
		if err != nil {
			return nil, err
		}
		defer resp.Body.Close()
		var v []float32
		return v, json.NewDecoder(resp.Body).Decode(&v)
	}
}

// newBadEmbed returns a function that does not.
func newBadEmbed(key string) embedFunc {
	client := &http.Client{}
	return func(ctx context.Context, text string) ([]float32, error) {
		body, err := json.Marshal(map[string]string{"input": text, "model": "text-embedding-3-small"})
		if err != nil {
			return nil, err
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/embeddings", bytes.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
		if err != nil {
			return nil, err
		}
		req.Header.Set("Authorization", "Bearer "+key)
		resp, err := client.Do(req)
		if err != nil {
			return nil, err
		}
		defer resp.Body.Close()
		var v []float32
		return v, json.NewDecoder(resp.Body).Decode(&v)
	}
}

// goodConcurrent sends in goroutines by a client that tags.
func goodConcurrent(ctx context.Context, bodies [][]byte) {
	var wg sync.WaitGroup
	for _, body := range bodies {
		wg.Go(func() {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
			if err != nil {
				return
			}
			if resp, err := taggingClient.Do(req); err == nil {
				resp.Body.Close()
			}
		})
	}
	wg.Wait()
}

// badConcurrent sends in goroutines by a client that does not.
func badConcurrent(ctx context.Context, bodies [][]byte) {
	var wg sync.WaitGroup
	for _, body := range bodies {
		wg.Go(func() {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
			if err != nil {
				return
			}
			if resp, err := http.DefaultClient.Do(req); err == nil {
				resp.Body.Close()
			}
		})
	}
	wg.Wait()
}

// goodMethodValue sends by a method value.
func goodMethodValue(ctx context.Context, body []byte) error {
	do := taggingClient.Do
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
