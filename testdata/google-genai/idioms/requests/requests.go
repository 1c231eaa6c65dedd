// Written from testdata/idioms/requests.go.tmpl by make generate.

package requests

import (
	"context"
	"google.golang.org/genai"
	"net/http"
)

func complete() http.Header {
	h := make(http.Header)
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
	return h
}

func incomplete() http.Header {
	h := make(http.Header)
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	return h
}

// Requests that tag by themselves excuse their client.
func goodRequests() {
	c, err := genai.NewClient(context.Background(), nil)
	if err != nil {
		panic(err)
	}
	_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: complete()}})
	_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: complete()}})
}

func badRequest() {
	c, err := genai.NewClient(context.Background(), nil) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: complete()}})
	_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: incomplete()}})
}

func badPlain() {
	c, err := genai.NewClient(context.Background(), nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		panic(err)
	}
	_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: complete()}})
	_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

// In a method, with the client in a field.
type service struct{ client *genai.Client }

func newService() *service {
	c, err := genai.NewClient(context.Background(), nil)
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: complete()}})
}

func (s *service) askAgain() {
	_, _ = s.client.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: complete()}})
}

type forgetful struct{ client *genai.Client }

func newForgetful() *forgetful {
	c, err := genai.NewClient(context.Background(), nil) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	return &forgetful{client: c}
}

func (f *forgetful) ask() {
	_, _ = f.client.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: complete()}})
}

func (f *forgetful) askAgain() {
	_, _ = f.client.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: incomplete()}})
}
