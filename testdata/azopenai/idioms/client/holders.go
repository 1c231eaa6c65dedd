// Written from testdata/idioms/holders.go.tmpl by make generate.

package client

import (
	"context"
	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *azopenai.Client }

func goodField() *service {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badField() *service {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func (s *service) ask() {
	_, _ = s.client.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *azopenai.Client
}

func (l *lazy) good() {
	l.once.Do(func() {
		c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
}

type lazyBad struct {
	once   sync.Once
	client *azopenai.Client
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_, _ = l.client.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
}

// Package variables.
var (
	goodGlobal = must(azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}}))
	badGlobal  = must(azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}})) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
)

func must(c *azopenai.Client, err error) *azopenai.Client {
	if err != nil {
		panic(err)
	}
	return c
}

func askGlobals() {
	_, _ = goodGlobal.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
	_, _ = badGlobal.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
}

// Maps by provider.
func byProvider() map[string]*azopenai.Client {
	primary, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
	if err != nil {
		panic(err)
	}
	fallback, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
	if err != nil {
		panic(err)
	}
	return map[string]*azopenai.Client{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = c.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
	}
}

// Factories.
func makeGood() (*azopenai.Client, error) {
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
}

func makeBad() (*azopenai.Client, error) {
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
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
	_, _ = good.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
	_, _ = bad.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
}

// Parameters: a client that comes in is its caller's.
func ask(c *azopenai.Client) {
	_, _ = c.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
}

func passGood() {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
	if err != nil {
		panic(err)
	}
	ask(c)
}

func passBad() {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
	if err != nil {
		panic(err)
	}
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badInterface() asker {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
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
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
	if err != nil {
		panic(err)
	}
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
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
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
}

func badGeneric() {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
	if err != nil {
		panic(err)
	}
	b := put(c)
	_, _ = b.content.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
}

// Closures.
func goodClosure() func() {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil) }
}

func badClosure() func() {
	c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
	if err != nil {
		panic(err)
	}
	return func() { _, _ = c.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: complete()}})
		if err != nil {
			panic(err)
		}
		_, _ = c.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
	}()
}

func badGo() {
	go func() {
		c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
	}()
}

func badDefer() {
	defer func() {
		c, err := azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: incomplete()}}) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
		if err != nil {
			panic(err)
		}
		_, _ = c.GetChatCompletions(context.Background(), azopenai.ChatCompletionsOptions{}, nil)
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier *http.Client) (*azopenai.Client, error) {
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: carrier}})
}

func goodDuty() (*azopenai.Client, error) { return fromParameter(complete()) }

func badDuty() (*azopenai.Client, error) {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier *http.Client) (*azopenai.Client, error) { return fromParameter(carrier) }

func goodTwo() (*azopenai.Client, error) { return throughTwo(complete()) }

func badTwo() (*azopenai.Client, error) {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier *http.Client }

func newFactory(carrier *http.Client) *factory { return &factory{carrier: carrier} }

func (f *factory) client() (*azopenai.Client, error) {
	return azopenai.NewClientWithKeyCredential("https://acme.openai.azure.com", azcore.NewKeyCredential("key"), &azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: f.carrier}})
}

func goodMaker() (*azopenai.Client, error) { return newFactory(complete()).client() }

func badMaker() (*azopenai.Client, error) {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
