// Package gen asks whatever model it is given.
package gen

import "context"

type Model interface {
	Ask(ctx context.Context, q string) error
}

func Generate(ctx context.Context, m Model, q string) error { return m.Ask(ctx, q) }

type Agent struct{ model Model }

func NewAgent(m Model) *Agent { return &Agent{model: m} }

func (a *Agent) Run(ctx context.Context, q string) error {
	if err := a.model.Ask(ctx, q); err != nil {
		return err
	}
	return Generate(ctx, a.model, q+"!")
}
