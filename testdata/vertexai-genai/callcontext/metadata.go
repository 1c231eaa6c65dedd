package callcontext

import (
	"context"

	"cloud.google.com/go/vertexai/genai"
	"google.golang.org/grpc/metadata"
)

// Without the REST transport requests are sent by gRPC, whose metadata are headers.
func goodAppended(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4")
	if err != nil {
		return err
	}
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant", "x-llm-team-id", "payments")
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

func badAppended(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant")
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

func goodPairs(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4")
	if err != nil {
		return err
	}
	ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant", "x-llm-team-id", "payments"))
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

func badPairs(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks project_id$"
	if err != nil {
		return err
	}
	ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("x-llm-service-name", "checkout-assistant", "x-llm-team-id", "payments"))
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

func goodMap(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4")
	if err != nil {
		return err
	}
	md := metadata.New(map[string]string{"x-llm-project-id": "checkout", "x-llm-service-name": "checkout-assistant"})
	ctx = metadata.NewOutgoingContext(ctx, md)
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-team-id", "payments")
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

func goodLiteral(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4")
	if err != nil {
		return err
	}
	ctx = metadata.NewOutgoingContext(ctx, metadata.MD{"x-llm-project-id": {"checkout"}, "x-llm-service-name": {"checkout-assistant"}, "x-llm-team-id": {"payments"}})
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

func badLiteral(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks service_name$"
	if err != nil {
		return err
	}
	ctx = metadata.NewOutgoingContext(ctx, metadata.MD{"x-llm-project-id": {"checkout"}, "x-llm-team-id": {"payments"}})
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

// A new outgoing context has nothing of what was appended to the one before.
func badReplaced(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks project_id, service_name$"
	if err != nil {
		return err
	}
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant")
	ctx = metadata.NewOutgoingContext(ctx, metadata.Pairs("x-llm-team-id", "payments"))
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

func goodAppendedTwice(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4")
	if err != nil {
		return err
	}
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout", "x-llm-service-name", "checkout-assistant")
	ctx = metadata.AppendToOutgoingContext(ctx, "x-llm-team-id", "payments")
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}

// A helper that starts anew drops what its caller appended.
func fresh(ctx context.Context) context.Context {
	return metadata.NewOutgoingContext(ctx, metadata.Pairs("x-llm-team-id", "payments", "x-llm-service-name", "checkout-assistant"))
}

func badReplacedInHelper(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, "checkout-prod", "europe-west4") // want "untagged-client: genai.NewClient lacks project_id$"
	if err != nil {
		return err
	}
	ctx = fresh(metadata.AppendToOutgoingContext(ctx, "x-llm-project-id", "checkout"))
	_, err = client.GenerativeModel("gemini-1.5-flash").GenerateContent(ctx, genai.Text(prompt))
	return err
}
