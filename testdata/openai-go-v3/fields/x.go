// Package fields keeps clients, options and transports in struct fields.
package fields

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func params(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	}
}

// summarizer holds a tagged client by value.
type summarizer struct {
	client openai.Client
	model  openai.ChatModel
}

func newSummarizer() *summarizer {
	return &summarizer{
		client: openai.NewClient(
			option.WithHeader("X-LLM-Project-ID", "reader"),
			option.WithHeader("X-LLM-Service-Name", "summarizer"),
			option.WithHeader("X-LLM-Team-ID", "editorial"),
		),
		model: openai.ChatModelGPT4oMini,
	}
}

func (s *summarizer) Summarize(ctx context.Context, text string) error {
	_, err := s.client.Chat.Completions.New(ctx, params(text))
	return err
}

// classifier holds an untagged client by value.
type classifier struct {
	client openai.Client
}

func newClassifier() *classifier {
	return &classifier{client: openai.NewClient()} // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func (c *classifier) Classify(ctx context.Context, text string) error {
	_, err := c.client.Chat.Completions.New(ctx, params(text))
	return err
}

// Titler holds a pointer, and is made by an exported constructor.
type Titler struct{ client *openai.Client }

func NewTitler() *Titler {
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "titler"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	)
	return &Titler{client: &client}
}

func (t *Titler) Title(ctx context.Context, text string) error {
	_, err := t.client.Chat.Completions.New(ctx, params(text))
	return err
}

// Tagger is the untagged twin of Titler.
type Tagger struct{ client *openai.Client }

func NewTagger() *Tagger {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "tagger"),
	)
	return &Tagger{client: &client}
}

func (t *Tagger) Tag(ctx context.Context, text string) error {
	_, err := t.client.Chat.Completions.New(ctx, params(text))
	return err
}

// Completer has a bare client whose every call carries the tags.
type Completer struct {
	client openai.Client
	team   string
}

func NewCompleter(team string) *Completer {
	return &Completer{client: openai.NewClient(), team: team}
}

func (c *Completer) options() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "completer"),
		option.WithHeader("X-LLM-Team-ID", c.team),
	}
}

func (c *Completer) Complete(ctx context.Context, text string) error {
	_, err := c.client.Chat.Completions.New(ctx, params(text), c.options()...)
	return err
}

// Forgetter has a bare client and one call that forgets a tag.
type Forgetter struct{ client openai.Client }

func NewForgetter() *Forgetter {
	return &Forgetter{client: openai.NewClient()} // want "untagged-client: openai.NewClient lacks service_name$"
}

func (f *Forgetter) Complete(ctx context.Context, text string) error {
	_, err := f.client.Chat.Completions.New(ctx, params(text),
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "forgetter"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	)
	return err
}

func (f *Forgetter) Embed(ctx context.Context) error {
	_, err := f.client.Embeddings.New(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small},
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	)
	return err
}

// deleter drops a tag of its client's at one call.
type deleter struct{ client openai.Client }

func newDeleter() *deleter {
	return &deleter{client: openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "deleter"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	)}
}

func (d *deleter) Ask(ctx context.Context, text string) error {
	_, err := d.client.Chat.Completions.New(ctx, params(text), option.WithHeaderDel("X-LLM-Team-ID")) // want "untagged-call: openai.ChatCompletionService.New lacks team_id$"
	return err
}

// chatOnly keeps a sub-service.
type chatOnly struct{ chat openai.ChatCompletionService }

func newChatOnly() chatOnly {
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "chat"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	)
	return chatOnly{chat: client.Chat.Completions}
}

func (c *chatOnly) Ask(ctx context.Context, text string) error {
	_, err := c.chat.New(ctx, params(text))
	return err
}

type embedOnly struct{ embeddings *openai.EmbeddingService }

func newEmbedOnly() embedOnly {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return embedOnly{embeddings: &client.Embeddings}
}

func (e embedOnly) Embed(ctx context.Context) error {
	_, err := e.embeddings.New(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small})
	return err
}

// lazy makes its client from the options it was given by its constructor.
type lazy struct {
	opts   []option.RequestOption
	once   sync.Once
	client openai.Client
}

func newLazy() *lazy {
	return &lazy{opts: []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "lazy"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	}}
}

func (l *lazy) Ask(ctx context.Context, text string) error {
	l.once.Do(func() { l.client = openai.NewClient(l.opts...) })
	_, err := l.client.Chat.Completions.New(ctx, params(text))
	return err
}

// lazier is the twin whose options are short of one.
type lazier struct {
	opts   []option.RequestOption
	client *openai.Client
}

func newLazier() *lazier {
	return &lazier{opts: []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "lazy"),
	}}
}

func (l *lazier) get() *openai.Client {
	if l.client == nil {
		client := openai.NewClient(l.opts...) // want "untagged-client: openai.NewClient lacks team_id$"
		l.client = &client
	}
	return l.client
}

func (l *lazier) Ask(ctx context.Context, text string) error {
	_, err := l.get().Chat.Completions.New(ctx, params(text))
	return err
}

// server gets its client in a second step.
type server struct {
	llm struct {
		client openai.Client
		ready  bool
	}
}

