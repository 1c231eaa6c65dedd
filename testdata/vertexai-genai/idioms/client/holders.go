// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"cloud.google.com/go/vertexai/genai"
	"context"
	"google.golang.org/api/option"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *genai.Client }

func goodField() *service {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badField() *service {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *genai.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
}

type lazyBad struct {
	once   sync.Once
	client *genai.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
}

// Package variables.
var (
	goodGlobal = must(genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete())))
	badGlobal  = must(genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete()))) // want "untagged-client: genai.NewClient lacks team_id$"
)

func must(c *genai.Client, err error) *genai.Client {
	if err != nil {
		panic(err)
	}
	return c
}

func askGlobals() {
	_, _ = goodGlobal.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
	_, _ = badGlobal.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
}

// Maps by provider.
func byProvider() map[string]*genai.Client {
	primary, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	fallback, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	return map[string]*genai.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
	}
}

// Factories.
func makeGood() (*genai.Client, error) {
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
}

func makeBad() (*genai.Client, error) {
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
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
	_, _ = good.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
	_, _ = bad.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
}

// Parameters: a client that comes in is its caller's.
func ask(c *genai.Client) {
	_, _ = c.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
}

func passGood() {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	ask(c)
}

func passBad() {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badInterface() asker {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
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
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
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
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
}

func badGeneric() {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
}

// Closures.
func goodClosure() func() {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
	if err != nil {
		panic(err)
	}
	return func() {
		_, _ = c.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
	}
}

func badClosure() func() {
	c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		panic(err)
	}
	return func() {
		_, _ = c.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
	}
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(complete()))
		if err != nil {
			panic(err)
		}
		_, _ = c.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
	}()
}

func badGo() {
	go func() {
		c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
	}()
}

func badDefer() {
	defer func() {
		c, err := genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(incomplete())) // want "untagged-client: genai.NewClient lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.GenerativeModel("gemini-1.5-flash").GenerateContent(context.Background(), genai.Text("hello"))
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) (*genai.Client, error) {
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(carrier))
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
	return genai.NewClient(context.Background(), "shop-prod", "europe-west4", option.WithHTTPClient(f.carrier))
}

func goodMaker() (*genai.Client, error) { return newFactory(complete()).client() }

func badMaker() (*genai.Client, error) {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
