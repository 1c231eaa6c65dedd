package sender

import (
	"bytes"
	"context"
	"log"
	"net/http"
)

// doer is what a client needs of an http.Client.
type doer interface {
	Do(*http.Request) (*http.Response, error)
}

// taggingDoer tags before it does.
type taggingDoer struct {
	next doer
	team string
}

func (d taggingDoer) Do(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", d.team)
	return d.next.Do(req)
}

// loggingDoer logs before it does.
type loggingDoer struct{ next doer }

func (d loggingDoer) Do(req *http.Request) (*http.Response, error) {
	log.Println(req.Method, req.URL)
	return d.next.Do(req)
}

// goodAgent has its requests tagged by its doer.
type goodAgent struct{ doer doer }

func newGoodAgent(team string) *goodAgent {
	return &goodAgent{doer: loggingDoer{taggingDoer{next: http.DefaultClient, team: team}}}
}

func (a *goodAgent) act(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := a.doer.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// badAgent has its requests logged by its doer.
type badAgent struct{ doer doer }

func newBadAgent() *badAgent {
	return &badAgent{doer: loggingDoer{next: http.DefaultClient}}
}

func (a *badAgent) act(ctx context.Context, body []byte) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, chatURL, bytes.NewReader(body)) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	resp, err := a.doer.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
