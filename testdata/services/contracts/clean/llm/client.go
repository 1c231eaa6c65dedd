// Package llm asks the model.
package llm

import (
	"net/http"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"example.com/services/contracts/clean/config"
)

// New returns a client that sends by a transport which tags.
func New(cfg config.Config, opts ...option.RequestOption) anthropic.Client {
	hc := &http.Client{
		Timeout:   cfg.Timeout,
		Transport: &ownerTransport{next: http.DefaultTransport, owner: cfg.Owner},
	}
	return anthropic.NewClient(append(opts, option.WithAPIKey(cfg.APIKey), option.WithHTTPClient(hc))...)
}

// ownerTransport says with each request who pays for it.
type ownerTransport struct {
	next  http.RoundTripper
	owner config.Owner
}

func (t *ownerTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", t.owner.Project)
	req.Header.Set("X-LLM-Service-Name", t.owner.Service)
	req.Header.Set("X-LLM-Team-ID", t.owner.Team)
	return t.next.RoundTrip(req)
}
