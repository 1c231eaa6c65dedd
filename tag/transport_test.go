package tag_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag"
)

var checkout = tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"}

// setup returns a tagged client of a server, and a function that closes its
// recorder and returns the events.
func setup(t *testing.T, handler http.HandlerFunc, opts ...tag.Option) (*http.Client, string, func() []tag.Event) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	base := server.Client().Transport
	sink := &kept{}
	rec := tag.NewRecorder(sink)
	client, err := tag.HTTPClient(checkout, append([]tag.Option{tag.WithBase(base), tag.WithRecorder(rec)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client, server.URL, func() []tag.Event {
		t.Helper()
		if err := rec.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		return sink.events
	}
}

// post sends a JSON body and returns the answer's body.
func post(t *testing.T, client *http.Client, url, body string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(got)
}

// answer is a handler that answers with a body of a type.
func answer(contentType, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", contentType)
		_, _ = io.WriteString(w, body)
	}
}

func TestAnAnswerBecomesAnEvent(t *testing.T) {
	body := `{"id":"chatcmpl-1","model":"gpt-4o-2024-08-06","choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":10,` +
		`"completion_tokens":3,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":4}},"service_tier":"default"}`
	client, url, events := setup(t, answer("application/json", body), tag.WithCallSites())
	if got := post(t, client, url+"/v1/chat/completions", `{"model":"gpt-4o","messages":[]}`); got != body {
		t.Errorf("got body %s, want %s", got, body)
	}
	got := events()
	if len(got) != 1 {
		t.Fatalf("got %d events, want 1", len(got))
	}
	e := got[0]
	if e.EventID == "" || e.AttemptGroup == "" || time.Since(e.Time) > time.Minute {
		t.Errorf("got event_id %q, attempt_group %q, ts %v", e.EventID, e.AttemptGroup, e.Time)
	}
	if !strings.HasPrefix(e.CallSite, "github.com/llmtag/llmtag/tag_test.post transport_test.go:") {
		t.Errorf("got call site %q", e.CallSite)
	}
	e.EventID, e.AttemptGroup, e.Time, e.CallSite, e.LatencyMS = "", "", time.Time{}, "", 0
	want := tag.Event{
		Provider: "openai", Model: "gpt-4o-2024-08-06", RequestedModel: "gpt-4o",
		InputTokens: new(int64(10)), OutputTokens: new(int64(3)), TotalTokens: new(int64(13)), CacheReadTokens: new(int64(4)),
		ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments",
		RequestID: "chatcmpl-1", Attempt: 1, Status: tag.StatusOK, HTTPStatus: 200, UsageStatus: tag.UsageReported, ServiceTier: "default",
	}
	if diff := cmp.Diff(want, e); diff != "" {
		t.Errorf("event (-want +got):\n%s", diff)
	}
}

func TestHeaders(t *testing.T) {
	tests := map[string]struct {
		opts []tag.Option
		ctx  func(context.Context) context.Context
		set  map[string]string // on the request
		want map[string]string // at the provider; "" is none
	}{
		"the owner's tags travel in the default headers": {
			want: map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments", "X-LLM-User-ID": "", "X-LLM-Request-Type": ""},
		},
		"the context adds user and request type": {
			ctx: func(ctx context.Context) context.Context {
				return tag.WithUser(tag.WithRequestType(ctx, "summarize"), "u-42")
			},
			want: map[string]string{"X-LLM-Team-ID": "payments", "X-LLM-User-ID": "u-42", "X-LLM-Request-Type": "summarize"},
		},
		"an owner in the context replaces the client's as a whole": {
			opts: []tag.Option{tag.Require("team_id")},
			ctx:  func(ctx context.Context) context.Context { return tag.WithOwner(ctx, tag.Owner{TeamID: "ads"}) },
			want: map[string]string{"X-LLM-Project-ID": "", "X-LLM-Team-ID": "ads"},
		},
		"what a request says itself comes before its client": {
			set:  map[string]string{"X-LLM-Team-ID": "ads"},
			want: map[string]string{"X-LLM-Team-ID": "ads", "X-LLM-Project-ID": "checkout"},
		},
		"headers can have other names, or none": {
			opts: []tag.Option{tag.WithHeaders(map[string]string{"team_id": "Helicone-Property-Team", "project_id": "", "environment": "X-Env"})},
			ctx:  func(ctx context.Context) context.Context { return tag.WithEnvironment(ctx, "prod") },
			want: map[string]string{"Helicone-Property-Team": "payments", "X-LLM-Team-ID": "", "X-LLM-Project-ID": "", "X-Env": "prod"},
		},
		"a tag that is there in an accepted header is the request's": {
			opts: []tag.Option{tag.AcceptHeaders(map[string][]string{"team_id": {"Helicone-Property-Team"}, "user_id": {"X-User"}})},
			set:  map[string]string{"Helicone-Property-Team": "ads"},
			want: map[string]string{"Helicone-Property-Team": "ads", "X-LLM-Team-ID": "ads", "X-User": ""},
		},
		"an accepted header says what the context says": {
			opts: []tag.Option{tag.AcceptHeaders(map[string][]string{"user_id": {"X-User"}})},
			ctx:  func(ctx context.Context) context.Context { return tag.WithUser(ctx, "u-2") },
			set:  map[string]string{"X-User": "u-1"},
			want: map[string]string{"X-User": "u-2", "X-LLM-User-ID": "u-2"},
		},
		"accepted headers are stripped, too": {
			opts: []tag.Option{tag.StripHeaders(), tag.AcceptHeaders(map[string][]string{"user_id": {"X-User"}})},
			set:  map[string]string{"X-User": "u-1"},
			want: map[string]string{"X-User": "", "X-LLM-Team-ID": ""},
		},
		"stripped headers do not leave, whoever set them": {
			opts: []tag.Option{tag.StripHeaders()},
			set:  map[string]string{"X-LLM-User-ID": "u-1"},
			want: map[string]string{"X-LLM-Project-ID": "", "X-LLM-Team-ID": "", "X-LLM-User-ID": ""},
		},
		"headers are stripped for the named hosts only": {
			opts: []tag.Option{tag.StripHeaders("*.example.com", "api.example.org")},
			want: map[string]string{"X-LLM-Team-ID": "payments"},
		},
		"a header that AWS has signed stays": {
			opts: []tag.Option{tag.StripHeaders("127.0.0.1")},
			set: map[string]string{
				"X-LLM-Team-ID": "payments",
				"Authorization": "AWS4-HMAC-SHA256 Credential=x/y, SignedHeaders=host;x-llm-team-id, Signature=0",
			},
			want: map[string]string{"X-LLM-Team-ID": "payments", "X-LLM-Project-ID": ""},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got http.Header
			client, url, _ := setup(t, func(_ http.ResponseWriter, r *http.Request) { got = r.Header }, tt.opts...)
			ctx := t.Context()
			if tt.ctx != nil {
				ctx = tt.ctx(ctx)
			}
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/v1/chat/completions", strings.NewReader("{}"))
			if err != nil {
				t.Fatal(err)
			}
			for k, v := range tt.set {
				req.Header.Set(k, v)
			}
			before := req.Header.Clone()
			resp, err := client.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			for k, want := range tt.want {
				if got.Get(k) != want {
					t.Errorf("header %s: got %q, want %q", k, got.Get(k), want)
				}
			}
			if diff := cmp.Diff(before, req.Header); diff != "" {
				t.Errorf("the caller's request was changed (-before +after):\n%s", diff)
			}
		})
	}
}

