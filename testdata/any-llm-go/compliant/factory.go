package compliant

import (
	"context"
	"net/http"
	"os"

	anyllm "github.com/mozilla-ai/any-llm-go"
	"github.com/mozilla-ai/any-llm-go/config"
	"github.com/mozilla-ai/any-llm-go/providers"
	"github.com/mozilla-ai/any-llm-go/providers/mistral"
	"github.com/mozilla-ai/any-llm-go/providers/openai"
)

// owner is a transport with fields.
type owner struct{ service, team string }

func (o owner) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "shop")      // carrier project_id -> option,first,second
	req.Header.Set("X-LLM-Service-Name", o.service) // carrier service_name -> option,first,second
	req.Header.Set("X-LLM-Team-ID", o.team)         // carrier team_id -> option,first,second
	return http.DefaultTransport.RoundTrip(req)
}

// withOwner is an option of the house.
func withOwner(service, team string) config.Option {
	return func(c *config.Config) error {
		return config.WithHTTPClient(&http.Client{Transport: owner{service, team}})(c)
	}
}

func option() (*openai.Provider, error) {
	return openai.New( // site option: openai.New
		config.WithAPIKey(os.Getenv("OPENAI_API_KEY")),
		withOwner("search", os.Getenv("TEAM_ID")), // carrier project_id,service_name,team_id neutral=config.WithAPIKey("key")
		// insert project_id,service_name,team_id | config.WithHTTPClient(http.DefaultClient),
	)
}

// connect passes its duty on.
func connect(name string, opts ...config.Option) (providers.Provider, error) {
	if name == "mistral" {
		return mistral.New(opts...)
	}
	return openai.New(opts...)
}

func connected(ctx context.Context, params anyllm.CompletionParams) error {
	provider, err := connect("mistral", // site first: connect
		withOwner("search", "discovery"), // carrier project_id,service_name,team_id -> first but=conditional
	)
	if err != nil {
		return err
	}
	if _, err := provider.Completion(ctx, params); err != nil {
		return err
	}
	var opts []config.Option
	opts = append(opts, withOwner("titles", "catalog")) // carrier project_id,service_name,team_id -> second
	_, err = connect("openai", opts...)                 // site second: connect
	return err
}
