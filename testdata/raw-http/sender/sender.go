// Package sender sends requests by clients of its own.
package sender

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"time"
)

const chatURL = "https://api.openai.com/v1/chat/completions"

// tagging tags what it sends.
type tagging struct{ base http.RoundTripper }

func (t tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.base.RoundTrip(req)
}

// partial tags some of what it sends.
type partial struct{ base http.RoundTripper }

func (t partial) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	if req.Header.Get("X-Session-ID") != "" {
		req.Header.Set("X-LLM-Team-ID", "payments")
	}
	return t.base.RoundTrip(req)
}

// goodTransport sends by a client that tags.
func goodTransport(ctx context.Context, body []byte) error {
	client := &http.Client{Transport: tagging{http.DefaultTransport}, Timeout: time.Minute}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badTransport sends by a client that tags in part.
func badTransport(ctx context.Context, body []byte) error {
	client := &http.Client{Transport: partial{http.DefaultTransport}, Timeout: time.Minute}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks team_id$"
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// goodCompleted tags in the request what the transport does not.
func goodCompleted(ctx context.Context, body []byte) error {
	client := &http.Client{Transport: partial{http.DefaultTransport}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("X-LLM-Team-ID", "payments")
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badFallback sends by another client when the first one fails.
func badFallback(ctx context.Context, body []byte) error {
	client := &http.Client{Transport: tagging{http.DefaultTransport}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		resp, err = http.DefaultClient.Do(req)
	}
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// goodRoundTrip sends by the transport itself.
func goodRoundTrip(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := tagging{http.DefaultTransport}.RoundTrip(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badRoundTrip sends by the transport below it.
func badRoundTrip(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badPost cannot set a header.
func badPost(body io.Reader) error {
	resp, err := http.Post(chatURL, "application/json", body) // want "raw-endpoint: http.Post to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// goodClientPost posts by a client that tags.
func goodClientPost(body io.Reader) error {
	client := http.Client{Transport: tagging{http.DefaultTransport}}
	resp, err := client.Post(chatURL, "application/json", body)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badClientPost posts by a client that does not.
func badClientPost(body io.Reader) error {
	client := http.Client{Timeout: time.Minute}
	resp, err := client.Post(chatURL, "application/json", body) // want "raw-endpoint: http.Client.Post to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// goodService keeps a client that tags.
type goodService struct{ http *http.Client }

func newGoodService() *goodService {
	return &goodService{http: &http.Client{Transport: tagging{http.DefaultTransport}}}
}

func (s *goodService) complete(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badService keeps a client with a timeout.
type badService struct{ http *http.Client }

func newBadService() *badService {
	return &badService{http: &http.Client{Timeout: time.Minute}}
}

func (s *badService) complete(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	resp, err := s.http.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

var taggingClient = &http.Client{Transport: tagging{http.DefaultTransport}}

// goodVariable sends by a client of the package.
func goodVariable(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := taggingClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
