package compliant

import (
	"context"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// branches attaches the team on both.
func branches(ctx context.Context, premium bool) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"), // carrier project_id
	}
	if premium {
		opts = append(opts, option.WithMaxRetries(5))
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "care-premium")) // carrier team_id
	} else {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "care")) // carrier team_id
	}
	switch region := os.Getenv("REGION"); region {
	case "eu":
		opts = append(opts, option.WithBaseURL("https://eu.api.openai.com/v1"))
		opts = append(opts, option.WithHeader("X-LLM-Service-Name", "ticket-bot-eu")) // carrier service_name
	case "us":
		opts = append(opts, option.WithHeader("X-LLM-Service-Name", "ticket-bot-us")) // carrier service_name
	default:
		opts = append(opts, option.WithHeader("X-LLM-Service-Name", "ticket-bot")) // carrier service_name
	}
	client := openai.NewClient(opts...) // site openai.NewClient
	return answer(ctx, client)
}

// either makes one client or the other.
func either(ctx context.Context, azure bool) error {
	var client openai.Client
	if azure {
		client = openai.NewClient( // site azure: openai.NewClient
			option.WithBaseURL("https://example.openai.azure.com"),
			option.WithHeader("X-LLM-Project-ID", "support"),      // carrier project_id -> azure
			option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name -> azure
			option.WithHeader("X-LLM-Team-ID", "care"),            // carrier team_id -> azure
		)
	} else {
		client = openai.NewClient( // site vendor: openai.NewClient
			option.WithHeader("X-LLM-Project-ID", "support"),      // carrier project_id -> vendor
			option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name -> vendor
			option.WithHeader("X-LLM-Team-ID", "care"),            // carrier team_id -> vendor
		)
	}
	return answer(ctx, client)
}

// early returns before it sends anything.
func early(ctx context.Context, team string) error {
	if team == "" {
		return nil
	}
	opts := make([]option.RequestOption, 0, 4)
	opts = append(opts, option.WithHeader("X-LLM-Project-ID", "support"))      // carrier project_id
	opts = append(opts, option.WithHeader("X-LLM-Service-Name", "ticket-bot")) // carrier service_name
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))              // carrier team_id
	client := openai.NewClient(opts...)                                        // site openai.NewClient
	if err := answer(ctx, client); err != nil {
		return err
	}
	return nil
}
