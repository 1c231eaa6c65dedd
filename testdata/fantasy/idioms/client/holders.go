// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"charm.land/fantasy"
	"charm.land/fantasy/providers/openai"
	"context"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client fantasy.Provider }

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

func (s *service) ask() { _, _ = s.client.LanguageModel(context.Background(), "gpt-4o") }

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client fantasy.Provider
}

func (l *lazy) good() {
	l.once.Do(func() {
		c, err := openai.New(openai.WithHTTPClient(complete()))
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.LanguageModel(context.Background(), "gpt-4o")
}

type lazyBad struct {
	once   sync.Once
	client fantasy.Provider
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.LanguageModel(context.Background(), "gpt-4o")
}

// Package variables.
var (
	goodGlobal = must(openai.New(openai.WithHTTPClient(complete())))
	badGlobal  = must(openai.New(openai.WithHTTPClient(incomplete()))) // want "untagged-client: openai.New lacks team_id$"
)

func must(c fantasy.Provider, err error) fantasy.Provider {
	if err != nil {
		panic(err)
	}
	return c
}

func askGlobals() {
	_, _ = goodGlobal.LanguageModel(context.Background(), "gpt-4o")
	_, _ = badGlobal.LanguageModel(context.Background(), "gpt-4o")
}

// Maps by provider.
func byProvider() map[string]fantasy.Provider {
	primary, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	fallback, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	return map[string]fantasy.Provider{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.LanguageModel(context.Background(), "gpt-4o")
	}
}

// Factories.
func makeGood() (fantasy.Provider, error) { return openai.New(openai.WithHTTPClient(complete())) }

func makeBad() (fantasy.Provider, error) {
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
	_, _ = good.LanguageModel(context.Background(), "gpt-4o")
	_, _ = bad.LanguageModel(context.Background(), "gpt-4o")
}

// Parameters: a client that comes in is its caller's.
func ask(c fantasy.Provider) { _, _ = c.LanguageModel(context.Background(), "gpt-4o") }

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
	_, _ = b.content.LanguageModel(context.Background(), "gpt-4o")
}

func badGeneric() {
	c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.LanguageModel(context.Background(), "gpt-4o")
}

// Closures.
func goodClosure() func() {
	c, err := openai.New(openai.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.LanguageModel(context.Background(), "gpt-4o") }
}

func badClosure() func() {
	c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.LanguageModel(context.Background(), "gpt-4o") }
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
		_, _ = c.LanguageModel(context.Background(), "gpt-4o")
	}()
}

func badGo() {
	go func() {
		c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.LanguageModel(context.Background(), "gpt-4o")
	}()
}

func badDefer() {
	defer func() {
		c, err := openai.New(openai.WithHTTPClient(incomplete())) // want "untagged-client: openai.New lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.LanguageModel(context.Background(), "gpt-4o")
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) (fantasy.Provider, error) {
	return openai.New(openai.WithHTTPClient(carrier))
}

func goodDuty() (fantasy.Provider, error) { return fromParameter(complete()) }

func badDuty() (fantasy.Provider, error) {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) (fantasy.Provider, error) { return fromParameter(carrier) }

func goodTwo() (fantasy.Provider, error) { return throughTwo(complete()) }

func badTwo() (fantasy.Provider, error) {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() (fantasy.Provider, error) {
	return openai.New(openai.WithHTTPClient(f.carrier))
}

func goodMaker() (fantasy.Provider, error) { return newFactory(complete()).client() }

func badMaker() (fantasy.Provider, error) {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