func TestOwnersThatAreRefused(t *testing.T) {
	with := func(change func(*tag.Owner)) tag.Owner {
		o := checkout
		change(&o)
		return o
	}
	tests := map[string]struct {
		owner tag.Owner
		opts  []tag.Option
		want  string
	}{
		"missing tags are named, all at once": {
			tag.Owner{ProjectID: "checkout"},
			nil,
			"making a tagged client: tag: the request lacks service_name, team_id; give the owner to tag.HTTPClient, or tag.WithOwner to the request's context",
		},
		"a line feed": {
			with(func(o *tag.Owner) { o.TeamID = "pay\nments" }), nil,
			"making a tagged client: tag: the value of team_id has a control character at byte 3, which a header cannot carry",
		},
		"a control character beyond ASCII": {
			with(func(o *tag.Owner) { o.TeamID = "pay\u0085" }), nil,
			"making a tagged client: tag: the value of team_id has a control character at byte 3, which a header cannot carry",
		},
		"not UTF-8": {
			with(func(o *tag.Owner) { o.Environment = "\xff" }), nil,
			"making a tagged client: tag: the value of environment is not UTF-8",
		},
		"a space at the end": {
			with(func(o *tag.Owner) { o.ProjectID = "checkout " }), nil,
			"making a tagged client: tag: the value of project_id begins or ends with a space, which headers lose on their way",
		},
		"a value that is too long": {
			with(func(o *tag.Owner) { o.ServiceName = strings.Repeat("x", 257) }), nil,
			"making a tagged client: tag: the value of service_name has 257 bytes, at most 256 are allowed",
		},
		"a tag that does not exist": {
			checkout,
			[]tag.Option{tag.Require("team")},
			`making a tagged client: tag: Require: there is no tag "team", use some of project_id, service_name, team_id, user_id, request_type, environment`,
		},
		"an accepted header that is none, of a tag that is": {
			checkout,
			[]tag.Option{tag.AcceptHeaders(map[string][]string{"team_id": {"X Team"}})},
			`making a tagged client: tag: AcceptHeaders: "X Team" for team_id is no name of a header: letters, digits and -`,
		},
		"an accepted header of a tag that does not exist": {
			checkout,
			[]tag.Option{tag.AcceptHeaders(map[string][]string{"team": {"X-Team"}})},
			`making a tagged client: tag: AcceptHeaders: there is no tag "team", use one of project_id, service_name, team_id, user_id, request_type, environment`,
		},
		"a header that is none": {
			checkout,
			[]tag.Option{tag.WithHeaders(map[string]string{"team_id": "X Team"})},
			`making a tagged client: tag: WithHeaders: "X Team" for team_id is no name of a header: letters, digits and -`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := tag.HTTPClient(tt.owner, tt.opts...)
			if err == nil || err.Error() != tt.want {
				t.Errorf("got error %v\nwant %s", err, tt.want)
			}
		})
	}
	if _, err := tag.HTTPClient(tag.Owner{}, tag.Enforce(tag.Reject)); err != nil {
		t.Errorf("with Enforce the owner may come with the context; got error %v", err)
	}
	rt, err := tag.Transport(checkout)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tag.Transport(checkout, tag.WithBase(rt)); err == nil {
		t.Error("a client over a tagged client would record twice; got no error")
	}
}

