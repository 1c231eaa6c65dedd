package tag_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag"
)

const (
	chatPath = "/v1/chat/completions"
	chatBody = `{"id":"chatcmpl-1","model":"gpt-4o-2024-08-06","choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13}}`
)

var chatStream = events(
	`{"id":"chatcmpl-1","model":"gpt-4o","choices":[{"delta":{"role":"assistant","content":""}}]}`,
	`{"id":"chatcmpl-1","model":"gpt-4o","choices":[{"delta":{"content":"Hello"}}]}`,
	`{"id":"chatcmpl-1","model":"gpt-4o","choices":[{"delta":{"content":" there"}}]}`,
	`{"id":"chatcmpl-1","model":"gpt-4o","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13}}`,
	`[DONE]`,
)

func events(data ...string) string {
	return "data: " + strings.Join(data, "\n\ndata: ") + "\n\n"
}

// summary is what most tests look at in an event.
func summary(e tag.Event) string {
	n := func(p *int64) string {
		if p == nil {
			return "-"
		}
		return strconv.FormatInt(*p, 10)
	}
	return fmt.Sprintf("%s %d %s in=%s out=%s", e.Status, e.HTTPStatus, e.UsageStatus, n(e.InputTokens), n(e.OutputTokens))
}

func summaries(events []tag.Event) (s []string) {
	for _, e := range events {
		s = append(s, summary(e))
	}
	return s
}

