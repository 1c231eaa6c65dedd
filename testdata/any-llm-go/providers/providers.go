// Package providers makes a provider of each kind. Those that speak OpenAI's
// protocol, Gemini and Ollama send through the http.Client of the options;
// Anthropic does not, so that nothing can be attached there.
package providers

import (
	"net/http"
	"time"

	"github.com/mozilla-ai/any-llm-go/config"
	"github.com/mozilla-ai/any-llm-go/providers/anthropic"
	"github.com/mozilla-ai/any-llm-go/providers/deepseek"
	"github.com/mozilla-ai/any-llm-go/providers/gemini"
	"github.com/mozilla-ai/any-llm-go/providers/groq"
	"github.com/mozilla-ai/any-llm-go/providers/mistral"
	"github.com/mozilla-ai/any-llm-go/providers/ollama"
	"github.com/mozilla-ai/any-llm-go/providers/openai"

	"example.com/any-llm-go/tagging"
)

func hc() *http.Client { return tagging.NewClient("shop", "search", "discovery") }

func goodOpenAI() (*openai.Provider, error) { return openai.New(config.WithHTTPClient(hc())) }

func badOpenAI() (*openai.Provider, error) {
	return openai.New(config.WithAPIKey("key"), config.WithTimeout(time.Minute)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func badOpenAITimeout() (*openai.Provider, error) {
	return openai.New(config.WithHTTPClient(&http.Client{Timeout: time.Minute})) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func badOpenAITeamless() (*openai.Provider, error) {
	return openai.New(config.WithHTTPClient(tagging.ForShop("search"))) // want "untagged-client: openai.New lacks team_id$"
}

func badOpenAIEmpty() (*openai.Provider, error) {
	return openai.New(config.WithHTTPClient(tagging.NewClient("shop", "search", ""))) // want "empty-tag: openai.New attaches an empty value to team_id$"
}

func badOpenAIPlaceholder() (*openai.Provider, error) {
	return openai.New(config.WithHTTPClient(tagging.NewClient("shop", "search", "todo"))) // want `empty-tag: openai.New attaches the placeholder "todo" to team_id$`
}

// Extra settings are the provider's, not the owner's.
func badOpenAIExtra() (*openai.Provider, error) {
	return openai.New(config.WithExtra("team_id", "discovery"), config.WithExtra("project_id", "shop")) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func goodCompatible() (*openai.CompatibleProvider, error) {
	return openai.NewCompatible(openai.CompatibleConfig{Name: "gateway", DefaultBaseURL: "https://gateway.shop.example/v1"}, config.WithHTTPClient(hc()))
}

func badCompatible() (*openai.CompatibleProvider, error) {
	return openai.NewCompatible(openai.CompatibleConfig{Name: "gateway", DefaultBaseURL: "https://gateway.shop.example/v1"}) // want "untagged-client: openai.NewCompatible lacks project_id, service_name, team_id$"
}

func goodDeepSeek() (*deepseek.Provider, error) { return deepseek.New(config.WithHTTPClient(hc())) }

func badDeepSeek() (*deepseek.Provider, error) {
	return deepseek.New() // want "untagged-client: deepseek.New lacks project_id, service_name, team_id$"
}

func goodGroq() (*groq.Provider, error) { return groq.New(config.WithHTTPClient(hc())) }

func badGroq() (*groq.Provider, error) {
	return groq.New() // want "untagged-client: groq.New lacks project_id, service_name, team_id$"
}

func goodMistral() (*mistral.Provider, error) { return mistral.New(config.WithHTTPClient(hc())) }

func badMistral() (*mistral.Provider, error) {
	return mistral.New() // want "untagged-client: mistral.New lacks project_id, service_name, team_id$"
}

func goodGemini() (*gemini.Provider, error) { return gemini.New(config.WithHTTPClient(hc())) }

func badGemini() (*gemini.Provider, error) {
	return gemini.New(config.WithAPIKey("key")) // want "untagged-client: gemini.New lacks project_id, service_name, team_id$"
}

func goodOllama() (*ollama.Provider, error) { return ollama.New(config.WithHTTPClient(hc())) }

func badOllama() (*ollama.Provider, error) {
	return ollama.New(config.WithBaseURL("https://ollama.com")) // want "untagged-client: ollama.New lacks project_id, service_name, team_id$"
}

// The option is taken and not used.
func badAnthropicClient() (*anthropic.Provider, error) {
	return anthropic.New(config.WithHTTPClient(hc())) // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
}

func badAnthropic() (*anthropic.Provider, error) {
	return anthropic.New() // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
}

func goodSlice(baseURL string) (*openai.Provider, error) {
	opts := []config.Option{config.WithHTTPClient(hc())}
	if baseURL != "" {
		opts = append(opts, config.WithBaseURL(baseURL))
	}
	return openai.New(opts...)
}

func badSlice(baseURL string) (*openai.Provider, error) {
	var opts []config.Option
	if baseURL != "" {
		opts = append(opts, config.WithBaseURL(baseURL), config.WithHTTPClient(hc()))
	}
	return openai.New(opts...) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

func badReplaced() (*openai.Provider, error) {
	return openai.New(config.WithHTTPClient(hc()), config.WithHTTPClient(http.DefaultClient)) // want "untagged-client: openai.New lacks project_id, service_name, team_id$"
}

// One list for all: it does the job for one provider and not for the other.
func badShared() (*groq.Provider, *anthropic.Provider, error) {
	opts := []config.Option{config.WithHTTPClient(hc())}
	g, err := groq.New(opts...)
	if err != nil {
		return nil, nil, err
	}
	a, err := anthropic.New(opts...) // want "untagged-client: anthropic.New lacks project_id, service_name, team_id$"
	return g, a, err
}

// An option of one's own hands over to that of the package.
func withOwner(service, team string) config.Option {
	return func(c *config.Config) error {
		return config.WithHTTPClient(tagging.NewClient("shop", service, team))(c)
	}
}

func goodOwnOption() (*openai.Provider, error) { return openai.New(withOwner("search", "discovery")) }

func badOwnOption() (*openai.Provider, error) {
	return openai.New(withOwner("search", "")) // want "empty-tag: openai.New attaches an empty value to team_id$"
}