func TestEnforce(t *testing.T) {
	ads := tag.Owner{ProjectID: "p", ServiceName: "s", TeamID: "ads"}
	tests := map[string]struct {
		mode    tag.Enforcement
		ctx     func(context.Context) context.Context
		path    string
		wantErr string // empty: sent
		wantLog string
	}{
		"reject sends nothing without an owner":    {mode: tag.Reject, wantErr: "lacks project_id, service_name, team_id"},
		"reject sends with one from the context":   {mode: tag.Reject, ctx: func(ctx context.Context) context.Context { return tag.WithOwner(ctx, ads) }},
		"reject refuses a user with a line feed":   {mode: tag.Reject, ctx: func(ctx context.Context) context.Context { return tag.WithUser(tag.WithOwner(ctx, ads), "a\nb") }, wantErr: "user_id has a control character"},
		"requests that cost nothing need no owner": {mode: tag.Reject, path: "/v1/files"},
		"warn says it once":                        {mode: tag.Warn, wantLog: "[project_id service_name team_id]"},
		"allow says nothing":                       {mode: tag.Allow},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var log strings.Builder
			sent := 0
			server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { sent++ }))
			defer server.Close()
			client, err := tag.HTTPClient(tag.Owner{}, tag.Enforce(tt.mode), tag.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
			if err != nil {
				t.Fatal(err)
			}
			ctx := t.Context()
			if tt.ctx != nil {
				ctx = tt.ctx(ctx)
			}
			if tt.path == "" {
				tt.path = "/v1/chat/completions"
			}
			for range 2 {
				body := &closes{Reader: strings.NewReader("{}")}
				req, _ := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+tt.path, body)
				resp, err := client.Do(req)
				if err == nil {
					resp.Body.Close()
				}
				if (err == nil) != (tt.wantErr == "") || err != nil && !strings.Contains(err.Error(), tt.wantErr) {
					t.Fatalf("got error %v, want %q", err, tt.wantErr)
				}
				if !body.closed.Load() {
					t.Error("the request's body was not closed")
				}
				var missing *tag.MissingTagsError
				var invalid *tag.InvalidTagError
				if err != nil && !errors.As(err, &missing) && !errors.As(err, &invalid) {
					t.Errorf("got an error of type %T", err)
				}
			}
			if want := map[bool]int{true: 2, false: 0}[tt.wantErr == ""]; sent != want {
				t.Errorf("%d requests were sent, want %d", sent, want)
			}
			if n := strings.Count(log.String(), "level=WARN"); n != map[bool]int{true: 1, false: 0}[tt.wantLog != ""] || !strings.Contains(log.String(), tt.wantLog) {
				t.Errorf("got log %q, want one line with %q", log.String(), tt.wantLog)
			}
		})
	}
}

// closes is a body that knows whether it was closed.
type closes struct {
	io.Reader
	closed atomic.Bool
}

func (c *closes) Close() error {
	c.closed.Store(true)
	return nil
}
