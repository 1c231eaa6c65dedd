// Written from testdata/idioms/requests.go.tmpl by make generate.

package requests

import (
	"context"
	cohere "github.com/cohere-ai/cohere-go/v2"
	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/option"
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
	c := client.NewClient()
	_, _ = c.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(complete()))
	_, _ = c.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(complete()))
}

func badRequest() {
	c := client.NewClient() // want "untagged-client: client.NewClient lacks team_id$"
	_, _ = c.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(complete()))
	_, _ = c.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(incomplete()))
}

func badPlain() {
	c := client.NewClient() // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
	_, _ = c.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(complete()))
	_, _ = c.Chat(context.Background(), &cohere.ChatRequest{})
}

// In a method, with the client in a field.
type service struct{ client *client.Client }

func newService() *service {
	c := client.NewClient()
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(complete()))
}

func (s *service) askAgain() {
	_, _ = s.client.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(complete()))
}

type forgetful struct{ client *client.Client }

func newForgetful() *forgetful {
	c := client.NewClient() // want "untagged-client: client.NewClient lacks team_id$"
	return &forgetful{client: c}
}

func (f *forgetful) ask() {
	_, _ = f.client.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(complete()))
}

func (f *forgetful) askAgain() {
	_, _ = f.client.Chat(context.Background(), &cohere.ChatRequest{}, option.WithHTTPHeader(incomplete()))
}
