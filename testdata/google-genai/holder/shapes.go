package holder

import (
	"context"
	"iter"

	"google.golang.org/genai"
)

// generator is the part of a client that the program needs.
type generator interface {
	GenerateContent(ctx context.Context, model string, contents []*genai.Content, config *genai.GenerateContentConfig) (*genai.GenerateContentResponse, error)
}

// streamer streams.
type streamer interface {
	generator
	GenerateContentStream(ctx context.Context, model string, contents []*genai.Content, config *genai.GenerateContentConfig) iter.Seq2[*genai.GenerateContentResponse, error]
}

// summarizer depends on an interface.
type summarizer struct{ gen generator }

func (s summarizer) summarize(ctx context.Context, text string) (string, error) {
	resp, err := s.gen.GenerateContent(ctx, model, genai.Text("Summarize: "+text), nil)
	if err != nil {
		return "", err
	}
	return resp.Text(), nil
}

func goodInterface(ctx context.Context, text string) (string, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}})
	if err != nil {
		return "", err
	}
	return summarizer{gen: client.Models}.summarize(ctx, text)
}

func badInterface(ctx context.Context, text string) (string, error) {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return "", err
	}
	return summarizer{gen: client.Models}.summarize(ctx, text)
}

func badStreamer(ctx context.Context) (streamer, error) {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return client.Models, nil
}

// goodEmbedded embeds a tagged client.
type goodEmbedded struct {
	*genai.Client
	system string
}

func newGoodEmbedded(ctx context.Context, system string) (*goodEmbedded, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}})
	if err != nil {
		return nil, err
	}
	return &goodEmbedded{client, system}, nil
}

func (e *goodEmbedded) ask(ctx context.Context, prompt string) error {
	_, err := e.Models.GenerateContent(ctx, model, genai.Text(e.system+prompt), nil)
	return err
}

// badEmbedded embeds the service of an untagged client.
type badEmbedded struct {
	*genai.Models
	system string
}

func newBadEmbedded(ctx context.Context, system string) (*badEmbedded, error) {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &badEmbedded{client.Models, system}, nil
}

func (e *badEmbedded) ask(ctx context.Context, prompt string) error {
	_, err := e.GenerateContent(ctx, model, genai.Text(e.system+prompt), nil)
	return err
}

// cached is generic in what it keeps.
type cached[T any] struct {
	value T
	open  func(context.Context) (T, error)
}

func (c *cached[T]) get(ctx context.Context) (T, error) {
	v, err := c.open(ctx)
	if err != nil {
		return c.value, err
	}
	c.value = v
	return c.value, nil
}

func goodGeneric(ctx context.Context, prompt string) error {
	c := &cached[*genai.Client]{open: func(ctx context.Context) (*genai.Client, error) {
		return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: tags()}})
	}}
	client, err := c.get(ctx)
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

func badGeneric(ctx context.Context, prompt string) error {
	c := &cached[*genai.Client]{open: func(ctx context.Context) (*genai.Client, error) {
		return genai.NewClient(ctx, &genai.ClientConfig{}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	}}
	client, err := c.get(ctx)
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

func goodMethodValue(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	generate := client.Models.GenerateContent
	_, err = generate(ctx, model, genai.Text(prompt), request())
	return err
}

func badMethodValue(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	generate := client.Models.GenerateContent
	_, err = generate(ctx, model, genai.Text(prompt), nil)
	return err
}

func goodGo(ctx context.Context, prompts []string, done chan<- error) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	for _, p := range prompts {
		go func() {
			_, err := client.Models.GenerateContent(ctx, model, genai.Text(p), request())
			done <- err
		}()
	}
	return nil
}

func badGo(ctx context.Context, prompts []string, done chan<- error) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	for _, p := range prompts {
		go func() {
			_, err := client.Models.GenerateContent(ctx, model, genai.Text(p), nil)
			done <- err
		}()
	}
	return nil
}

func goodDefer(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	defer client.Models.GenerateContent(ctx, model, genai.Text("Goodbye."), request())
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), request())
	return err
}

func badDefer(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	defer client.Models.GenerateContent(ctx, model, genai.Text("Goodbye."), nil)
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), request())
	return err
}
