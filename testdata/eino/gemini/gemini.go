// Package gemini makes chat models over a genai client, which is where the
// tags live: a fault is one of that client, not again of the model.
package gemini

import (
	"context"
	"net/http"
	"os"

	"github.com/cloudwego/eino-ext/components/model/gemini"
	"google.golang.org/genai"

	"example.com/eino/tagging"
)

func goodHeaders(ctx context.Context) (*gemini.ChatModel, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{
		APIKey: os.Getenv("GEMINI_API_KEY"),
		HTTPOptions: genai.HTTPOptions{Headers: http.Header{
			"X-LLM-Project-ID":   []string{"shop"},
			"X-LLM-Service-Name": {"search"},
			"X-LLM-Team-ID":      {"discovery"},
		}},
	})
	if err != nil {
		return nil, err
	}
	return gemini.NewChatModel(ctx, &gemini.Config{Client: client, Model: "gemini-2.0-flash"})
}

func goodHTTPClient(ctx context.Context) (*gemini.ChatModel, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	return gemini.NewChatModel(ctx, &gemini.Config{Client: client, Model: "gemini-2.0-flash"})
}

func badInner(ctx context.Context) (*gemini.ChatModel, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{APIKey: os.Getenv("GEMINI_API_KEY")}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return gemini.NewChatModel(ctx, &gemini.Config{Client: client, Model: "gemini-2.0-flash"})
}

func badInnerNilConfig(ctx context.Context) (*gemini.ChatModel, error) {
	client, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	cfg := &gemini.Config{Model: "gemini-2.0-flash"}
	cfg.Client = client
	return gemini.NewChatModel(ctx, cfg)
}

func badInnerTeamless(ctx context.Context) (*gemini.ChatModel, error) {
	headers := http.Header{}
	headers.Set(tagging.HeaderProject, "shop")
	headers.Set(tagging.HeaderService, "search")
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: headers}}) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		return nil, err
	}
	return gemini.NewChatModel(ctx, &gemini.Config{Client: client})
}

// The inner client's own call is tagged; those of the model are not.
func badSharedInner(ctx context.Context, text string) (*gemini.ChatModel, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	_, err = client.Models.GenerateContent(ctx, "gemini-2.0-flash", genai.Text(text), &genai.GenerateContentConfig{
		HTTPOptions: &genai.HTTPOptions{Headers: http.Header{
			tagging.HeaderProject: {"shop"},
			tagging.HeaderService: {"search"},
			tagging.HeaderTeam:    {"discovery"},
		}},
	})
	if err != nil {
		return nil, err
	}
	return gemini.NewChatModel(ctx, &gemini.Config{Client: client})
}

// over takes the client of its caller, who answers for it.
func over(ctx context.Context, client *genai.Client) (*gemini.ChatModel, error) {
	return gemini.NewChatModel(ctx, &gemini.Config{Client: client, Model: "gemini-2.0-flash"})
}

func goodOver(ctx context.Context) (*gemini.ChatModel, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{HTTPClient: tagging.NewClient("shop", "search", "discovery")})
	if err != nil {
		return nil, err
	}
	return over(ctx, client)
}

func badOver(ctx context.Context) (*gemini.ChatModel, error) {
	client, err := genai.NewClient(ctx, &genai.ClientConfig{Backend: genai.BackendVertexAI, Project: "shop-prod", Location: "europe-west4"}) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return over(ctx, client)
}
