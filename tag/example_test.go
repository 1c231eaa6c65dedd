package tag_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/fakeprovider"
	"github.com/llmtag/llmtag/tag"
)

// ask is what an SDK does: it sends a request by the client that it was given, and
// reads the answer. A model whose name ends with "-refused" refuses.
func ask(ctx context.Context, hc *http.Client, model string) error {
	provider := httptest.NewServer(&fakeprovider.Server{})
	defer provider.Close()
	body := strings.NewReader(`{"model":"` + model + `","stream":` + strconv.FormatBool(strings.Contains(model, "stream")) + `}`)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, provider.URL+"/v1/chat/completions", body)
	if err != nil {
		return err
	}
	resp, err := hc.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// A printer is a sink that prints what the examples are about.
type printer []string

func (p printer) Write(_ context.Context, events []tag.Event) error {
	for i := range events {
		text, err := json.Marshal(events[i])
		if err != nil {
			return err
		}
		var members map[string]any
		if err := json.Unmarshal(text, &members); err != nil {
			return err
		}
		for i, name := range p {
			fmt.Printf("%s%s=%v", strings.Repeat(" ", min(i, 1)), name, members[name])
		}
		fmt.Println()
	}
	return nil
}

func Example() {
	err := func() error {
		ctx := context.Background()
		sink := printer{"team_id", "user_id", "request_type", "model", "input_tokens", "output_tokens", "usage_status"}

		rec := tag.NewRecorder(sink)
		defer rec.Close(ctx)
		hc, err := tag.HTTPClient(
			tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"},
			tag.WithRecorder(rec),
		)
		if err != nil {
			return err // a tag is missing, or cannot be sent in a header
		}

		// Hand hc to the SDK once, and make its requests with such a context.
		ctx = tag.WithUser(tag.WithRequestType(ctx, "summarize"), "u-42")
		return ask(ctx, hc, "gpt-4o")
	}()
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// team_id=payments user_id=u-42 request_type=summarize model=gpt-4o-2026-10-01 input_tokens=42 output_tokens=17 usage_status=reported
}

