// Package app fills the fields of lib's types, and has such fields itself.
package app

import (
	"context"
	"net/http"

	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/makers/lib"
)

type owner struct{}

func (owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(req)
}

func tagged() *http.Client { return &http.Client{Transport: owner{}} }

// The callers of one constructor do not pay for those of another.
func byClient() []lib.Sender {
	return []lib.Sender{
		lib.New(nil), // want "^untagged-client: lib.New lacks project_id, service_name, team_id$"
		lib.New(tagged()),
		lib.New(&http.Client{}), // want "^untagged-client: lib.New lacks project_id, service_name, team_id$"
		lib.NewStreaming(nil),   // want "^untagged-client: lib.NewStreaming lacks project_id, service_name, team_id$"
		lib.NewStreaming(tagged()),
	}
}

// No options at all are options without tags.
func byOptions() []lib.Sender {
	return []lib.Sender{
		lib.NewByOptions(), // want "^untagged-client: lib.NewByOptions lacks project_id, service_name, team_id$"
		lib.NewByOptions([]option.RequestOption{}...), // want "^untagged-client: lib.NewByOptions lacks project_id, service_name, team_id$"
		lib.NewByOptions(option.WithAPIKey("k")),      // want "^untagged-client: lib.NewByOptions lacks project_id, service_name, team_id$"
		lib.NewByOptions(option.WithHTTPClient(tagged())),
	}
}

func byHeaders() []lib.Sender {
	return []lib.Sender{
		lib.NewByHeaders(nil),                              // want "^untagged-client: lib.NewByHeaders lacks project_id, service_name, team_id$"
		lib.NewByHeaders(map[string]string{"Editor": "x"}), // want "^untagged-client: lib.NewByHeaders lacks project_id, service_name, team_id$"
		lib.NewByHeaders(map[string]string{"X-LLM-Project-ID": "p", "X-LLM-Team-ID": "t"}), // want "^untagged-client: lib.NewByHeaders lacks service_name$"
		lib.NewByHeaders(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}),
		lib.NewByTeam("payments"),
		lib.NewByTeam("todo"), // want "^empty-tag: lib.NewByTeam attaches the placeholder \"todo\" to team_id$"
	}
}

func raw() []lib.Sender {
	return []lib.Sender{
		lib.NewRaw(http.DefaultClient), // want "^raw-endpoint: lib.NewRaw lacks project_id, service_name, team_id$"
		lib.NewRaw(tagged()),
	}
}

func guarded() []lib.Sender {
	return []lib.Sender{
		lib.NewGuarded(nil), // want "^untagged-client: lib.NewGuarded lacks project_id, service_name, team_id$"
		lib.NewGuarded(tagged()),
	}
}

func sendsAtOnce(ctx context.Context) error {
	if err := lib.NewRaw(tagged()).Send(ctx); err != nil {
		return err
	}
	if err := lib.New(nil).Send(ctx); err != nil { // want "^untagged-client: lib.New lacks project_id, service_name, team_id$"
		return err
	}
	return lib.NewRaw(&http.Client{}).Send(ctx) // want "^raw-endpoint: lib.NewRaw lacks project_id, service_name, team_id$"
}

// Platform makes senders of what it was made with.
type Platform struct {
	headers map[string]string
	hc      *http.Client
}

// NewPlatform returns a platform.
func NewPlatform(headers map[string]string, hc *http.Client) *Platform {
	return &Platform{headers: headers, hc: hc}
}

// ByHeaders returns a sender.
func (p *Platform) ByHeaders() lib.Sender { return lib.NewByHeaders(p.headers) }

// Raw returns a sender.
func (p *Platform) Raw() lib.Sender { return lib.NewRaw(p.hc) }
