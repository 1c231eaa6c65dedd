package callcontext

import (
	"context"
	"os"

	"cloud.google.com/go/vertexai/genai"
	"google.golang.org/grpc/metadata"
)

func ask(ctx context.Context, client *genai.Client) error {
	_, err := client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text("hello"))
	return err
}

// Metadata are filled like headers.
func goodFilled(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4")
	if err != nil {
		return err
	}
	md := metadata.MD{}
	md.Set("X-LLM-Project-ID", "checkout")
	md.Append("x-llm-service-name", "checkout-assistant")
	md["x-llm-team-id"] = []string{"payments"}
	return ask(metadata.NewOutgoingContext(ctx, md), client)
}

func badFilled(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	md := metadata.New(nil)
	md.Set("X-LLM-Project-ID", "checkout")
	md.Set("x-llm-service-name", "checkout-assistant")
	md.Set("x-llm-team-id")
	return ask(metadata.NewOutgoingContext(ctx, md), client)
}

func badDeleted(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	md := metadata.Pairs("x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant", "x-llm-team-id", "payments")
	md.Delete("X-LLM-Team-ID")
	return ask(metadata.NewOutgoingContext(ctx, md), client)
}

func goodJoined(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4")
	if err != nil {
		return err
	}
	owner := metadata.Pairs("x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant")
	md := metadata.Join(owner, metadata.MD{"x-llm-team-id": {os.Getenv("TEAM")}})
	return ask(metadata.NewOutgoingContext(ctx, md.Copy()), client)
}

func badJoined(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks service_name, team_id$"
	if err != nil {
		return err
	}
	owner := metadata.Pairs("x-llm-project-id", "checkout")
	md := metadata.Join(owner, metadata.MD{"x-trace-id": {"1"}})
	owner.Set("x-llm-team-id", "payments") // the copy has it not
	return ask(metadata.NewOutgoingContext(ctx, md), client)
}

// withTeam keeps what the context has already.
func withTeam(ctx context.Context, team string) context.Context {
	md, ok := metadata.FromOutgoingContext(ctx)
	if !ok {
		md = metadata.MD{}
	}
	md = md.Copy()
	md.Set("x-llm-team-id", team)
	return metadata.NewOutgoingContext(ctx, md)
}

func goodKept(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4")
	if err != nil {
		return err
	}
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant")
	return ask(withTeam(ctx, "payments"), client)
}

func badKept(ctx context.Context) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks service_name$"
	if err != nil {
		return err
	}
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout")
	return ask(withTeam(ctx, "payments"), client)
}
