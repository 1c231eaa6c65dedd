package compliant

import (
	"context"
	"net/http"
	"os"

	"github.com/liushuangls/go-anthropic/v2"
)

// owner is an option as a method.
type owner struct{ service, team string }

func (o owner) apply(c *anthropic.ClientConfig) {
	c.HTTPClient = &http.Client{Transport: o} // carrier project_id,service_name,team_id -> method overwrite=http.DefaultClient
}

func (o owner) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	clone.Header.Set("X-LLM-Project-ID", "shop")      // carrier project_id -> method,kept
	clone.Header.Set("X-LLM-Service-Name", o.service) // carrier service_name -> method,kept
	clone.Header.Set("X-LLM-Team-ID", o.team)         // carrier team_id -> method,kept
	return http.DefaultTransport.RoundTrip(clone)
}

func method() *anthropic.Client {
	o := owner{
		service: "search",             // value service_name
		team:    os.Getenv("TEAM_ID"), // value team_id
	}
	return anthropic.NewClient("key", o.apply) // site method: anthropic.NewClient
}

// kept changes the client of the configuration in place.
func kept(ctx context.Context, team string) (anthropic.MessagesResponse, error) {
	client := anthropic.NewClient("key", // site kept: anthropic.NewClient
		anthropic.WithBetaVersion(anthropic.BetaTokenCounting20241101),
		func(c *anthropic.ClientConfig) {
			c.HTTPClient.Transport = owner{"search", team} // carrier project_id,service_name,team_id overwrite=http.DefaultTransport
		}, // carrier project_id,service_name,team_id but=conditional
		// insert project_id,service_name,team_id | anthropic.WithHTTPClient(http.DefaultClient),
	)
	return client.CreateMessages(ctx, anthropic.MessagesRequest{Model: anthropic.ModelClaude3Dot5HaikuLatest, MaxTokens: 1000})
}
