package tag_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/llmtag/llmtag/tag"
)

// cohere-go tries again with the request whose body has been read. net/http's
// transport mends that for bodies in memory, on a connection that it has used
// before; so must we, on any.
func TestARequestThatIsSentAgainHasItsBody(t *testing.T) {
	const body = `{"model":"command-r","message":"hello"}`
	var got []string
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got = append(got, string(b))
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer srv.Close()
	hc, err := tag.HTTPClient(tag.Owner{ProjectID: "checkout", ServiceName: "search", TeamID: "payments"},
		tag.WithBase(srv.Client().Transport), tag.WithRecorder(tag.NewRecorder()))
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, srv.URL+"/v1/chat", bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		resp, err := hc.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
	if len(got) != 2 || got[0] != body || got[1] != body {
		t.Errorf("the server got %q, want twice %q", got, body)
	}
}
