// Package factories makes clients in functions whose parameters carry the tags.
package factories

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"time"

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

func projectAndService() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "travel"),
		option.WithHeader("X-LLM-Service-Name", "trip-planner"),
	}
}

func team() option.RequestOption { return option.WithHeader("X-LLM-Team-ID", "itineraries") }

// newTagged needs nothing from its callers.
func newTagged() openai.Client {
	return openai.NewClient(append(projectAndService(), team())...)
}

func goodNoDuty(ctx context.Context) error {
	return answer(ctx, newTagged())
}

// newUntagged has no parameter that could carry a tag: it is at fault itself.
func newUntagged(key string, timeout time.Duration) openai.Client {
	return openai.NewClient( // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
		option.WithAPIKey(key),
		option.WithRequestTimeout(timeout),
	)
}

func goodCallerOfUntagged(ctx context.Context) error {
	return answer(ctx, newUntagged(os.Getenv("OPENAI_API_KEY"), time.Minute))
}

// newBare makes a client that all of its users complete.
func newBare() openai.Client {
	return openai.NewClient()
}

func goodBareCompleted(ctx context.Context) error {
	client := newBare()
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}, append(projectAndService(), team())...)
	return err
}

// newClient passes its duty on by its options.
func newClient(key string, opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append([]option.RequestOption{option.WithAPIKey(key)}, opts...)...)
}

func goodVariadic(ctx context.Context) error {
	client := newClient(os.Getenv("OPENAI_API_KEY"), append(projectAndService(), team())...)
	return answer(ctx, client)
}

func badVariadic(ctx context.Context) error {
	client := newClient(os.Getenv("OPENAI_API_KEY"), projectAndService()...) // want "untagged-client: newClient lacks team_id$"
	return answer(ctx, client)
}

func badVariadicEmpty(ctx context.Context) error {
	client := newClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func goodVariadicCompletedAtCall(ctx context.Context) error {
	client := newClient(os.Getenv("OPENAI_API_KEY"), projectAndService()...)
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}, team())
	return err
}

// newPartly adds what it knows; the caller owes the rest.
func newPartly(opts ...option.RequestOption) *openai.Client {
	client := openai.NewClient(append(projectAndService(), opts...)...)
	return &client
}

func goodPartly(ctx context.Context) error {
	return answer(ctx, *newPartly(team()))
}

func badPartly(ctx context.Context) error {
	return answer(ctx, *newPartly(option.WithMaxRetries(1))) // want "untagged-client: newPartly lacks team_id$"
}

// newFirst lets the caller's options come first: they cannot undo its tags.
func newFirst(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(opts, append(projectAndService(), team())...)...)
}

func goodFirst(ctx context.Context) error {
	return answer(ctx, newFirst(option.WithHeaderDel("X-LLM-Team-ID")))
}

// newLast lets the caller's options come last: they can.
func newLast(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(append(projectAndService(), team()), opts...)...)
}

func goodLast(ctx context.Context) error {
	return answer(ctx, newLast(option.WithMaxRetries(1)))
}

func badLast(ctx context.Context) error {
	return answer(ctx, newLast(option.WithHeaderDel("X-LLM-Team-ID"))) // want "untagged-client: newLast lacks team_id$"
}

// newWithSlice takes a slice instead of a variadic parameter.
func newWithSlice(opts []option.RequestOption) (openai.Client, error) {
	if len(opts) == 0 {
		return openai.Client{}, errors.New("no options")
	}
	return openai.NewClient(opts...), nil
}

func goodSlice(ctx context.Context) error {
	client, err := newWithSlice(append(projectAndService(), team()))
	if err != nil {
		return fmt.Errorf("making a client: %w", err)
	}
	return answer(ctx, client)
}

func badSlice(ctx context.Context) error {
	client, err := newWithSlice(projectAndService()) // want "untagged-client: newWithSlice lacks team_id$"
	if err != nil {
		return fmt.Errorf("making a client: %w", err)
	}
	return answer(ctx, client)
}

