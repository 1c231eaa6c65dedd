package app

import (
	"context"
	"net/http"

	"example.com/openai-go-v3/makers/lib"
)

// App has a sender in a field.
type App struct{ raw *lib.Raw }

// NewApp returns an app.
func NewApp() *App {
	return &App{raw: lib.NewRaw(&http.Client{})} // want "^raw-endpoint: lib.NewRaw lacks project_id, service_name, team_id$"
}

// Ask sends; it can supply nothing.
func (a *App) Ask(ctx context.Context) error { return a.raw.Send(ctx) }

func nested(ctx context.Context) error {
	a := NewApp()
	if err := a.Ask(ctx); err != nil {
		return err
	}
	return a.Ask(ctx)
}
