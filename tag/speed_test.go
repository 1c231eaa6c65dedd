package tag_test

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/tag"
)

// discard is a sink that takes everything.
type discard struct{}

func (discard) Write(context.Context, []tag.Event) error { return nil }

// TestSpeed compares a tagged client with a bare one, in turns within one run, so
// that the figures are ratios of the same machine in the same minute. It runs when
// asked for: make bench-tag.
func TestSpeed(t *testing.T) {
	if os.Getenv("LLMTAG_BENCH") == "" {
		t.Skip("set LLMTAG_BENCH=1, or run make bench-tag")
	}
	const completion = `{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-2024-08-06","choices":[{"index":0,` +
		`"message":{"role":"assistant","content":"Hello! How can I assist you today?"},"finish_reason":"stop"}],` +
		`"usage":{"prompt_tokens":19,"completion_tokens":10,"total_tokens":29},"service_tier":"default"}`
	prompt := `{"model":"gpt-4o","messages":[{"role":"user","content":"` + strings.Repeat("Tell me more. ", 50) + `"}]}`

	chunk := func(content string) string {
		return `data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-2024-08-06","service_tier":"default",` +
			`"system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":"` + content + `"},"logprobs":null,"finish_reason":null}],"usage":null}` + "\n\n"
	}
	const last = `data: {"id":"chatcmpl-1","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}` + "\n\ndata: [DONE]\n\n"
	text := strings.Repeat("the quick brown fox jumps over a large dog; ", 90)[:3800]

	mux := http.NewServeMux()
	stream := func(chunk string, size int, flush bool) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			w.Header().Set("Content-Type", "text/event-stream")
			f := w.(http.Flusher)
			for sent := 0; sent < size; sent += len(chunk) {
				_, _ = io.WriteString(w, chunk)
				if flush {
					f.Flush()
				}
			}
			_, _ = io.WriteString(w, last)
		}
	}
	const mb = 1 << 20
	mux.HandleFunc("/tokens/v1/chat/completions", stream(chunk("word"), 10*mb, true))
	mux.HandleFunc("/large/v1/chat/completions", stream(chunk(text), 50*mb, true))
	mux.HandleFunc("/bulk/v1/chat/completions", stream(chunk("word"), 50*mb, false))
	server := httptest.NewServer(mux)
	defer server.Close()

	bare := &http.Client{Transport: server.Client().Transport}
	rec := tag.NewRecorder(discard{})
	tagged, err := tag.HTTPClient(checkout, tag.WithBase(server.Client().Transport), tag.WithRecorder(rec))
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 32<<10)
	send := func(client *http.Client, url string) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+chatPath, strings.NewReader(prompt))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		for err == nil {
			_, err = resp.Body.Read(buf)
		}
		resp.Body.Close()
	}
	// measure returns the medians of what the bare client takes, and of what the
	// tagged one takes more, as a time and as a ratio: of pairs, one right after the
	// other and in turns the first, so that other programs slow down both.
	measure := func(rounds, times int, url string) (b, more time.Duration, ratio float64) {
		var bares, mores []time.Duration
		var ratios []float64
		once := func(client *http.Client) time.Duration {
			start := time.Now()
			for range times {
				send(client, url)
			}
			return time.Since(start) / time.Duration(times)
		}
		for i := range rounds {
			var b, tg time.Duration
			if i%2 == 0 {
				b, tg = once(bare), once(tagged)
			} else {
				tg, b = once(tagged), once(bare)
			}
			bares, mores, ratios = append(bares, b), append(mores, tg-b), append(ratios, float64(b)/float64(tg))
		}
		return median(bares), median(mores), median(ratios)
	}
	b, more, _ := measure(61, 100, mute(t, completion))
	t.Logf("plain request: bare %v, tagged %.1f µs more", b, float64(more)/1000)
	for _, s := range []struct {
		name, path  string
		size, chunk int
	}{
		{"10 MB stream of 260-byte chunks, flushed one by one", "/tokens", 10 * mb, len(chunk("word"))},
		{"50 MB stream of 4 KB chunks, flushed one by one", "/large", 50 * mb, len(chunk(text))},
		{"50 MB stream of 260-byte chunks in bulk", "/bulk", 50 * mb, len(chunk("word"))},
	} {
		b, more, ratio := measure(41, 1, server.URL+s.path)
		t.Logf("%s: bare %v, tagged throughput %.3f of bare, %.0f ns more per chunk", s.name, b, ratio, float64(more)/float64(s.size/s.chunk))
	}
}

func median[T cmp.Ordered](xs []T) T {
	slices.Sort(xs)
	return xs[len(xs)/2]
}
