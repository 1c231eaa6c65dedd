package tag_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/tag"
)

// repeated is a body that says a text again and again, in pieces of a size.
type repeated struct {
	text string
	size int
	left int
	at   int
}

func (p *repeated) Read(b []byte) (int, error) {
	if p.left == 0 {
		return 0, io.EOF
	}
	n := copy(b[:min(len(b), p.size)], p.text[p.at:])
	if p.at += n; p.at == len(p.text) {
		p.at, p.left = 0, p.left-1
	}
	return n, nil
}

func (p *repeated) Close() error { return nil }

type streaming struct {
	media string
	body  func() io.ReadCloser
}

func (s streaming) RoundTrip(req *http.Request) (*http.Response, error) {
	_ = req.Body.Close()
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {s.media}}, Body: s.body(), ContentLength: -1, Request: req}, nil
}

// BenchmarkReading reads answers of some 50 MB from memory: what observing costs,
// without a network.
func BenchmarkReading(b *testing.B) {
	chunk := func(content string) string {
		return `data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-4o-2024-08-06","service_tier":"default",` +
			`"system_fingerprint":"fp_1","choices":[{"index":0,"delta":{"content":"` + content + `"},"logprobs":null,"finish_reason":null}],"usage":null}` + "\n\n"
	}
	delta := func(content string) string {
		return "event: content_block_delta\n" + `data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"` + content + `"}}` + "\n\n"
	}
	text := strings.Repeat("the quick brown fox jumps over a large dog; ", 90)[:3800]
	vector := `{"object":"embedding","index":0,"embedding":[` + strings.Repeat("-0.012345678,", 1535) + `0.1]},`
	const chat, messages, embeddings = "/v1/chat/completions", "/v1/messages", "/v1/embeddings"
	for _, bb := range []struct {
		name, media, path, unit string
		size                    int
	}{
		{"sse/short/4KB", "text/event-stream", chat, chunk("word"), 4 << 10},
		{"sse/short/32KB", "text/event-stream", chat, chunk("word"), 32 << 10},
		{"sse/long/4KB", "text/event-stream", chat, chunk(text), 4 << 10},
		{"sse/one/4KB", "text/event-stream", chat, chunk("word"), len(chunk("word"))},
		{"anthropic/short/4KB", "text/event-stream", messages, delta("word"), 4 << 10},
		{"json/vectors/4KB", "application/json", embeddings, vector, 4 << 10},
		{"json/vectors/32KB", "application/json", embeddings, vector, 32 << 10},
	} {
		for _, who := range []string{"bare", "tagged"} {
			b.Run(bb.name+"/"+who, func(b *testing.B) {
				unit := strings.Repeat(bb.unit, max(1, (1<<20)/len(bb.unit)))
				if bb.size == len(bb.unit) {
					unit = bb.unit // a read for each message
				}
				times := (50 << 20) / len(unit)
				base := streaming{bb.media, func() io.ReadCloser { return &repeated{text: unit, size: bb.size, left: times} }}
				if bb.path == embeddings {
					base.body = func() io.ReadCloser {
						return struct {
							io.Reader
							io.Closer
						}{io.MultiReader(strings.NewReader(`{"object":"list","data":[`), &repeated{text: unit, size: bb.size, left: times}, strings.NewReader(`{}],"usage":{"prompt_tokens":8,"total_tokens":8}}`)), io.NopCloser(nil)}
					}
				}
				client := &http.Client{Transport: base}
				if who == "tagged" {
					rec := tag.NewRecorder(discard{})
					defer rec.Close(b.Context())
					var err error
					if client, err = tag.HTTPClient(checkout, tag.WithBase(base), tag.WithRecorder(rec)); err != nil {
						b.Fatal(err)
					}
				}
				buf := make([]byte, 32<<10)
				b.SetBytes(int64(times * len(unit)))
				for b.Loop() {
					req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, "https://api.example.com"+bb.path, strings.NewReader(`{"model":"m"}`))
					if err != nil {
						b.Fatal(err)
					}
					resp, err := client.Do(req)
					for err == nil {
						_, err = resp.Body.Read(buf)
					}
					resp.Body.Close()
				}
			})
		}
	}
}
