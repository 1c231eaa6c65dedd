package tag_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag"
)

func TestIncludeStreamUsage(t *testing.T) {
	const asked = `"stream_options":{"include_usage":true}`
	shown := strings.Replace(chatStream, `data: {"id":"chatcmpl-1","model":"gpt-4o","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13}}`+"\n\n", "", 1)
	if shown == chatStream {
		t.Fatal("the test's stream has no message to hide")
	}
	tests := map[string]struct {
		path, body string
		header     map[string]string
		wantBody   string // at the provider
		want       string // at the caller
	}{
		"a stream that says nothing of usage":      {chatPath, `{"model":"m", "stream": true }`, nil, `{"model":"m", "stream": true,` + asked + ` }`, shown},
		"options that are null":                    {chatPath, `{"stream_options":null,"stream":true}`, nil, `{` + asked + `,"stream":true}`, shown},
		"options that say other things":            {chatPath, `{"stream_options":{"x":1},"stream":true}`, nil, `{"stream_options":{"include_usage":true,"x":1},"stream":true}`, shown},
		"options that are empty":                   {chatPath, `{"stream_options":{},"stream":true}`, nil, `{` + asked + `,"stream":true}`, shown},
		"a caller who asks sees the answer":        {chatPath, `{"stream":true,` + asked + `}`, nil, `{"stream":true,` + asked + `}`, chatStream},
		"a caller who declines is heeded":          {chatPath, `{"stream":true,"stream_options":{"include_usage":false}}`, nil, `{"stream":true,"stream_options":{"include_usage":false}}`, chatStream},
		"no stream":                                {chatPath, `{"model":"m"}`, nil, `{"model":"m"}`, chatStream},
		"a provider that reports unasked":          {"/v1/messages", `{"stream":true}`, nil, `{"stream":true}`, chatStream},
		"a body that is no JSON":                   {chatPath, `{"stream":true`, nil, `{"stream":true`, chatStream},
		"a body that is compressed":                {chatPath, "\x1f\x8b", map[string]string{"Content-Encoding": "gzip"}, "\x1f\x8b", chatStream},
		"a request that AWS has signed":            {chatPath, `{"stream":true}`, map[string]string{"Authorization": "AWS4-HMAC-SHA256 x"}, `{"stream":true}`, chatStream},
		"a caller who undoes encodings themselves": {chatPath, `{"stream":true}`, map[string]string{"Accept-Encoding": "br"}, `{"stream":true}`, chatStream},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			client, url, events := setup(t, func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(r.Body)
				got = append(got, fmt.Sprintf("%d %s", r.ContentLength, body))
				w.Header().Set("Content-Type", "text/event-stream")
				for i, c := range []byte(chatStream) { // in pieces
					_, _ = w.Write([]byte{c})
					if i%50 == 0 {
						_ = http.NewResponseController(w).Flush()
					}
				}
			}, tag.IncludeStreamUsage())
			req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, url+tt.path, strings.NewReader(tt.body))
			req.Header.Set("Content-Type", "application/json")
			for k, v := range tt.header {
				req.Header.Set(k, v)
			}
			resp, err := client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			seen, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{fmt.Sprintf("%d %s", len(tt.wantBody), tt.wantBody)}, got); diff != "" {
				t.Errorf("the provider got (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, string(seen)); diff != "" {
				t.Errorf("the caller sees (-want +got):\n%s", diff)
			}
			if all := events(); tt.path == chatPath && (len(all) != 1 || summary(all[0]) != "ok 200 reported in=10 out=3") {
				t.Errorf("got events %v", summaries(all))
			}
		})
	}
}

