package request

import (
	"context"

	"google.golang.org/genai"
)

// configFor builds the configuration of a request.
func configFor(temperature float32) *genai.GenerateContentConfig {
	cfg := &genai.GenerateContentConfig{Temperature: genai.Ptr(temperature)}
	cfg.HTTPOptions = &genai.HTTPOptions{}
	cfg.HTTPOptions.Headers = all()
	return cfg
}

// goodBuilt takes the configuration from a builder.
func goodBuilt(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), configFor(0.2))
	return err
}

// badBuilt drops the options of the builder.
func badBuilt(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	cfg := configFor(0.2)
	cfg.HTTPOptions = nil
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), cfg)
	return err
}

// goodCopied copies a configuration for each request.
func goodCopied(ctx context.Context, prompts []string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	base := *configFor(0.2)
	for i, p := range prompts {
		cfg := base
		cfg.Seed = genai.Ptr(int32(i))
		if _, err := client.Models.GenerateContent(ctx, model, genai.Text(p), &cfg); err != nil {
			return err
		}
	}
	return nil
}

// badTooLate completes the configuration after the first request.
func badTooLate(ctx context.Context, prompts []string) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	cfg := &genai.GenerateContentConfig{}
	for _, p := range prompts {
		if _, err := client.Models.GenerateContent(ctx, model, genai.Text(p), cfg); err != nil {
			return err
		}
		cfg.HTTPOptions = &genai.HTTPOptions{Headers: all()}
	}
	return nil
}

// goodLocal calls a closure that tags.
func goodLocal(ctx context.Context, prompts []string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	ask := func(p string) error {
		_, err := client.Models.GenerateContent(ctx, model, genai.Text(p), configFor(0))
		return err
	}
	for _, p := range prompts {
		if err := ask(p); err != nil {
			return err
		}
	}
	return nil
}

// goodPassed passes its client to a function that tags.
func goodPassed(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	return askTagged(ctx, client, prompt)
}

// badPassed passes its client also to a function that does not.
func badPassed(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	if err := askTagged(ctx, client, prompt); err != nil {
		return err
	}
	return askPlain(ctx, client, prompt)
}

func askTagged(ctx context.Context, client *genai.Client, prompt string) error {
	_, err := client.Models.GenerateContent(ctx, model, genai.Text(prompt), configFor(0))
	return err
}

func askPlain(ctx context.Context, client *genai.Client, prompt string) error {
	_, err := client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// goodZero asks a zero-value service and brings its own tags.
func goodZero(ctx context.Context, prompt string) error {
	var models genai.Models
	_, err := models.GenerateContent(ctx, model, genai.Text(prompt), configFor(0))
	return err
}

// badZero asks a zero-value service: no construction explains what it lacks.
func badZero(ctx context.Context, prompt string) error {
	var models genai.Models
	_, err := models.GenerateContent(ctx, model, genai.Text(prompt), nil) // want "untagged-call: genai.Models.GenerateContent lacks project_id, service_name, team_id$"
	return err
}
