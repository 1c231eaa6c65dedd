// Package large has functions that are too large to be followed to their end.
package large

import (
	"context"

	"github.com/openai/openai-go/v3"
)

type service struct {
	client func(ctx context.Context) (openai.Client, error)
}

func newService() *service {
	return &service{client: func(context.Context) (openai.Client, error) {
		return openai.NewClient(), nil // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	}}
}

// ask gets its client from elsewhere, where it is judged.
func (s *service) ask(ctx context.Context) (retry func() error, err error) {
	client, err := s.client(ctx)
	if err != nil {
		return nil, err
	}
	many(&client)
	_, err = client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	retry = func() error {
		_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
		return err
	}
	return retry, err
}

// askOwn makes its client where the analysis does not come to.
func askOwn(ctx context.Context) error {
	many(nil)
	client := openai.NewClient()                                                                                 // want "unproven-tags: openai.NewClient may lack project_id, service_name, team_id: the function is too large to be followed to here$"
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}) // want "unproven-tags: openai.ChatCompletionService.New may lack project_id, service_name, team_id: the function is too large to be followed to here$"
	return err
}

// many comes to 3 to the power of 9 calls.
func many(c *openai.Client) *openai.Client  { return nine(nine(nine(c))) }
func nine(c *openai.Client) *openai.Client  { return eight(eight(eight(c))) }
func eight(c *openai.Client) *openai.Client { return seven(seven(seven(c))) }
func seven(c *openai.Client) *openai.Client { return six(six(six(c))) }
func six(c *openai.Client) *openai.Client   { return five(five(five(c))) }
func five(c *openai.Client) *openai.Client  { return four(four(four(c))) }
func four(c *openai.Client) *openai.Client  { return three(three(three(c))) }
func three(c *openai.Client) *openai.Client { return two(two(two(c))) }
func two(c *openai.Client) *openai.Client   { return one(one(one(c))) }

func one(c *openai.Client) *openai.Client {
	if c != nil {
		used = c.Options
	}
	return c
}

var used any
