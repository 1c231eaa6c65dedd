// Package sdktest drives an SDK through package tag against a provider's wire
// format, over real HTTP, and compares the events. The SDKs are in modules of their
// own, below tag/sdktest, so that what they need stays out of ours.
package sdktest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/internal/fakeprovider"
	"github.com/llmtag/llmtag/tag"
)

// An SDK is what a test says of one.
type SDK struct {
	Provider string // in events; empty if the SDK's own host is not that of a known provider
	Model    string // the beginning of models' names, such as "gpt-4o-"

	// Open makes a client of the SDK that sends to url by hc.
	Open func(t *testing.T, url string, hc *http.Client) Client

	Retries bool // the SDK tries again by itself
	Cuts    bool // the SDK reads ahead, or cancels its own context, when a stream is closed early: its end may not be seen

	// What the format tells; the rest of an event's counts is nil.
	CacheRead, CacheWrite, Reasoning Tells
	Lacks                            []Way // ways of asking that the SDK does not have
}

// Tells says when a format has a count.
type Tells int

// When a format has a count.
const (
	Never Tells = iota
	Always
	IfAny // if it is not zero
)

// A Client asks one question, each method in another way. It reads the answer to
// its end, and returns the SDK's error.
type Client interface {
	Ask(ctx context.Context, model string) error
	// Stream calls read after each message; if read returns false, it closes the
	// stream.
	Stream(ctx context.Context, model string, read func() bool) error
	Tools(ctx context.Context, model string) error
}

// A Way is how a question is asked.
type Way string

// Ways of asking.
const (
	Ask    Way = "ask"
	Stream Way = "stream"
	Tools  Way = "tools"
)

var owner = tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments", Environment: "test"}

// Run tests an SDK by plain HTTP, and by TLS and HTTP/2.
func Run(t *testing.T, sdk SDK) {
	t.Helper()
	for _, wire := range []string{"HTTP/1.1", "TLS and HTTP/2"} {
		t.Run(wire, func(t *testing.T) {
			s := &server{sdk: sdk}
			srv := httptest.NewUnstartedServer(&fakeprovider.Server{Seen: s.see})
			if wire == "HTTP/1.1" {
				srv.Start()
			} else {
				srv.EnableHTTP2 = true
				srv.StartTLS()
			}
			t.Cleanup(srv.Close)
			s.Server = srv
			s.test(t)
			want := "HTTP/1.1"
			if wire != want {
				want = "HTTP/2.0"
			}
			for _, r := range s.seen {
				if r.Proto != want {
					t.Errorf("a request came by %s, want %s", r.Proto, want)
				}
			}
		})
	}
}

type server struct {
	*httptest.Server
	sdk SDK

	mu   sync.Mutex
	seen []*http.Request
}

func (s *server) see(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seen = append(s.seen, r)
}

// memory is a sink.
type memory struct{ events []tag.Event }

func (m *memory) Write(_ context.Context, events []tag.Event) error {
	m.events = append(m.events, events...)
	return nil
}

// ask lets a client of its own do something, and returns what was recorded.
func (s *server) ask(t *testing.T, do func(context.Context, Client) error) ([]tag.Event, error) {
	t.Helper()
	sink := &memory{}
	rec := tag.NewRecorder(sink)
	base, ok := s.Server.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatal("the test server's client has another transport")
	}
	hc, err := tag.HTTPClient(owner, tag.WithRecorder(rec), tag.WithBase(base.Clone()), tag.IncludeStreamUsage(), tag.WithCallSites())
	if err != nil {
		t.Fatal(err)
	}
	ctx := tag.WithUser(tag.WithRequestType(t.Context(), "story"), "u-42")
	err = do(ctx, s.sdk.Open(t, s.URL, hc))
	if err := rec.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	hc.CloseIdleConnections()
	return sink.events, err
}

