package compliant

import (
	"context"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/foundry"
	"github.com/anthropics/anthropic-sdk-go/option"
	"github.com/anthropics/anthropic-sdk-go/vertex"
)

// joined nests options.
func joined(ctx context.Context, team string) error {
	client := anthropic.NewClient( // site joined: anthropic.NewClient
		vertex.WithGoogleAuth(ctx, "europe-west1", "acme-legal"),
		option.Join( // carrier project_id,service_name
			option.WithHeader("X-LLM-Project-ID", "legal"),             // carrier project_id
			option.WithHeader("X-LLM-Service-Name", "contract-reader"), // carrier service_name
		),
		option.WithHeader("X-LLM-Team-ID", team), // carrier team_id
		// insert project_id | option.Join(option.WithHeaderDel("X-LLM-Project-ID")),
	)
	return answer(ctx, client)
}

// owned is an option of the house, made of several of the SDK's.
func owned(service, team string) option.RequestOption {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "legal"), // carrier project_id -> foundry
	}
	opts = append(opts, option.WithHeader("X-LLM-Service-Name", service)) // carrier service_name -> foundry
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))         // carrier team_id -> foundry
	return option.Join(opts...)
}

func byFoundry(ctx context.Context) error {
	client, err := foundry.NewClient( // site foundry: foundry.NewClient
		foundry.ClientConfig{APIKey: os.Getenv("FOUNDRY_API_KEY"), Resource: "acme"},
		owned("contract-reader", "counsel"), // carrier project_id,service_name,team_id
	)
	if err != nil {
		return err
	}
	_, err = client.Messages.New(ctx, params("hello"))
	return err
}
