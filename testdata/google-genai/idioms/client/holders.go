// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	"google.golang.org/genai"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *genai.Client }

func goodField() *service {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badField() *service {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *genai.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

type lazyBad struct {
	once   sync.Once
	client *genai.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

// Package variables.
var (
	goodGlobal = must(genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()}))
	badGlobal  = must(genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()})) // want "untagged-client: genai.NewClient lacks team_id$"
)

func must(c *genai.Client, err error) *genai.Client {
	if err != nil {
		panic(err)
	}
	return c
}

func askGlobals() {
	_, _ = goodGlobal.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
	_, _ = badGlobal.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

// Maps by provider.
func byProvider() map[string]*genai.Client {
	primary, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	fallback, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	return map[string]*genai.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
	}
}

// Factories.
func makeGood() (*genai.Client, error) {
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
}

func makeBad() (*genai.Client, error) {
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
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
	_, _ = good.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
	_, _ = bad.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

// Parameters: a client that comes in is its caller's.
func ask(c *genai.Client) {
	_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

func passGood() {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	ask(c)
}

func passBad() {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badInterface() asker {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
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
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
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
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

func badGeneric() {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
}

// Closures.
func goodClosure() func() {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil) }
}

func badClosure() func() {
	c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: complete()})
		if err != nil {
			panic(err)
		}
		_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
	}()
}

func badGo() {
	go func() {
		c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
	}()
}

func badDefer() {
	defer func() {
		c, err := genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: incomplete()}) // want "untagged-client: genai.NewClient lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.Models.GenerateContent(context.Background(), "gemini-2.5-flash", nil, nil)
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) (*genai.Client, error) {
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: carrier})
}

func goodDuty() (*genai.Client, error) { return fromParameter(complete()) }

func badDuty() (*genai.Client, error) {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) (*genai.Client, error) { return fromParameter(carrier) }

func goodTwo() (*genai.Client, error) { return throughTwo(complete()) }

func badTwo() (*genai.Client, error) {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() (*genai.Client, error) {
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPClient: f.carrier})
}

func goodMaker() (*genai.Client, error) { return newFactory(complete()).client() }

func badMaker() (*genai.Client, error) {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
