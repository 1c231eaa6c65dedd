// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *bedrockruntime.Client }

func goodField() *service {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
	return &service{client: c}
}

func badField() *service {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.Converse(context.Background(), &bedrockruntime.ConverseInput{})
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *bedrockruntime.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
		l.client = c
	})
	_, _ = l.client.Converse(context.Background(), &bedrockruntime.ConverseInput{})
}

type lazyBad struct {
	once   sync.Once
	client *bedrockruntime.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
		l.client = c
	})
	_, _ = l.client.Converse(context.Background(), &bedrockruntime.ConverseInput{})
}

// Package variables.
var (
	goodGlobal = bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
	badGlobal  = bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
)

func askGlobals() {
	_, _ = goodGlobal.Converse(context.Background(), &bedrockruntime.ConverseInput{})
	_, _ = badGlobal.Converse(context.Background(), &bedrockruntime.ConverseInput{})
}

// Maps by provider.
func byProvider() map[string]*bedrockruntime.Client {
	primary := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
	fallback := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
	return map[string]*bedrockruntime.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.Converse(context.Background(), &bedrockruntime.ConverseInput{})
	}
}

// Factories.
func makeGood() *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
}

func makeBad() *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
}

func askMade() {
	good := makeGood()
	bad := makeBad()
	_, _ = good.Converse(context.Background(), &bedrockruntime.ConverseInput{})
	_, _ = bad.Converse(context.Background(), &bedrockruntime.ConverseInput{})
}

// Parameters: a client that comes in is its caller's.
func ask(c *bedrockruntime.Client) {
	_, _ = c.Converse(context.Background(), &bedrockruntime.ConverseInput{})
}

func passGood() {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
	ask(c)
}

func passBad() {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
	return &service{client: c}
}

func badInterface() asker {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
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
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
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
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
	b := put(c)
	_, _ = b.content.Converse(context.Background(), &bedrockruntime.ConverseInput{})
}

func badGeneric() {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
	b := put(c)
	_, _ = b.content.Converse(context.Background(), &bedrockruntime.ConverseInput{})
}

// Closures.
func goodClosure() func() {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
	return func() { _, _ = c.Converse(context.Background(), &bedrockruntime.ConverseInput{}) }
}

func badClosure() func() {
	c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
	return func() { _, _ = c.Converse(context.Background(), &bedrockruntime.ConverseInput{}) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: complete()})
		_, _ = c.Converse(context.Background(), &bedrockruntime.ConverseInput{})
	}()
}

func badGo() {
	go func() {
		c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
		_, _ = c.Converse(context.Background(), &bedrockruntime.ConverseInput{})
	}()
}

func badDefer() {
	defer func() {
		c := bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: incomplete()}) // want "untagged-client: bedrockruntime.New lacks team_id$"
		_, _ = c.Converse(context.Background(), &bedrockruntime.ConverseInput{})
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: carrier})
}

func goodDuty() *bedrockruntime.Client { return fromParameter(complete()) }

func badDuty() *bedrockruntime.Client {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) *bedrockruntime.Client { return fromParameter(carrier) }

func goodTwo() *bedrockruntime.Client { return throughTwo(complete()) }

func badTwo() *bedrockruntime.Client {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() *bedrockruntime.Client {
	return bedrockruntime.New(bedrockruntime.Options{Region: "eu-central-1", HTTPClient: f.carrier})
}

func goodMaker() *bedrockruntime.Client { return newFactory(complete()).client() }

func badMaker() *bedrockruntime.Client {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