func (s *server) test(t *testing.T) {
	t.Helper()
	all := func() bool { return true }
	ways := map[Way]func(Client) func(context.Context, string) error{
		Ask:   func(c Client) func(context.Context, string) error { return c.Ask },
		Tools: func(c Client) func(context.Context, string) error { return c.Tools },
		Stream: func(c Client) func(context.Context, string) error {
			return func(ctx context.Context, model string) error { return c.Stream(ctx, model, all) }
		},
	}
	for _, way := range []Way{Ask, Stream, Tools} {
		if s.lacks(way) {
			continue
		}
		for _, sc := range []fakeprovider.Scenario{fakeprovider.Plain, fakeprovider.Cached, fakeprovider.Reasoning} {
			t.Run(fmt.Sprintf("%s %s", way, sc), func(t *testing.T) {
				model := s.sdk.Model + string(sc)
				events, err := s.ask(t, func(ctx context.Context, c Client) error { return ways[way](c)(ctx, model) })
				if err != nil {
					t.Fatalf("the SDK says: %v", err)
				}
				want := s.want(sc)
				want.Status, want.HTTPStatus, want.UsageStatus, want.Attempt = tag.StatusOK, http.StatusOK, tag.UsageReported, 1
				s.compare(t, events, want)
				e := events[0]
				if e.Model == "" || !strings.HasPrefix(e.Model, model) {
					t.Errorf("answered by %q, want %q and perhaps a date", e.Model, model)
				}
				if e.RequestedModel != model {
					t.Errorf("asked of %q, want %q", e.RequestedModel, model)
				}
				if way == Stream && e.FirstTokenMS == nil {
					t.Error("a stream without the time of its first token")
				}
			})
		}
	}
	t.Run("an error", func(t *testing.T) {
		events, err := s.ask(t, func(ctx context.Context, c Client) error {
			return c.Ask(ctx, s.sdk.Model+string(fakeprovider.Refused))
		})
		if err == nil {
			t.Error("the SDK says nothing of it")
		}
		want := s.want("")
		want.Status, want.HTTPStatus, want.UsageStatus, want.Attempt = tag.StatusError, http.StatusBadRequest, tag.UsageMissing, 1
		s.compare(t, events, want)
	})
	t.Run("a retry", func(t *testing.T) { s.retry(t) })
	if s.lacks(Stream) {
		return
	}
	t.Run("a stream that is cancelled", func(t *testing.T) {
		events, err := s.ask(t, func(ctx context.Context, c Client) error {
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			return c.Stream(ctx, s.sdk.Model+string(fakeprovider.Slow), func() bool {
				cancel()
				return true
			})
		})
		if err != nil && !errors.Is(err, context.Canceled) && !strings.Contains(err.Error(), "cancel") {
			t.Errorf("the SDK says: %v", err)
		}
		if len(events) != 1 || events[0].Status != tag.StatusCancelled {
			t.Fatalf("got %s, want one that was cancelled", show(events))
		}
		if u := events[0].UsageStatus; u != tag.UsageMissing && u != tag.UsagePartial {
			t.Errorf("usage of a cut stream is %q", u)
		}
	})
	t.Run("a stream that is closed early is read to its usage", func(t *testing.T) {
		events, err := s.ask(t, func(ctx context.Context, c Client) error {
			return c.Stream(ctx, s.sdk.Model+string(fakeprovider.Slow), func() bool { return false })
		})
		if err != nil {
			t.Errorf("the SDK says: %v", err)
		}
		if len(events) != 1 {
			t.Fatalf("got %s, want one event", show(events))
		}
		if s.sdk.Cuts && events[0].UsageStatus != tag.UsageReported {
			if e := events[0]; e.Status != tag.StatusCancelled || e.UsageStatus == tag.UsageSuspect {
				t.Errorf("got %s, want a stream that was cancelled", show(events))
			}
			return
		}
		want := s.want(fakeprovider.Slow)
		want.Status, want.HTTPStatus, want.UsageStatus, want.Attempt = events[0].Status, http.StatusOK, tag.UsageReported, 1
		s.compare(t, events, want)
		if e := events[0].Status; e != tag.StatusCancelled && e != tag.StatusOK {
			t.Errorf("a stream that was closed early is %q", e)
		}
	})
	t.Run("a stream whose connection breaks", func(t *testing.T) {
		events, _ := s.ask(t, func(ctx context.Context, c Client) error { // SDKs differ in what they say of it
			return c.Stream(ctx, s.sdk.Model+string(fakeprovider.Cut), all)
		})
		if len(events) == 0 || events[0].Status != tag.StatusTruncated || events[0].UsageStatus == tag.UsageReported {
			t.Errorf("got %s, want a truncated stream", show(events))
		}
	})
}

