package clients

import (
	"context"
	"net/http"
	"net/url"
	"sync"

	"github.com/ollama/ollama/api"
)

var lazy *api.Client

func lazyClient(u *url.URL) *api.Client {
	if lazy == nil {
		lazy = api.NewClient(u, http.DefaultClient) // want "^untagged-client: api.NewClient lacks project_id, service_name, team_id$"
	}
	return lazy
}

func askLazy(ctx context.Context, u *url.URL) error {
	return lazyClient(u).Generate(ctx, &api.GenerateRequest{}, nil)
}

var (
	guarded   *api.Client
	guardedMu sync.Mutex
)

func guardedClient(u *url.URL) *api.Client {
	guardedMu.Lock()
	defer guardedMu.Unlock()
	if guarded != nil {
		return guarded
	}
	guarded = api.NewClient(u, http.DefaultClient) // want "^untagged-client: api.NewClient lacks project_id, service_name, team_id$"
	return guarded
}

func askGuarded(ctx context.Context, u *url.URL) error {
	return guardedClient(u).Generate(ctx, &api.GenerateRequest{}, nil)
}

var shared *http.Client

func setupShared() { shared = &http.Client{Transport: lazyOwner{}} }

type lazyOwner struct{}

func (lazyOwner) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", "checkout")
	r.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	r.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(r)
}

// What is set up before is taken to be there.
func fromShared(u *url.URL) *api.Client { return api.NewClient(u, shared) }

func sharedOrPlain(u *url.URL) *api.Client {
	if shared == nil {
		return api.NewClient(u, http.DefaultClient) // want "^untagged-client: api.NewClient lacks project_id, service_name, team_id$"
	}
	return api.NewClient(u, shared)
}

var debug bool

func enableDebug() { debug = true }

func byFlag(u *url.URL) *api.Client {
	if !debug {
		return api.NewClient(u, http.DefaultClient) // want "^untagged-client: api.NewClient lacks project_id, service_name, team_id$"
	}
	return api.NewClient(u, shared)
}

// Nothing changes what is set before all functions run.
var early = &http.Client{Transport: lazyOwner{}}

func fromEarly(u *url.URL) *api.Client {
	if early == nil {
		return api.NewClient(u, http.DefaultClient)
	}
	return api.NewClient(u, early)
}
