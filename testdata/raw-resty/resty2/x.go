// Package resty2 sends raw requests through resty.
package resty2

import (
	"net/http"
	"os"

	"github.com/go-resty/resty/v2"
)

const url = "https://api.openai.com/v1/chat/completions"

func owner() map[string]string {
	return map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}
}

func tagged(body any) error {
	_, err := resty.New().R().
		SetAuthToken(os.Getenv("OPENAI_API_KEY")).
		SetHeader("Content-Type", "application/json").
		SetHeader("X-LLM-Project-ID", "checkout").
		SetHeader("X-LLM-Service-Name", "checkout-assistant").
		SetHeader("X-LLM-Team-ID", "payments").
		SetBody(body).
		Post(url)
	return err
}

func untagged(body any) error {
	_, err := resty.New().R().SetBody(body).Post(url) // want "^raw-endpoint: resty.Request.Post to api.openai.com lacks project_id, service_name, team_id$"
	return err
}

func oneMissing(body any) error {
	_, err := resty.New().R(). // want "^raw-endpoint: resty.Request.Post to api.openai.com lacks team_id$"
					SetHeader("X-LLM-Project-ID", "checkout").
					SetHeader("X-LLM-Service-Name", "checkout-assistant").
					SetBody(body).
					Post(url)
	return err
}

func byClient(body any) error {
	client := resty.New().SetBaseURL("https://api.openai.com/v1/").SetTimeout(5)
	client.SetHeaders(owner())
	_, err := client.R().SetBody(body).Post("chat/completions")
	return err
}

func byClientConditional(body any, team bool) error {
	client := resty.New().SetBaseURL("https://api.openai.com").SetHeader("X-LLM-Project-ID", "checkout").SetHeader("X-LLM-Service-Name", "checkout-assistant")
	if team {
		client.SetHeader("X-LLM-Team-ID", "payments")
	}
	_, err := client.R().SetBody(body).Post("/v1/chat/completions") // want "^raw-endpoint: resty.Request.Post to api.openai.com lacks team_id$"
	return err
}

func emptied(body any) error {
	client := resty.New().SetHeaders(owner())
	_, err := client.R().SetHeader("X-LLM-Team-ID", "").SetBody(body).Execute(http.MethodPost, url) // want "^(empty-tag|raw-endpoint): resty.Request.Execute to api.openai.com .* team_id$"
	return err
}

func byField(body any) error {
	client := resty.New()
	client.BaseURL = "https://api.openai.com"
	for k, v := range owner() {
		client.Header.Set(k, v)
	}
	req := client.R()
	req.Header.Add("X-Trace", "1")
	req.Method, req.URL = resty.MethodPost, "/v1/chat/completions"
	_, err := req.Send()
	return err
}

func hooked(body any) error {
	client := resty.New().OnBeforeRequest(func(_ *resty.Client, r *resty.Request) error {
		r.SetHeaders(owner())
		return nil
	})
	_, err := client.R().Post(url)
	return err
}

func hookedSometimes(body any) error {
	client := resty.New().OnBeforeRequest(func(_ *resty.Client, r *resty.Request) error {
		if r.Method == resty.MethodPut {
			r.SetHeaders(owner())
		}
		return nil
	})
	_, err := client.R().Post(url) // want "^raw-endpoint: resty.Request.Post to api.openai.com lacks project_id, service_name, team_id$"
	return err
}

type tags struct{ next http.RoundTripper }

func (t tags) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	for k, v := range owner() {
		r.Header.Set(k, v)
	}
	return t.next.RoundTrip(r)
}

func byTransport() error {
	_, err := resty.New().SetTransport(tags{http.DefaultTransport}).R().Post(url)
	return err
}

func byHTTPClient() error {
	_, err := resty.NewWithClient(&http.Client{Transport: tags{http.DefaultTransport}}).R().Post(url)
	return err
}

func cloned() error {
	a := resty.New().SetHeaders(owner())
	b := a.Clone()
	b.SetHeader("X-LLM-Team-ID", "search")
	_, err := b.R().Post(url)
	return err
}

// Another host than a provider's.
func elsewhere() error {
	_, err := resty.New().R().Post("https://hooks.example.com/v1/chat/completions")
	return err
}

// A list of models costs nothing.
func free() error {
	_, err := resty.New().R().Get("https://api.openai.com/v1/models")
	return err
}

// Client is a service's own client.
type Client struct{ rest *resty.Client }

// New tags all requests.
func New(key string) *Client {
	return &Client{rest: resty.New().SetBaseURL("https://api.openai.com/v1").SetAuthToken(key).SetHeaders(owner())}
}

// Ask sends a tagged request.
func (c *Client) Ask(body any) error {
	_, err := c.rest.R().SetBody(body).Post("/chat/completions")
	return err
}

// Bare is a client that forgets its owner.
type Bare struct{ rest *resty.Client }

// NewBare tags nothing.
func NewBare(key string) *Bare {
	c := resty.New()
	c.SetBaseURL("https://api.openai.com/v1")
	c.SetAuthToken(key)
	return &Bare{rest: c}
}

// Ask sends an untagged request.
func (c *Bare) Ask(body any) error {
	_, err := c.rest.R().SetBody(body).Post("/chat/completions") // want "^raw-endpoint: resty.Request.Post to api.openai.com lacks project_id, service_name, team_id$"
	return err
}

func ask(client *resty.Client, body any) error {
	_, err := client.R().SetBody(body).Post(url)
	return err
}

func asks() error { return ask(resty.New().SetHeaders(owner()), nil) }

func asksWithout() error {
	return ask(resty.New().SetHeader("X-LLM-Project-ID", "checkout").SetHeader("X-LLM-Service-Name", "checkout-assistant"), nil) // want "^raw-endpoint: ask lacks team_id$"
}
