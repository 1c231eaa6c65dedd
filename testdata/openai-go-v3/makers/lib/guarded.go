package lib

import (
	"context"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// Guarded uses its http.Client if there is one.
type Guarded struct{ hc *http.Client }

// NewGuarded returns a sender.
func NewGuarded(hc *http.Client) *Guarded { return &Guarded{hc: hc} }

// Send sends.
func (s *Guarded) Send(ctx context.Context) error {
	var opts []option.RequestOption
	if s.hc != nil {
		opts = append(opts, option.WithHTTPClient(s.hc))
	}
	return ask(ctx, openai.NewClient(opts...))
}
