// Package options builds the options of a model in the ways that services do:
// slices, conditions, helpers.
package options

import (
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/tmc/langchaingo/llms/anthropic"
	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/options/presets"
	"example.com/langchaingo/tagging"
)

type config struct {
	Token   string
	Model   string
	BaseURL string
	Debug   bool
}

func goodAppended(cfg config) (*openai.LLM, error) {
	opts := []openai.Option{openai.WithToken(cfg.Token), openai.WithHTTPClient(tagging.Checkout())}
	if cfg.BaseURL != "" {
		opts = append(opts, openai.WithBaseURL(cfg.BaseURL))
	}
	if cfg.Model != "" {
		opts = append(opts, openai.WithModel(cfg.Model))
	}
	return openai.New(opts...)
}

func badAppended(cfg config) (*openai.LLM, error) {
	opts := []openai.Option{openai.WithToken(cfg.Token)}
	if cfg.BaseURL != "" {
		opts = append(opts, openai.WithBaseURL(cfg.BaseURL))
	}
	return openai.New(opts...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// Only the gateway's customers are tagged.
func badConditional(cfg config) (*openai.LLM, error) {
	var opts []openai.Option
	if cfg.BaseURL != "" {
		opts = append(opts, openai.WithBaseURL(cfg.BaseURL), openai.WithHTTPClient(tagging.Checkout()))
	}
	return openai.New(opts...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodBothBranches(cfg config) (*openai.LLM, error) {
	var opts []openai.Option
	if cfg.BaseURL != "" {
		opts = append(opts, openai.WithBaseURL(cfg.BaseURL), openai.WithHTTPClient(tagging.Checkout()))
	} else {
		opts = append(opts, openai.WithHTTPClient(tagging.NewClient("shop", "search", "discovery")))
	}
	return openai.New(opts...)
}

// The branches agree on project and service only.
func badBranchesDiffer(cfg config) (*openai.LLM, error) {
	hc := tagging.Checkout()
	if cfg.Debug {
		hc = &http.Client{Transport: tagging.Teamless{Project: "shop", Service: "search"}}
	}
	return openai.New(openai.WithHTTPClient(hc)) // want "untagged-client: openai.New lacks team_id$"
}

func badClientInOneBranch(cfg config) (*openai.LLM, error) {
	hc := http.DefaultClient
	if !cfg.Debug {
		hc = tagging.Checkout()
	}
	return openai.New(openai.WithHTTPClient(hc)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// The last client wins.
func badReplaced(cfg config) (*openai.LLM, error) {
	opts := []openai.Option{openai.WithHTTPClient(tagging.Checkout())}
	if cfg.Debug {
		opts = append(opts, openai.WithHTTPClient(&http.Client{Timeout: 5 * time.Minute}))
	}
	return openai.New(opts...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodReplaced() (*openai.LLM, error) {
	return openai.New(
		openai.WithHTTPClient(&http.Client{Timeout: 5 * time.Minute}),
		openai.WithHTTPClient(tagging.Checkout()),
	)
}

func badReplacedInOrder() (*openai.LLM, error) {
	return openai.New( // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
		openai.WithHTTPClient(tagging.Checkout()),
		openai.WithHTTPClient(&http.Client{Timeout: 5 * time.Minute}),
	)
}

func baseOptions() []openai.Option {
	return []openai.Option{
		openai.WithToken(os.Getenv("OPENAI_API_KEY")),
		openai.WithHTTPClient(tagging.Checkout()),
	}
}

func bareOptions() []openai.Option {
	return []openai.Option{openai.WithToken(os.Getenv("OPENAI_API_KEY"))}
}

func goodHelper() (*openai.LLM, error) {
	return openai.New(append(baseOptions(), openai.WithModel("gpt-4o"))...)
}

func badHelper() (*openai.LLM, error) {
	return openai.New(append(bareOptions(), openai.WithModel("gpt-4o"))...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodOtherPackage() (*openai.LLM, error) {
	return openai.New(presets.Owned()...)
}

func badOtherPackage() (*openai.LLM, error) {
	return openai.New(presets.Plain("gpt-4o")...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodOneOptionHelper() (*openai.LLM, error) {
	return openai.New(openai.WithModel("gpt-4o"), presets.Owner("shop", "search", "discovery"))
}

func badOneOptionHelper() (*openai.LLM, error) {
	return openai.New(openai.WithModel("gpt-4o"), presets.Owner("shop", "search", "")) // want "empty-tag: openai.New attaches an empty value to team_id$"
}

func goodConcat() (*openai.LLM, error) {
	opts := slices.Concat([]openai.Option{openai.WithModel("gpt-4o")}, baseOptions())
	return openai.New(opts...)
}

func badConcat() (*openai.LLM, error) {
	opts := slices.Concat([]openai.Option{openai.WithModel("gpt-4o")}, bareOptions())
	return openai.New(opts...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodIndexed() (*openai.LLM, error) {
	opts := make([]openai.Option, 2)
	opts[0] = openai.WithModel("gpt-4o")
	opts[1] = openai.WithHTTPClient(tagging.Checkout())
	return openai.New(opts...)
}

func goodClone() (*openai.LLM, error) {
	base := baseOptions()
	opts := append(slices.Clone(base), openai.WithModel("gpt-4o"))
	return openai.New(opts...)
}

// What is appended after the construction comes too late.
func badTooLate() (*openai.LLM, error) {
	opts := bareOptions()
	llm, err := openai.New(opts...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
	opts = append(opts, openai.WithHTTPClient(tagging.Checkout()))
	_ = opts
	return llm, err
}

// An in-house option list, applied in order, one level above the SDK's.
type settings struct {
	hc    *http.Client
	model string
}

type setting func(*settings)

func withOwner(project, service, team string) setting {
	return func(s *settings) { s.hc = tagging.NewClient(project, service, team) }
}

func withModel(name string) setting {
	return func(s *settings) { s.model = name }
}

func newModel(list ...setting) (*anthropic.LLM, error) {
	s := settings{hc: http.DefaultClient, model: "claude-haiku-4-5"}
	for _, apply := range list {
		apply(&s)
	}
	return anthropic.New(anthropic.WithModel(s.model), anthropic.WithHTTPClient(s.hc))
}

func goodInHouse() (*anthropic.LLM, error) {
	return newModel(withModel("claude-sonnet-4-5"), withOwner("shop", "search", "discovery"))
}

func badInHouse() (*anthropic.LLM, error) {
	return newModel(withModel("claude-sonnet-4-5")) // want "untagged-client: newModel lacks project_id, service_name, team_id$"
}

func badInHouseEmpty() (*anthropic.LLM, error) {
	return newModel(withOwner("shop", "", "discovery")) // want "empty-tag: newModel attaches an empty value to service_name$"
}
