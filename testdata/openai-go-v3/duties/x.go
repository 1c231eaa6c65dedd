// Package duties makes services that make their clients later: whoever gives
// too little is the one who is told.
package duties

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/duties/llm"
)

func tags() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "shop"),
		option.WithHeader("X-LLM-Service-Name", "search"),
		option.WithHeader("X-LLM-Team-ID", "discovery"),
	}
}

func goodService(ctx context.Context) error { return llm.NewService(tags()...).Ask(ctx) }

// badService asks twice, and gave too little once.
func badService(ctx context.Context) error {
	s := llm.NewService(tags()[:2]...) // want "untagged-client: llm.NewService lacks team_id$"
	if err := s.Ask(ctx); err != nil {
		return err
	}
	return s.Ask(ctx)
}

// badHandler is never seen to ask.
func badHandler(mux *http.ServeMux) {
	s := llm.NewService() // want "untagged-client: llm.NewService lacks project_id, service_name, team_id$"
	mux.HandleFunc("/ask", func(w http.ResponseWriter, r *http.Request) { _ = s.Ask(r.Context()) })
}

// services keeps one for later.
type services struct{ all map[string]*llm.Service }

func (s *services) goodAdd(name string) { s.all[name] = llm.NewService(tags()...) }

func (s *services) badAdd(name string) {
	s.all[name] = llm.NewService(tags()[1:]...) // want "untagged-client: llm.NewService lacks project_id$"
}

// passed passes the duty on.
func passed(opts []option.RequestOption) *llm.Service { return llm.NewService(opts...) }

func goodPassed() *llm.Service { return passed(tags()) }

func badPassed() *llm.Service {
	return passed(tags()[:1]) // want "untagged-client: passed lacks service_name, team_id$"
}

func goodOwned() (*llm.Owned, error) {
	return llm.NewOwned("shop", llm.Config{Team: os.Getenv("TEAM"), HTTP: &http.Client{Timeout: time.Minute}})
}

func badOwnedEmpty() (*llm.Owned, error) {
	return llm.NewOwned("shop", llm.Config{HTTP: http.DefaultClient}) // want "empty-tag: llm.NewOwned attaches an empty value to team_id$"
}

func badOwnedTodo() *openai.Client {
	o, err := llm.NewOwned("todo", llm.Config{Team: "discovery"}) // want "empty-tag: llm.NewOwned attaches the placeholder \"todo\" to project_id$"
	if err != nil {
		return nil
	}
	return o.Open()
}

func goodSenderDefault() *llm.Sender { return llm.NewSender(nil) }

func badSender() *llm.Sender {
	return llm.NewSender(&http.Client{Timeout: time.Minute}) // want "untagged-client: llm.NewSender lacks project_id, service_name, team_id$"
}

// local is the same inside of one package.
type local struct{ hc *http.Client }

func newLocal(hc *http.Client) *local { return &local{hc: hc} }

func (l *local) open() openai.Client { return openai.NewClient(option.WithHTTPClient(l.hc)) }

func badLocal(ctx context.Context) error {
	l := newLocal(&http.Client{}) // want "untagged-client: newLocal lacks project_id, service_name, team_id$"
	client := l.open()
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

// completed tags each of its requests.
type completed struct{ hc *http.Client }

func newCompleted(hc *http.Client) *completed { return &completed{hc: hc} }

func (c *completed) ask(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(c.hc))
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}, tags()...)
	return err
}

func goodCompleted(ctx context.Context) error { return newCompleted(http.DefaultClient).ask(ctx) }

// direct is filled by hand.
type direct struct{ opts []option.RequestOption }

func (d *direct) open() openai.Client {
	return openai.NewClient(d.opts...) // want "untagged-client: openai.NewClient lacks team_id$"
}

func badDirect() openai.Client { return (&direct{opts: tags()[:2]}).open() }
