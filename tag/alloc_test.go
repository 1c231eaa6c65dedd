package tag_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/tag"
)

type canned struct{ body string }

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, r.Body)
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(c.body)), Request: r}, nil
}

func BenchmarkPlain(b *testing.B) {
	const completion = `{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-2024-08-06","choices":[{"index":0,` +
		`"message":{"role":"assistant","content":"Hello! How can I assist you today?"},"finish_reason":"stop"}],` +
		`"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29},"service_tier":"default"}`
	prompt := `{"model":"gpt-4o","messages":[{"role":"user","content":"` + strings.Repeat("Tell me more. ", 50) + `"}]}`
	rec := tag.NewRecorder(discard{})
	run := func(b *testing.B, rt http.RoundTripper) {
		b.ReportAllocs()
		for b.Loop() {
			req, _ := http.NewRequestWithContext(b.Context(), http.MethodPost, "https://api.openai.com/v1/chat/completions", strings.NewReader(prompt))
			req.Header.Set("Content-Type", "application/json")
			resp, err := rt.RoundTrip(req)
			if err != nil {
				b.Fatal(err)
			}
			io.Copy(io.Discard, resp.Body)
			resp.Body.Close()
		}
	}
	b.Run("bare", func(b *testing.B) { run(b, canned{completion}) })
	b.Run("tagged", func(b *testing.B) {
		rt, _ := tag.Transport(checkout, tag.WithBase(canned{completion}), tag.WithRecorder(rec))
		run(b, rt)
	})
}
