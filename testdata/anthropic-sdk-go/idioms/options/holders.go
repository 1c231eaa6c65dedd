// Written from testdata/idioms/holders.go.tmpl by make generate.

package options

import (
	"context"
	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client anthropic.Client }

func goodField() *service {
	c := anthropic.NewClient(complete()...)
	return &service{client: c}
}

func badField() *service {
	c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client anthropic.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c := anthropic.NewClient(complete()...)
		l.client = c
	})
	_, _ = l.client.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

type lazyBad struct {
	once   sync.Once
	client anthropic.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
		l.client = c
	})
	_, _ = l.client.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

// Package variables.
var (
	goodGlobal = anthropic.NewClient(complete()...)
	badGlobal  = anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
)

func askGlobals() {
	_, _ = goodGlobal.Messages.New(context.Background(), anthropic.MessageNewParams{})
	_, _ = badGlobal.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

// Maps by provider.
func byProvider() map[string]anthropic.Client {
	primary := anthropic.NewClient(complete()...)
	fallback := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return map[string]anthropic.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{})
	}
}

// Factories.
func makeGood() anthropic.Client { return anthropic.NewClient(complete()...) }

func makeBad() anthropic.Client {
	return anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
}

func askMade() {
	good := makeGood()
	bad := makeBad()
	_, _ = good.Messages.New(context.Background(), anthropic.MessageNewParams{})
	_, _ = bad.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

// Parameters: a client that comes in is its caller's.
func ask(c anthropic.Client) {
	_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

func passGood() {
	c := anthropic.NewClient(complete()...)
	ask(c)
}

func passBad() {
	c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c := anthropic.NewClient(complete()...)
	return &service{client: c}
}

func badInterface() asker {
	c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
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
	c := anthropic.NewClient(complete()...)
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
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
	c := anthropic.NewClient(complete()...)
	b := put(c)
	_, _ = b.content.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

func badGeneric() {
	c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	b := put(c)
	_, _ = b.content.Messages.New(context.Background(), anthropic.MessageNewParams{})
}

// Closures.
func goodClosure() func() {
	c := anthropic.NewClient(complete()...)
	return func() { _, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{}) }
}

func badClosure() func() {
	c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
	return func() { _, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{}) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c := anthropic.NewClient(complete()...)
		_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{})
	}()
}

func badGo() {
	go func() {
		c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
		_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{})
	}()
}

func badDefer() {
	defer func() {
		c := anthropic.NewClient(incomplete()...) // want "untagged-client: anthropic.NewClient lacks team_id$"
		_, _ = c.Messages.New(context.Background(), anthropic.MessageNewParams{})
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier []option.RequestOption) anthropic.Client {
	return anthropic.NewClient(carrier...)
}

func goodDuty() anthropic.Client { return fromParameter(complete()) }

func badDuty() anthropic.Client {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier []option.RequestOption) anthropic.Client { return fromParameter(carrier) }

func goodTwo() anthropic.Client { return throughTwo(complete()) }

func badTwo() anthropic.Client {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier []option.RequestOption }

func newFactory(carrier []option.RequestOption) *factory { return &factory{carrier: carrier} }

func (f *factory) client() anthropic.Client { return anthropic.NewClient(f.carrier...) }

func goodMaker() anthropic.Client { return newFactory(complete()).client() }

func badMaker() anthropic.Client {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
