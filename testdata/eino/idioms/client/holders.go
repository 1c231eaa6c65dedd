// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	"github.com/cloudwego/eino-ext/components/model/openai"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *openai.ChatModel }

func goodField() *service {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badField() *service {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func (s *service) ask() { _, _ = s.client.Generate(context.Background(), nil) }

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *openai.ChatModel
}

func (l *lazy) good() {
	l.once.Do(func() {
		c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.Generate(context.Background(), nil)
}

type lazyBad struct {
	once   sync.Once
	client *openai.ChatModel
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.Generate(context.Background(), nil)
}

// Package variables.
var (
	goodGlobal = must(openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()}))
	badGlobal  = must(openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()})) // want "untagged-client: openai.NewChatModel lacks team_id$"
)

func must(c *openai.ChatModel, err error) *openai.ChatModel {
	if err != nil {
		panic(err)
	}
	return c
}

func askGlobals() {
	_, _ = goodGlobal.Generate(context.Background(), nil)
	_, _ = badGlobal.Generate(context.Background(), nil)
}

// Maps by provider.
func byProvider() map[string]*openai.ChatModel {
	primary, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	fallback, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	return map[string]*openai.ChatModel{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.Generate(context.Background(), nil)
	}
}

// Factories.
func makeGood() (*openai.ChatModel, error) {
	return openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
}

func makeBad() (*openai.ChatModel, error) {
	return openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
}

func askMade() {
	good, err := makeGood()
	if err != nil {
		panic(err)
	}
	bad, err := makeBad()
	if err != nil {
		panic(err)
	}
	_, _ = good.Generate(context.Background(), nil)
	_, _ = bad.Generate(context.Background(), nil)
}

// Parameters: a client that comes in is its caller's.
func ask(c *openai.ChatModel) { _, _ = c.Generate(context.Background(), nil) }

func passGood() {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	ask(c)
}

func passBad() {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badInterface() asker {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		panic(err)
	}
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
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		panic(err)
	}
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
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.Generate(context.Background(), nil)
}

func badGeneric() {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.Generate(context.Background(), nil)
}

// Closures.
func goodClosure() func() {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.Generate(context.Background(), nil) }
}

func badClosure() func() {
	c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.Generate(context.Background(), nil) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: complete()})
		if err != nil {
			panic(err)
		}
		_, _ = c.Generate(context.Background(), nil)
	}()
}

func badGo() {
	go func() {
		c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.Generate(context.Background(), nil)
	}()
}

func badDefer() {
	defer func() {
		c, err := openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: incomplete()}) // want "untagged-client: openai.NewChatModel lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.Generate(context.Background(), nil)
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) (*openai.ChatModel, error) {
	return openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: carrier})
}

func goodDuty() (*openai.ChatModel, error) { return fromParameter(complete()) }

func badDuty() (*openai.ChatModel, error) {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) (*openai.ChatModel, error) { return fromParameter(carrier) }

func goodTwo() (*openai.ChatModel, error) { return throughTwo(complete()) }

func badTwo() (*openai.ChatModel, error) {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() (*openai.ChatModel, error) {
	return openai.NewChatModel(context.Background(), &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: f.carrier})
}

func goodMaker() (*openai.ChatModel, error) { return newFactory(complete()).client() }

func badMaker() (*openai.ChatModel, error) {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
