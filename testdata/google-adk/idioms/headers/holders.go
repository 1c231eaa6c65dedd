// Written from testdata/idioms/holders.go.tmpl by make generate.

package headers

import (
	"context"
	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
	"google.golang.org/genai"
	"net/http"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client model.LLM }

func goodField() *service {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badField() *service {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func (s *service) ask() {
	_ = s.client.GenerateContent(context.Background(), &model.LLMRequest{}, false)
}

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client model.LLM
}

func (l *lazy) good() {
	l.once.Do(func() {
		c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_ = l.client.GenerateContent(context.Background(), &model.LLMRequest{}, false)
}

type lazyBad struct {
	once   sync.Once
	client model.LLM
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
		if err != nil {
			panic(err)
		}
		l.client = c
	})
	_ = l.client.GenerateContent(context.Background(), &model.LLMRequest{}, false)
}

// Package variables.
var (
	goodGlobal = must(gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}}))
	badGlobal  = must(gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}})) // want "untagged-client: gemini.NewModel lacks team_id$"
)

func must(c model.LLM, err error) model.LLM {
	if err != nil {
		panic(err)
	}
	return c
}

func askGlobals() {
	_ = goodGlobal.GenerateContent(context.Background(), &model.LLMRequest{}, false)
	_ = badGlobal.GenerateContent(context.Background(), &model.LLMRequest{}, false)
}

// Maps by provider.
func byProvider() map[string]model.LLM {
	primary, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
	if err != nil {
		panic(err)
	}
	fallback, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	return map[string]model.LLM{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_ = c.GenerateContent(context.Background(), &model.LLMRequest{}, false)
	}
}

// Factories.
func makeGood() (model.LLM, error) {
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
}

func makeBad() (model.LLM, error) {
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
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
	_ = good.GenerateContent(context.Background(), &model.LLMRequest{}, false)
	_ = bad.GenerateContent(context.Background(), &model.LLMRequest{}, false)
}

// Parameters: a client that comes in is its caller's.
func ask(c model.LLM) { _ = c.GenerateContent(context.Background(), &model.LLMRequest{}, false) }

func passGood() {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
	if err != nil {
		panic(err)
	}
	ask(c)
}

func passBad() {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
	if err != nil {
		panic(err)
	}
	return &service{client: c}
}

func badInterface() asker {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
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
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
	if err != nil {
		panic(err)
	}
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
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
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
	if err != nil {
		panic(err)
	}
	b := put(c)
	_ = b.content.GenerateContent(context.Background(), &model.LLMRequest{}, false)
}

func badGeneric() {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	b := put(c)
	_ = b.content.GenerateContent(context.Background(), &model.LLMRequest{}, false)
}

// Closures.
func goodClosure() func() {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
	if err != nil {
		panic(err)
	}
	return func() { _ = c.GenerateContent(context.Background(), &model.LLMRequest{}, false) }
}

func badClosure() func() {
	c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
	if err != nil {
		panic(err)
	}
	return func() { _ = c.GenerateContent(context.Background(), &model.LLMRequest{}, false) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: complete()}})
		if err != nil {
			panic(err)
		}
		_ = c.GenerateContent(context.Background(), &model.LLMRequest{}, false)
	}()
}

func badGo() {
	go func() {
		c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
		if err != nil {
			panic(err)
		}
		_ = c.GenerateContent(context.Background(), &model.LLMRequest{}, false)
	}()
}

func badDefer() {
	defer func() {
		c, err := gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: incomplete()}}) // want "untagged-client: gemini.NewModel lacks team_id$"
		if err != nil {
			panic(err)
		}
		_ = c.GenerateContent(context.Background(), &model.LLMRequest{}, false)
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier http.Header) (model.LLM, error) {
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: carrier}})
}

func goodDuty() (model.LLM, error) { return fromParameter(complete()) }

func badDuty() (model.LLM, error) {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier http.Header) (model.LLM, error) { return fromParameter(carrier) }

func goodTwo() (model.LLM, error) { return throughTwo(complete()) }

func badTwo() (model.LLM, error) {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier http.Header }

func newFactory(carrier http.Header) *factory { return &factory{carrier: carrier} }

func (f *factory) client() (model.LLM, error) {
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: f.carrier}})
}

func goodMaker() (model.LLM, error) { return newFactory(complete()).client() }

func badMaker() (model.LLM, error) {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
