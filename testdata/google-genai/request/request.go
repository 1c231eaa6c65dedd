// Package request completes the tags request by request.
package request

import (
	"context"
	"fmt"
	"net/http"

	"google.golang.org/genai"
)

const model = "gemini-2.5-flash"

func all() http.Header {
	return http.Header{
		"X-LLM-Project-ID":   {"checkout"},
		"X-LLM-Service-Name": {"checkout-assistant"},
		"X-LLM-Team-ID":      {"payments"},
	}
}

func team() http.Header { return http.Header{"X-LLM-Team-ID": {"payments"}} }

// goodRequest attaches all tags to the only request of an untagged client.
func goodRequest(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{
		HTTPOptions: &genai.HTTPOptions{Headers: all()},
	})
	return err
}

// badRequest attaches one tag to the only request of an untagged client.
func badRequest(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name$"
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{
		HTTPOptions: &genai.HTTPOptions{Headers: team()},
	})
	return err
}

// goodInherited gives a configuration without options: those of the client stay.
func goodInherited(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: all()}})
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{
		MaxOutputTokens: 1024,
	})
	return err
}

// goodOtherHeaders adds a header to those of the client.
func goodOtherHeaders(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: all()}})
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{
		HTTPOptions: &genai.HTTPOptions{Headers: http.Header{"X-Request-Id": {"1"}}},
	})
	return err
}

// badEmptied replaces a tag of the client by nothing.
func badEmptied(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: all()}})
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: http.Header{"X-LLM-Team-ID": {""}}}}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), cfg) // want "untagged-call: genai.Models.GenerateContent lacks team_id$"
	return err
}

// goodSplit has the client attach two tags and the requests the third.
func goodSplit(ctx context.Context, prompts []string) error {
	h := all()
	h.Del("X-LLM-Team-ID")
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
	if err != nil {
		return err
	}
	for _, p := range prompts {
		cfg := &genai.GenerateContentConfig{}
		cfg.HTTPOptions = &genai.HTTPOptions{Headers: team()}
		if _, err := client.Models.GenerateContent(ctx, model, genai.Text(p), cfg); err != nil {
			return err
		}
	}
	return nil
}

// badSplit forgets the third tag for one of its requests.
func badSplit(ctx context.Context, prompt string) error {
	h := all()
	h.Del("X-LLM-Team-ID")
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: team()}}
	resp, err := client.Models.GenerateContent(ctx, model, genai.Text(prompt), cfg)
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text("Shorten: "+resp.Text()), nil)
	return err
}

// badDifferent has two requests which lack a different tag each.
func badDifferent(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{}) // want "untagged-client: genai.NewClient lacks project_id, team_id$"
	if err != nil {
		return err
	}
	noProject, noTeam := all(), all()
	noProject.Del("X-LLM-Project-ID")
	noTeam.Del("X-LLM-Team-ID")
	if _, err := client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: noProject}}); err != nil {
		return err
	}
	_, err = client.Models.EmbedContent(ctx, "gemini-embedding-001", genai.Text(prompt), &genai.EmbedContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: noTeam}})
	return err
}

// goodFree lists the models without tags: that is not billed.
func goodFree(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	for m, err := range client.Models.All(ctx) {
		if err != nil {
			return err
		}
		fmt.Println(m.Name)
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: all()}})
	return err
}

// badConditional attaches the tags to the request under a condition.
func badConditional(ctx context.Context, prompt string, tagged bool) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{}
	if tagged {
		cfg.HTTPOptions = &genai.HTTPOptions{Headers: all()}
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), cfg)
	return err
}

// goodStream tags a stream.
func goodStream(ctx context.Context, prompt string, emit func(string)) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: all()}}
	for resp, err := range client.Models.GenerateContentStream(ctx, model, genai.Text(prompt), cfg) {
		if err != nil {
			return err
		}
		emit(resp.Text())
	}
	return nil
}

// badStream opens a stream without a configuration.
func badStream(ctx context.Context, prompt string, emit func(string)) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	for resp, err := range client.Models.GenerateContentStream(ctx, model, genai.Text(prompt), nil) {
		if err != nil {
			return err
		}
		emit(resp.Text())
	}
	return nil
}

// badUnused constructs a client that nobody asks.
func badUnused(ctx context.Context) error {
	_, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	return err
}
