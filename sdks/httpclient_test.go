package sdks

import "testing"

func TestHowAConstructorTakesAnHTTPClient(t *testing.T) {
	s := builtins(t)
	tests := map[string]struct {
		constructor string
		want        Takes
		none        bool
	}{
		"an option of another package":       {"github.com/openai/openai-go/v3.NewClient", Takes{"option", "github.com/openai/openai-go/v3/option", "WithHTTPClient"}, false},
		"an option of its own package":       {"github.com/tmc/langchaingo/llms/anthropic.New", Takes{"option", "github.com/tmc/langchaingo/llms/anthropic", "WithHTTPClient"}, false},
		"a field of its configuration":       {"github.com/sashabaranov/go-openai.NewClientWithConfig", Takes{"field", "github.com/sashabaranov/go-openai", "ClientConfig.HTTPClient"}, false},
		"a field of another name":            {"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai.NewClient", Takes{"field", "github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai", "ClientOptions.Transport"}, false},
		"an argument":                        {"github.com/ollama/ollama/api.NewClient", Takes{"argument", "github.com/ollama/ollama/api", "http"}, false},
		"one that takes a key and no client": {"github.com/sashabaranov/go-openai.NewClient", Takes{}, true},
		"what is no constructor":             {"net/http.Get", Takes{}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, ok := s.TakesHTTPClient(tt.constructor)
			if ok == tt.none || got != tt.want {
				t.Errorf("got %+v, %v; want %+v, %v", got, ok, tt.want, !tt.none)
			}
		})
	}
}

func TestTheFlagThatAsksForUsage(t *testing.T) {
	s := builtins(t)
	const openai, community = "github.com/openai/openai-go/v3", "github.com/sashabaranov/go-openai"
	for call, want := range map[string]string{
		"(*" + openai + ".ChatCompletionService).NewStreaming":     "ChatCompletionNewParams.StreamOptions.IncludeUsage",
		"(*" + openai + ".CompletionService).NewStreaming":         "CompletionNewParams.StreamOptions.IncludeUsage",
		"(*" + community + ".Client).CreateChatCompletionStream":   "ChatCompletionRequest.StreamOptions.IncludeUsage",
		"(*" + community + ".Client).CreateCompletionStream":       "CompletionRequest.StreamOptions.IncludeUsage",
		"(*github.com/anthropics/anthropic-sdk-go.MessageService)": "",
	} {
		if got := s.UsageFlag(call); got != want {
			t.Errorf("%s: got %q, want %q", call, got, want)
		}
	}
}

func TestWhatIsSaidBesideTags(t *testing.T) {
	s := builtins(t)
	const openai = "github.com/openai/openai-go/v3"
	for name, got := range map[string]bool{
		"a field that says usage":          s.SaysUsage(openai + ".ChatCompletion.Usage"),
		"a path that asks":                 s.AsksForUsage("stream_options.include_usage"),
		"what lies above it":               s.MayAskForUsage("stream_options"),
		"a tokenizer":                      s.Tokenizer("(*github.com/pkoukk/tiktoken-go.Tiktoken).Encode"),
		"a field that does not say usage":  !s.SaysUsage(openai + ".ChatCompletion.Choices"),
		"a path that does not ask":         !s.AsksForUsage("seed") && !s.MayAskForUsage("stream"),
		"the provider's count is no guess": !s.Tokenizer("(google.golang.org/genai.Models).CountTokens"),
	} {
		if !got {
			t.Error(name)
		}
	}
}