// newWithHTTP passes its duty on by the http client.
func newWithHTTP(hc *http.Client) openai.Client {
	return openai.NewClient(append(projectAndService(), option.WithHTTPClient(hc))...)
}

type stamping struct{ base http.RoundTripper }

func (t *stamping) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-LLM-Team-ID", "itineraries")
	return t.base.RoundTrip(req)
}

func goodHTTP(ctx context.Context) error {
	return answer(ctx, newWithHTTP(&http.Client{Transport: &stamping{base: http.DefaultTransport}}))
}

func badHTTP(ctx context.Context) error {
	return answer(ctx, newWithHTTP(&http.Client{Timeout: time.Minute})) // want "untagged-client: newWithHTTP lacks team_id$"
}

// newWithTransport wraps what it is given.
func newWithTransport(rt http.RoundTripper) openai.Client {
	hc := &http.Client{Transport: rt, Timeout: time.Minute}
	return openai.NewClient(append(projectAndService(), option.WithHTTPClient(hc))...)
}

func goodTransport(ctx context.Context) error {
	return answer(ctx, newWithTransport(&stamping{base: http.DefaultTransport}))
}

func badTransport(ctx context.Context) error {
	return answer(ctx, newWithTransport(http.DefaultTransport)) // want "untagged-client: newWithTransport lacks team_id$"
}

// newOwned takes the values of the tags.
func newOwned(project, service, team string) openai.Client {
	return openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", project),
		option.WithHeader("X-LLM-Service-Name", service),
		option.WithHeader("X-LLM-Team-ID", team),
	)
}

func goodOwned(ctx context.Context) error {
	return answer(ctx, newOwned("travel", "trip-planner", os.Getenv("LLM_TEAM_ID")))
}

func badOwnedEmpty(ctx context.Context) error {
	return answer(ctx, newOwned("travel", "trip-planner", "")) // want "empty-tag: newOwned attaches an empty value to team_id$"
}

func badOwnedPlaceholder(ctx context.Context) error {
	return answer(ctx, newOwned("travel", "todo", "itineraries")) // want "empty-tag: newOwned attaches the placeholder \"todo\" to service_name$"
}

// config carries tags by its fields.
type config struct {
	APIKey  string
	Timeout time.Duration
	Options []option.RequestOption
	Headers map[string]string
	Team    string
}

func newFromOptions(cfg config) openai.Client {
	opts := append([]option.RequestOption{option.WithAPIKey(cfg.APIKey)}, cfg.Options...)
	return openai.NewClient(opts...)
}

func goodConfigOptions(ctx context.Context) error {
	return answer(ctx, newFromOptions(config{Options: append(projectAndService(), team())}))
}

func badConfigOptions(ctx context.Context) error {
	return answer(ctx, newFromOptions(config{Options: projectAndService()})) // want "untagged-client: newFromOptions lacks team_id$"
}

func newFromHeaders(cfg *config) openai.Client {
	var opts []option.RequestOption
	for name, value := range cfg.Headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	return openai.NewClient(opts...)
}

func goodConfigHeaders(ctx context.Context) error {
	cfg := &config{Headers: map[string]string{"X-LLM-Project-ID": "travel", "X-LLM-Service-Name": "trip-planner"}}
	cfg.Headers["X-LLM-Team-ID"] = "itineraries"
	return answer(ctx, newFromHeaders(cfg))
}

func badConfigHeaders(ctx context.Context) error {
	cfg := &config{Headers: map[string]string{"X-LLM-Project-ID": "travel", "X-LLM-Service-Name": "trip-planner"}}
	client := newFromHeaders(cfg) // want "untagged-client: newFromHeaders lacks team_id$"
	cfg.Headers["X-LLM-Team-ID"] = "itineraries"
	return answer(ctx, client)
}

func newFromTeam(cfg config) openai.Client {
	return openai.NewClient(append(projectAndService(), option.WithHeader("X-LLM-Team-ID", cfg.Team))...)
}

