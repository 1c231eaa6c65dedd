// Written from testdata/idioms/holders.go.tmpl by make generate.

package options

import (
	"context"
	"github.com/firebase/genkit/go/genkit"
	oai "github.com/firebase/genkit/go/plugins/compat_oai/openai"
	"github.com/openai/openai-go/option"
	"sync"
)

// A field of a struct, filled by its constructor.
type service struct{ client *genkit.Genkit }

func goodField() *service {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
	return &service{client: c}
}

func badField() *service {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
	return &service{client: c}
}

func (s *service) ask() { _, _ = genkit.Generate(context.Background(), s.client) }

// A field that is filled after the struct was made.
type lazy struct {
	once   sync.Once
	client *genkit.Genkit
}

func (l *lazy) good() {
	l.once.Do(func() {
		c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
		l.client = c
	})
	_, _ = genkit.Generate(context.Background(), l.client)
}

type lazyBad struct {
	once   sync.Once
	client *genkit.Genkit
}

func (l *lazyBad) bad() {
	l.once.Do(func() {
		c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
		l.client = c
	})
	_, _ = genkit.Generate(context.Background(), l.client)
}

// Package variables.
var (
	goodGlobal = genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
	badGlobal  = genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
)

func askGlobals() {
	_, _ = genkit.Generate(context.Background(), goodGlobal)
	_, _ = genkit.Generate(context.Background(), badGlobal)
}

// Maps by provider.
func byProvider() map[string]*genkit.Genkit {
	primary := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
	fallback := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
	return map[string]*genkit.Genkit{"primary": primary, "fallback": fallback}
}

func askAll(name string) {
	clients := byProvider()
	if c, ok := clients[name]; ok {
		_, _ = genkit.Generate(context.Background(), c)
	}
}

// Factories.
func makeGood() *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
}

func makeBad() *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
}

func askMade() {
	good := makeGood()
	bad := makeBad()
	_, _ = genkit.Generate(context.Background(), good)
	_, _ = genkit.Generate(context.Background(), bad)
}

// Parameters: a client that comes in is its caller's.
func ask(c *genkit.Genkit) { _, _ = genkit.Generate(context.Background(), c) }

func passGood() {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
	ask(c)
}

func passBad() {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
	ask(c)
}

// Interfaces of the house.
type asker interface{ ask() }

func goodInterface() asker {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
	return &service{client: c}
}

func badInterface() asker {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
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
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
	return &assistant{service: &service{client: c}, name: "good"}
}

func badEmbedded() *assistant {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
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
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
	b := put(c)
	_, _ = genkit.Generate(context.Background(), b.content)
}

func badGeneric() {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
	b := put(c)
	_, _ = genkit.Generate(context.Background(), b.content)
}

// Closures.
func goodClosure() func() {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
	return func() { _, _ = genkit.Generate(context.Background(), c) }
}

func badClosure() func() {
	c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
	return func() { _, _ = genkit.Generate(context.Background(), c) }
}

// Method values, go and defer.
func goodMethodValue() {
	f := goodField().ask
	go f()
	defer f()
}

func goodGo() {
	go func() {
		c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: complete()}))
		_, _ = genkit.Generate(context.Background(), c)
	}()
}

func badGo() {
	go func() {
		c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
		_, _ = genkit.Generate(context.Background(), c)
	}()
}

func badDefer() {
	defer func() {
		c := genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: incomplete()})) // want "untagged-client: openai.OpenAI lacks team_id$"
		_, _ = genkit.Generate(context.Background(), c)
	}()
}

// Factories whose parameter carries the tags pass the duty on.
func fromParameter(carrier []option.RequestOption) *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: carrier}))
}

func goodDuty() *genkit.Genkit { return fromParameter(complete()) }

func badDuty() *genkit.Genkit {
	return fromParameter(incomplete()) // want "untagged-client: fromParameter lacks team_id$"
}

func throughTwo(carrier []option.RequestOption) *genkit.Genkit { return fromParameter(carrier) }

func goodTwo() *genkit.Genkit { return throughTwo(complete()) }

func badTwo() *genkit.Genkit {
	return throughTwo(incomplete()) // want "untagged-client: throughTwo lacks team_id$"
}

// The duty of a constructor that keeps the carrier, for a client that is made later.
type factory struct{ carrier []option.RequestOption }

func newFactory(carrier []option.RequestOption) *factory { return &factory{carrier: carrier} }

func (f *factory) client() *genkit.Genkit {
	return genkit.Init(context.Background(), genkit.WithPlugins(&oai.OpenAI{APIKey: "key", Opts: f.carrier}))
}

func goodMaker() *genkit.Genkit { return newFactory(complete()).client() }

func badMaker() *genkit.Genkit {
	return newFactory(incomplete()).client() // want "untagged-client: .*newFactory lacks team_id$"
}
