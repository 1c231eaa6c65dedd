package compliant

import (
	"context"
	"os"
	"sync"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// reader holds its client.
type reader struct {
	client openai.Client
	model  openai.ChatModel
}

func newReader() *reader {
	return &reader{
		model: openai.ChatModelGPT4oMini,
		client: openai.NewClient( // site reader: openai.NewClient
			option.WithHeader("X-LLM-Project-ID", "reader"),       // carrier project_id
			option.WithHeader("X-LLM-Service-Name", "summarizer"), // carrier service_name
			option.WithHeader("X-LLM-Team-ID", "editorial"),       // carrier team_id
		),
	}
}

func (r *reader) ask(ctx context.Context) error {
	_, err := r.client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// lazy holds the options of a client that is made when it is needed.
type lazy struct {
	opts   []option.RequestOption
	team   string
	once   sync.Once
	client openai.Client
}

func newLazy() *lazy {
	return &lazy{
		team: os.Getenv("TEAM_ID"), // value team_id -> lazy
		opts: []option.RequestOption{
			option.WithHeader("X-LLM-Project-ID", "reader"),       // carrier project_id -> lazy
			option.WithHeader("X-LLM-Service-Name", "summarizer"), // carrier service_name -> lazy
		},
	}
}

func (l *lazy) ask(ctx context.Context) error {
	l.once.Do(func() {
		l.client = openai.NewClient(append( // site lazy: openai.NewClient
			l.opts,
			option.WithHeader("X-LLM-Team-ID", l.team), // carrier team_id
		)...)
	})
	_, err := l.client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// completer has a bare client, and completes each call.
type completer struct {
	client *openai.Client
	team   string
}

func newCompleter(team string) *completer {
	client := openai.NewClient(option.WithMaxRetries(1)) // site completer: openai.NewClient
	return &completer{client: &client, team: team}
}

func (c *completer) options() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "reader"),      // carrier project_id -> completer empty=complete
		option.WithHeader("X-LLM-Service-Name", "completer"), // carrier service_name -> completer empty=complete
		option.WithHeader("X-LLM-Team-ID", c.team),           // carrier team_id -> completer empty=complete
	}
}

func (c *completer) ask(ctx context.Context) error {
	_, err := c.client.Chat.Completions.New(ctx, params("hello"), c.options()...) // site complete untagged-call: openai.ChatCompletionService.New
	return err
}

// Package variables.
var defaults = []option.RequestOption{
	option.WithHeader("X-LLM-Project-ID", "reader"),       // carrier project_id -> global,regional but=conditional
	option.WithHeader("X-LLM-Service-Name", "summarizer"), // carrier service_name -> global,regional
}

var global = openai.NewClient(append(defaults, option.WithHeader("X-LLM-Team-ID", "editorial"))...) // site global: openai.NewClient; value team_id "editorial" -> global

var regional = map[string]openai.Client{
	"eu": openai.NewClient(append(defaults, option.WithHeader("X-LLM-Team-ID", os.Getenv("TEAM_ID")))...), // site regional: openai.NewClient
}

func askGlobal(ctx context.Context) error {
	if err := answer(ctx, global); err != nil {
		return err
	}
	return answer(ctx, regional["eu"])
}

// headers are set before anything runs.
var headers map[string]string

func init() {
	headers = map[string]string{
		"X-LLM-Project-ID": "reader", // carrier project_id -> initialised
	}
	headers["X-LLM-Service-Name"] = "summarizer"    // carrier service_name -> initialised
	headers["X-LLM-Team-ID"] = os.Getenv("TEAM_ID") // carrier team_id -> initialised
}

func initialised(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	return answer(ctx, openai.NewClient(opts...)) // site initialised: openai.NewClient
}
