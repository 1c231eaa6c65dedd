// Package holder keeps clients in fields, variables, maps and interfaces.
package holder

import (
	"context"
	"net/http"
	"os"

	"google.golang.org/genai"
)

const model = "gemini-2.5-flash"

func tags() http.Header {
	return http.Header{
		"X-LLM-Project-ID":   {"checkout"},
		"X-LLM-Service-Name": {"checkout-assistant"},
		"X-LLM-Team-ID":      {"payments"},
	}
}

func request() *genai.GenerateContentConfig {
	return &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: tags()}}
}

// GoodAssistant keeps a tagged client.
type GoodAssistant struct{ client *genai.Client }

// NewGoodAssistant constructs the client of an assistant.
func NewGoodAssistant(ctx context.Context, key string) (*GoodAssistant, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{APIKey: key, HTTPOptions: genai.HTTPOptions{Headers: tags()}})
	if err != nil {
		return nil, err
	}
	return &GoodAssistant{client: client}, nil
}

// Answer answers a question.
func (a *GoodAssistant) Answer(ctx context.Context, question string) (string, error) {
	resp, err := a.client.Models.GenerateContent(ctx, model, genai.Text(question), nil)
	if err != nil {
		return "", err
	}
	return resp.Text(), nil
}

// BadAssistant keeps an untagged client.
type BadAssistant struct{ client *genai.Client }

// NewBadAssistant constructs the client of an assistant.
func NewBadAssistant(ctx context.Context, key string) (*BadAssistant, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{APIKey: key}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &BadAssistant{client: client}, nil
}

// Answer answers a question: what it lacks is reported where the client was made.
func (a *BadAssistant) Answer(ctx context.Context, question string) (string, error) {
	resp, err := a.client.Models.GenerateContent(ctx, model, genai.Text(question), nil)
	if err != nil {
		return "", err
	}
	return resp.Text(), nil
}

// RequestAssistant keeps an untagged client and tags each request.
type RequestAssistant struct{ client *genai.Client }

// NewRequestAssistant constructs the client of an assistant.
func NewRequestAssistant(ctx context.Context) (*RequestAssistant, error) {
	a := new(RequestAssistant)
	var err error
	a.client, err = genai.NewClient(ctx, nil)
	return a, err
}

// Answer answers a question.
func (a *RequestAssistant) Answer(ctx context.Context, question string) (string, error) {
	resp, err := a.client.Models.GenerateContent(ctx, model, genai.Text(question), request())
	if err != nil {
		return "", err
	}
	return resp.Text(), nil
}

// Embed computes a vector.
func (a *RequestAssistant) Embed(ctx context.Context, text string) (*genai.EmbedContentResponse, error) {
	return a.client.Models.EmbedContent(ctx, "gemini-embedding-001", genai.Text(text), &genai.EmbedContentConfig{
		HTTPOptions: &genai.HTTPOptions{Headers: tags()},
	})
}

// SlipAssistant keeps an untagged client and tags all but one request.
type SlipAssistant struct{ client *genai.Client }

// NewSlipAssistant constructs the client of an assistant.
func NewSlipAssistant(ctx context.Context) (*SlipAssistant, error) {
	a := new(SlipAssistant)
	var err error
	a.client, err = genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	return a, err
}

// Answer answers a question.
func (a *SlipAssistant) Answer(ctx context.Context, question string) (*genai.GenerateContentResponse, error) {
	return a.client.Models.GenerateContent(ctx, model, genai.Text(question), request())
}

// Embed computes a vector, without tags.
func (a *SlipAssistant) Embed(ctx context.Context, text string) (*genai.EmbedContentResponse, error) {
	return a.client.Models.EmbedContent(ctx, "gemini-embedding-001", genai.Text(text), nil)
}

// Exposed keeps its client where other packages can use it.
type Exposed struct{ Client *genai.Client }

// NewExposed lets an incomplete client out: requests of other packages cannot excuse it.
func NewExposed(ctx context.Context) (*Exposed, error) {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &Exposed{Client: client}, nil
}

// Answer tags its own request.
func (e *Exposed) Answer(ctx context.Context, question string) (*genai.GenerateContentResponse, error) {
	return e.Client.Models.GenerateContent(ctx, model, genai.Text(question), request())
}

// settings are what a client is made of.
type settings struct {
	key     string
	headers http.Header
	http    *http.Client
}

func loadGood() settings {
	return settings{key: os.Getenv("GEMINI_API_KEY"), headers: tags()}
}

func loadBad() settings {
	return settings{key: os.Getenv("GEMINI_API_KEY"), http: http.DefaultClient}
}

// open makes a client of settings: its callers see to the headers.
func (s settings) open(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{
		APIKey:      s.key,
		HTTPClient:  s.http,
		HTTPOptions: genai.HTTPOptions{Headers: s.headers},
	})
}

// GoodSettings opens what has headers.
func GoodSettings(ctx context.Context) (*genai.Client, error) {
	return loadGood().open(ctx)
}

// BadSettings opens what has none.
func BadSettings(ctx context.Context) (*genai.Client, error) {
	return loadBad().open(ctx) // want "untagged-client: settings.open lacks project_id, service_name, team_id$"
}
