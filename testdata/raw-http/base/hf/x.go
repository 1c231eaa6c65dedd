// Package hf is an in-house client whose base URL is a field.
package hf

import "net/http"

// Client sends.
type Client struct {
	base string
	http *http.Client
}

// New returns a client.
func New() *Client { return &Client{base: "https://api.openai.com/v1", http: &http.Client{}} }

// WithBaseURL sends elsewhere.
func (c *Client) WithBaseURL(u string) *Client {
	c.base = u
	return c
}

// Ask sends a request.
func (c *Client) Ask() error {
	req, err := http.NewRequest("POST", c.base+"/chat/completions", nil) // want "^raw-endpoint: http.NewRequest to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	_, err = c.http.Do(req)
	return err
}

const models = "https://api-inference.huggingface.co/models/"

// AskModel sends a request to a model.
func AskModel(model string) error {
	req, err := http.NewRequest("POST", models+model, nil) // want "^raw-endpoint: http.NewRequest to api-inference.huggingface.co lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	_, err = http.DefaultClient.Do(req)
	return err
}