func goodConfigTeam(ctx context.Context) error {
	return answer(ctx, newFromTeam(config{Team: "itineraries", Timeout: time.Minute}))
}

func badConfigTeam(ctx context.Context) error {
	return answer(ctx, newFromTeam(config{Timeout: time.Minute})) // want "empty-tag: newFromTeam attaches an empty value to team_id$"
}

// outer hands its own parameter down: the duty climbs two floors.
func outer(opts ...option.RequestOption) openai.Client {
	return newPartlyValue(append(opts, option.WithMaxRetries(2))...)
}

func newPartlyValue(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(projectAndService(), opts...)...)
}

func goodOuter(ctx context.Context) error {
	return answer(ctx, outer(team()))
}

func badOuter(ctx context.Context) error {
	return answer(ctx, outer()) // want "untagged-client: outer lacks team_id$"
}

// narrow cannot hand anything down: it is the caller that is at fault.
func narrow(retries int) openai.Client {
	return newPartlyValue(option.WithMaxRetries(retries)) // want "untagged-client: newPartlyValue lacks team_id$"
}

func goodCallerOfNarrow(ctx context.Context) error {
	return answer(ctx, narrow(3))
}

// factory is a type that makes clients.
type factory struct{ key string }

func (f *factory) New(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append([]option.RequestOption{option.WithAPIKey(f.key)}, opts...)...)
}

func goodMethod(ctx context.Context) error {
	f := &factory{key: os.Getenv("OPENAI_API_KEY")}
	return answer(ctx, f.New(append(projectAndService(), team())...))
}

func badMethod(ctx context.Context) error {
	f := &factory{key: os.Getenv("OPENAI_API_KEY")}
	return answer(ctx, f.New(projectAndService()...)) // want "untagged-client: factory.New lacks team_id$"
}

// settings is changed by in-house options.
type settings struct {
	opts []option.RequestOption
}

type setting func(*settings)

func withTag(name, value string) setting {
	return func(s *settings) { s.opts = append(s.opts, option.WithHeader(name, value)) }
}

func withRetries(n int) setting {
	return func(s *settings) { s.opts = append(s.opts, option.WithMaxRetries(n)) }
}

func newFromSettings(list ...setting) openai.Client {
	s := settings{opts: projectAndService()}
	for _, apply := range list {
		apply(&s)
	}
	return openai.NewClient(s.opts...)
}

func goodSettings(ctx context.Context) error {
	return answer(ctx, newFromSettings(withRetries(2), withTag("X-LLM-Team-ID", "itineraries")))
}

func badSettings(ctx context.Context) error {
	return answer(ctx, newFromSettings(withRetries(2))) // want "untagged-client: newFromSettings lacks team_id$"
}

// New is exported and nobody here calls it: its duty rests.
func New(opts ...option.RequestOption) openai.Client {
	return openai.NewClient(append(projectAndService(), opts...)...)
}

// NewDefault is exported and has nothing to hand its duty to.
func NewDefault() openai.Client {
	return openai.NewClient(projectAndService()...) // want "untagged-client: openai.NewClient lacks team_id$"
}

// NewOrError returns a zero client together with an error.
func NewOrError() (*openai.Client, error) {
	if os.Getenv("OPENAI_API_KEY") == "" {
		return nil, errors.New("OPENAI_API_KEY is not set")
	}
	client := newTagged()
	return &client, nil
}

func goodOrError(ctx context.Context) error {
	client, err := NewOrError()
	if err != nil {
		return err
	}
	_, err = client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

// makers are factories behind a map of functions.
var makers = map[string]func() openai.Client{
	"tagged": newTagged,
	"bare": func() openai.Client {
		return openai.NewClient(option.WithBaseURL("https://llm.internal.example.com")) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	},
}

func askMade(ctx context.Context, kind string) error {
	maker, ok := makers[kind]
	if !ok {
		return fmt.Errorf("unknown kind %q", kind)
	}
	return answer(ctx, maker())
}
