// Package free makes requests that nobody is billed for.
package free

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
)

func send(req *http.Request) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// models lists the models.
func models(ctx context.Context, key string) ([]string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://api.openai.com/v1/models", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+key)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var list struct {
		Data []struct{ ID string }
	}
	if err := json.NewDecoder(resp.Body).Decode(&list); err != nil {
		return nil, err
	}
	var ids []string
	for _, m := range list.Data {
		ids = append(ids, m.ID)
	}
	return ids, nil
}

// reachable checks the key.
func reachable() bool {
	resp, err := http.Get("https://api.anthropic.com/v1/models")
	if err != nil {
		return false
	}
	resp.Body.Close()
	return resp.StatusCode < http.StatusInternalServerError
}

// other posts to hosts that are no provider's.
func other(ctx context.Context, body io.Reader) error {
	for _, u := range []string{
		"https://hooks.example.com/v1/chat/completions",
		"https://api.openai.com.example.org/v1/chat/completions",
		"https://example.org/?next=https://api.openai.com/v1/chat/completions",
		"http://localhost:8080/v1/chat/completions",
	} {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, u, body)
		if err != nil {
			return err
		}
		if err := send(req); err != nil {
			return err
		}
	}
	return nil
}

// local posts to a model on this machine.
func local(body io.Reader) error {
	resp, err := http.Post("http://127.0.0.1:9000/v1/embeddings", "application/json", body)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// documentation reads a page of the provider.
func documentation() error {
	resp, err := http.Get("https://platform.openai.com/docs/api-reference/chat")
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// fake posts to a server that it started itself.
func fake() error {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, `{"choices": []}`)
	}))
	defer srv.Close()
	resp, err := http.Post(srv.URL+"/v1/chat/completions", "application/json", strings.NewReader("{}"))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// mentions says the address, and sends nothing there.
func mentions(base string) string {
	if strings.HasPrefix(base, "https://api.openai.com/v1/chat/completions") {
		return "the default is https://api.openai.com/v1/chat/completions"
	}
	return base
}

// handler receives requests and makes none.
func handler(w http.ResponseWriter, r *http.Request) {
	r.Header.Set("X-Origin", "https://api.openai.com/v1/chat/completions")
	w.WriteHeader(http.StatusNoContent)
}
