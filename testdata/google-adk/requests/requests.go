// Package requests calls models directly, some with headers of the request.
package requests

import (
	"context"
	"net/http"

	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
	"google.golang.org/genai"

	"example.com/google-adk/tagging"
)

const name = "gemini-2.5-flash"

func request(text string, headers http.Header) *model.LLMRequest {
	return &model.LLMRequest{
		Contents: []*genai.Content{genai.NewContentFromText(text, genai.RoleUser)},
		Config:   &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: headers}},
	}
}

func owner() http.Header {
	return http.Header{
		tagging.HeaderProject: {"shop"},
		tagging.HeaderService: {"search"},
		tagging.HeaderTeam:    {"discovery"},
	}
}

func goodRequest(ctx context.Context, text string) error {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{})
	if err != nil {
		return err
	}
	for _, err := range llm.GenerateContent(ctx, request(text, owner()), false) {
		if err != nil {
			return err
		}
	}
	return nil
}

func badRequest(ctx context.Context, text string) error {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	for _, err := range llm.GenerateContent(ctx, &model.LLMRequest{Contents: []*genai.Content{genai.NewContentFromText(text, genai.RoleUser)}}, true) {
		if err != nil {
			return err
		}
	}
	return nil
}

func badRequestTeamless(ctx context.Context, text string) error {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{}) // want "untagged-client: gemini.NewModel lacks team_id$"
	if err != nil {
		return err
	}
	h := http.Header{}
	h.Set(tagging.HeaderProject, "shop")
	h.Set(tagging.HeaderService, "search")
	h.Set(tagging.HeaderTeam, "discovery")
	h.Del(tagging.HeaderTeam)
	for _, err := range llm.GenerateContent(ctx, request(text, h), false) {
		if err != nil {
			return err
		}
	}
	return nil
}

// The headers of a request are added to those of the model.
func goodMerged(ctx context.Context, text string) error {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: owner()}})
	if err != nil {
		return err
	}
	for _, err := range llm.GenerateContent(ctx, request(text, http.Header{"X-Request-Source": {"batch"}}), false) {
		if err != nil {
			return err
		}
	}
	return nil
}

// The request empties a tag that the model had.
func badEmptied(ctx context.Context, text string) error {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: owner()}})
	if err != nil {
		return err
	}
	for _, err := range llm.GenerateContent(ctx, request(text, http.Header{tagging.HeaderTeam: {""}}), false) { // want "untagged-call: model.LLM.GenerateContent lacks team_id$"
		if err != nil {
			return err
		}
	}
	return nil
}

// Asker keeps the model.
type Asker struct{ llm model.LLM }

// NewAsker returns one over a model that nobody owns.
func NewAsker(ctx context.Context) (*Asker, error) {
	llm, err := gemini.NewModel(ctx, name, nil) // want "untagged-client: gemini.NewModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &Asker{llm}, nil
}

// NewOwnedAsker returns one over a model with an owner.
func NewOwnedAsker(ctx context.Context) (*Asker, error) {
	llm, err := gemini.NewModel(ctx, name, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: owner()}})
	if err != nil {
		return nil, err
	}
	return &Asker{llm}, nil
}

// Ask sends one request.
func (a *Asker) Ask(ctx context.Context, text string) (out string, err error) {
	for res, err := range a.llm.GenerateContent(ctx, request(text, nil), true) {
		if err != nil {
			return "", err
		}
		for _, part := range res.Content.Parts {
			out += part.Text
		}
	}
	return out, nil
}
