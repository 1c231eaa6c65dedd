// Package callcontext tags requests by their context.
package callcontext

import (
	"context"
	"os"

	"github.com/google/generative-ai-go/genai"
	"github.com/googleapis/gax-go/v2/callctx"
	"google.golang.org/api/option"
)

// tagged tags all requests that get the context.
func tagged(ctx context.Context) context.Context {
	return callctx.SetHeaders(ctx,
		"X-LLM-Project-ID", "checkout",
		"X-LLM-Service-Name", "checkout-assistant",
		"X-LLM-Team-ID", "payments",
	)
}

// good tags the request.
func good(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, option.WithAPIKey(os.Getenv("GEMINI_API_KEY")))
	if err != nil {
		return err
	}
	defer client.Close()
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(tagged(ctx), genai.Text(prompt))
	return err
}

// bad tags the construction, which sends nothing.
func bad(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(tagged(ctx), option.WithAPIKey(os.Getenv("GEMINI_API_KEY"))) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	defer client.Close()
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

// goodSteps tags in two steps.
func goodSteps(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, option.WithAPIKey(os.Getenv("GEMINI_API_KEY")))
	if err != nil {
		return err
	}
	defer client.Close()
	ctx = callctx.SetHeaders(ctx, "X-LLM-Project-ID", "checkout", "X-LLM-Service-Name", "checkout-assistant")
	ctx = callctx.SetHeaders(ctx, "X-LLM-Team-ID", os.Getenv("TEAM"))
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	session := client.GenerativeModel("gemini-1.5-flash").StartChat()
	_, err = session.SendMessage(ctx, genai.Text(prompt))
	return err
}

// badSteps drops the context of the second step.
func badSteps(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, option.WithAPIKey(os.Getenv("GEMINI_API_KEY"))) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	defer client.Close()
	ctx = callctx.SetHeaders(ctx, "X-LLM-Project-ID", "checkout", "X-LLM-Service-Name", "checkout-assistant")
	_ = callctx.SetHeaders(ctx, "X-LLM-Team-ID", os.Getenv("TEAM"))
	session := client.GenerativeModel("gemini-1.5-flash").StartChat()
	_, err = session.SendMessage(ctx, genai.Text(prompt))
	return err
}

// badOne tags one of two requests.
func badOne(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, option.WithAPIKey(os.Getenv("GEMINI_API_KEY"))) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	defer client.Close()
	model := client.GenerativeModel("gemini-1.5-flash")
	if _, err := model.GenerateContent(tagged(ctx), genai.Text(prompt)); err != nil {
		return err
	}
	iter := model.GenerateContentStream(ctx, genai.Text(prompt))
	_, err = iter.Next()
	return err
}
