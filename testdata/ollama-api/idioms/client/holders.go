// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	"github.com/ollama/ollama/api"
	"net/http"
	"net/url"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *api.Client }

func goodField() *service {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
	return &service{client: c}
}

func badField() *service {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
	return &service{client: c}
}

func (s *service) ask() { _ = s.client.Chat(context.Background(), &api.ChatRequest{}, nil) }

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *api.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
		l.client = c
	})
	_ = l.client.Chat(context.Background(), &api.ChatRequest{}, nil)
}

type lazyBad struct {
	once   sync.Once
	client *api.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
		l.client = c
	})
	_ = l.client.Chat(context.Background(), &api.ChatRequest{}, nil)
}

// Package variables.
var (
	goodGlobal = api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
	badGlobal  = api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
)

func askGlobals() {
	_ = goodGlobal.Chat(context.Background(), &api.ChatRequest{}, nil)
	_ = badGlobal.Chat(context.Background(), &api.ChatRequest{}, nil)
}

// Maps by provider.
func byProvider() map[string]*api.Client {
	primary := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
	fallback := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
	return map[string]*api.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_ = c.Chat(context.Background(), &api.ChatRequest{}, nil)
	}
}

// Factories.
func makeGood() *api.Client {
	return api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
}

func makeBad() *api.Client {
	return api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
}

func askMade() {
	good := makeGood()
	bad := makeBad()
	_ = good.Chat(context.Background(), &api.ChatRequest{}, nil)
	_ = bad.Chat(context.Background(), &api.ChatRequest{}, nil)
}

// Parameters: a client that comes in is its caller's.
func ask(c *api.Client) { _ = c.Chat(context.Background(), &api.ChatRequest{}, nil) }

func passGood() {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
	ask(c)
}

func passBad() {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
	return &service{client: c}
}

func badInterface() asker {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
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
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
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
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
	b := put(c)
	_ = b.content.Chat(context.Background(), &api.ChatRequest{}, nil)
}

func badGeneric() {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
	b := put(c)
	_ = b.content.Chat(context.Background(), &api.ChatRequest{}, nil)
}

// Closures.
func goodClosure() func() {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
	return func() { _ = c.Chat(context.Background(), &api.ChatRequest{}, nil) }
}

func badClosure() func() {
	c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
	return func() { _ = c.Chat(context.Background(), &api.ChatRequest{}, nil) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, complete())
		_ = c.Chat(context.Background(), &api.ChatRequest{}, nil)
	}()
}

func badGo() {
	go func() {
		c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
		_ = c.Chat(context.Background(), &api.ChatRequest{}, nil)
	}()
}

func badDefer() {
	defer func() {
		c := api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, incomplete()) // want "untagged-client: api.NewClient lacks team_id$"
		_ = c.Chat(context.Background(), &api.ChatRequest{}, nil)
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) *api.Client {
	return api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, carrier)
}

func goodDuty() *api.Client { return fromParameter(complete()) }

func badDuty() *api.Client {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) *api.Client { return fromParameter(carrier) }

func goodTwo() *api.Client { return throughTwo(complete()) }

func badTwo() *api.Client {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() *api.Client {
	return api.NewClient(&url.URL{Scheme: "https", Host: "ollama.com"}, f.carrier)
}

func goodMaker() *api.Client { return newFactory(complete()).client() }

func badMaker() *api.Client {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
