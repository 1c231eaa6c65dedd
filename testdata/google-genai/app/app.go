// Package app uses tags, transports and factories of other packages.
package app

import (
	"context"
	"maps"
	"net/http"
	"os"

	"google.golang.org/genai"

	"example.com/google-genai/factory"
	"example.com/google-genai/llm"
	"example.com/google-genai/owner"
)

const model = "gemini-2.5-flash"

func ask(ctx context.Context, client *genai.Client, prompt string) error {
	_, err := client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// GoodConstants takes names and values from another package.
func GoodConstants(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{
		owner.HeaderProject: {owner.Project},
		owner.HeaderService: {owner.Service},
		owner.HeaderTeam:    {owner.Team},
	}}})
}

// BadConstants takes an empty value from another package.
func BadConstants(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{ // want "empty-tag: genai.NewClient attaches an empty value to team_id$"
		owner.HeaderProject: {owner.Project},
		owner.HeaderService: {owner.Service},
		owner.HeaderTeam:    {owner.Nobody},
	}}})
}

// GoodHelper takes the header from another package.
func GoodHelper(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: owner.Headers()}})
}

// BadHelper takes a header without a team from another package.
func BadHelper(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: owner.Partial()}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodApply has another package fill the header.
func GoodApply(ctx context.Context) (*genai.Client, error) {
	h := make(http.Header)
	owner.Apply(h)
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// GoodCompleted completes the header of another package.
func GoodCompleted(ctx context.Context) (*genai.Client, error) {
	h := owner.Partial()
	maps.Copy(h, http.Header{owner.HeaderTeam: {"search"}})
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// GoodTransport tags by the transport of another package.
func GoodTransport(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: owner.HTTPClient()})
}

// BadTransport leaves the team of the transport empty.
func BadTransport(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: &http.Client{Transport: &owner.Transport{}}}) // want "empty-tag: genai.NewClient attaches an empty value to team_id$"
}

// goodRequest tags the request with the configuration of another package.
func goodRequest(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), owner.Request())
	return err
}

// goodLabels labels the request with labels of another package.
func goodLabels(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, nil)
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{Labels: owner.Labels(os.Getenv("TEAM"))})
	return err
}

// GoodNew does its duty to the factory.
func GoodNew(ctx context.Context) (*genai.Client, error) {
	return llm.New(ctx, owner.Headers())
}

// BadNew does not.
func BadNew(ctx context.Context) (*genai.Client, error) {
	return llm.New(ctx, owner.Partial()) // want "untagged-client: llm.New lacks team_id$"
}

// BadNewNil hands over nothing.
func BadNewNil(ctx context.Context) (*genai.Client, error) {
	return llm.New(ctx, nil) // want "untagged-client: llm.New lacks project_id, service_name, team_id$"
}

// GoodNewFor names the team.
func GoodNewFor(ctx context.Context) (*genai.Client, error) {
	return llm.NewFor(ctx, owner.Team)
}

// BadNewFor names none.
func BadNewFor(ctx context.Context) (*genai.Client, error) {
	return llm.NewFor(ctx, owner.Nobody) // want "empty-tag: llm.NewFor attaches an empty value to team_id$"
}

// GoodNewWith hands over a client that tags.
func GoodNewWith(ctx context.Context) (*genai.Client, error) {
	return llm.NewWith(ctx, owner.HTTPClient())
}

// BadNewWith hands over one that does not.
func BadNewWith(ctx context.Context) (*genai.Client, error) {
	return llm.NewWith(ctx, http.DefaultClient) // want "untagged-client: llm.NewWith lacks project_id, service_name, team_id$"
}

// GoodBuilder names its owner before it builds.
func GoodBuilder(ctx context.Context) (*genai.Client, error) {
	return llm.NewBuilder().Owner().Build(ctx)
}

// BadBuilder names none.
func BadBuilder(ctx context.Context) (*genai.Client, error) {
	return llm.NewBuilder().Build(ctx) // want "untagged-client: Builder.Build lacks project_id, service_name, team_id$"
}

// reported uses clients that were judged where they were made.
func reported(ctx context.Context, prompt string) error {
	if err := ask(ctx, llm.Default, prompt); err != nil {
		return err
	}
	client, err := llm.Untagged(ctx)
	if err != nil {
		return err
	}
	if _, err := client.Models.GenerateContent(ctx, model, genai.Text(prompt), nil); err != nil {
		return err
	}
	tagged, err := llm.Tagged(ctx)
	if err != nil {
		return err
	}
	return ask(ctx, tagged, prompt)
}

// provider calls a factory whose second step is a method called init.
func provider(ctx context.Context) (*factory.Provider, error) {
	return factory.NewProvider(ctx, &genai.ClientConfig{APIKey: os.Getenv("KEY")}) // want "^untagged-client: factory.NewProvider lacks project_id, service_name, team_id$"
}
