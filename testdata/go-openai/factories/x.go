// Package factories makes clients of the configuration or the http client of the caller.
package factories

import (
	"context"
	"net/http"
	"os"
	"time"

	openai "github.com/sashabaranov/go-openai"
)

func ask(ctx context.Context, client *openai.Client) error {
	_, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: "ping"}},
	})
	return err
}

// tagging sets all tags on a clone of the request.
type tagging struct {
	next http.RoundTripper
	team string
}

func (t *tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "editor")
	req.Header.Set("X-LLM-Service-Name", "autocomplete")
	req.Header.Set("X-LLM-Team-ID", t.team)
	return t.next.RoundTrip(req)
}

// halfTagging forgets the team.
type halfTagging struct{ next http.RoundTripper }

func (t *halfTagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "editor")
	req.Header.Set("X-LLM-Service-Name", "autocomplete")
	return t.next.RoundTrip(req)
}

func newClient(cfg openai.ClientConfig) *openai.Client {
	return openai.NewClientWithConfig(cfg)
}

func goodConfig(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	return ask(ctx, newClient(cfg))
}

func badConfig(ctx context.Context) error {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: &halfTagging{next: http.DefaultTransport}}
	return ask(ctx, newClient(cfg)) // want "untagged-client: newClient lacks team_id$"
}

func newWithHTTP(key string, hc *http.Client) *openai.Client {
	cfg := openai.DefaultConfig(key)
	cfg.HTTPClient = hc
	return openai.NewClientWithConfig(cfg)
}

func goodHTTP(ctx context.Context) error {
	hc := &http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}}
	return ask(ctx, newWithHTTP(os.Getenv("OPENAI_API_KEY"), hc))
}

func badHTTP(ctx context.Context) error {
	return ask(ctx, newWithHTTP(os.Getenv("OPENAI_API_KEY"), &http.Client{Timeout: time.Minute})) // want "untagged-client: newWithHTTP lacks project_id, service_name, team_id$"
}

func newForTeam(team string) *openai.Client {
	cfg := openai.DefaultConfig(os.Getenv("OPENAI_API_KEY"))
	cfg.HTTPClient = &http.Client{Transport: &tagging{next: http.DefaultTransport, team: team}}
	return openai.NewClientWithConfig(cfg)
}

func goodTeam(ctx context.Context) error {
	return ask(ctx, newForTeam("tools"))
}

func badTeam(ctx context.Context) error {
	return ask(ctx, newForTeam("")) // want "empty-tag: newForTeam attaches an empty value to team_id$"
}

// newFromKey can do nothing with what it is given.
func newFromKey(key string) *openai.Client {
	return openai.NewClient(key) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func goodCallerOfFromKey(ctx context.Context) error {
	return ask(ctx, newFromKey(os.Getenv("OPENAI_API_KEY")))
}

// New is exported and nobody here calls it.
func New(cfg openai.ClientConfig) *openai.Client {
	cfg.EmptyMessagesLimit = 10
	return openai.NewClientWithConfig(cfg)
}

// completer is what the editor needs of a client.
type completer interface {
	CreateChatCompletion(ctx context.Context, req openai.ChatCompletionRequest) (openai.ChatCompletionResponse, error)
}

type editor struct{ llm completer }

func newEditor() *editor {
	return &editor{llm: newForTeam("tools")}
}

func newBareEditor() *editor {
	return &editor{llm: openai.NewClient(os.Getenv("OPENAI_API_KEY"))} // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func (e *editor) Complete(ctx context.Context, text string) error {
	_, err := e.llm.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: text}},
	})
	return err
}

// searcher keeps its client by its type.
type searcher struct{ client *openai.Client }

func newSearcher(hc *http.Client) *searcher {
	return &searcher{client: newWithHTTP(os.Getenv("OPENAI_API_KEY"), hc)}
}

func (s *searcher) Embed(ctx context.Context, text string) error {
	_, err := s.client.CreateEmbeddings(ctx, openai.EmbeddingRequest{Input: text, Model: openai.SmallEmbedding3})
	return err
}

func goodSearcher(ctx context.Context) error {
	s := newSearcher(&http.Client{Transport: &tagging{next: http.DefaultTransport, team: "tools"}})
	return s.Embed(ctx, "hello")
}

func badSearcher(ctx context.Context) error {
	s := newSearcher(http.DefaultClient) // want "untagged-client: newSearcher lacks project_id, service_name, team_id$"
	return s.Embed(ctx, "hello")
}
