// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	anyllm "github.com/mozilla-ai/any-llm-go"
	"github.com/mozilla-ai/any-llm-go/config"
	"github.com/mozilla-ai/any-llm-go/providers/openai"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *openai.Provider }

func goodField() *service {
	c, err := openai.New(config.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badField() *service {
	c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func (s *service) ask() { _, _ = s.client.Completion(context.Background(), anyllm.CompletionParams{}) }

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *openai.Provider
}

func (l *lazy) good() {
	l.once.Do(func() {
		c, err := openai.New(config.WithHTTPClient(complete()))
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.Completion(context.Background(), anyllm.CompletionParams{})
}

type lazyBad struct {
	once   sync.Once
	client *openai.Provider
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.Completion(context.Background(), anyllm.CompletionParams{})
}

// Package variables.
var (
	goodGlobal = must(openai.New(config.WithHTTPClient(complete())))
	badGlobal  = must(openai.New(config.WithHTTPClient(incomplete()))) // want "untagged-client: openai.New lacks team_id$"
)

func must(c *openai.Provider, err error) *openai.Provider {
	if err != nil {
		panic(err)
	}
	return c
}

func askGlobals() {
	_, _ = goodGlobal.Completion(context.Background(), anyllm.CompletionParams{})
	_, _ = badGlobal.Completion(context.Background(), anyllm.CompletionParams{})
}

// Maps by provider.
func byProvider() map[string]*openai.Provider {
	primary, err := openai.New(config.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	fallback, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	return map[string]*openai.Provider{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.Completion(context.Background(), anyllm.CompletionParams{})
	}
}

// Factories.
func makeGood() (*openai.Provider, error) { return openai.New(config.WithHTTPClient(complete())) }

func makeBad() (*openai.Provider, error) {
	return openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
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
	_, _ = good.Completion(context.Background(), anyllm.CompletionParams{})
	_, _ = bad.Completion(context.Background(), anyllm.CompletionParams{})
}

// Parameters: a client that comes in is its caller's.
func ask(c *openai.Provider) { _, _ = c.Completion(context.Background(), anyllm.CompletionParams{}) }

func passGood() {
	c, err := openai.New(config.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	ask(c)
}

func passBad() {
	c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c, err := openai.New(config.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badInterface() asker {
	c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
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
	c, err := openai.New(config.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
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
	c, err := openai.New(config.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.Completion(context.Background(), anyllm.CompletionParams{})
}

func badGeneric() {
	c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.Completion(context.Background(), anyllm.CompletionParams{})
}

// Closures.
func goodClosure() func() {
	c, err := openai.New(config.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.Completion(context.Background(), anyllm.CompletionParams{}) }
}

func badClosure() func() {
	c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.Completion(context.Background(), anyllm.CompletionParams{}) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c, err := openai.New(config.WithHTTPClient(complete()))
		if err != nil {
			panic(err)
		}
		_, _ = c.Completion(context.Background(), anyllm.CompletionParams{})
	}()
}

func badGo() {
	go func() {
		c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.Completion(context.Background(), anyllm.CompletionParams{})
	}()
}

func badDefer() {
	defer func() {
		c, err := openai.New(config.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.Completion(context.Background(), anyllm.CompletionParams{})
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) (*openai.Provider, error) {
	return openai.New(config.WithHTTPClient(carrier))
}

func goodDuty() (*openai.Provider, error) { return fromParameter(complete()) }

func badDuty() (*openai.Provider, error) {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) (*openai.Provider, error) { return fromParameter(carrier) }

func goodTwo() (*openai.Provider, error) { return throughTwo(complete()) }

func badTwo() (*openai.Provider, error) {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() (*openai.Provider, error) {
	return openai.New(config.WithHTTPClient(f.carrier))
}

func goodMaker() (*openai.Provider, error) { return newFactory(complete()).client() }

func badMaker() (*openai.Provider, error) {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
