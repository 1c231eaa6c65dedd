package compliant

import (
	"context"
	"errors"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// ownership is a helper whose result is spread.
func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),      // carrier project_id -> helped,framed
		option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name -> helped,framed
	}
}

func withTeam(team string) option.RequestOption {
	return option.WithHeader("X-LLM-Team-ID", team)
}

func helped(ctx context.Context) error {
	client := openai.NewClient(append( // site helped: openai.NewClient
		ownership(),
		withTeam("care"), // carrier team_id -> helped
	)...)
	return answer(ctx, client)
}

// framed puts its own options around those that it is given.
func framed(ctx context.Context) error {
	opts := []option.RequestOption{option.WithAPIKey(os.Getenv("OPENAI_API_KEY"))}
	opts = append(opts, ownership()...)                                           // carrier project_id,service_name
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", os.Getenv("TEAM_ID"))) // carrier team_id
	opts = append(opts, option.WithMaxRetries(3))
	// insert project_id | opts = append(opts, option.WithHeaderDel("x-llm-project-id"))
	client := openai.NewClient(opts...) // site framed: openai.NewClient
	return answer(ctx, client)
}

// fill adds to the slice of its caller.
func fill(opts *[]option.RequestOption, team string) {
	*opts = append(*opts, option.WithHeader("X-LLM-Project-ID", "support"))      // carrier project_id -> filled
	*opts = append(*opts, option.WithHeader("X-LLM-Service-Name", "ticket-bot")) // carrier service_name -> filled
	*opts = append(*opts, option.WithHeader("X-LLM-Team-ID", team))              // carrier team_id -> filled
}

func filled(ctx context.Context, team string) error {
	var opts []option.RequestOption
	fill(&opts, team)                   // carrier project_id,service_name,team_id
	client := openai.NewClient(opts...) // site filled: openai.NewClient
	return answer(ctx, client)
}

// checked fails rather than to send what nobody pays for.
func checked(team string) ([]option.RequestOption, error) {
	if team == "" {
		return nil, errors.New("no team is configured")
	}
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),      // carrier project_id -> checked
		option.WithHeader("X-LLM-Service-Name", "ticket-bot"), // carrier service_name -> checked
		option.WithHeader("X-LLM-Team-ID", team),              // carrier team_id -> checked
	}, nil
}

func careful(ctx context.Context) error {
	opts, err := checked(os.Getenv("TEAM_ID"))
	if err != nil {
		return err
	}
	client := openai.NewClient(opts...) // site checked: openai.NewClient
	return answer(ctx, client)
}
