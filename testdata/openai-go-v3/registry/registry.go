// Package registry keeps what makes clients in maps that functions fill.
package registry

import (
	"context"
	"errors"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/registry/drivers"
)

type factory interface{ create(team string) *openai.Client }

type plain struct{}

func (plain) create(team string) *openai.Client {
	c := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "checkout"),
		option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
		option.WithHeader("X-LLM-Team-ID", team),
	)
	return &c
}

type anonymous struct{}

func (anonymous) create(string) *openai.Client {
	c := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant")) // want "^untagged-client: openai.NewClient lacks team_id$"
	return &c
}

var (
	factories  = map[string]factory{}
	anonymouss = map[string]factory{}
	makers     = map[string]func() (*openai.Client, error){}
)

func register(name string, f factory) { factories[name] = f }

func registerAnonymous(name string, f factory) {
	if _, dup := anonymouss[name]; dup {
		panic("registered twice: " + name)
	}
	anonymouss[name] = f
}

func registerMaker(name string, f func() (*openai.Client, error)) { makers[name] = f }

func init() {
	register("plain", plain{})
	registerAnonymous("anonymous", anonymous{})
	registerMaker("good", func() (*openai.Client, error) {
		c := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"), option.WithHeader("X-LLM-Team-ID", "payments"))
		return &c, nil
	})
	registerMaker("bad", func() (*openai.Client, error) {
		c := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant")) // want "^untagged-client: openai.NewClient lacks team_id$"
		return &c, nil
	})
}

func goodByInterface(ctx context.Context, name string) error {
	f, ok := factories[name]
	if !ok {
		return errors.New("no provider " + name)
	}
	_, err := f.create("payments").Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

func badByInterface(ctx context.Context, name string) error {
	f, ok := anonymouss[name]
	if !ok {
		return errors.New("no provider " + name)
	}
	_, err := f.create("payments").Chat.Completions.New(ctx, openai.ChatCompletionNewParams{}) // said where the client is made
	return err
}

func byFunction(ctx context.Context, name string) error {
	f := makers[name]
	if f == nil {
		return errors.New("no provider " + name)
	}
	c, err := f()
	if err != nil {
		return err
	}
	_, err = c.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

// What others have registered is theirs to tag.
func ofAnotherPackage(ctx context.Context, name string) error {
	d, err := drivers.Get(name)
	if err != nil {
		return err
	}
	c, err := d.Open()
	if err != nil {
		return err
	}
	_, err = c.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}
