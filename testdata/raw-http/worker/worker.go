// Package worker sends requests with the help of another package.
package worker

import (
	"context"
	"io"
	"net/http"

	"example.com/raw-http/gateway"
)

func send(c interface {
	Do(*http.Request) (*http.Response, error)
}, req *http.Request) error {
	resp, err := c.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// goodTag has the other package tag the request.
func goodTag(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, gateway.ChatURL, body)
	if err != nil {
		return err
	}
	gateway.Tag(req)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badTrace has the other package mark the request, which is no tag.
func badTrace(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, gateway.ChatURL, body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	gateway.Trace(req)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// goodDo sends by the other package's client.
func goodDo(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, gateway.ChatURL, body)
	if err != nil {
		return err
	}
	resp, err := gateway.Client{HTTP: http.DefaultClient}.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// goodTransport sends by a client that the other package made.
func goodTransport(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, gateway.ChatURL, body)
	if err != nil {
		return err
	}
	return send(gateway.NewHTTP(), req)
}

// badDefault sends by the default client.
func badDefault(ctx context.Context, body io.Reader) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, gateway.ChatURL, body) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(http.DefaultClient, req)
}
