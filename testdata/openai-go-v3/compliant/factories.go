package compliant

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// connect passes its duty on by its options.
func connect(key string, opts ...option.RequestOption) openai.Client {
	all := []option.RequestOption{option.WithAPIKey(key)}
	all = append(all, option.WithHeader("X-LLM-Project-ID", "travel")) // carrier project_id -> first,second empty=own
	all = append(all, opts...)                                         // carrier service_name,team_id -> own
	return openai.NewClient(all...)                                    // site own: openai.NewClient
}

func connected(ctx context.Context) error {
	client := connect( // site first: connect
		os.Getenv("OPENAI_API_KEY"),
		option.WithHeader("X-LLM-Service-Name", "trip-planner"),         // carrier service_name -> first
		option.WithHeader("X-LLM-Team-ID", os.Getenv("TRAVEL_TEAM_ID")), // carrier team_id -> first
		// insert project_id -> first | option.WithHeaderDel("X-LLM-Project-ID"),
	)
	if err := answer(ctx, client); err != nil {
		return err
	}
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Service-Name", "hotel-finder"), // carrier service_name -> second
		option.WithHeader("X-LLM-Team-ID", "lodging"),           // carrier team_id -> second
	}
	return answer(ctx, connect(os.Getenv("OPENAI_API_KEY"), opts...)) // site second: connect
}

// settings carry tags by their fields.
type settings struct {
	APIKey  string
	Timeout time.Duration
	Team    string
	Headers map[string]string
	Client  *http.Client
}

func fromSettings(s settings) (*openai.Client, error) {
	opts := []option.RequestOption{
		option.WithAPIKey(s.APIKey),
		option.WithRequestTimeout(s.Timeout),
		option.WithHeader("X-LLM-Team-ID", s.Team),
	}
	for name, value := range s.Headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	return &client, nil
}

func configured(ctx context.Context) error {
	client, err := fromSettings(settings{ // site configured: fromSettings
		APIKey: os.Getenv("OPENAI_API_KEY"),
		Team:   "itineraries", // value team_id
		Headers: map[string]string{ // carrier project_id,service_name
			"X-LLM-Project-ID":   "travel",       // carrier project_id
			"X-LLM-Service-Name": "trip-planner", // carrier service_name
		},
	})
	if err != nil {
		return err
	}
	return answer(ctx, *client)
}

func stepByStep(ctx context.Context, team string) error {
	var s settings
	s.APIKey = os.Getenv("OPENAI_API_KEY")
	s.Timeout = time.Minute
	s.Team = team // value team_id
	s.Headers = map[string]string{}
	s.Headers["X-LLM-Project-ID"] = "travel"         // carrier project_id
	s.Headers["X-LLM-Service-Name"] = "trip-planner" // carrier service_name
	// insert project_id,service_name | s.Headers = nil
	client, err := fromSettings(s) // site stepped: fromSettings
	if err != nil {
		return err
	}
	return answer(ctx, *client)
}

// forTeam takes the values of the tags.
func forTeam(project, service, team string) openai.Client {
	return openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", project),
		option.WithHeader("X-LLM-Service-Name", service),
		option.WithHeader("X-LLM-Team-ID", team),
	)
}

func ofTeam(ctx context.Context) error {
	return answer(ctx, forTeam( // site team: forTeam
		"travel",             // value project_id only=empty,placeholder
		os.Getenv("SERVICE"), // value service_name only=empty,placeholder
		"itineraries",        // value team_id only=empty,placeholder
	))
}

// planner makes clients.
type planner struct{ service string }

func (p *planner) client(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(opts, option.WithHeader("X-LLM-Service-Name", p.service))...) // site field: openai.NewClient
}

func planned(ctx context.Context) error {
	p := &planner{
		service: "trip-planner", // value service_name -> field but=conditional
	}
	client := p.client( // site planned: planner.client
		option.WithHeader("X-LLM-Project-ID", "travel"),   // carrier project_id -> planned
		option.WithHeader("X-LLM-Team-ID", "itineraries"), // carrier team_id -> planned
	)
	return answer(ctx, client)
}
