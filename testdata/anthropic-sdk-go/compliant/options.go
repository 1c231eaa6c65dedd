package compliant

import (
	"context"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

// arguments has its carriers in the call.
func arguments(ctx context.Context, team string) error {
	client := anthropic.NewClient( // site anthropic.NewClient
		option.WithAPIKey(os.Getenv("ANTHROPIC_API_KEY")),
		option.WithHeader("X-LLM-Project-ID", "support"),              // carrier project_id
		option.WithHeader("X-LLM-Service-Name", os.Getenv("SERVICE")), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", team),                      // carrier team_id
	)
	return answer(ctx, client)
}

// slice has them in a list.
func slice(ctx context.Context) error {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),      // carrier project_id
		option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", "care"),            // carrier team_id
	}
	client := anthropic.NewClient(opts...) // site anthropic.NewClient
	return answer(ctx, client)
}

// grown appends to a list, one by one and several at once.
func grown(ctx context.Context, team string) error {
	var opts []option.RequestOption
	opts = append(opts, option.WithHeader("X-LLM-Project-ID", "support")) // carrier project_id
	opts = append(opts, option.WithMaxRetries(1))
	opts = append(opts,
		option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", team),              // carrier team_id
	)
	client := anthropic.NewClient(opts...) // site anthropic.NewClient
	return answer(ctx, client)
}
