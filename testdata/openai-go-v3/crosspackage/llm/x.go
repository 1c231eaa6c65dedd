// Package llm makes the clients that the applications use.
package llm

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/crosspackage/tags"
)

// Config says how to reach the vendor.
type Config struct {
	APIKey  string
	Timeout time.Duration
	Headers map[string]string
	Owner   tags.Owner
	HTTP    *http.Client
}

// New passes its duty on by its options.
func New(key string, opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append([]option.RequestOption{option.WithAPIKey(key)}, opts...)...)
}

// NewTagged needs nothing from its callers.
func NewTagged() (*openai.Client, error) {
	client := openai.NewClient(tags.Default...)
	return &client, nil
}

// NewUntagged is at fault itself, whatever its callers do.
func NewUntagged(key string) openai.Client {
	return openai.NewClient(option.WithAPIKey(key)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

// NewOwned attaches the owner of the configuration.
func NewOwned(cfg Config) (openai.Client, error) {
	if cfg.APIKey == "" {
		return openai.Client{}, errors.New("no API key")
	}
	opts := append(cfg.Owner.Options(), option.WithAPIKey(cfg.APIKey), option.WithRequestTimeout(cfg.Timeout))
	return openai.NewClient(opts...), nil
}

// NewWithHeaders attaches the headers of the configuration.
func NewWithHeaders(cfg *Config) *openai.Client {
	client := openai.NewClient(tags.FromMap(cfg.Headers)...)
	return &client
}

// NewWithHTTP sends by the http client of the configuration.
func NewWithHTTP(cfg Config) openai.Client {
	return openai.NewClient(option.WithHTTPClient(cfg.HTTP))
}

// NewFor takes the values of the tags.
func NewFor(project, service, team string) openai.Client {
	return openai.NewClient(
		option.WithHeader(tags.HeaderProject, project),
		option.WithHeader(tags.HeaderService, service),
		option.WithHeader(tags.HeaderTeam, team),
	)
}

// Assistant shows its client.
type Assistant struct {
	Client openai.Client
	Model  openai.ChatModel
}

// NewAssistant makes an assistant whose client is tagged.
func NewAssistant() *Assistant {
	return &Assistant{Client: openai.NewClient(tags.Default...), Model: openai.ChatModelGPT4oMini}
}

// NewBareAssistant makes an assistant whose client is not.
func NewBareAssistant() *Assistant {
	return &Assistant{Client: openai.NewClient(), Model: openai.ChatModelGPT4oMini} // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

// Ask asks.
func (a *Assistant) Ask(ctx context.Context, text string) error {
	return Ask(ctx, &a.Client, text)
}

// Ask asks by a client that is its caller's.
func Ask(ctx context.Context, client *openai.Client, text string) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	})
	return err
}

// Factory makes clients that share a key.
type Factory struct{ Key string }

// New makes one.
func (f Factory) New(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(opts, option.WithAPIKey(f.Key))...)
}

// Default is a tagged client for everybody.
var Default = openai.NewClient(tags.Default...)

// Bare is an untagged client for everybody.
var Bare = openai.NewClient(tags.WithService("platform", "shared")...) // want "untagged-client: openai.NewClient lacks team_id$"

// Unset is set by nobody.
var Unset openai.Client