// retry tests that each attempt has an event of its own.
func (s *server) retry(t *testing.T) {
	t.Helper()
	s.mu.Lock()
	before := len(s.seen)
	s.mu.Unlock()
	events, err := s.ask(t, func(ctx context.Context, c Client) error {
		return c.Ask(ctx, s.sdk.Model+string(fakeprovider.Retried))
	})
	s.mu.Lock()
	attempts := s.seen[before:]
	s.mu.Unlock()
	if len(events) != len(attempts) {
		t.Fatalf("%d events for %d attempts: %s", len(events), len(attempts), show(events))
	}
	first := s.want("")
	first.Status, first.HTTPStatus, first.UsageStatus, first.Attempt = tag.StatusError, http.StatusServiceUnavailable, tag.UsageMissing, 1
	if !s.sdk.Retries {
		if err == nil || len(events) != 1 {
			t.Fatalf("error %v and %s, want an error and one event: the SDK is said not to try again", err, show(events))
		}
		s.compare(t, events, first)
		return
	}
	if err != nil || len(events) != 2 {
		t.Fatalf("error %v and %s, want two events: the SDK is said to try again", err, show(events))
	}
	s.compare(t, events[:1], first)
	second := s.want(fakeprovider.Retried)
	second.Status, second.HTTPStatus, second.UsageStatus, second.Attempt = tag.StatusOK, http.StatusOK, tag.UsageReported, 2
	s.compare(t, events[1:], second)
	if events[0].AttemptGroup != events[1].AttemptGroup || events[0].EventID == events[1].EventID {
		t.Errorf("the attempts of one call are told as %s", show(events))
	}
}

func (s *server) lacks(way Way) bool {
	return slices.Contains(s.sdk.Lacks, way)
}

// want is what an event is to be, but for what differs between runs; of no
// scenario, one without usage.
func (s *server) want(sc fakeprovider.Scenario) tag.Event {
	e := tag.Event{
		Provider:  s.sdk.Provider,
		ProjectID: owner.ProjectID, ServiceName: owner.ServiceName, TeamID: owner.TeamID, Environment: owner.Environment,
		UserID: "u-42", RequestType: "story",
	}
	if sc == "" {
		return e
	}
	u := sc.Usage()
	e.InputTokens, e.OutputTokens, e.TotalTokens = new(u.Input()), new(u.Output()), new(u.Input()+u.Output())
	tells := func(when Tells, n int64) *int64 {
		if when == Always || when == IfAny && n > 0 {
			return &n
		}
		return nil
	}
	e.CacheReadTokens = tells(s.sdk.CacheRead, u.CacheRead)
	e.CacheWrite5mTokens = tells(s.sdk.CacheWrite, u.CacheWrite)
	e.ReasoningTokens = tells(s.sdk.Reasoning, u.Reasoning)
	return e
}

// asker is the first frame outside of any SDK.
var asker = regexp.MustCompile(`^github\.com/llmtag/llmtag/tag/sdktest/.*\.(ask|Ask|Stream|Tools) \w+_test\.go:\d+$`)

// compare compares the one event that is to be there, and the headers of the
// request.
func (s *server) compare(t *testing.T, events []tag.Event, want tag.Event) {
	t.Helper()
	if len(events) != 1 {
		t.Fatalf("got %s, want one event", show(events))
	}
	got := events[0]
	for name, v := range map[string]string{"event_id": got.EventID, "attempt_group": got.AttemptGroup} {
		if len(v) != 36 {
			t.Errorf("%s is %q, want a UUID", name, v)
		}
	}
	if !asker.MatchString(got.CallSite) {
		t.Errorf("asked by %q, want the test's method that called the SDK", got.CallSite)
	}
	got.CallSite = ""
	got.EventID, got.AttemptGroup, got.Time, got.LatencyMS, got.FirstTokenMS = "", "", want.Time, 0, nil
	got.Model, got.RequestedModel, got.RequestID = "", "", ""
	got.ServiceTier, got.Region = "", ""
	if got.CacheWrite1hTokens != nil && *got.CacheWrite1hTokens == 0 {
		got.CacheWrite1hTokens = nil // told by few, and never used here
	}
	if got.AudioInputTokens != nil && *got.AudioInputTokens == 0 {
		got.AudioInputTokens = nil
	}
	if got.AudioOutputTokens != nil && *got.AudioOutputTokens == 0 {
		got.AudioOutputTokens = nil
	}
	if want.Provider == "" {
		got.Provider = ""
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the event (-want +got):\n%s", diff)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	last := s.seen[len(s.seen)-1]
	for name, v := range map[string]string{
		"X-LLM-Project-ID": owner.ProjectID, "X-LLM-Service-Name": owner.ServiceName, "X-LLM-Team-ID": owner.TeamID,
		"X-LLM-User-ID": "u-42", "X-LLM-Request-Type": "story",
	} {
		if got := last.Header.Values(name); len(got) != 1 || got[0] != v {
			t.Errorf("header %s is %q, want %q once", name, got, v)
		}
	}
}

func show(events []tag.Event) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d events", len(events))
	for _, e := range events {
		text, err := e.MarshalJSON()
		if err != nil {
			text = []byte(err.Error())
		}
		fmt.Fprintf(&b, "\n%s", text)
	}
	return b.String()
}
