package runtime

import (
	"context"
	"io"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// settings may bring headers.
type settings struct {
	key     string
	headers map[string]string
}

// opened leaves the headers to its callers, who may have none.
func opened(s settings) openai.Client {
	opts := []option.RequestOption{option.WithAPIKey(s.key)}
	if s.headers != nil {
		for name, value := range s.headers {
			opts = append(opts, option.WithHeader(name, value))
		}
	}
	return openai.NewClient(opts...)
}

func goodOpened(ctx context.Context) error {
	return answer(ctx, opened(settings{headers: map[string]string{
		"X-LLM-Project-ID": "support", "X-LLM-Service-Name": "triage", "X-LLM-Team-ID": "care",
	}}))
}

func badOpened(ctx context.Context) error {
	return answer(ctx, opened(settings{key: "key", headers: map[string]string{"X-Title": "support"}})) // want "untagged-client: opened lacks project_id, service_name, team_id$"
}

func badOpenedWithout(ctx context.Context) error {
	return answer(ctx, opened(settings{key: "key"})) // want "untagged-client: opened lacks project_id, service_name, team_id$"
}

// The same of what a file says: with and without headers, it is its word.
func unprovenGuardedFile(ctx context.Context, r io.Reader) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	var opts []option.RequestOption
	if len(cfg.Headers) > 0 {
		for name, value := range cfg.Headers {
			opts = append(opts, option.WithHeader(name, value))
		}
	}
	client := openai.NewClient(opts...) // want "unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
	return answer(ctx, client)
}