func TestAttempts(t *testing.T) {
	const id = "7c1f0c57-6d1e-4f0e-9d3a-0b1c2d3e4f50"
	tests := map[string]struct {
		header func(attempt int) map[string]string
		call   bool
		status []int
		body   func(attempt int) string
		want   []int // numbers of the attempts; 1 begins a group
	}{
		"the same body after a failure is the next attempt": {status: []int{429, 503, 200}, want: []int{1, 2, 3}},
		"after a success it is a new call":                  {status: []int{200, 200}, want: []int{1, 1}},
		"another body is another call":                      {status: []int{429, 200}, body: strconv.Itoa, want: []int{1, 1}},
		"a refusal is not tried again":                      {status: []int{400, 200}, want: []int{1, 1}},
		"Stainless' SDKs number their attempts": {
			status: []int{429, 200, 200}, want: []int{1, 2, 1},
			header: func(n int) map[string]string {
				return map[string]string{"X-Stainless-Retry-Count": []string{"0", "1", "0"}[n]}
			},
		},
		"a new call of Stainless' SDKs is none, though the last one failed": {
			status: []int{429, 200}, want: []int{1, 1},
			header: func(int) map[string]string { return map[string]string{"X-Stainless-Retry-Count": "0"} },
		},
		"AWS' SDKs name the call and number the attempts": {
			status: []int{503, 200}, want: []int{1, 2},
			header: func(n int) map[string]string {
				return map[string]string{"Amz-Sdk-Invocation-Id": id, "Amz-Sdk-Request": fmt.Sprintf("attempt=%d; max=3", n+1)}
			},
		},
		"a call of the caller's": {status: []int{200, 200}, call: true, want: []int{1, 2}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := 0
			client, url, events := setup(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.WriteHeader(tt.status[n])
			})
			ctx := t.Context()
			if tt.call {
				ctx = tag.WithCall(ctx)
			}
			for n = range tt.status {
				body := "same"
				if tt.body != nil {
					body = tt.body(n)
				}
				req, _ := http.NewRequestWithContext(ctx, http.MethodPost, url+chatPath, io.MultiReader(strings.NewReader(body)))
				if tt.header != nil {
					for k, v := range tt.header(n) {
						req.Header.Set(k, v)
					}
				}
				resp, err := client.Do(req)
				if err != nil {
					t.Fatal(err)
				}
				resp.Body.Close()
			}
			var numbers []int
			var before tag.Event
			for _, e := range events() {
				numbers = append(numbers, e.Attempt)
				if same := e.AttemptGroup == before.AttemptGroup; same != (e.Attempt > 1) {
					t.Errorf("attempt %d: same group as the one before: %v", e.Attempt, same)
				}
				before = e
			}
			if diff := cmp.Diff(tt.want, numbers); diff != "" {
				t.Errorf("attempts (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCeilingCallsAtOnce(t *testing.T) {
	var over []tag.Event
	proceed := make(chan struct{})
	client, url, events := setup(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":50001,\"output_tokens\":1}}}\n\n")
		_ = http.NewResponseController(w).Flush()
		<-proceed
		_, _ = io.WriteString(w, "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":7}}\n\ndata: {\"type\":\"message_stop\"}\n\n")
	}, tag.Ceiling(50_000, func(e tag.Event) { over = append(over, e) }))
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/v1/messages", strings.NewReader("{}"))
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAtLeast(resp.Body, make([]byte, 200), 60); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"ok 200 partial in=50001 out=1"}, summaries(over)); diff != "" {
		t.Errorf("the ceiling was called with (-want +got):\n%s", diff)
	}
	close(proceed)
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
	if len(over) != 1 {
		t.Errorf("the ceiling was called %d times, want once", len(over))
	}
	if diff := cmp.Diff([]string{"ok 200 reported in=50001 out=7"}, summaries(events())); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestMultipartNamesItsModel(t *testing.T) {
	body := "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.mp3\"\r\n\r\n" + strings.Repeat("\x00\xff", 10_000) +
		"\r\n--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--b--\r\n"
	for _, wrap := range []func(io.Reader) io.Reader{
		func(r io.Reader) io.Reader { return r },
		func(r io.Reader) io.Reader { return io.MultiReader(r) },
	} {
		client, url, events := setup(t, answer("application/json", `{"text":"x","usage":{"type":"duration","seconds":7}}`))
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/v1/audio/transcriptions", wrap(strings.NewReader(body)))
		req.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		for _, e := range events() {
			if e.Model != "whisper-1" || e.RequestedModel != "whisper-1" || e.Units["seconds"] != "7" {
				t.Errorf("got model %q, requested %q, units %v", e.Model, e.RequestedModel, e.Units)
			}
		}
	}
}

