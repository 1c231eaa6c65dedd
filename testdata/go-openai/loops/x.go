// Package loops makes clients in loops.
package loops

import (
	"net/http"

	"github.com/sashabaranov/go-openai"
)

func pool(hcs []*http.Client) (out []*openai.Client) {
	for _, hc := range hcs {
		cfg := openai.DefaultConfig("key")
		cfg.HTTPClient = hc
		out = append(out, openai.NewClientWithConfig(cfg))
	}
	return out
}

func bad() []*openai.Client {
	return pool([]*http.Client{http.DefaultClient}) // want "^untagged-client: pool lacks project_id, service_name, team_id$"
}

type tags struct {
	team string
	next http.RoundTripper
}

func (t tags) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-LLM-Project-ID", "checkout")
	r.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	r.Header.Set("X-LLM-Team-ID", t.team)
	return t.next.RoundTrip(r)
}

func good() []*openai.Client {
	return pool([]*http.Client{{Transport: tags{"payments", http.DefaultTransport}}})
}

func many(teams ...string) (out []*openai.Client) {
	for _, team := range teams {
		cfg := openai.DefaultConfig("key")
		cfg.HTTPClient = &http.Client{Transport: tags{team, http.DefaultTransport}}
		out = append(out, openai.NewClientWithConfig(cfg))
	}
	return out
}

func manyGood() []*openai.Client { return many("payments", "discovery") }

func manyEmpty() []*openai.Client {
	return many("payments", "") // want "^empty-tag: many attaches an empty value to team_id$"
}

// listed adds what a list of headers names, if there is one.
type listed struct {
	headers []http.Header
	next    http.RoundTripper
}

func (l *listed) RoundTrip(r *http.Request) (*http.Response, error) {
	for _, h := range l.headers {
		for name, values := range h {
			for _, value := range values {
				r.Header.Add(name, value)
			}
		}
	}
	return l.next.RoundTrip(r)
}

// withList leaves the tags to its callers: an empty list is theirs.
func withList(headers []http.Header) *openai.Client {
	cfg := openai.DefaultConfig("key")
	if len(headers) > 0 {
		cfg.HTTPClient = &http.Client{Transport: &listed{headers, http.DefaultTransport}}
	}
	return openai.NewClientWithConfig(cfg)
}

func listGood() *openai.Client {
	return withList([]http.Header{{"X-Llm-Project-Id": {"checkout"}, "X-Llm-Service-Name": {"checkout-assistant"}}, {"X-Llm-Team-Id": {"payments"}}})
}

func listEmpty() *openai.Client {
	return withList(nil) // want "^untagged-client: withList lacks project_id, service_name, team_id$"
}

func listShort() *openai.Client {
	return withList([]http.Header{{"X-Llm-Project-Id": {"checkout"}}, {"X-Llm-Team-Id": {"payments"}}}) // want "^untagged-client: withList lacks service_name$"
}
