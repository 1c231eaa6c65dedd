package use

import (
	"context"
	"net/http"

	"example.com/raw-http/crossed/gen"
	"example.com/raw-http/crossed/lazy"
)

func BadLazy(ctx context.Context) error {
	m := lazy.New("k") // want `^raw-endpoint: lazy.New lacks project_id, service_name, team_id$`
	return gen.Generate(ctx, m, "x")
}

func BadLazyDirectly(ctx context.Context) error {
	m := lazy.New("k", lazy.WithHTTPClient(&http.Client{})) // want `^raw-endpoint: lazy.New lacks project_id, service_name, team_id$`
	if err := m.Ask(ctx, "x"); err != nil {
		return err
	}
	return m.Ask(ctx, "y")
}

func GoodLazy(ctx context.Context) error {
	return gen.Generate(ctx, lazy.New("k", lazy.WithHTTPClient(tagged())), "x")
}

// It goes elsewhere.
func FreeLazy(ctx context.Context) error {
	return gen.Generate(ctx, lazy.New("k", lazy.WithBase("http://localhost:8080/v1")), "x")
}

type held struct{ client *lazy.Client }

func newHeld() *held {
	return &held{client: lazy.New("k")} // want `^raw-endpoint: lazy.New lacks project_id, service_name, team_id$`
}

func (h *held) Ask(ctx context.Context, q string) error { return h.client.Ask(ctx, q) }

func SilentHeld(ctx context.Context) error { return gen.Generate(ctx, newHeld(), "x") }

func BadOnce(ctx context.Context) error {
	return lazy.NewOnce(http.DefaultClient).Ask(ctx, "x") // want `^raw-endpoint: lazy.NewOnce lacks project_id, service_name, team_id$`
}

func GoodOnce(ctx context.Context) error { return lazy.NewOnce(tagged()).Ask(ctx, "x") }

func BadZero(ctx context.Context) error {
	z := &lazy.Zero{}
	return z.Ask(ctx, "x") // want `^raw-endpoint: Zero.Ask lacks project_id, service_name, team_id$`
}

func GoodZero(ctx context.Context) error {
	z := &lazy.Zero{HTTP: tagged()}
	if err := z.Ask(ctx, "x"); err != nil {
		return err
	}
	return gen.Generate(ctx, z, "x")
}

func FreeZero(ctx context.Context) error {
	return (&lazy.Zero{BaseURL: "http://localhost:8080/v1"}).Ask(ctx, "x")
}
