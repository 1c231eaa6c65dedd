package transport

import (
	"context"
	"maps"
	"net/http"
	"time"

	"google.golang.org/genai"
)

// roundTripper is a function as a transport.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// GoodFunc tags in a closure.
func GoodFunc(ctx context.Context, team string) (*genai.Client, error) {
	hc := &http.Client{Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
		req.Header.Set("X-LLM-Project-ID", "checkout")
		req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
		req.Header.Set("X-LLM-Team-ID", team)
		return http.DefaultTransport.RoundTrip(req)
	})}
	return newClient(ctx, hc)
}

// BadFunc logs in a closure.
func BadFunc(ctx context.Context, log func(string)) (*genai.Client, error) {
	hc := &http.Client{Transport: roundTripper(func(req *http.Request) (*http.Response, error) {
		log(req.URL.Path)
		return http.DefaultTransport.RoundTrip(req)
	})}
	return newClient(ctx, hc) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// owner is who pays.
type owner struct{ Project, Service, Team string }

func (o owner) apply(h http.Header) {
	h.Set("X-LLM-Project-ID", o.Project)
	h.Set("X-LLM-Service-Name", o.Service)
	h.Set("X-LLM-Team-ID", o.Team)
}

// owned tags with the owner that it was made for.
type owned struct {
	owner owner
	base  http.RoundTripper
}

func newOwned(o owner, base http.RoundTripper) http.RoundTripper {
	if base == nil {
		base = http.DefaultTransport
	}
	return &owned{owner: o, base: base}
}

func (t *owned) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	t.owner.apply(clone.Header)
	return t.base.RoundTrip(clone)
}

// GoodOwned tags with the owner's fields.
func GoodOwned(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: newOwned(owner{"checkout", "checkout-assistant", "payments"}, nil)})
}

// BadOwned leaves a field of the owner empty.
func BadOwned(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: newOwned(owner{Project: "checkout", Service: "checkout-assistant"}, nil)}) // want "empty-tag: newClient attaches an empty value to team_id$"
}

// headers sends a fixed set of headers with each request.
type headers struct {
	extra map[string]string
	next  http.RoundTripper
}

func (t headers) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for k, v := range t.extra {
		req.Header.Set(k, v)
	}
	return t.next.RoundTrip(req)
}

// GoodHeaders hands over all tags.
func GoodHeaders(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: headers{
		extra: map[string]string{
			"X-LLM-Project-ID":   "checkout",
			"X-LLM-Service-Name": "checkout-assistant",
			"X-LLM-Team-ID":      "payments",
		},
		next: http.DefaultTransport,
	}})
}

// BadHeaders hands over two tags.
func BadHeaders(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: headers{ // want "untagged-client: newClient lacks team_id$"
		extra: map[string]string{
			"X-LLM-Project-ID":   "checkout",
			"X-LLM-Service-Name": "checkout-assistant",
		},
		next: http.DefaultTransport,
	}})
}

// copying copies a header into that of the request.
type copying struct {
	http.RoundTripper
	h http.Header
}

func (t copying) RoundTrip(req *http.Request) (*http.Response, error) {
	maps.Copy(req.Header, t.h)
	return t.RoundTripper.RoundTrip(req)
}

// replacing replaces the header of the request.
type replacing struct {
	http.RoundTripper
	h http.Header
}

func (t replacing) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header = t.h.Clone()
	return t.RoundTripper.RoundTrip(req)
}

func tags() http.Header {
	h := http.Header{}
	owner{"checkout", "checkout-assistant", "payments"}.apply(h)
	return h
}

// GoodChain logs behind the transport that tags.
func GoodChain(ctx context.Context) (*genai.Client, error) {
	var rt http.RoundTripper = http.DefaultTransport
	rt = timing{rt}
	rt = copying{rt, tags()}
	rt = timing{rt}
	return newClient(ctx, &http.Client{Transport: rt})
}

// BadChain replaces the tagged header nearer to the wire.
func BadChain(ctx context.Context) (*genai.Client, error) {
	var rt http.RoundTripper = http.DefaultTransport
	rt = replacing{rt, http.Header{"Accept": {"application/json"}}}
	rt = copying{rt, tags()}
	return newClient(ctx, &http.Client{Transport: rt}) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// GoodReplacing replaces the header by a tagged one.
func GoodReplacing(ctx context.Context) (*genai.Client, error) {
	return newClient(ctx, &http.Client{Transport: replacing{http.DefaultTransport, tags()}})
}

// BadReplacing attaches tags to the configuration that the transport drops.
func BadReplacing(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{ // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
		HTTPClient:  &http.Client{Transport: replacing{http.DefaultTransport, http.Header{}}},
		HTTPOptions: genai.HTTPOptions{Headers: tags()},
	})
}

type timing struct{ next http.RoundTripper }

func (t timing) RoundTrip(req *http.Request) (*http.Response, error) {
	start := time.Now()
	resp, err := t.next.RoundTrip(req)
	if resp != nil {
		resp.Header.Set("X-Elapsed", time.Since(start).String())
	}
	return resp, err
}

// GoodTwice sets the http.Client twice; the last one counts.
func GoodTwice(ctx context.Context) (*genai.Client, error) {
	cfg := &genai.ClientConfig{}
	cfg.HTTPClient = &http.Client{Timeout: time.Minute}
	cfg.HTTPClient = &http.Client{Transport: copying{http.DefaultTransport, tags()}}
	return genai.NewClient(ctx, cfg)
}

// BadTwice replaces the http.Client that tags.
func BadTwice(ctx context.Context) (*genai.Client, error) {
	cfg := &genai.ClientConfig{}
	cfg.HTTPClient = &http.Client{Transport: copying{http.DefaultTransport, tags()}}
	cfg.HTTPClient = &http.Client{Timeout: time.Minute}
	return genai.NewClient(ctx, cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// GoodAssigned sets the transport after the http.Client was made.
func GoodAssigned(ctx context.Context) (*genai.Client, error) {
	hc := new(http.Client)
	hc.Timeout = time.Minute
	hc.Transport = copying{http.DefaultTransport, tags()}
	return newClient(ctx, hc)
}

// BadAssigned sets it for debugging only.
func BadAssigned(ctx context.Context, debug bool) (*genai.Client, error) {
	hc := new(http.Client)
	if debug {
		hc.Transport = copying{http.DefaultTransport, tags()}
	}
	return newClient(ctx, hc) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}
