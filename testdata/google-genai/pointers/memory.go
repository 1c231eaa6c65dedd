package pointers

import (
	"context"
	"net/http"

	"google.golang.org/genai"
)

// service owns a client without tags: each request brings them.
type service struct{ client *genai.Client }

func newService(ctx context.Context) (*service, error) {
	c, err := genai.NewClient(ctx, nil)
	return &service{client: c}, err
}

type job struct {
	Config *genai.GenerateContentConfig
}

func (s *service) field(ctx context.Context, j *job) error {
	if j.Config == nil {
		j.Config = &genai.GenerateContentConfig{}
	}
	j.Config.HTTPOptions = &genai.HTTPOptions{Headers: headers()}
	_, err := s.client.Models.GenerateContent(ctx, "m", nil, j.Config)
	return err
}

// nested fills what is nil on each level.
func (s *service) nested(ctx context.Context, cfg *genai.GenerateContentConfig) error {
	if cfg == nil {
		cfg = new(genai.GenerateContentConfig)
	}
	if cfg.HTTPOptions == nil {
		cfg.HTTPOptions = new(genai.HTTPOptions)
	}
	if cfg.HTTPOptions.Headers == nil {
		cfg.HTTPOptions.Headers = make(http.Header)
	}
	for name, values := range headers() {
		cfg.HTTPOptions.Headers[name] = values
	}
	_, err := s.client.Models.GenerateContent(ctx, "m", nil, cfg)
	return err
}

func ensure(j *job) *genai.HTTPOptions {
	if j.Config != nil && j.Config.HTTPOptions != nil {
		return j.Config.HTTPOptions
	}
	if j.Config == nil {
		j.Config = &genai.GenerateContentConfig{}
	}
	j.Config.HTTPOptions = &genai.HTTPOptions{}
	return j.Config.HTTPOptions
}

func (s *service) helper(ctx context.Context, j *job) error {
	ensure(j).Headers = headers()
	_, err := s.client.Models.GenerateContent(ctx, "m", nil, j.Config)
	return err
}

func ensureConfig(j *job) {
	if j.Config != nil {
		return
	}
	j.Config = &genai.GenerateContentConfig{}
}

func (s *service) early(ctx context.Context, j *job) error {
	ensureConfig(j)
	j.Config.HTTPOptions = &genai.HTTPOptions{Headers: headers()}
	_, err := s.client.Models.GenerateContent(ctx, "m", nil, j.Config)
	return err
}

// captured changes a parameter that a function literal uses.
func (s *service) captured(ctx context.Context, cfg *genai.GenerateContentConfig) func() error {
	if cfg == nil {
		cfg = &genai.GenerateContentConfig{}
	}
	cfg.HTTPOptions = &genai.HTTPOptions{Headers: headers()}
	return func() error {
		_, err := s.client.Models.GenerateContent(ctx, "m", nil, cfg)
		return err
	}
}

// branches chooses one of two objects for a field.
func (s *service) branches(ctx context.Context, long bool) error {
	var j job
	if long {
		j.Config = &genai.GenerateContentConfig{MaxOutputTokens: 4096}
	} else {
		j.Config = &genai.GenerateContentConfig{MaxOutputTokens: 64}
	}
	j.Config.HTTPOptions = &genai.HTTPOptions{Headers: headers()}
	_, err := s.client.Models.GenerateContent(ctx, "m", nil, j.Config)
	return err
}

// partly owns a client of which one request brings the tags on one path only.
type partly struct{ client *genai.Client }

func newPartly(ctx context.Context) (*partly, error) {
	c, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	return &partly{client: c}, err
}

func (s *partly) field(ctx context.Context, j *job) error {
	if j.Config == nil {
		j.Config = &genai.GenerateContentConfig{}
		j.Config.HTTPOptions = &genai.HTTPOptions{Headers: headers()}
	}
	_, err := s.client.Models.GenerateContent(ctx, "m", nil, j.Config)
	return err
}

func (s *partly) run(ctx context.Context) error {
	return s.field(ctx, &job{Config: &genai.GenerateContentConfig{}})
}

// aliased sends what the field pointed to before.
type aliased struct{ client *genai.Client }

func newAliased(ctx context.Context) (*aliased, error) {
	c, err := genai.NewClient(ctx, nil) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	return &aliased{client: c}, err
}

func (s *aliased) field(ctx context.Context, reset bool) error {
	j := &job{Config: &genai.GenerateContentConfig{}}
	old := j.Config
	if reset {
		j.Config = &genai.GenerateContentConfig{}
	}
	j.Config.HTTPOptions = &genai.HTTPOptions{Headers: headers()}
	_, err := s.client.Models.GenerateContent(ctx, "m", nil, old)
	return err
}
