package compliant

import (
	"context"
	"net/http"
	"os"

	"github.com/tmc/langchaingo/llms"
	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"
)

// owned is a Do method, which the providers accept in place of a client.
type owned struct {
	inner *http.Client
	team  string
}

func (o owned) Do(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "shop")     // carrier project_id -> doer
	req.Header.Set("X-LLM-Service-Name", "search") // carrier service_name -> doer
	req.Header.Set("X-LLM-Team-ID", o.team)        // carrier team_id -> doer
	return o.inner.Do(req)
}

func doer(model string) (llms.Model, error) {
	opts := []openai.Option{openai.WithToken(os.Getenv("OPENAI_API_KEY"))}
	if model != "" {
		opts = append(opts, openai.WithModel(model))
	}
	opts = append(opts, openai.WithHTTPClient(owned{inner: http.DefaultClient, team: "discovery"})) // carrier project_id,service_name,team_id overwrite=http.DefaultClient
	return openai.New(opts...)                                                                      // site doer: openai.New
}

// settings are changed by options of the house.
type settings struct {
	client *http.Client
	model  string
}

type setting func(*settings)

func withModel(name string) setting { return func(s *settings) { s.model = name } }

func withOwner(service, team string) setting {
	return func(s *settings) {
		s.client = &http.Client{Transport: ownerTransport{service, team}} // carrier project_id,service_name,team_id -> house,values overwrite=http.DefaultClient
	}
}

type ownerTransport struct{ service, team string }

func (o ownerTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "shop")      // carrier project_id -> house,values
	req.Header.Set("X-LLM-Service-Name", o.service) // carrier service_name -> house,values
	req.Header.Set("X-LLM-Team-ID", o.team)         // carrier team_id -> house,values
	return http.DefaultTransport.RoundTrip(req)
}

func newModel(list ...setting) (*anthropic.LLM, error) {
	s := settings{client: http.DefaultClient, model: "claude-haiku-4-5"}
	for _, apply := range list {
		apply(&s)
	}
	return anthropic.New(anthropic.WithModel(s.model), anthropic.WithHTTPClient(s.client))
}

func ask(ctx context.Context, question string) (string, error) {
	llm, err := newModel( // site house: newModel
		withModel("claude-sonnet-4-5"),
		withOwner("search", "discovery"), // carrier project_id,service_name,team_id neutral=withModel("claude-haiku-4-5")
	)
	if err != nil {
		return "", err
	}
	return llm.Call(ctx, question)
}

func askFor(ctx context.Context, question string) (string, error) {
	llm, err := newModel(withOwner( // site values: newModel
		"search",             // value service_name only=empty,placeholder
		os.Getenv("TEAM_ID"), // value team_id only=empty,placeholder
	))
	if err != nil {
		return "", err
	}
	return llms.GenerateFromSinglePrompt(ctx, llm, question)
}
