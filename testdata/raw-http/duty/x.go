// Package duty owes tags to functions that send raw requests.
package duty

import (
	"net/http"
	"strings"

	"example.com/raw-http/duty/llm"
)

func ask(h http.Header, prompt string) error {
	req, err := http.NewRequest("POST", "https://api.anthropic.com/v1/messages", strings.NewReader(prompt))
	if err != nil {
		return err
	}
	for k, v := range h {
		req.Header[k] = v
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

func full() http.Header {
	return http.Header{"X-Llm-Project-Id": {"checkout"}, "X-Llm-Service-Name": {"checkout-assistant"}, "X-Llm-Team-Id": {"payments"}}
}

func good() error { return ask(full(), "a") }

func bad() error {
	return ask(nil, "a") // want "^raw-endpoint: ask lacks project_id, service_name, team_id$"
}

func askTeam(team, prompt string) error {
	req, err := http.NewRequest("POST", "https://api.anthropic.com/v1/messages", strings.NewReader(prompt))
	if err != nil {
		return err
	}
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", team)
	_, err = http.DefaultClient.Do(req)
	return err
}

func goodTeam() error { return askTeam("payments", "a") }

func badTeam() error {
	return askTeam("", "a") // want "^empty-tag: askTeam attaches an empty value to team_id$"
}

type owner struct{}

func (owner) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for k, v := range full() {
		r.Header[k] = v
	}
	return http.DefaultTransport.RoundTrip(r)
}

func goodOther() error { return llm.Ask(&http.Client{Transport: owner{}}, "a") }

func badOther() error {
	return llm.Ask(http.DefaultClient, "a") // want "^raw-endpoint: llm.Ask lacks project_id, service_name, team_id$"
}

// provider keeps headers in a map.
type provider struct{ headers map[string]string }

func newProvider() *provider {
	return &provider{headers: map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}}
}

func (p *provider) chat() error {
	req, err := http.NewRequest("POST", "https://api.openai.com/v1/chat/completions", strings.NewReader("{}"))
	if err != nil {
		return err
	}
	for k, v := range p.headers {
		req.Header.Set(k, v)
	}
	_, err = http.DefaultClient.Do(req)
	return err
}

func chats() error { return newProvider().chat() }
