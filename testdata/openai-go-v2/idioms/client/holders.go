// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	"github.com/openai/openai-go/v2"
	"github.com/openai/openai-go/v2/option"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client openai.Client }

func goodField() *service {
	c := openai.NewClient(option.WithHTTPClient(complete()))
	return &service{client: c}
}

func badField() *service {
	c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client openai.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c := openai.NewClient(option.WithHTTPClient(complete()))
		l.client = c
	})
	_, _ = l.client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

type lazyBad struct {
	once   sync.Once
	client openai.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
		l.client = c
	})
	_, _ = l.client.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

// Package variables.
var (
	goodGlobal = openai.NewClient(option.WithHTTPClient(complete()))
	badGlobal  = openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
)

func askGlobals() {
	_, _ = goodGlobal.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
	_, _ = badGlobal.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

// Maps by provider.
func byProvider() map[string]openai.Client {
	primary := openai.NewClient(option.WithHTTPClient(complete()))
	fallback := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
	return map[string]openai.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
	}
}

// Factories.
func makeGood() openai.Client { return openai.NewClient(option.WithHTTPClient(complete())) }

func makeBad() openai.Client {
	return openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
}

func askMade() {
	good := makeGood()
	bad := makeBad()
	_, _ = good.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
	_, _ = bad.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

// Parameters: a client that comes in is its caller's.
func ask(c openai.Client) {
	_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

func passGood() {
	c := openai.NewClient(option.WithHTTPClient(complete()))
	ask(c)
}

func passBad() {
	c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c := openai.NewClient(option.WithHTTPClient(complete()))
	return &service{client: c}
}

func badInterface() asker {
	c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
	return &service{client: c}
}

func askInterfaces() {
	for _, a := range []asker{goodInterface(), badInterface()} {
		a.ask()
	}
}

// Structs that embed another.
type assistant struct {
	*service
	name string
}

func goodEmbedded() *assistant {
	c := openai.NewClient(option.WithHTTPClient(complete()))
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
	return &assistant{service: &service{client: c}, name: "bad"}
}

func askEmbedded() {
	goodEmbedded().ask()
	badEmbedded().ask()
}

// Generic holders.
type box[T any] struct{ content T }

func put[T any](t T) *box[T] { return &box[T]{content: t} }

func goodGeneric() {
	c := openai.NewClient(option.WithHTTPClient(complete()))
	b := put(c)
	_, _ = b.content.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

func badGeneric() {
	c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
	b := put(c)
	_, _ = b.content.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
}

// Closures.
func goodClosure() func() {
	c := openai.NewClient(option.WithHTTPClient(complete()))
	return func() { _, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}) }
}

func badClosure() func() {
	c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
	return func() { _, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{}) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c := openai.NewClient(option.WithHTTPClient(complete()))
		_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
	}()
}

func badGo() {
	go func() {
		c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
		_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
	}()
}

func badDefer() {
	defer func() {
		c := openai.NewClient(option.WithHTTPClient(incomplete())) // want "untagged-client: openai.NewClient lacks team_id$"
		_, _ = c.Chat.Completions.New(context.Background(), openai.ChatCompletionNewParams{})
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) openai.Client {
	return openai.NewClient(option.WithHTTPClient(carrier))
}

func goodDuty() openai.Client { return fromParameter(complete()) }

func badDuty() openai.Client {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) openai.Client { return fromParameter(carrier) }

func goodTwo() openai.Client { return throughTwo(complete()) }

func badTwo() openai.Client {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() openai.Client { return openai.NewClient(option.WithHTTPClient(f.carrier)) }

func goodMaker() openai.Client { return newFactory(complete()).client() }

func badMaker() openai.Client {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
