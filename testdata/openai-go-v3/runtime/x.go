// Package runtime takes tags from where only the running program can see them.
package runtime

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
	}
}

func asOptions(headers map[string]string) []option.RequestOption {
	opts := make([]option.RequestOption, 0, len(headers))
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	return opts
}

func unprovenJSON(ctx context.Context, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var headers map[string]string
	if err := json.Unmarshal(data, &headers); err != nil {
		return fmt.Errorf("reading %s: %w", path, err)
	}
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
	return answer(ctx, client)
}

type config struct {
	TeamID  string            `json:"team_id"`
	Headers map[string]string `json:"headers"`
}

func load(r io.Reader) (config, error) {
	var cfg config
	if err := json.NewDecoder(r).Decode(&cfg); err != nil {
		return config{}, fmt.Errorf("decoding the configuration: %w", err)
	}
	return cfg, nil
}

func unprovenField(ctx context.Context, r io.Reader) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	client := openai.NewClient(append(partial(), asOptions(cfg.Headers)...)...) // want "unproven-tags: openai.NewClient may lack team_id: "
	return answer(ctx, client)
}

// A value that is read is a value, whatever it is.
func goodFieldAsValue(ctx context.Context, r io.Reader) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	client := openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", cfg.TeamID))...)
	return answer(ctx, client)
}

// Values that are filled through pointers are values, too.
func goodFilledThroughPointers(ctx context.Context) error {
	var project, service, team string
	for name, value := range map[string]*string{
		"LLM_PROJECT_ID":   &project,
		"LLM_SERVICE_NAME": &service,
		"LLM_TEAM_ID":      &team,
	} {
		if *value = os.Getenv(name); *value == "" {
			return fmt.Errorf("%s is not set", name)
		}
	}
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", project),
		option.WithHeader("X-LLM-Service-Name", service),
		option.WithHeader("X-LLM-Team-ID", team),
	)
	return answer(ctx, client)
}

func goodFlags(ctx context.Context, args []string) error {
	var team string
	flags := flag.NewFlagSet("ask", flag.ContinueOnError)
	flags.StringVar(&team, "team", "", "the team that pays")
	service := flags.String("service", "", "the service that asks")
	if err := flags.Parse(args); err != nil {
		return err
	}
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", *service),
		option.WithHeader("X-LLM-Team-ID", team),
	)
	return answer(ctx, client)
}

// What is attached after the unknown headers stays attached.
func goodCompletedAfterwards(ctx context.Context, r io.Reader) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	opts := append(asOptions(cfg.Headers), append(partial(), option.WithHeader("X-LLM-Team-ID", "care"))...)
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

// What was attached before them can be replaced by them, not taken away.
func goodAttachedBefore(ctx context.Context, r io.Reader) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	opts := append(partial(), option.WithHeader("X-LLM-Team-ID", "care"))
	client := openai.NewClient(append(opts, asOptions(cfg.Headers)...)...)
	return answer(ctx, client)
}

// Unknown headers under a condition are no excuse for the path without them.
func badUnderCondition(ctx context.Context, r io.Reader, custom bool) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	opts := partial()
	if custom {
		opts = append(opts, asOptions(cfg.Headers)...)
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func unprovenEnvironment(ctx context.Context) error {
	var opts []option.RequestOption
	for _, entry := range os.Environ() {
		if name, value, ok := strings.Cut(strings.TrimPrefix(entry, "LLM_HEADER_"), "="); ok {
			opts = append(opts, option.WithHeader(name, value))
		}
	}
	client := openai.NewClient(opts...) // want "unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
	return answer(ctx, client)
}

func unprovenName(ctx context.Context) error {
	client := openai.NewClient(append(partial(), option.WithHeader(os.Getenv("LLM_TEAM_HEADER"), "care"))...) // want "unproven-tags: openai.NewClient may lack team_id: "
	return answer(ctx, client)
}

// ExtraOptions is set by whoever builds the program.
var ExtraOptions func() []option.RequestOption

func unprovenFuncVariable(ctx context.Context) error {
	opts := partial()
	if ExtraOptions == nil {
		return fmt.Errorf("no extra options")
	}
	client := openai.NewClient(append(opts, ExtraOptions()...)...) // want "unproven-tags: openai.NewClient may lack team_id: "
	return answer(ctx, client)
}

func goodFuncVariableCompleted(ctx context.Context) error {
	opts := append(partial(), option.WithHeader("X-LLM-Team-ID", "care"))
	client := openai.NewClient(append(ExtraOptions(), opts...)...)
	return answer(ctx, client)
}

// Source is implemented elsewhere.
type Source interface{ Options() []option.RequestOption }

// DefaultSource is set by whoever builds the program.
var DefaultSource Source

func unprovenInterface(ctx context.Context) error {
	client := openai.NewClient(DefaultSource.Options()...) // want "unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
	return answer(ctx, client)
}

// DefaultTransport is set by whoever builds the program.
var DefaultTransport http.RoundTripper

func unprovenTransport(ctx context.Context) error {
	hc := &http.Client{Transport: DefaultTransport}
	client := openai.NewClient(append(partial(), option.WithHTTPClient(hc))...) // want "unproven-tags: openai.NewClient may lack team_id: "
	return answer(ctx, client)
}

func unprovenForeignTransport(ctx context.Context) error {
	hc := &http.Client{Transport: http.NewFileTransport(http.Dir("testdata"))}
	client := openai.NewClient(append(partial(), option.WithHTTPClient(hc))...) // want "unproven-tags: openai.NewClient may lack team_id: "
	return answer(ctx, client)
}

type fromFile struct {
	next    http.RoundTripper
	headers map[string]string
}

func (t *fromFile) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for name, value := range t.headers {
		req.Header.Set(name, value)
	}
	return t.next.RoundTrip(req)
}

func unprovenTransportHeaders(ctx context.Context, r io.Reader) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	hc := &http.Client{Transport: &fromFile{next: http.DefaultTransport, headers: cfg.Headers}}
	client := openai.NewClient(append(partial(), option.WithHTTPClient(hc))...) // want "unproven-tags: openai.NewClient may lack team_id: "
	return answer(ctx, client)
}

func unprovenAtCall(ctx context.Context, r io.Reader) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	client := openai.NewClient(partial()...) // want "unproven-tags: openai.NewClient may lack team_id: "
	_, err = client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}, asOptions(cfg.Headers)...)
	return err
}

// newClient passes its duty on; what its caller hands over is not known.
func newClient(headers map[string]string) openai.Client {
	return openai.NewClient(append(partial(), asOptions(headers)...)...)
}

func unprovenDuty(ctx context.Context, r io.Reader) error {
	cfg, err := load(r)
	if err != nil {
		return err
	}
	return answer(ctx, newClient(cfg.Headers)) // want "unproven-tags: newClient may lack team_id: "
}

func goodDuty(ctx context.Context) error {
	return answer(ctx, newClient(map[string]string{"X-LLM-Team-ID": "care"}))
}

func badDuty(ctx context.Context) error {
	return answer(ctx, newClient(map[string]string{"X-LLM-User-ID": "u-1"})) // want "untagged-client: newClient lacks team_id$"
}
