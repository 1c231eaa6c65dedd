// Package use hands clients to other packages as an interface: what they lack is told
// where they are made, not where they are asked.
package use

import (
	"context"
	"net/http"

	"example.com/raw-http/crossed/gen"
	"example.com/raw-http/crossed/house"
	"example.com/raw-http/crossed/outer"
)

type owned struct{ next http.RoundTripper }

func (o owned) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return o.next.RoundTrip(req)
}

func tagged() *http.Client { return &http.Client{Transport: owned{http.DefaultTransport}} }

func BadHouse(ctx context.Context) error {
	m := house.New() // want `^raw-endpoint: house.New lacks project_id, service_name, team_id$`
	if err := gen.Generate(ctx, m, "x"); err != nil {
		return err
	}
	return gen.Generate(ctx, m, "y")
}

func GoodHouse(ctx context.Context) error {
	return gen.Generate(ctx, house.New(house.WithHTTPClient(tagged())), "x")
}

func BadAgent(ctx context.Context) error {
	m := house.New() // want `^raw-endpoint: house.New lacks project_id, service_name, team_id$`
	a := gen.NewAgent(m)
	if err := a.Run(ctx, "x"); err != nil {
		return err
	}
	return a.Run(ctx, "y")
}

func GoodAgent(ctx context.Context) error {
	return gen.NewAgent(house.New(house.WithHTTPClient(tagged()))).Run(ctx, "x")
}

// Its maker could not tag it: that is told there.
func SilentClosed(ctx context.Context) error {
	m := outer.NewClosed()
	if err := m.Ask(ctx, "x"); err != nil {
		return err
	}
	if err := gen.NewAgent(m).Run(ctx, "x"); err != nil {
		return err
	}
	return gen.Generate(ctx, m, "y")
}

func GoodTagged(ctx context.Context) error { return gen.Generate(ctx, outer.NewTagged(), "x") }

func BadOpen(ctx context.Context) error {
	m, err := outer.NewOpen() // want `^raw-endpoint: outer.NewOpen lacks project_id, service_name, team_id$`
	if err != nil {
		return err
	}
	if err := m.Ask(ctx, "x"); err != nil {
		return err
	}
	return gen.Generate(ctx, m, "x")
}

func GoodOpen(ctx context.Context) error {
	m, err := outer.NewOpen(outer.WithHTTPClient(tagged()))
	if err != nil {
		return err
	}
	return gen.Generate(ctx, m, "x")
}