// TestTheMessageIsHiddenWhateverTheTypeSays sends streams under other types, as
// gateways do, and an answer that is no stream though one was asked for.
func TestTheMessageIsHiddenWhateverTheTypeSays(t *testing.T) {
	for _, contentType := range []string{"text/event-stream", "Text/Event-Stream; charset=utf-8", "application/json", "text/plain", ""} {
		for name, body := range map[string]string{"a stream": chatStream, "a stream after space": "\n\n" + chatStream, "JSON": chatBody} {
			if body == chatBody && strings.Contains(strings.ToLower(contentType), "event-stream") {
				continue // no usage is read from it
			}
			client, url, events := setup(t, func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.Header()["Content-Type"] = []string{contentType}
				for _, piece := range strings.SplitAfter(body, "\n\n") {
					_, _ = io.WriteString(w, piece)
					_ = http.NewResponseController(w).Flush()
				}
			}, tag.IncludeStreamUsage())
			got := post(t, client, url+chatPath, `{"stream":true}`)
			want := body
			if body != chatBody {
				want, _, _ = strings.Cut(body, `data: {"id":"chatcmpl-1","model":"gpt-4o","choices":[]`)
				want += "data: [DONE]\n\n"
			}
			if got != want {
				t.Errorf("%s as %q: the caller sees %q, want %q", name, contentType, got, want)
			}
			if s := summaries(events()); len(s) != 1 || s[0] != "ok 200 reported in=10 out=3" {
				t.Errorf("%s as %q: got %v", name, contentType, s)
			}
		}
	}
}

// TestAnEndlessAnswerTakesNoMemory reads half a gigabyte.
func TestAnEndlessAnswerTakesNoMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads half a gigabyte")
	}
	piece := []byte(strings.Repeat(`[0.123456789,-0.5],`, 1000))
	left := 500 << 20 / len(piece)
	head, tail := `{"data":[`, `0],"usage":{"prompt_tokens":8,"total_tokens":8}}`
	rt, err := tag.Transport(checkout, tag.WithRecorder(tag.NewRecorder()), tag.Ceiling(1, func(e tag.Event) {
		if summary(e) != "ok 200 reported in=8 out=-" && summary(e) != "ok 200 partial in=8 out=-" {
			t.Errorf("got %s", summary(e))
		}
		left = -1
	}), tag.WithBase(scripted(func(r *http.Request) (*http.Response, error) {
		middle := &repeat{piece: piece, left: left}
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(io.MultiReader(strings.NewReader(head), middle, strings.NewReader(tail)))}, nil
	})))
	if err != nil {
		t.Fatal(err)
	}
	req, _ := http.NewRequestWithContext(context.Background(), http.MethodPost, "https://api.openai.com/v1/embeddings", strings.NewReader("{}"))
	resp, err := rt.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 64<<10)
	allocs := testing.AllocsPerRun(50, func() { _, _ = resp.Body.Read(buf) })
	for err == nil {
		_, err = resp.Body.Read(buf)
	}
	resp.Body.Close()
	if left != -1 || allocs > 0 {
		t.Errorf("usage was seen: %v; %v allocations a read, want none", left == -1, allocs)
	}
}

// repeat is a reader of the same piece, some times.
type repeat struct {
	piece []byte
	left  int
	at    int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.piece[r.at:])
	if r.at += n; r.at == len(r.piece) {
		r.at = 0
		r.left--
	}
	return n, nil
}
