package held

import (
	"context"
	"io"
	"net/http"

	"example.com/raw-http/held/open"
)

// What only the client could attach is missing where it is made, however many
// requests it sends.
func asked(ctx context.Context, q io.Reader) error {
	client := open.New("key") // want `^raw-endpoint: open.New lacks project_id, service_name, team_id$`
	if _, err := client.Ask(ctx, q); err != nil {
		return err
	}
	_, err := client.Ask(ctx, q)
	return err
}

func askedWell(ctx context.Context, q io.Reader) error {
	client := open.New("key", open.WithHTTPClient(&http.Client{Transport: owner{}}))
	if _, err := client.Ask(ctx, q); err != nil {
		return err
	}
	_, err := client.Ask(ctx, q)
	return err
}

// made is given nothing: it is to blame for all who call it.
func made() *open.Client {
	return open.New("key") // want `^raw-endpoint: open.New lacks project_id, service_name, team_id$`
}

func askedMade(ctx context.Context, q io.Reader) (*http.Response, error) { return made().Ask(ctx, q) }

func askedMadeAgain(ctx context.Context, q io.Reader) (*http.Response, error) {
	return made().Ask(ctx, q)
}

// askedWith could attach the tags at the call as well.
func askedWith(ctx context.Context, q io.Reader) (*http.Response, error) {
	client := open.New("key")
	return client.AskWith(ctx, q, nil) // want `^raw-endpoint: Client.AskWith lacks project_id, service_name, team_id$`
}

func askedWithTags(ctx context.Context, q io.Reader) (*http.Response, error) {
	client := open.New("key")
	return client.AskWith(ctx, q, http.Header{"X-Llm-Project-Id": {"checkout"}, "X-Llm-Service-Name": {"checkout-assistant"}, "X-Llm-Team-Id": {"payments"}})
}

type owner struct{}

func (owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(req)
}