// TestWhatTheCallerSees compares, for answers good and bad, what a caller sees with
// and without us, and looks at the event.
func TestWhatTheCallerSees(t *testing.T) {
	zipped := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = io.WriteString(z, s)
		_ = z.Close()
		return b.String()
	}
	big := strings.Repeat("0.123456,", 200_000)
	tests := map[string]struct {
		path    string
		accept  string // Accept-Encoding
		handler http.HandlerFunc
		want    string // the event; empty for none
	}{
		"plain JSON":                       {chatPath, "", answer("application/json", chatBody), "ok 200 reported in=10 out=3"},
		"a stream":                         {chatPath, "", answer("text/event-stream", chatStream), "ok 200 reported in=10 out=3"},
		"JSON that says it is text":        {chatPath, "", answer("text/plain", chatBody), "ok 200 reported in=10 out=3"},
		"a stream that says it is JSON":    {chatPath, "", answer("application/json", chatStream), "ok 200 reported in=10 out=3"},
		"JSON that says nothing":           {chatPath, "", answer("", chatBody), "ok 200 reported in=10 out=3"},
		"HTML":                             {chatPath, "", answer("text/html", "<html>usage</html>"), "ok 200 missing in=- out=-"},
		"nothing":                          {chatPath, "", answer("application/json", ""), "ok 200 missing in=- out=-"},
		"malformed JSON":                   {chatPath, "", answer("application/json", `{"usage": {"prompt_tokens" 3}}`), "ok 200 missing in=- out=-"},
		"malformed after usage":            {chatPath, "", answer("application/json", `{"usage":{"prompt_tokens":3,"completion_tokens":4}, oops}`), "ok 200 partial in=3 out=4"},
		"JSON that is cut":                 {chatPath, "", answer("application/json", chatBody[:len(chatBody)-8]), "truncated 200 partial in=10 out=3"},
		"a stream without its end mark":    {chatPath, "", answer("text/event-stream", chatStream[:150]), "truncated 200 missing in=- out=-"},
		"negative counts":                  {chatPath, "", answer("application/json", `{"usage":{"prompt_tokens":-3,"completion_tokens":4}}`), "ok 200 suspect in=-3 out=4"},
		"huge counts":                      {chatPath, "", answer("application/json", `{"usage":{"prompt_tokens":1e30,"completion_tokens":4}}`), "ok 200 suspect in=- out=4"},
		"counts in quotes":                 {chatPath, "", answer("application/json", `{"usage":{"prompt_tokens":"3","completion_tokens":4}}`), "ok 200 suspect in=3 out=4"},
		"a large answer":                   {"/v1/embeddings", "", answer("application/json", `{"data":[{"embedding":[`+big+`0]}],"usage":{"prompt_tokens":8,"total_tokens":8}}`), "ok 200 reported in=8 out=-"},
		"gzip that net/http undoes":        {chatPath, "", encoded("gzip", zipped(chatBody)), "ok 200 reported in=10 out=3"},
		"gzip that the caller asked for":   {chatPath, "gzip", encoded("gzip", zipped(chatBody)), "ok 200 reported in=10 out=3"},
		"gzip that is none":                {chatPath, "gzip", encoded("gzip", "no gzip"), "ok 200 missing in=- out=-"},
		"gzip that is cut":                 {chatPath, "gzip", encoded("gzip", zipped(big)[:50]), "ok 200 missing in=- out=-"},
		"an encoding that nobody knows":    {chatPath, "br", encoded("br", "\x01\x02"), "ok 200 missing in=- out=-"},
		"audio":                            {"/v1/audio/speech", "", answer("audio/mpeg", "ID3"), "ok 200 missing in=- out=-"},
		"an error":                         {chatPath, "", status(429, `{"error":{"message":"slow down"},"usage":{"prompt_tokens":1}}`), "error 429 missing in=- out=-"},
		"a redirection":                    {chatPath, "", status(302, ""), ""},
		"a list of files":                  {"/v1/files", "", answer("application/json", `{"usage":{"prompt_tokens":1}}`), ""},
		"a count of tokens":                {"/v1/messages/count_tokens", "", answer("application/json", `{"input_tokens":14}`), ""},
		"an unknown path with usage":       {"/gateway/ask", "", answer("application/json", chatBody), "ok 200 reported in=10 out=3"},
		"an unknown path without":          {"/gateway/ask", "", answer("application/json", `{}`), ""},
		"a server that hangs up":           {chatPath, "", hangUp("application/json", chatBody[:60]), "truncated 200 missing in=- out=-"},
		"a server that hangs up midstream": {"/v1/messages", "", hangUp("text/event-stream", "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}\n\n"), "truncated 200 partial in=5 out=1"},
		"trailers":                         {chatPath, "", trailers, "ok 200 reported in=10 out=3"},
	}
	for name, tt := range tests {
		for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
			t.Run(name+" "+protocol, func(t *testing.T) {
				t.Parallel()
				server := httptest.NewUnstartedServer(tt.handler)
				server.EnableHTTP2 = protocol == "HTTP/2.0"
				if server.EnableHTTP2 {
					server.StartTLS()
				} else {
					server.Start()
				}
				defer server.Close()
				bare := server.Client()
				bare.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
				sink := &kept{}
				rec := tag.NewRecorder(sink)
				tagged, err := tag.HTTPClient(checkout, tag.WithBase(bare.Transport), tag.WithRecorder(rec))
				if err != nil {
					t.Fatal(err)
				}
				tagged.CheckRedirect = bare.CheckRedirect
				want, got := exchange(t, bare, server.URL+tt.path, tt.accept), exchange(t, tagged, server.URL+tt.path, tt.accept)
				if want.Protocol != protocol {
					t.Fatalf("the test speaks %s, want %s", want.Protocol, protocol)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("the caller sees something else (-bare +tagged):\n%s", diff)
				}
				if err := rec.Close(t.Context()); err != nil {
					t.Fatal(err)
				}
				var wantEvents []string
				if tt.want != "" {
					wantEvents = []string{tt.want}
				}
				if diff := cmp.Diff(wantEvents, summaries(sink.events)); diff != "" {
					t.Errorf("events (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// kept is a sink that keeps events.
type kept struct {
	mu     sync.Mutex
	events []tag.Event
}

func (m *kept) Write(_ context.Context, events []tag.Event) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.events = append(m.events, events...)
	return nil
}

// exchanged is what a caller sees of an answer.
type exchanged struct {
	Status, Protocol, Body, Err string
	Length                      int64
	Header, Trailer             http.Header
	Uncompressed                bool
	OwnRequest                  bool // the response says that it answers the caller's request
}

var streamID = regexp.MustCompile(`stream ID \d+`)

func exchange(t *testing.T, client *http.Client, url, accept string) exchanged {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(`{"model":"gpt-4o"}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	if accept != "" {
		req.Header.Set("Accept-Encoding", accept)
	}
	resp, err := client.Do(req)
	if err != nil {
		return exchanged{Err: err.Error()}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	s := exchanged{
		Status: resp.Status, Protocol: resp.Proto, Body: string(body), Length: resp.ContentLength,
		Header: resp.Header, Trailer: resp.Trailer, Uncompressed: resp.Uncompressed,
	}
	s.Header.Del("Date")
	if err != nil {
		s.Err = streamID.ReplaceAllString(err.Error(), "stream ID")
	}
	s.OwnRequest = resp.Request == req
	return s
}

func encoded(encoding, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Encoding", encoding)
		_, _ = io.WriteString(w, body)
	}
}

func status(code int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(code)
		_, _ = io.WriteString(w, body)
	}
}

func hangUp(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}

func trailers(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("Trailer", "X-Checksum")
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, chatBody)
	w.Header().Set("X-Checksum", "42")
}

// scripted is a transport with an answer of its own.
type scripted func(*http.Request) (*http.Response, error)

func (s scripted) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	return s(r)
}

// TestBytesAreUnchanged cuts streams at random places and compares.
func TestBytesAreUnchanged(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, body := range []string{chatStream, chatBody, "\xff\xfe\x00data: {", "data: [DONE]", strings.Repeat("data: {\"choices\":[]}\r\n\r\n", 50)} {
		for _, contentType := range []string{"text/event-stream", "application/json", "application/vnd.amazon.eventstream", "application/x-ndjson", ""} {
			for range 20 {
				rt, err := tag.Transport(checkout, tag.WithRecorder(tag.NewRecorder()), tag.WithBase(scripted(func(r *http.Request) (*http.Response, error) {
					return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(&pieces{data: body, rng: rng}), Request: r}, nil
				})))
				if err != nil {
					t.Fatal(err)
				}
				if got := post(t, &http.Client{Transport: rt}, "https://api.openai.com"+chatPath, "{}"); got != body {
					t.Fatalf("%s: got %q\nwant %q", contentType, got, body)
				}
			}
		}
	}
}

// pieces is a reader of random pieces.
type pieces struct {
	data string
	rng  *rand.Rand
}

func (p *pieces) Read(b []byte) (int, error) {
	if len(p.data) == 0 {
		return 0, io.EOF
	}
	n := copy(b, p.data[:1+p.rng.IntN(len(p.data))])
	p.data = p.data[n:]
	if len(p.data) == 0 && p.rng.IntN(2) == 0 {
		return n, io.EOF
	}
	return n, nil
}

// abilities is a body that can do more than be read.
type abilities struct {
	io.Reader
	closed, flushed int
	written         string
}

func (a *abilities) Close() error                { a.closed++; return nil }
func (a *abilities) Flush()                      { a.flushed++ }
func (a *abilities) Write(p []byte) (int, error) { a.written += string(p); return len(p), nil }

func TestBodiesKeepTheirAbilities(t *testing.T) {
	for _, code := range []int{200, 101} {
		inner := &abilities{Reader: strings.NewReader(chatBody)}
		rt, err := tag.Transport(checkout, tag.WithRecorder(tag.NewRecorder()), tag.WithBase(scripted(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: code, Header: http.Header{}, Body: inner, Request: r}, nil
		})))
		if err != nil {
			t.Fatal(err)
		}
		req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://api.openai.com"+chatPath, strings.NewReader("{}"))
		resp, err := rt.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		if code == 101 && resp.Body != io.ReadCloser(inner) {
			t.Errorf("101: the body was wrapped; it belongs to another protocol")
		}
		w, canWrite := resp.Body.(io.Writer)
		f, canFlush := resp.Body.(http.Flusher)
		if !canWrite || !canFlush {
			t.Fatalf("%d: the body can write: %v, flush: %v; want both", code, canWrite, canFlush)
		}
		_, _ = io.WriteString(w, "x")
		f.Flush()
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if inner.written != "x" || inner.flushed != 1 || inner.closed != 1 {
			t.Errorf("%d: got written %q, flushed %d, closed %d", code, inner.written, inner.flushed, inner.closed)
		}
	}
}

// seekable is a body as azcore has it: GetBody rewinds the one body there is.
type seekable struct {
	*strings.Reader
	gets int
}

func (seekable) Close() error { return nil }

func TestGetBodyIsKeptAndNotCalledOnTheSide(t *testing.T) {
	attempts := 0
	rt, err := tag.Transport(checkout, tag.WithRecorder(tag.NewRecorder()), tag.WithBase(scripted(func(r *http.Request) (*http.Response, error) {
		attempts++
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		again, err := io.ReadAll(body)
		if string(again) != `{"model":"m"}` {
			t.Errorf("GetBody gave %q", again)
		}
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: http.NoBody, Request: r}, err
	})))
	if err != nil {
		t.Fatal(err)
	}
	body := &seekable{Reader: strings.NewReader(`{"model":"m"}`)}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://api.openai.com"+chatPath, body)
	req.GetBody = func() (io.ReadCloser, error) {
		body.gets++
		_, err := body.Seek(0, io.SeekStart)
		return body, err
	}
	resp, err := rt.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if body.gets != 1 || attempts != 1 {
		t.Errorf("GetBody was called %d times, want once, by the transport below", body.gets)
	}
}

func TestAStreamClosedEarlyIsReadOn(t *testing.T) {
	for name, cancelToo := range map[string]bool{"closed": false, "closed, then cancelled": true} {
		t.Run(name, func(t *testing.T) {
			proceed := make(chan struct{})
			client, url, events := setup(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/event-stream")
				_, _ = io.WriteString(w, chatStream[:150])
				_ = http.NewResponseController(w).Flush()
				<-proceed
				_, _ = io.WriteString(w, chatStream[150:])
			})
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			req, _ := http.NewRequestWithContext(ctx, http.MethodPost, url+chatPath, strings.NewReader("{}"))
			resp, err := client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			_, _ = io.ReadFull(resp.Body, make([]byte, 20))
			if err := resp.Body.Close(); err != nil {
				t.Errorf("Close: %v", err)
			}
			if cancelToo {
				cancel()
			}
			if _, err := resp.Body.Read(make([]byte, 1)); !errors.Is(err, http.ErrBodyReadAfterClose) {
				t.Errorf("Read after Close: got error %v, want %v", err, http.ErrBodyReadAfterClose)
			}
			close(proceed)
			if diff := cmp.Diff([]string{"cancelled 200 reported in=10 out=3"}, summaries(events())); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
		})
	}
}

func TestClosingTheRecorderCutsWhatDoesNotEnd(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = io.WriteString(w, "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}\n\n")
		_ = http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
	defer server.Close()
	sink := &kept{}
	rec := tag.NewRecorder(sink)
	client, err := tag.HTTPClient(checkout, tag.WithRecorder(rec), tag.WithBase(server.Client().Transport))
	if err != nil {
		t.Fatal(err)
	}
	for _, ctx := range []context.Context{t.Context(), context.Background()} {
		req, _ := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/v1/messages", strings.NewReader("{}"))
		resp, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.ReadFull(resp.Body, make([]byte, 80))
		resp.Body.Close()
	}
	ctx, cancel := context.WithTimeout(t.Context(), 400*time.Millisecond)
	defer cancel()
	if err := rec.Close(ctx); err != nil {
		t.Errorf("Close: %v", err)
	}
	if diff := cmp.Diff([]string{"cancelled 200 partial in=5 out=1", "cancelled 200 partial in=5 out=1"}, summaries(sink.events)); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
}

func TestCancellation(t *testing.T) {
	release := make(chan struct{})
	defer close(release)
	tests := map[string]struct {
		before string // sent before waiting
		want   string
	}{
		"before an answer": {"", "cancelled 0 missing in=- out=-"},
		"in a stream":      {"data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}\n\n", "cancelled 200 partial in=5 out=1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			started := make(chan struct{}, 8)
			handler := func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				if tt.before != "" {
					w.Header().Set("Content-Type", "text/event-stream")
					_, _ = io.WriteString(w, tt.before)
					_ = http.NewResponseController(w).Flush()
				}
				started <- struct{}{}
				select {
				case <-r.Context().Done():
				case <-release:
				}
			}
			client, url, events := setup(t, handler)
			bare := &http.Client{Transport: &http.Transport{}}
			run := func(c *http.Client, wrap func(context.Context) (context.Context, func())) string {
				ctx, cancel := wrap(t.Context())
				req, _ := http.NewRequestWithContext(ctx, http.MethodPost, url+"/v1/messages", strings.NewReader("{}"))
				if tt.before == "" {
					go func() { <-started; cancel() }()
				}
				resp, err := c.Do(req)
				if err == nil {
					if _, err := io.ReadFull(resp.Body, make([]byte, len(tt.before))); err != nil {
						t.Error(err)
					}
					cancel()
					_, err = io.ReadAll(resp.Body)
					resp.Body.Close()
				}
				return fmt.Sprintf("%v, canceled %v, deadline %v", err, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded))
			}
			plain := func(ctx context.Context) (context.Context, func()) { return context.WithCancel(ctx) }
			cause := func(ctx context.Context) (context.Context, func()) {
				ctx, cancel := context.WithCancelCause(ctx)
				return ctx, func() { cancel(errors.New("the user left")) }
			}
			for _, wrap := range []func(context.Context) (context.Context, func()){plain, cause} {
				if want, got := run(bare, wrap), run(client, wrap); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
			}
			if diff := cmp.Diff([]string{tt.want, tt.want}, summaries(events())); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
		})
	}
}

func TestNoConnectionNoEvent(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	url := server.URL
	server.Close()
	client, _, events := setup(t, nil)
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, url+chatPath, strings.NewReader("{}"))
	if resp, err := client.Do(req); err == nil {
		resp.Body.Close()
		t.Fatal("got an answer")
	}
	if got := events(); len(got) != 0 {
		t.Errorf("got events %v, want none: nothing reached the provider", summaries(got))
	}
}
