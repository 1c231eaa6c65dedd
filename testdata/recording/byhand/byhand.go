// Package byhand records what responses say of their usage, or does not, without
// any recorder on the client.
package byhand

import (
	"context"
	"encoding/json"
	"log/slog"

	"example.com/recording/telemetry"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	goopenai "github.com/sashabaranov/go-openai"
)

func headers() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", "payments"),
	}
}

func goodRead(ctx context.Context) (string, error) {
	client := openai.NewClient(headers()...)
	resp, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err != nil {
		return "", err
	}
	slog.Info("asked", "input_tokens", resp.Usage.PromptTokens, "output_tokens", resp.Usage.CompletionTokens)
	return resp.Choices[0].Message.Content, nil
}

func badUnread(ctx context.Context) (string, error) {
	client := openai.NewClient(headers()...) // want "^unlogged-client: openai.NewClient is tagged"
	resp, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err != nil {
		return "", err
	}
	slog.Info("asked", "answer", resp.Choices[0].Message.Content)
	return resp.Choices[0].Message.Content, nil
}

// service keeps its client; one of two requests is recorded.
type service struct{ client openai.Client }

func newService() *service {
	return &service{openai.NewClient(headers()...)} // want "^unlogged-client: openai.NewClient is tagged"
}

func (s *service) recorded(ctx context.Context) error {
	resp, err := s.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err == nil {
		note(resp)
	}
	return err
}

func (s *service) unrecorded(ctx context.Context) error {
	_, err := s.client.Embeddings.New(ctx, openai.EmbeddingNewParams{})
	return err
}

func note(resp *openai.ChatCompletion) { slog.Info("used", "tokens", resp.Usage.TotalTokens) }

// careful keeps its client, and all requests are recorded.
type careful struct{ client openai.Client }

func newCareful() *careful { return &careful{openai.NewClient(headers()...)} }

func (c *careful) ask(ctx context.Context) error {
	resp, err := c.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err == nil {
		note(resp)
	}
	return err
}

func (c *careful) stream(ctx context.Context) error {
	params := openai.ChatCompletionNewParams{StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}}
	stream := c.client.Chat.Completions.NewStreaming(ctx, params)
	acc := openai.ChatCompletionAccumulator{}
	for stream.Next() {
		acc.AddChunk(stream.Current())
	}
	slog.Info("used", "tokens", acc.Usage.TotalTokens)
	return stream.Err()
}

// What goes where it is not seen may be recorded there.

func goodGivenAway(ctx context.Context, keep func(any)) error {
	client := openai.NewClient(headers()...)
	resp, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err == nil {
		keep(resp)
	}
	return err
}

func goodMarshalled(ctx context.Context) ([]byte, error) {
	client := openai.NewClient(headers()...)
	resp, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err != nil {
		return nil, err
	}
	return json.Marshal(resp)
}

// Asker is used by other packages.
type Asker struct{ client openai.Client }

// NewAsker returns an asker.
func NewAsker() *Asker { return &Asker{openai.NewClient(headers()...)} }

// Ask returns the whole response.
func (a *Asker) Ask(ctx context.Context) (*openai.ChatCompletion, error) {
	return a.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
}

// Teller is used by other packages, too.
type Teller struct{ client openai.Client }

// NewTeller returns a teller.
func NewTeller() *Teller {
	return &Teller{openai.NewClient(headers()...)} // want "^unlogged-client: openai.NewClient is tagged"
}

// Tell returns the text only.
func (t *Teller) Tell(ctx context.Context) (string, error) {
	resp, err := t.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err != nil {
		return "", err
	}
	return resp.Choices[0].Message.Content, nil
}

func goodNamed(ctx context.Context, meter *telemetry.Meter) (string, error) {
	client := openai.NewClient(headers()...)
	resp, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err != nil {
		return "", err
	}
	meter.Note(resp.Model)
	return resp.Choices[0].Message.Content, nil
}

// A client without tags has its own finding.
func untagged(ctx context.Context) error {
	client := goopenai.NewClient("key") // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	_, err := client.CreateChatCompletion(ctx, goopenai.ChatCompletionRequest{})
	return err
}

// provider reads what was used from copies of responses, and of what is put
// together of the parts of a stream.
type provider struct{ client openai.Client }

func newProvider() *provider { return &provider{openai.NewClient(headers()...)} }

type used struct{ in, out int64 }

func (p *provider) used(c openai.ChatCompletion) used {
	cached := c.Usage.PromptTokensDetails.CachedTokens
	return used{c.Usage.PromptTokens - cached, c.Usage.CompletionTokens}
}

func (p *provider) send(ctx context.Context) (used, error) {
	resp, err := p.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	if err != nil {
		return used{}, err
	}
	return p.used(*resp), nil
}

func (p *provider) stream(ctx context.Context) <-chan used {
	out := make(chan used)
	go func() {
		defer close(out)
		params := openai.ChatCompletionNewParams{StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}}
		stream := p.client.Chat.Completions.NewStreaming(ctx, params)
		acc := openai.ChatCompletionAccumulator{}
		for stream.Next() {
			acc.AddChunk(stream.Current())
		}
		out <- p.used(acc.ChatCompletion)
	}()
	return out
}

// gathered reads what was used after an element of what a stream was put together
// to: nothing is seen to put one there, so no path is seen to go on behind it.
type gathered struct{ client openai.Client }

func newGathered() *gathered { return &gathered{openai.NewClient(headers()...)} }

func (g *gathered) stream(ctx context.Context, say func(string)) <-chan used {
	out := make(chan used)
	go func() {
		defer close(out)
		params := openai.ChatCompletionNewParams{StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}}
		stream := g.client.Chat.Completions.NewStreaming(ctx, params)
		acc := openai.ChatCompletionAccumulator{}
		for stream.Next() {
			acc.AddChunk(stream.Current())
		}
		say(acc.Choices[0].FinishReason)
		out <- usedOf(acc.ChatCompletion)
	}()
	return out
}

func usedOf(c openai.ChatCompletion) used {
	return used{c.Usage.PromptTokens, c.Usage.CompletionTokens}
}

// forgetful does the same, and reads the text only.
type forgetful struct{ client openai.Client }

func newForgetful() *forgetful {
	return &forgetful{openai.NewClient(headers()...)} // want "^unlogged-client: openai.NewClient is tagged"
}

func (f *forgetful) stream(ctx context.Context, say func(string)) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		params := openai.ChatCompletionNewParams{StreamOptions: openai.ChatCompletionStreamOptionsParam{IncludeUsage: openai.Bool(true)}}
		stream := f.client.Chat.Completions.NewStreaming(ctx, params)
		acc := openai.ChatCompletionAccumulator{}
		for stream.Next() {
			acc.AddChunk(stream.Current())
		}
		say(acc.Choices[0].FinishReason)
		out <- textOf(acc.ChatCompletion)
	}()
	return out
}

func textOf(c openai.ChatCompletion) string { return c.Choices[0].Message.Content }
