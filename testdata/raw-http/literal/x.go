// Package literal makes requests as struct literals.
package literal

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
)

func parsed(body []byte) (*http.Response, error) {
	u, err := url.Parse("https://api.openai.com/v1/chat/completions")
	if err != nil {
		return nil, err
	}
	req := &http.Request{ // want "^raw-endpoint: http.Request to api.openai.com lacks team_id$"
		Method: http.MethodPost,
		URL:    u,
		Header: http.Header{"X-Llm-Project-Id": {"checkout"}, "X-Llm-Service-Name": {"checkout-assistant"}},
		Body:   io.NopCloser(bytes.NewReader(body)),
	}
	return http.DefaultClient.Do(req)
}

func tagged(body []byte) (*http.Response, error) {
	req := &http.Request{
		Method: http.MethodPost,
		URL:    &url.URL{Scheme: "https", Host: "api.openai.com", Path: "/v1/chat/completions"},
		Header: make(http.Header),
		Body:   io.NopCloser(bytes.NewReader(body)),
	}
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultClient.Do(req)
}

func request(u *url.URL) *http.Request {
	return &http.Request{Method: http.MethodPost, URL: u, Header: http.Header{}} // want "^raw-endpoint: http.Request to api.anthropic.com lacks project_id, service_name, team_id$"
}

func send() (*http.Response, error) {
	return http.DefaultClient.Do(request(&url.URL{Scheme: "https", Host: "api.anthropic.com", Path: "/v1/messages"}))
}

func elsewhere() (*http.Response, error) {
	return http.DefaultClient.Do(&http.Request{Method: http.MethodGet, URL: &url.URL{Scheme: "https", Host: "hooks.example.com"}})
}
