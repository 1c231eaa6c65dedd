// Package table attaches what a table lists.
package table

import (
	"net/http"

	"github.com/openai/openai-go/v3/option"
)

var names = []string{"X-LLM-Project-ID", "X-LLM-Service-Name", "X-LLM-Team-ID"}

// Options returns an option for each header.
func Options() (out []option.RequestOption) {
	for _, n := range names {
		out = append(out, option.WithHeader(n, "checkout"))
	}
	return out
}

// Partly forgets the last header.
func Partly() (out []option.RequestOption) {
	for _, n := range names[:2] {
		out = append(out, option.WithHeader(n, "checkout"))
	}
	return out
}

type transport struct {
	header http.Header
	next   http.RoundTripper
}

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for name, values := range t.header {
		r.Header[name] = values
	}
	return t.next.RoundTrip(r)
}

// Wrap returns a client that attaches all headers.
func Wrap(c *http.Client) *http.Client {
	h := http.Header{}
	for _, n := range names {
		h.Set(n, "checkout")
	}
	next := c.Transport
	if next == nil {
		next = http.DefaultTransport
	}
	out := *c
	out.Transport = transport{header: h, next: next}
	return &out
}
