// Package llm makes clients for the other packages of the program.
package llm

import (
	"context"
	"net/http"

	"google.golang.org/genai"

	"example.com/google-genai/owner"
)

// New returns a client with the headers h: they are the caller's duty.
func New(ctx context.Context, h http.Header) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// NewFor returns a client for a team of the project.
func NewFor(ctx context.Context, team string) (*genai.Client, error) {
	h := http.Header{}
	h.Set(owner.HeaderProject, owner.Project)
	h.Set(owner.HeaderService, owner.Service)
	h.Set(owner.HeaderTeam, team)
	return New(ctx, h)
}

// NewWith returns a client that sends by hc.
func NewWith(ctx context.Context, hc *http.Client) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: hc})
}

// Tagged returns a client with all tags.
func Tagged(ctx context.Context) (*genai.Client, error) {
	return New(ctx, owner.Headers())
}

// Untagged returns a client that its importers cannot excuse.
func Untagged(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: owner.Partial()}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

// Default is a client for everybody.
var Default, _ = genai.NewClient(context.Background(), nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"

// Builder collects what a client needs.
type Builder struct{ headers http.Header }

// NewBuilder returns an empty builder.
func NewBuilder() *Builder { return &Builder{headers: http.Header{}} }

// Owner sets the tags of the owner.
func (b *Builder) Owner() *Builder {
	owner.Apply(b.headers)
	return b
}

// Build makes the client.
func (b *Builder) Build(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: b.headers}})
}
