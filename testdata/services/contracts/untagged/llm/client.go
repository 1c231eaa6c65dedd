// Package llm asks the model.
package llm

import (
	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"example.com/services/contracts/untagged/config"
)

// New attaches project and service. The team is for its callers to attach.
func New(cfg config.Config, opts ...option.RequestOption) anthropic.Client {
	base := []option.RequestOption{
		option.WithAPIKey(cfg.APIKey),
		option.WithRequestTimeout(cfg.Timeout),
		option.WithHeader("X-LLM-Project-ID", cfg.Owner.Project),
		option.WithHeader("X-LLM-Service-Name", cfg.Owner.Service),
	}
	return anthropic.NewClient(append(base, opts...)...)
}
