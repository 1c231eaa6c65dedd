// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	cohere "github.com/cohere-ai/cohere-go/v2"
	"github.com/cohere-ai/cohere-go/v2/client"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *client.Client }

func goodField() *service {
	c := client.NewClient(client.WithHTTPClient(complete()))
	return &service{client: c}
}

func badField() *service {
	c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
	return &service{client: c}
}

func (s *service) ask() { _, _ = s.client.Chat(context.Background(), &cohere.ChatRequest{}) }

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *client.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c := client.NewClient(client.WithHTTPClient(complete()))
		l.client = c
	})
	_, _ = l.client.Chat(context.Background(), &cohere.ChatRequest{})
}

type lazyBad struct {
	once   sync.Once
	client *client.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
		l.client = c
	})
	_, _ = l.client.Chat(context.Background(), &cohere.ChatRequest{})
}

// Package variables.
var (
	goodGlobal = client.NewClient(client.WithHTTPClient(complete()))
	badGlobal  = client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
)

func askGlobals() {
	_, _ = goodGlobal.Chat(context.Background(), &cohere.ChatRequest{})
	_, _ = badGlobal.Chat(context.Background(), &cohere.ChatRequest{})
}

// Maps by provider.
func byProvider() map[string]*client.Client {
	primary := client.NewClient(client.WithHTTPClient(complete()))
	fallback := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
	return map[string]*client.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.Chat(context.Background(), &cohere.ChatRequest{})
	}
}

// Factories.
func makeGood() *client.Client { return client.NewClient(client.WithHTTPClient(complete())) }

func makeBad() *client.Client {
	return client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
}

func askMade() {
	good := makeGood()
	bad := makeBad()
	_, _ = good.Chat(context.Background(), &cohere.ChatRequest{})
	_, _ = bad.Chat(context.Background(), &cohere.ChatRequest{})
}

// Parameters: a client that comes in is its caller's.
func ask(c *client.Client) { _, _ = c.Chat(context.Background(), &cohere.ChatRequest{}) }

func passGood() {
	c := client.NewClient(client.WithHTTPClient(complete()))
	ask(c)
}

func passBad() {
	c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c := client.NewClient(client.WithHTTPClient(complete()))
	return &service{client: c}
}

func badInterface() asker {
	c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
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
	c := client.NewClient(client.WithHTTPClient(complete()))
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
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
	c := client.NewClient(client.WithHTTPClient(complete()))
	b := put(c)
	_, _ = b.content.Chat(context.Background(), &cohere.ChatRequest{})
}

func badGeneric() {
	c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
	b := put(c)
	_, _ = b.content.Chat(context.Background(), &cohere.ChatRequest{})
}

// Closures.
func goodClosure() func() {
	c := client.NewClient(client.WithHTTPClient(complete()))
	return func() { _, _ = c.Chat(context.Background(), &cohere.ChatRequest{}) }
}

func badClosure() func() {
	c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
	return func() { _, _ = c.Chat(context.Background(), &cohere.ChatRequest{}) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c := client.NewClient(client.WithHTTPClient(complete()))
		_, _ = c.Chat(context.Background(), &cohere.ChatRequest{})
	}()
}

func badGo() {
	go func() {
		c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
		_, _ = c.Chat(context.Background(), &cohere.ChatRequest{})
	}()
}

func badDefer() {
	defer func() {
		c := client.NewClient(client.WithHTTPClient(incomplete())) // want "untagged-client: client.NewClient lacks team_id$"
		_, _ = c.Chat(context.Background(), &cohere.ChatRequest{})
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) *client.Client {
	return client.NewClient(client.WithHTTPClient(carrier))
}

func goodDuty() *client.Client { return fromParameter(complete()) }

func badDuty() *client.Client {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) *client.Client { return fromParameter(carrier) }

func goodTwo() *client.Client { return throughTwo(complete()) }

func badTwo() *client.Client {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() *client.Client { return client.NewClient(client.WithHTTPClient(f.carrier)) }

func goodMaker() *client.Client { return newFactory(complete()).client() }

func badMaker() *client.Client {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
