package tag_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag"
)

// TestTimeIsUp compares what callers can tell of an error when a request's time is
// up, or it is cancelled for a reason. Its text is net/http's, which words a timeout
// of a client differently when the transport is not its own.
func TestTimeIsUp(t *testing.T) {
	because := errors.New("because")
	type told struct {
		Body                                 string
		Deadline, Cancelled, Timeout, Reason bool
	}
	limits := map[string]struct {
		client  time.Duration
		context func(context.Context) (context.Context, func())
	}{
		"of the client": {100 * time.Millisecond, func(ctx context.Context) (context.Context, func()) { return ctx, func() {} }},
		"of the context": {0, func(ctx context.Context) (context.Context, func()) {
			ctx, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
			return ctx, cancel
		}},
		"by a cause": {0, func(ctx context.Context) (context.Context, func()) {
			ctx, cancel := context.WithCancelCause(ctx)
			time.AfterFunc(100*time.Millisecond, func() { cancel(because) })
			return ctx, func() { cancel(nil) }
		}},
	}
	for name, limit := range limits {
		for _, answers := range []bool{false, true} {
			t.Run(map[bool]string{false: "before the answer, ", true: "within it, "}[answers]+name, func(t *testing.T) {
				t.Parallel()
				tagged, url, events := setup(t, func(w http.ResponseWriter, r *http.Request) {
					_, _ = io.Copy(io.Discard, r.Body)
					if answers {
						w.Header().Set("Content-Type", "text/event-stream")
						_, _ = io.WriteString(w, "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n")
						_ = http.NewResponseController(w).Flush()
					}
					<-r.Context().Done()
				})
				ask := func(client *http.Client) told {
					client.Timeout = limit.client
					ctx, cancel := limit.context(t.Context())
					defer cancel()
					req, err := http.NewRequestWithContext(ctx, http.MethodPost, url+chatPath, strings.NewReader("{}"))
					if err != nil {
						t.Fatal(err)
					}
					var body []byte
					resp, err := client.Do(req)
					if err == nil {
						body, err = io.ReadAll(resp.Body)
						resp.Body.Close()
					}
					var timeout net.Error
					return told{
						Body: string(body), Deadline: errors.Is(err, context.DeadlineExceeded), Cancelled: errors.Is(err, context.Canceled),
						Timeout: errors.As(err, &timeout) && timeout.Timeout(), Reason: errors.Is(err, because),
					}
				}
				bare := ask(&http.Client{})
				if diff := cmp.Diff(bare, ask(tagged)); diff != "" {
					t.Errorf("the caller is told (-bare +tagged):\n%s", diff)
				}
				tagged.CloseIdleConnections()
				if all := events(); len(all) != 1 || all[0].Status != tag.StatusCancelled {
					t.Errorf("got %v, want one that was cancelled", summaries(all))
				}
			})
		}
	}
}
