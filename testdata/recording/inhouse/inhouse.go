// Package inhouse tags and records by means that no analysis of its body would
// follow to the end: its description tells.
package inhouse

import (
	"context"
	"errors"
	"net/http"
)

// Owner is who answers for requests.
type Owner struct{ Project, Service, Team, Environment string }

// Mode says what becomes of requests without an owner.
type Mode int

// The modes.
const (
	Pass   Mode = iota // they are sent
	Refuse             // they are not
)

// Recorder keeps what was used.
type Recorder struct{ used chan int64 }

// NewRecorder returns a recorder.
func NewRecorder() *Recorder { return &Recorder{make(chan int64, 16)} }

type transport struct {
	owner Owner
	base  http.RoundTripper
	rec   *Recorder
	mode  Mode
	ask   bool
}

// Option changes a transport.
type Option func(*transport)

// WithRecorder records what is used in r; nil does not.
func WithRecorder(r *Recorder) Option { return func(t *transport) { t.rec = r } }

// WithBase sends through base.
func WithBase(base http.RoundTripper) Option { return func(t *transport) { t.base = base } }

// Unowned says what becomes of requests without an owner.
func Unowned(mode Mode) Option { return func(t *transport) { t.mode = mode } }

// StreamUsage asks for the usage of streams.
func StreamUsage() Option { return func(t *transport) { t.ask = true } }

// Client returns a client whose requests are owner's.
func Client(owner Owner, opts ...Option) (*http.Client, error) {
	rt, err := Transport(owner, opts...)
	if err != nil {
		return nil, err
	}
	return &http.Client{Transport: rt}, nil
}

// Transport returns a transport whose requests are owner's.
func Transport(owner Owner, opts ...Option) (http.RoundTripper, error) {
	t := &transport{owner: owner, base: http.DefaultTransport}
	for _, o := range opts {
		o(t)
	}
	return t, nil
}

// ForTeam returns a client whose requests are a team's.
func ForTeam(base *http.Client, team string) *http.Client {
	return &http.Client{Transport: &transport{owner: Owner{Team: team}, base: base.Transport}}
}

type key struct{}

// WithOwner returns a context whose requests are owner's.
func WithOwner(ctx context.Context, owner Owner) context.Context {
	return context.WithValue(ctx, key{}, owner)
}

// RoundTrip implements [http.RoundTripper].
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	owner, ok := req.Context().Value(key{}).(Owner)
	if !ok {
		owner = t.owner
	}
	if owner == (Owner{}) && t.mode == Refuse {
		return nil, errors.New("a request without an owner")
	}
	out := req.Clone(req.Context())
	for name, value := range headersOf(owner) {
		out.Header.Set(name, value)
	}
	resp, err := t.base.RoundTrip(out)
	if err == nil && t.rec != nil {
		t.rec.used <- resp.ContentLength
	}
	return resp, err
}

func headersOf(o Owner) map[string]string {
	out := map[string]string{}
	for name, value := range map[string]string{"Project-ID": o.Project, "Service-Name": o.Service, "Team-ID": o.Team} {
		if value != "" {
			out["X-LLM-"+name] = value
		}
	}
	return out
}
