// Package request tags requests one by one.
package request

import (
	"context"
	"net/http"

	cohere "github.com/cohere-ai/cohere-go/v2"
	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/option"
)

func tags() http.Header {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
	return h
}

func header(name, value string) http.Header {
	h := http.Header{}
	h.Set(name, value)
	return h
}

// transport tags what it sends.
type transport struct{}

func (transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return http.DefaultTransport.RoundTrip(req)
}

// good tags each of its requests.
func good(ctx context.Context, message string) error {
	co := client.NewClient()
	if _, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}, option.WithHTTPHeader(tags())); err != nil {
		return err
	}
	_, err := co.V2.Chat(ctx, &cohere.V2ChatRequest{Model: "command-r"}, option.WithHTTPHeader(tags()))
	return err
}

// bad tags one of its requests.
func bad(ctx context.Context, message string) error {
	co := client.NewClient() // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
	if _, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}, option.WithHTTPHeader(tags())); err != nil {
		return err
	}
	_, err := co.V2.Chat(ctx, &cohere.V2ChatRequest{Model: "command-r"})
	return err
}

// goodByName gives one tag with the request: the others of the client stay.
func goodByName(ctx context.Context, message, team string) error {
	h := tags()
	h.Del("X-LLM-Team-ID")
	co := client.NewClient(client.WithHTTPHeader(h))
	_, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}, option.WithHTTPHeader(header("X-LLM-Team-ID", team)))
	return err
}

// badByName gives another header with the request.
func badByName(ctx context.Context, message string) error {
	h := tags()
	h.Del("X-LLM-Team-ID")
	co := client.NewClient(client.WithHTTPHeader(h)) // want "untagged-client: client.NewClient lacks team_id$"
	_, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}, option.WithHTTPHeader(header("X-Trace", "1")))
	return err
}

// goodInherited gives a header to a request of a tagged client.
func goodInherited(ctx context.Context, message string) error {
	co := client.NewClient(client.WithHTTPHeader(tags()))
	_, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}, option.WithHTTPHeader(header("X-Trace", "1")))
	return err
}

// badLevel gives two headers with the request: the second one replaces the first.
func badLevel(ctx context.Context, message string) error {
	co := client.NewClient() // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
	_, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}, option.WithHTTPHeader(tags()), option.WithHTTPHeader(header("X-Trace", "1")))
	return err
}

// badHTTPClient replaces the http.Client that tags for one request.
func badHTTPClient(ctx context.Context, message string) error {
	co := client.NewClient(client.WithHTTPClient(&http.Client{Transport: transport{}}))
	if _, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}); err != nil {
		return err
	}
	_, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}, option.WithHTTPClient(http.DefaultClient)) // want "untagged-call: client.Client.Chat lacks project_id, service_name, team_id$"
	return err
}

// goodHTTPClient gives an http.Client that tags with the request.
func goodHTTPClient(ctx context.Context, texts []string) error {
	co := client.NewClient()
	_, err := co.Embed(ctx, &cohere.EmbedRequest{Texts: texts}, option.WithHTTPClient(&http.Client{Transport: transport{}}))
	return err
}

// goodFree checks the key without tags.
func goodFree(ctx context.Context, message string) error {
	co := client.NewClient()
	if _, err := co.CheckApiKey(ctx); err != nil {
		return err
	}
	stream, err := co.ChatStream(ctx, &cohere.ChatStreamRequest{Message: message}, option.WithHTTPHeader(tags()))
	if err != nil {
		return err
	}
	return stream.Close()
}
