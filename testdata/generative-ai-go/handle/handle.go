// Package handle asks through the handles of a client.
package handle

import (
	"context"
	"net/http"
	"os"

	"github.com/google/generative-ai-go/genai"
	"google.golang.org/api/option"
)

// tagging tags what it sends.
type tagging struct{ next http.RoundTripper }

func (t tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("x-goog-api-key", os.Getenv("GEMINI_API_KEY"))
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(req)
}

// withTags sends by a transport that tags.
func withTags() option.ClientOption {
	return option.WithHTTPClient(&http.Client{Transport: tagging{http.DefaultTransport}})
}

// withKey sends with a key.
func withKey() option.ClientOption {
	return option.WithAPIKey(os.Getenv("GEMINI_API_KEY"))
}

// goodModel asks a model of a tagged client.
func goodModel(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, withTags())
	if err != nil {
		return err
	}
	defer client.Close()
	model := client.GenerativeModel("gemini-1.5-flash")
	model.SetTemperature(0.2)
	_, err = model.GenerateContent(ctx, genai.Text(prompt))
	return err
}

// badModel asks a model of an untagged client.
func badModel(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, withKey()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	defer client.Close()
	model := client.GenerativeModel("gemini-1.5-flash")
	model.SetTemperature(0.2)
	_, err = model.GenerateContent(ctx, genai.Text(prompt))
	return err
}

// chat keeps a session.
type chat struct {
	client  *genai.Client
	session *genai.ChatSession
}

func newGoodChat(ctx context.Context) (*chat, error) {
	client, err := genai.NewClient(ctx, withTags())
	if err != nil {
		return nil, err
	}
	return &chat{client: client, session: client.GenerativeModel("gemini-1.5-pro").StartChat()}, nil
}

func newBadChat(ctx context.Context) (*chat, error) {
	client, err := genai.NewClient(ctx, withKey()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &chat{client: client, session: client.GenerativeModel("gemini-1.5-pro").StartChat()}, nil
}

func (c *chat) say(ctx context.Context, text string) (*genai.GenerateContentResponse, error) {
	return c.session.SendMessage(ctx, genai.Text(text))
}

// ask is handed a model.
func ask(ctx context.Context, model *genai.GenerativeModel, prompt string) error {
	_, err := model.GenerateContent(ctx, genai.Text(prompt))
	return err
}

// goodPassed passes a model on.
func goodPassed(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, withTags())
	if err != nil {
		return err
	}
	return ask(ctx, client.GenerativeModel("gemini-1.5-pro"), prompt)
}

// badPassed passes one of an untagged client on.
func badPassed(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, withKey()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return ask(ctx, client.GenerativeModel("gemini-1.5-pro"), prompt)
}

// generator is the part of a model that the program needs.
type generator interface {
	GenerateContent(ctx context.Context, parts ...genai.Part) (*genai.GenerateContentResponse, error)
}

// summarizer depends on an interface.
type summarizer struct{ gen generator }

// NewGoodSummarizer constructs a tagged client.
func NewGoodSummarizer(ctx context.Context) (*summarizer, error) {
	client, err := genai.NewClient(ctx, withTags())
	if err != nil {
		return nil, err
	}
	return &summarizer{gen: client.GenerativeModel("gemini-1.5-flash")}, nil
}

// NewBadSummarizer constructs an untagged one.
func NewBadSummarizer(ctx context.Context) (*summarizer, error) {
	client, err := genai.NewClient(ctx, withKey()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &summarizer{gen: client.GenerativeModel("gemini-1.5-flash")}, nil
}

func (s *summarizer) summarize(ctx context.Context, text string) (*genai.GenerateContentResponse, error) {
	return s.gen.GenerateContent(ctx, genai.Text("Summarize: "+text))
}