func (s *server) Init() {
	s.llm.client = openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "server"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	)
	s.llm.ready = true
}

func (s *server) Handle(ctx context.Context, text string) error {
	_, err := s.llm.client.Chat.Completions.New(ctx, params(text))
	return err
}

type bareServer struct {
	llm struct{ client openai.Client }
}

func (s *bareServer) Init() {
	s.llm.client = openai.NewClient(option.WithHeader("X-LLM-Project-ID", "reader")) // want "untagged-client: openai.NewClient lacks service_name, team_id$"
}

func (s *bareServer) Handle(ctx context.Context, text string) error {
	_, err := s.llm.client.Chat.Completions.New(ctx, params(text))
	return err
}

// pool keeps clients by provider.
type pool struct{ clients map[string]*openai.Client }

func newPool() *pool {
	eu := openai.NewClient(
		option.WithBaseURL("https://eu.api.openai.com/v1"),
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "pool"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	)
	us := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithBaseURL("https://us.api.openai.com/v1"),
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "pool"),
	)
	p := &pool{clients: map[string]*openai.Client{"eu": &eu}}
	p.clients["us"] = &us
	return p
}

func (p *pool) Ask(ctx context.Context, region, text string) error {
	_, err := p.clients[region].Chat.Completions.New(ctx, params(text))
	return err
}

// registry keeps clients in a slice.
type registry struct{ clients []openai.Client }

func (r *registry) Add(key string) {
	r.clients = append(r.clients, openai.NewClient(
		option.WithAPIKey(key),
		option.WithHeader("X-LLM-Project-ID", "reader"),
		option.WithHeader("X-LLM-Service-Name", "registry"),
		option.WithHeader("X-LLM-Team-ID", "editorial"),
	))
}

func (r *registry) Ask(ctx context.Context, i int, text string) error {
	_, err := r.clients[i].Chat.Completions.New(ctx, params(text))
	return err
}

// gateway keeps the http client that tags.
type gateway struct {
	http   *http.Client
	client openai.Client
}

type stamping struct{ base http.RoundTripper }

func (t *stamping) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "reader")
	req.Header.Set("X-LLM-Service-Name", "gateway")
	req.Header.Set("X-LLM-Team-ID", "editorial")
	return t.base.RoundTrip(req)
}

func newGateway() *gateway {
	g := &gateway{http: &http.Client{Timeout: time.Minute, Transport: &stamping{base: http.DefaultTransport}}}
	g.client = openai.NewClient(option.WithHTTPClient(g.http))
	return g
}

func (g *gateway) Ask(ctx context.Context, text string) error {
	_, err := g.client.Chat.Completions.New(ctx, params(text))
	return err
}

type plainGateway struct {
	http   *http.Client
	client openai.Client
}

func newPlainGateway() *plainGateway {
	g := &plainGateway{http: &http.Client{Timeout: time.Minute}}
	g.client = openai.NewClient(option.WithHTTPClient(g.http)) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return g
}

func (g *plainGateway) Ask(ctx context.Context, text string) error {
	_, err := g.client.Chat.Completions.New(ctx, params(text))
	return err
}

// config is filled field by field and handed on by value.
type config struct {
	key     string
	project string
	team    string
	headers map[string]string
}

func goodConfig(ctx context.Context) error {
	var cfg config
	cfg.key = "from the vault"
	cfg.project = "reader"
	cfg.team = "editorial"
	cfg.headers = map[string]string{"X-LLM-Service-Name": "config"}
	return runConfig(ctx, cfg)
}

func badConfigEmpty(ctx context.Context) error {
	var cfg config
	cfg.key = "from the vault"
	cfg.project = "reader"
	cfg.headers = map[string]string{"X-LLM-Service-Name": "config"}
	return runConfig(ctx, cfg) // want "empty-tag: runConfig attaches an empty value to team_id$"
}

func badConfigMissing(ctx context.Context) error {
	var cfg config
	cfg.key = "from the vault"
	cfg.project = "reader"
	cfg.team = "editorial"
	return runConfig(ctx, cfg) // want "untagged-client: runConfig lacks service_name$"
}

func runConfig(ctx context.Context, cfg config) error {
	opts := []option.RequestOption{
		option.WithAPIKey(cfg.key),
		option.WithHeader("X-LLM-Project-ID", cfg.project),
		option.WithHeader("X-LLM-Team-ID", cfg.team),
	}
	for name, value := range cfg.headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// nobody fills it: a struct whose client is never made sends nothing.
type unfilled struct{ client *openai.Client }

func (u *unfilled) Ask(ctx context.Context, text string) error {
	_, err := u.client.Chat.Completions.New(ctx, params(text)) // want "untagged-call: openai.ChatCompletionService.New lacks project_id, service_name, team_id$"
	return err
}

// Handler gets its client from outside of the package: that is the caller's duty.
type Handler struct {
	Client *openai.Client
}

func NewHandler(client *openai.Client) *Handler { return &Handler{Client: client} }

func (h *Handler) Handle(ctx context.Context, text string) error {
	_, err := h.Client.Chat.Completions.New(ctx, params(text))
	return err
}
