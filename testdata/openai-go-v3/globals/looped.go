package globals

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

var some = map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"}

var pairs = []string{"X-LLM-Team-ID", "payments"}

// loopedService keeps a client made in a loop over a variable.
type loopedService struct{ client openai.Client }

func badLooped() *loopedService {
	var opts []option.RequestOption
	for name, value := range some {
		opts = append(opts, option.WithHeader(name, value))
	}
	return &loopedService{client: openai.NewClient(opts...)} // want "^untagged-client: openai.NewClient lacks team_id$"
}

func goodLooped() *loopedService {
	var opts []option.RequestOption
	for name, value := range some {
		opts = append(opts, option.WithHeader(name, value))
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		opts = append(opts, option.WithHeader(pairs[i], pairs[i+1]))
	}
	return &loopedService{client: openai.NewClient(opts...)}
}

func (s *loopedService) ask(ctx context.Context) error {
	_, err := s.client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}
