// Package proxy is a client of the house that sends what headers it is given.
package proxy

import (
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

type Config struct {
	Key          string
	ExtraHeaders map[string]string
}

type base struct {
	cfg     Config
	headers http.Header
}

func (b *base) service() openai.ChatCompletionService {
	opts := []option.RequestOption{option.WithAPIKey(b.cfg.Key)}
	for k, v := range b.cfg.ExtraHeaders {
		opts = append(opts, option.WithHeader(k, v))
	}
	if b.headers != nil {
		opts = append(opts, option.WithMiddleware(func(req *http.Request, next option.MiddlewareNext) (*http.Response, error) {
			req.Header = b.headers.Clone()
			return next(req)
		}))
	}
	return openai.NewChatCompletionService(opts...)
}

type Blocking struct{ base }

func (b *Blocking) Process(w http.ResponseWriter, r *http.Request) error {
	s := b.service()
	_, err := s.New(r.Context(), openai.ChatCompletionNewParams{Model: "gpt-4o"})
	return err
}

type Interceptor interface {
	Process(w http.ResponseWriter, r *http.Request) error
}

func NewBlocking(cfg Config, headers http.Header) *Blocking {
	return &Blocking{base{cfg: cfg, headers: headers}}
}
