package tag_test

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/tag"
)

// An assistant stands for the code of a service.
type assistant struct{ client *http.Client }

func (a *assistant) Answer(ctx context.Context) error { return send(ctx, a.client) }

// send is inlined nowhere, so that its frame is its own.
//
//go:noinline
func send(ctx context.Context, client *http.Client) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com"+chatPath, strings.NewReader(`{}`))
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err == nil {
		resp.Body.Close()
	}
	return err
}

func sendAny[T any](client *http.Client, body T) error {
	req, err := http.NewRequest(http.MethodPost, "https://api.openai.com"+chatPath, any(body).(*strings.Reader)) //nolint:forcetypeassert // as users do
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err == nil {
		resp.Body.Close()
	}
	return err
}

// TestTheCallSiteIsTheFirstFrameOutsideOfSDKs says which frame is recorded. Those
// of real SDKs are in sdktest, whose frames are many, and in part inlined.
func TestTheCallSiteIsTheFirstFrameOutsideOfSDKs(t *testing.T) {
	tests := map[string]struct {
		ask  func(ctx context.Context, client *http.Client) error
		want string // without the package
	}{
		"a function": {
			send,
			`send callsite_test\.go:\d+`,
		},
		"a method of a house's wrapper is its own place, not that of its caller": {
			func(ctx context.Context, client *http.Client) error { return (&assistant{client}).Answer(ctx) },
			`send callsite_test\.go:\d+`,
		},
		"a closure": {
			func(_ context.Context, client *http.Client) error {
				resp, err := client.Post("https://api.openai.com"+chatPath, "application/json", strings.NewReader(`{}`))
				if err == nil {
					resp.Body.Close()
				}
				return err
			},
			`TestTheCallSiteIsTheFirstFrameOutsideOfSDKs\.func\d+ callsite_test\.go:\d+`,
		},
		"a generic function": {
			func(_ context.Context, client *http.Client) error { return sendAny(client, strings.NewReader(`{}`)) },
			`sendAny\[\.\.\.\] callsite_test\.go:\d+`,
		},
		"a goroutine": {
			func(ctx context.Context, client *http.Client) error {
				done := make(chan error)
				go func() { done <- send(ctx, client) }()
				return <-done
			},
			`send callsite_test\.go:\d+`,
		},
		"a transport of the house above ours": {
			func(ctx context.Context, client *http.Client) error {
				above := &http.Client{Transport: scripted(func(r *http.Request) (*http.Response, error) { return client.Transport.RoundTrip(r) })}
				return send(ctx, above)
			},
			`TestTheCallSiteIsTheFirstFrameOutsideOfSDKs\.func\d+\.\d+ callsite_test\.go:\d+`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sink := &kept{}
			rec := tag.NewRecorder(sink)
			client, err := tag.HTTPClient(checkout, tag.WithRecorder(rec), tag.WithCallSites(), tag.WithBase(still{chatBody}))
			if err != nil {
				t.Fatal(err)
			}
			if err := tt.ask(t.Context(), client); err != nil {
				t.Fatal(err)
			}
			if err := rec.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			want := `^github\.com/llmtag/llmtag/tag_test\.` + tt.want + `$`
			if len(sink.events) != 1 || !regexp.MustCompile(want).MatchString(sink.events[0].CallSite) {
				t.Errorf("got %+v, want one whose call site is %s", sink.events, want)
			}
		})
	}
}
