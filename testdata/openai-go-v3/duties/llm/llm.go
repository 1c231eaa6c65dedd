// Package llm keeps what makes a client in fields that its constructors fill.
package llm

import (
	"context"
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// Service makes a client for each request.
type Service struct{ opts []option.RequestOption }

// NewService returns a service whose requests carry what opts attach.
func NewService(opts ...option.RequestOption) *Service {
	return &Service{opts: append([]option.RequestOption{option.WithMaxRetries(2)}, opts...)}
}

func (s *Service) client() openai.Client { return openai.NewClient(s.opts...) }

// Ask sends a request.
func (s *Service) Ask(ctx context.Context) error {
	client := s.client()
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

// Config says who owns the requests, and how they are sent.
type Config struct {
	Team string
	HTTP *http.Client
}

// Owned makes clients of an owner.
type Owned struct {
	cfg     Config
	project string
}

// NewOwned returns a maker of clients.
func NewOwned(project string, cfg Config) (*Owned, error) {
	return &Owned{cfg: cfg, project: project}, nil
}

// Open makes a client.
func (o *Owned) Open() *openai.Client {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", o.project),
		option.WithHeader("X-LLM-Service-Name", "search"),
		option.WithHeader("X-LLM-Team-ID", o.cfg.Team),
	}
	if o.cfg.HTTP != nil {
		opts = append(opts, option.WithHTTPClient(o.cfg.HTTP))
	}
	client := openai.NewClient(opts...)
	return &client
}

// Sender sends through a client of its caller.
type Sender struct{ hc *http.Client }

// NewSender returns a sender.
func NewSender(hc *http.Client) *Sender {
	if hc == nil {
		hc = &http.Client{Transport: tagging{http.DefaultTransport}}
	}
	return &Sender{hc: hc}
}

// Client makes a client.
func (s *Sender) Client() openai.Client { return openai.NewClient(option.WithHTTPClient(s.hc)) }

type tagging struct{ next http.RoundTripper }

func (t tagging) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Project-ID", "shop")
	req.Header.Set("X-LLM-Service-Name", "search")
	req.Header.Set("X-LLM-Team-ID", "discovery")
	return t.next.RoundTrip(req)
}
