// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/openai"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *openai.LLM }

func goodField() *service {
	c, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badField() *service {
	c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), s.client, "hello")
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *openai.LLM
}

func (l *lazy) good() {
	l.once.Do(func() {
		c, err := openai.New(openai.WithHTTPClient(complete()))
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), l.client, "hello")
}

type lazyBad struct {
	once   sync.Once
	client *openai.LLM
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), l.client, "hello")
}

// Package variables.
var (
	goodGlobal = must(openai.New(openai.WithHTTPClient(complete())))
	badGlobal  = must(openai.New(openai.WithHTTPClient(incomplete()))) // want "untagged-client: openai.New lacks team_id$"
)

func must(c *openai.LLM, err error) *openai.LLM {
	if err != nil {
		panic(err)
	}
	return c
}

func askGlobals() {
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), goodGlobal, "hello")
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), badGlobal, "hello")
}

// Maps by provider.
func byProvider() map[string]*openai.LLM {
	primary, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	fallback, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	return map[string]*openai.LLM{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = llms.GenerateFromSinglePrompt(context.Background(), c, "hello")
	}
}

// Factories.
func makeGood() (*openai.LLM, error) { return openai.New(openai.WithHTTPClient(complete())) }

func makeBad() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
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
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), good, "hello")
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), bad, "hello")
}

// Parameters: a client that comes in is its caller's.
func ask(c *openai.LLM) { _, _ = llms.GenerateFromSinglePrompt(context.Background(), c, "hello") }

func passGood() {
	c, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	ask(c)
}

func passBad() {
	c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badInterface() asker {
	c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
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
	c, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
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
	c, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), b.content, "hello")
}

func badGeneric() {
	c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = llms.GenerateFromSinglePrompt(context.Background(), b.content, "hello")
}

// Closures.
func goodClosure() func() {
	c, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return func() { _, _ = llms.GenerateFromSinglePrompt(context.Background(), c, "hello") }
}

func badClosure() func() {
	c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	return func() { _, _ = llms.GenerateFromSinglePrompt(context.Background(), c, "hello") }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c, err := openai.New(openai.WithHTTPClient(complete()))
		if err != nil {
			panic(err)
		}
		_, _ = llms.GenerateFromSinglePrompt(context.Background(), c, "hello")
	}()
}

func badGo() {
	go func() {
		c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = llms.GenerateFromSinglePrompt(context.Background(), c, "hello")
	}()
}

func badDefer() {
	defer func() {
		c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = llms.GenerateFromSinglePrompt(context.Background(), c, "hello")
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(carrier))
}

func goodDuty() (*openai.LLM, error) { return fromParameter(complete()) }

func badDuty() (*openai.LLM, error) {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) (*openai.LLM, error) { return fromParameter(carrier) }

func goodTwo() (*openai.LLM, error) { return throughTwo(complete()) }

func badTwo() (*openai.LLM, error) {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() (*openai.LLM, error) { return openai.New(openai.WithHTTPClient(f.carrier)) }

func goodMaker() (*openai.LLM, error) { return newFactory(complete()).client() }

func badMaker() (*openai.LLM, error) {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
