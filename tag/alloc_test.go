package tag_test

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/tag"
)

// still is a transport that allocates nothing of its own but what every answer has.
type still struct{ answer string }

func (s still) RoundTrip(req *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, req.Body)
	_ = req.Body.Close()
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(s.answer)), ContentLength: int64(len(s.answer)), Request: req,
	}, nil
}

// allocations returns how many times a plain request allocates over the base.
func allocations(tb testing.TB, base http.RoundTripper, url string) float64 {
	tb.Helper()
	rec := tag.NewRecorder(discard{})
	tb.Cleanup(func() { _ = rec.Close(tb.Context()) })
	tagged, err := tag.HTTPClient(checkout, tag.WithBase(base), tag.WithRecorder(rec))
	if err != nil {
		tb.Fatal(err)
	}
	const prompt = `{"model":"gpt-4o","messages":[{"role":"user","content":"Tell me more."}]}`
	buf := make([]byte, 4<<10)
	send := func(client *http.Client) float64 {
		return testing.AllocsPerRun(2000, func() {
			req, err := http.NewRequestWithContext(tb.Context(), http.MethodPost, url+chatPath, strings.NewReader(prompt))
			if err != nil {
				tb.Fatal(err)
			}
			req.Header.Set("Content-Type", "application/json")
			resp, err := client.Do(req)
			if err != nil {
				tb.Fatal(err)
			}
			for err == nil {
				_, err = resp.Body.Read(buf)
			}
			resp.Body.Close()
		})
	}
	return send(tagged) - send(&http.Client{Transport: base})
}

// A mute server answers each request with the same bytes and allocates nothing for
// it, so that what is counted in its process is the client's.
func mute(tb testing.TB, answer string) string {
	tb.Helper()
	l, err := new(net.ListenConfig).Listen(tb.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = l.Close() })
	response := []byte("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + strconv.Itoa(len(answer)) + "\r\n\r\n" + answer)
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				buf := make([]byte, 64<<10)
				for n := 0; ; {
					m, err := conn.Read(buf[n:])
					if err != nil {
						return
					}
					if n += m; bytes.HasSuffix(buf[:n], []byte(`}]}`)) { // the request is there
						_, _ = conn.Write(response)
						n = 0
					}
				}
			}()
		}
	}()
	return "http://" + l.Addr().String()
}

// TestAPlainRequestAllocatesLittle counts what a tagged request allocates over a
// bare one. With http.Transport below it is more than above: it sends three headers
// more, and makes contexts of its own from one that is not the standard library's.
func TestAPlainRequestAllocatesLittle(t *testing.T) {
	if n := allocations(t, still{chatBody}, "http://127.0.0.1"); n > 15 {
		t.Errorf("%.0f allocations above a transport that does nothing, want at most 15", n)
	} else {
		t.Logf("%.0f allocations above a transport that does nothing", n)
	}
	base := http.DefaultTransport.(*http.Transport).Clone()
	t.Cleanup(base.CloseIdleConnections)
	if n := allocations(t, base, mute(t, chatBody)); n > 20 {
		t.Errorf("%.0f allocations with http.Transport, want at most 20", n)
	} else {
		t.Logf("%.0f allocations with http.Transport", n)
	}
}
