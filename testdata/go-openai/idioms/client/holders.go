// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	openai "github.com/sashabaranov/go-openai"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *openai.Client }

func goodField() *service {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
	return &service{client: c}
}

func badField() *service {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *openai.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
		l.client = c
	})
	_, _ = l.client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
}

type lazyBad struct {
	once   sync.Once
	client *openai.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
		l.client = c
	})
	_, _ = l.client.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
}

// Package variables.
var (
	goodGlobal = openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
	badGlobal  = openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
)

func askGlobals() {
	_, _ = goodGlobal.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
	_, _ = badGlobal.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
}

// Maps by provider.
func byProvider() map[string]*openai.Client {
	primary := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
	fallback := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
	return map[string]*openai.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
	}
}

// Factories.
func makeGood() *openai.Client {
	return openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
}

func makeBad() *openai.Client {
	return openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
}

func askMade() {
	good := makeGood()
	bad := makeBad()
	_, _ = good.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
	_, _ = bad.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
}

// Parameters: a client that comes in is its caller's.
func ask(c *openai.Client) {
	_, _ = c.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
}

func passGood() {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
	ask(c)
}

func passBad() {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
	return &service{client: c}
}

func badInterface() asker {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
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
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
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
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
	b := put(c)
	_, _ = b.content.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
}

func badGeneric() {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
	b := put(c)
	_, _ = b.content.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
}

// Closures.
func goodClosure() func() {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
	return func() { _, _ = c.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{}) }
}

func badClosure() func() {
	c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
	return func() { _, _ = c.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{}) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: complete()})
		_, _ = c.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
	}()
}

func badGo() {
	go func() {
		c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
		_, _ = c.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
	}()
}

func badDefer() {
	defer func() {
		c := openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: incomplete()}) // want "untagged-client: openai.NewClientWithConfig lacks team_id$"
		_, _ = c.CreateChatCompletion(context.Background(), openai.ChatCompletionRequest{})
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) *openai.Client {
	return openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: carrier})
}

func goodDuty() *openai.Client { return fromParameter(complete()) }

func badDuty() *openai.Client {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) *openai.Client { return fromParameter(carrier) }

func goodTwo() *openai.Client { return throughTwo(complete()) }

func badTwo() *openai.Client {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() *openai.Client {
	return openai.NewClientWithConfig(openai.ClientConfig{BaseURL: "https://api.openai.com/v1", HTTPClient: f.carrier})
}

func goodMaker() *openai.Client { return newFactory(complete()).client() }

func badMaker() *openai.Client {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
