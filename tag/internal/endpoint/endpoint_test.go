package endpoint_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/llmtag/llmtag/tag/internal/endpoint"
)

// line is an endpoint in one line: billing, provider, format, and what else is known.
func line(e endpoint.Endpoint) string {
	parts := []string{[...]string{"free", "unknown", "billed", "foreign"}[e.Billing]}
	if e.Provider != "" {
		parts = append(parts, e.Provider)
	}
	if e.Format != nil {
		parts = append(parts, e.Format.Name)
	}
	if e.Model != "" {
		parts = append(parts, "model="+e.Model)
	}
	if e.Region != "" {
		parts = append(parts, "region="+e.Region)
	}
	if e.AsksUsage {
		parts = append(parts, "asks")
	}
	return strings.Join(parts, " ")
}

func TestWhatAnAddressTells(t *testing.T) {
	tests := map[string]struct{ address, want string }{
		"OpenAI's chat completions":              {"https://api.openai.com/v1/chat/completions", "billed openai openai.chat asks"},
		"in a region":                            {"https://eu.api.openai.com/v1/chat/completions", "billed openai openai.chat region=eu asks"},
		"with a slash at the end":                {"https://api.openai.com/v1/chat/completions/", "billed openai openai.chat asks"},
		"in upper case and with a root's dot":    {"https://API.OpenAI.com./v1/chat/completions", "billed openai openai.chat asks"},
		"with a port":                            {"https://api.openai.com:443/v1/responses", "billed openai openai.responses"},
		"Responses":                              {"https://api.openai.com/v1/responses", "billed openai openai.responses"},
		"a compaction of a response":             {"https://api.openai.com/v1/responses/compact", "billed openai openai.responses"},
		"cancelling a response":                  {"https://api.openai.com/v1/responses/resp_1/cancel", "free openai"},
		"counting tokens of a response":          {"https://api.openai.com/v1/responses/input_tokens", "free openai"},
		"embeddings":                             {"https://api.openai.com/v1/embeddings", "billed openai openai.embeddings"},
		"images":                                 {"https://api.openai.com/v1/images/edits", "billed openai openai.images"},
		"a transcription":                        {"https://api.openai.com/v1/audio/transcriptions", "billed openai openai.transcription"},
		"speech":                                 {"https://api.openai.com/v1/audio/speech", "billed openai openai.speech"},
		"moderation":                             {"https://api.openai.com/v1/moderations", "free openai"},
		"an upload":                              {"https://api.openai.com/v1/files", "free openai"},
		"a batch":                                {"https://api.openai.com/v1/batches", "free openai"},
		"changing a stored completion":           {"https://api.openai.com/v1/chat/completions/chatcmpl-1", "free openai"},
		"Azure, by deployment":                   {"https://acme.openai.azure.com/openai/deployments/gpt-4o-eu/chat/completions?api-version=2024-10-21", "billed azure openai.chat model=gpt-4o-eu asks"},
		"Azure, of a version without usage":      {"https://acme.openai.azure.com/openai/deployments/gpt-4o-eu/chat/completions?api-version=2024-06-01", "billed azure openai.chat model=gpt-4o-eu"},
		"Azure, version 1":                       {"https://acme.openai.azure.com/openai/v1/chat/completions", "billed azure openai.chat asks"},
		"Azure behind a host of the house":       {"https://llm.example.com/openai/deployments/d/embeddings", "billed azure openai.embeddings model=d"},
		"Anthropic's messages":                   {"https://api.anthropic.com/v1/messages", "billed anthropic anthropic"},
		"counting its tokens":                    {"https://api.anthropic.com/v1/messages/count_tokens", "free anthropic"},
		"Gemini":                                 {"https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:generateContent", "billed google gemini model=gemini-2.5-flash"},
		"Gemini's stream":                        {"https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse", "billed google gemini model=gemini-2.5-flash"},
		"counting its tokens, too":               {"https://generativelanguage.googleapis.com/v1beta/models/gemini-2.5-flash:countTokens", "free google"},
		"Gemini, as OpenAI":                      {"https://generativelanguage.googleapis.com/v1beta/openai/chat/completions", "billed google openai.chat asks"},
		"Vertex":                                 {"https://us-central1-aiplatform.googleapis.com/v1/projects/p/locations/us-central1/publishers/google/models/gemini-2.5-pro:generateContent", "billed google gemini model=gemini-2.5-pro region=us-central1"},
		"Anthropic's models on Vertex":           {"https://aiplatform.googleapis.com/v1/projects/p/locations/global/publishers/anthropic/models/claude-sonnet-4@20250514:streamRawPredict", "billed google anthropic model=claude-sonnet-4@20250514 region=global"},
		"Bedrock, Converse":                      {"https://bedrock-runtime.eu-central-1.amazonaws.com/model/eu.anthropic.claude-sonnet-4-6/converse", "billed bedrock bedrock.converse model=eu.anthropic.claude-sonnet-4-6 region=eu-central-1"},
		"Bedrock, a profile of one's own":        {"https://bedrock-runtime.us-east-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aapplication-inference-profile%2Fabc/converse-stream", "billed bedrock bedrock.converse model=arn:aws:bedrock:us-east-1:1:application-inference-profile/abc region=us-east-1"},
		"Bedrock, InvokeModel":                   {"https://bedrock-runtime.eu-west-1.amazonaws.com/model/amazon.titan-text-v1/invoke", "billed bedrock bedrock.invoke model=amazon.titan-text-v1 region=eu-west-1"},
		"Bedrock, InvokeModel's stream":          {"https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/invoke-with-response-stream", "billed bedrock bedrock.invoke-stream model=m region=eu-west-1"},
		"Bedrock, counting tokens":               {"https://bedrock-runtime.eu-west-1.amazonaws.com/model/m/count-tokens", "free bedrock region=eu-west-1"},
		"Cohere":                                 {"https://api.cohere.com/v2/chat", "billed cohere cohere"},
		"Mistral, which reports unasked":         {"https://api.mistral.ai/v1/chat/completions", "billed mistral openai.chat"},
		"Mistral's completion in the middle":     {"https://codestral.mistral.ai/v1/fim/completions", "billed mistral openai.chat"},
		"xAI, which reports unasked":             {"https://api.x.ai/v1/chat/completions", "billed xai openai.chat"},
		"Groq":                                   {"https://api.groq.com/openai/v1/chat/completions", "billed groq openai.chat asks"},
		"Ollama, by its port":                    {"http://localhost:11434/api/chat", "billed ollama ollama"},
		"Ollama, as OpenAI":                      {"http://localhost:11434/v1/chat/completions", "billed ollama openai.chat asks"},
		"Ollama, pulling a model":                {"http://localhost:11434/api/pull", "free ollama"},
		"a gateway":                              {"https://gateway.example.com/acme/v1/messages", "billed anthropic"},
		"a path that is not known":               {"https://gateway.example.com/ask", "unknown any"},
		"a path that only looks alike":           {"https://gateway.example.com/v1/mychat/completionsx", "unknown any"},
		"where Google's credentials are had":     {"https://oauth2.googleapis.com/token", "foreign"},
		"where AWS's are":                        {"https://sts.eu-west-1.amazonaws.com/", "foreign"},
		"a host that only ends like a provider":  {"https://api.openai.com.example.com/v1/chat/completions", "billed openai.chat asks"},
		"a host that only begins like one":       {"https://xapi.openai.com/v1/chat/completions", "billed openai.chat asks"},
		"an address of the metadata of machines": {"http://169.254.169.254/latest/meta-data", "foreign"},
		"no host at all":                         {"/v1/chat/completions", "billed openai.chat asks"},
		"nothing at all":                         {"", "unknown any"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			u, err := url.Parse(tt.address)
			if err != nil {
				t.Fatal(err)
			}
			if got := line(endpoint.Find("POST", u)); got != tt.want {
				t.Errorf("POST %s\ngot  %s\nwant %s", tt.address, got, tt.want)
			}
		})
	}
}

func TestFetchingCostsNothing(t *testing.T) {
	for _, method := range []string{"GET", "HEAD", "DELETE", "OPTIONS", "PUT", "PATCH"} {
		u := &url.URL{Scheme: "https", Host: "api.openai.com", Path: "/v1/responses"}
		if got := line(endpoint.Find(method, u)); got != "free openai" {
			t.Errorf("%s %s: got %s, want free openai", method, u, got)
		}
	}
}

// FuzzFind takes any address without a panic, and says the same each time.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"https://api.openai.com/v1/chat/completions", "https://a-aiplatform.googleapis.com/models/:x", "http://[::1]:11434/model//converse",
		"https://..amazonaws.com/model/%2f/invoke", "//-aiplatform.googleapis.com/locations/", "https://bedrock-runtime..amazonaws.com/model/x/",
	} {
		f.Add("POST", s)
	}
	f.Fuzz(func(t *testing.T, method, address string) {
		u, err := url.Parse(address)
		if err != nil {
			return
		}
		before := fmt.Sprint(*u)
		first := line(endpoint.Find(method, u))
		if second := line(endpoint.Find(method, u)); second != first || fmt.Sprint(*u) != before {
			t.Errorf("%s: %s, then %s", address, first, second)
		}
	})
}
