// Package factory makes clients of what its callers hand over.
package factory

import (
	"context"
	"net/http"
	"os"

	"google.golang.org/genai"
)

// fromConfig passes its configuration on.
func fromConfig(ctx context.Context, cfg *genai.ClientConfig) (*genai.Client, error) {
	if cfg.APIKey == "" {
		cfg.APIKey = os.Getenv("GEMINI_API_KEY")
	}
	return genai.NewClient(ctx, cfg)
}

// GoodConfig hands over a tagged configuration.
func GoodConfig(ctx context.Context) (*genai.Client, error) {
	return fromConfig(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}})
}

// BadConfig hands over one without a team.
func BadConfig(ctx context.Context) (*genai.Client, error) {
	h := tags()
	h.Del("X-LLM-Team-ID")
	return fromConfig(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: fromConfig lacks team_id$"
}

// fromHeaders adds a tag to the headers of its callers.
func fromHeaders(ctx context.Context, h http.Header) (*genai.Client, error) {
	h = h.Clone()
	h.Set("X-LLM-Project-ID", "checkout")
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// GoodHeaders brings what the factory does not know.
func GoodHeaders(ctx context.Context) (*genai.Client, error) {
	return fromHeaders(ctx, http.Header{"X-LLM-Service-Name": {"checkout-assistant"}, "X-LLM-Team-ID": {"payments"}})
}

// BadHeaders brings one of the two.
func BadHeaders(ctx context.Context) (*genai.Client, error) {
	return fromHeaders(ctx, http.Header{"X-LLM-Service-Name": {"checkout-assistant"}}) // want "untagged-client: fromHeaders lacks team_id$"
}

// chained passes its duty to its own callers.
func chained(ctx context.Context, h http.Header) (*genai.Client, error) {
	return fromHeaders(ctx, h)
}

// GoodChained hands over what the last of the chain needs.
func GoodChained(ctx context.Context) (*genai.Client, error) {
	return chained(ctx, tags())
}

// BadChained hands over too little.
func BadChained(ctx context.Context) (*genai.Client, error) {
	return chained(ctx, http.Header{"X-LLM-Team-ID": {"payments"}}) // want "untagged-client: chained lacks service_name$"
}

// fromHTTP passes an http.Client on.
func fromHTTP(ctx context.Context, hc *http.Client) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: hc})
}

type transport struct{}

func (transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(req)
}

// GoodHTTP hands over an http.Client that tags.
func GoodHTTP(ctx context.Context) (*genai.Client, error) {
	return fromHTTP(ctx, &http.Client{Transport: transport{}})
}

// BadHTTP hands over none.
func BadHTTP(ctx context.Context) (*genai.Client, error) {
	return fromHTTP(ctx, nil) // want "untagged-client: fromHTTP lacks project_id, service_name, team_id$"
}

// fromNames takes the values of the tags.
func fromNames(ctx context.Context, service, team string) (*genai.Client, error) {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", service)
	h.Set("X-LLM-Team-ID", team)
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// GoodNames gives values.
func GoodNames(ctx context.Context) (*genai.Client, error) {
	return fromNames(ctx, "checkout-assistant", os.Getenv("TEAM"))
}

// BadNames gives no value for the team.
func BadNames(ctx context.Context) (*genai.Client, error) {
	return fromNames(ctx, "checkout-assistant", "") // want "empty-tag: fromNames attaches an empty value to team_id$"
}

// BadPlaceholder gives a placeholder for the service.
func BadPlaceholder(ctx context.Context) (*genai.Client, error) {
	return fromNames(ctx, "xxx", "payments") // want "empty-tag: fromNames attaches the placeholder \"xxx\" to service_name$"
}

// Unused is a factory that nobody calls: its duty rests.
func Unused(ctx context.Context, cfg *genai.ClientConfig) (*genai.Client, error) {
	return genai.NewClient(ctx, cfg)
}

// unusedHeaders likewise.
func unusedHeaders(ctx context.Context, h http.Header) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// BadOverwriting has a parameter, and throws away what it carries.
func BadOverwriting(ctx context.Context, cfg *genai.ClientConfig) (*genai.Client, error) {
	cfg.HTTPClient = nil
	cfg.HTTPOptions = genai.HTTPOptions{APIVersion: "v1"}
	return genai.NewClient(ctx, cfg) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// Factory makes clients for one owner.
type Factory struct {
	backend genai.Backend
	headers http.Header
}

// New makes a client with more headers than those of the factory.
func (f *Factory) New(ctx context.Context, more http.Header) (*genai.Client, error) {
	h := f.headers.Clone()
	for k, vs := range more {
		h[k] = vs
	}
	return genai.NewClient(ctx, &genai.ClientConfig{Backend: f.backend, HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// GoodFactory makes the owner known to the factory.
func GoodFactory(ctx context.Context) (*genai.Client, error) {
	f := &Factory{backend: genai.BackendGeminiAPI, headers: tags()}
	return f.New(ctx, nil)
}

// BadFactory makes it known neither to the factory nor to its method.
func BadFactory(ctx context.Context) (*genai.Client, error) {
	f := &Factory{backend: genai.BackendGeminiAPI, headers: http.Header{}}
	return f.New(ctx, http.Header{"X-LLM-Team-ID": {"payments"}}) // want "untagged-client: Factory.New lacks project_id, service_name$"
}

func tags() http.Header {
	return http.Header{
		"X-LLM-Project-ID":   {"checkout"},
		"X-LLM-Service-Name": {"checkout-assistant"},
		"X-LLM-Team-ID":      {"payments"},
	}
}