// An owner lacks a tag: no client is made.
func ExampleHTTPClient() {
	_, err := tag.HTTPClient(tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant"})
	fmt.Println(err)
	// Output:
	// making a tagged client: tag: the request lacks team_id; give the owner to tag.HTTPClient, or tag.WithOwner to the request's context
}

// The transport below may be one with a proxy, certificates, traces or a rate
// limit; that of package tag goes into any client.
func ExampleTransport() {
	owner := tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"}
	transport, err := tag.Transport(owner, tag.WithBase(&http.Transport{Proxy: http.ProxyFromEnvironment, MaxConnsPerHost: 8}))
	if err != nil {
		fmt.Println(err)
		return
	}
	client := &http.Client{Transport: transport}
	fmt.Println(ask(context.Background(), client, "gpt-4o"))
	// Output:
	// <nil>
}

// A service that asks on behalf of its tenants takes the owner from each request.
func ExampleWithOwner() {
	ctx := context.Background()
	rec := tag.NewRecorder(printer{"project_id", "service_name", "team_id", "environment"})
	hc, err := tag.HTTPClient(tag.Owner{Environment: "prod"}, tag.Enforce(tag.Reject), tag.WithRecorder(rec))
	if err != nil {
		fmt.Println(err)
		return
	}

	tenant := tag.Owner{ProjectID: "acme", ServiceName: "chat", TeamID: "acme-support"}
	fmt.Println(ask(tag.WithOwner(ctx, tenant), hc, "gpt-4o"))

	var missing *tag.MissingTagsError
	if err := ask(ctx, hc, "gpt-4o"); errors.As(err, &missing) {
		fmt.Println("not sent, lacks", missing.Tags)
	}
	_ = rec.Close(ctx)
	// Output:
	// <nil>
	// not sent, lacks [project_id service_name team_id]
	// project_id=acme service_name=chat team_id=acme-support environment=prod
}

// A retry loop of one's own says that its requests are attempts of one call. Those
// of SDKs are recognised without it.
func ExampleWithCall() {
	ctx := context.Background()
	rec := tag.NewRecorder(printer{"attempt", "status", "http_status"})
	hc, err := tag.HTTPClient(tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"}, tag.WithRecorder(rec))
	if err != nil {
		fmt.Println(err)
		return
	}
	call := tag.WithCall(ctx)
	for _, model := range []string{"gpt-4o-refused", "gpt-4o"} {
		_ = ask(call, hc, model)
	}
	_ = rec.Close(ctx)
	// Output:
	// attempt=1 status=error http_status=400
	// attempt=2 status=ok http_status=200
}

// A request that uses more than it should is told at once, here to whoever is on
// call.
func ExampleCeiling() {
	ctx := context.Background()
	rec := tag.NewRecorder(tag.JSONL(io.Discard))
	hc, err := tag.HTTPClient(
		tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"},
		tag.WithRecorder(rec),
		tag.Ceiling(50, func(e tag.Event) {
			fmt.Println(e.ServiceName, "used", *e.TotalTokens, "tokens in a request, and should use 50")
		}),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = ask(ctx, hc, "gpt-4o")
	_ = rec.Close(ctx)
	// Output:
	// checkout-assistant used 59 tokens in a request, and should use 50
}

// OpenAI's chat completions report the usage of a stream only if asked.
func ExampleIncludeStreamUsage() {
	ctx := context.Background()
	owner := tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"}
	for _, opts := range [][]tag.Option{nil, {tag.IncludeStreamUsage()}} {
		rec := tag.NewRecorder(printer{"output_tokens", "usage_status"})
		hc, err := tag.HTTPClient(owner, append(opts, tag.WithRecorder(rec))...)
		if err != nil {
			fmt.Println(err)
			return
		}
		_ = ask(ctx, hc, "gpt-4o-stream")
		_ = rec.Close(ctx)
	}
	// Output:
	// output_tokens=<nil> usage_status=missing
	// output_tokens=17 usage_status=reported
}

// Providers outside of the house need not see whose a request is; the gateway may.
func ExampleStripHeaders() {
	ctx := context.Background()
	rec := tag.NewRecorder(printer{"team_id"})
	hc, err := tag.HTTPClient(
		tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"},
		tag.WithRecorder(rec), tag.StripHeaders("api.openai.com", "*.anthropic.com"),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = ask(ctx, hc, "gpt-4o")
	_ = rec.Close(ctx)
	// Output:
	// team_id=payments
}

// Events go to a file that rotates, and wait on disk while that cannot be written.
func ExampleSpooled() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)

	path := filepath.Join(dir, "events.jsonl")
	file, err := tag.OpenFile(path, tag.RotateAt(100<<20), tag.RotateEvery(24*time.Hour))
	if err != nil {
		fmt.Println(err)
		return
	}
	sink, err := tag.Spooled(filepath.Join(dir, "spool"), file)
	if err != nil {
		fmt.Println(err)
		return
	}
	rec := tag.NewRecorder(sink)
	rec.Record(tag.Event{Provider: "openai", TeamID: "payments"})
	if err := rec.Close(context.Background()); err != nil {
		fmt.Println(err) // says how many events are kept, and where
	}
	_ = file.Close()

	lines, _ := os.ReadFile(path)
	fmt.Println(bytes.Count(lines, []byte("\n")), "event in the file;", rec.Stats().Lost(), "lost")
	// Output:
	// 1 event in the file; 0 lost
}

// A sink of one's own is one method. It names events that it will never take, so
// that they do not hold up the others.
func ExampleSink() {
	rec := tag.NewRecorder(tag.Tuned(queue{}, tag.Logger(slog.New(slog.DiscardHandler))))
	rec.Record(tag.Event{TeamID: "payments"})
	rec.Record(tag.Event{})
	fmt.Println(errors.Is(rec.Close(context.Background()), tag.ErrUndelivered))
	fmt.Println(rec.Stats().Sinks[0].Delivered, rec.Stats().Sinks[0].Refused)
	// Output:
	// true
	// 1 1
}

type queue struct{}

func (queue) Write(_ context.Context, events []tag.Event) error {
	var refused tag.RefusedError
	for i := range events {
		if events[i].TeamID == "" {
			refused.Refused = append(refused.Refused, tag.Refusal{Index: i, Err: errors.New("nobody pays for it")})
			continue
		}
		// … send it; an error that is returned sends the whole batch again
	}
	if len(refused.Refused) > 0 {
		return &refused
	}
	return nil
}

// Events of other wrappers may leave out what they do not know; only ts must be
// there.
func ExampleEvent_UnmarshalJSON() {
	var e tag.Event
	err := json.Unmarshal([]byte(`{"ts":"2026-11-30T12:34:56Z","model":"gpt-4o","input_tokens":9,"output_tokens":2,
		"project_id":"checkout","service_name":"checkout-assistant","team_id":"payments","request_id":"r-1"}`), &e)
	fmt.Println(e.EventID, *e.TotalTokens, e.Status, e.UsageStatus, err)
	// Output:
	// 3ba157e7-3883-5424-a0f5-30e39359a3ae 11 ok reported <nil>
}
