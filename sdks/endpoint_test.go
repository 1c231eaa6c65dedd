package sdks

import (
	"slices"
	"testing"
)

func TestAnEndpointIsBilledByHostAndPath(t *testing.T) {
	s := builtins(t)
	tests := map[string]struct {
		host, path string
		want       bool
	}{
		"chat at OpenAI":                         {"api.openai.com", "/v1/chat/completions", true},
		"a trailing slash changes nothing":       {"api.openai.com", "/v1/chat/completions/", true},
		"nor does a port":                        {"api.openai.com:443", "/v1/responses", true},
		"nor do capitals in the host":            {"API.OpenAI.com", "/v1/responses", true},
		"a region":                               {"eu.api.openai.com", "/v1/embeddings", true},
		"a list of models is free":               {"api.openai.com", "/v1/models", false},
		"one model is free":                      {"api.openai.com", "/v1/models/gpt-4o", false},
		"a stored answer is free":                {"api.openai.com", "/v1/responses/resp_1", false},
		"moderations are free":                   {"api.openai.com", "/v1/moderations", false},
		"capitals in the path are another path":  {"api.openai.com", "/V1/chat/completions", false},
		"a host that ends alike":                 {"notapi.openai.com", "/v1/chat/completions", false},
		"a host that begins alike":               {"api.openai.com.example.com", "/v1/chat/completions", false},
		"a deployment at Azure":                  {"acme.openai.azure.com", "/openai/deployments/gpt/chat/completions", true},
		"a list of deployments":                  {"acme.openai.azure.com", "/openai/deployments", false},
		"a name in a host may span labels":       {"a.b.openai.azure.com", "/openai/v1/responses", true},
		"messages at Anthropic":                  {"api.anthropic.com", "/v1/messages", true},
		"tokens counted at Anthropic are free":   {"api.anthropic.com", "/v1/messages/count_tokens", false},
		"Gemini":                                 {"generativelanguage.googleapis.com", "/v1beta/models/gemini-2.5-pro:generateContent", true},
		"Gemini, a stream":                       {"generativelanguage.googleapis.com", "/v1/models/gemini-2.5-pro:streamGenerateContent", true},
		"Gemini, tokens counted":                 {"generativelanguage.googleapis.com", "/v1beta/models/gemini-2.5-pro:countTokens", false},
		"Gemini, list of models":                 {"generativelanguage.googleapis.com", "/v1beta/models", false},
		"Vertex AI":                              {"europe-west4-aiplatform.googleapis.com", "/v1/projects/p/locations/europe-west4/publishers/google/models/gemini-2.5-pro:generateContent", true},
		"Vertex AI, Anthropic's models":          {"us-east5-aiplatform.googleapis.com", "/v1/projects/p/locations/us-east5/publishers/anthropic/models/claude:streamRawPredict", true},
		"Vertex AI, tokens counted":              {"us-east5-aiplatform.googleapis.com", "/v1/projects/p/locations/us-east5/publishers/google/models/gemini:countTokens", false},
		"Bedrock":                                {"bedrock-runtime.us-east-1.amazonaws.com", "/model/meta.llama3/converse", true},
		"Bedrock, a model id with a colon":       {"bedrock-runtime.us-east-1.amazonaws.com", "/model/anthropic.claude-v2:1/invoke", true},
		"Bedrock, tokens counted":                {"bedrock-runtime.us-east-1.amazonaws.com", "/model/anthropic.claude-v2:1/count-tokens", false},
		"Bedrock, the other service":             {"bedrock.us-east-1.amazonaws.com", "/foundation-models", false},
		"any rest of a path":                     {"api-inference.huggingface.co", "/models/org/name", true},
		"Mistral":                                {"api.mistral.ai", "/v1/chat/completions", true},
		"Groq":                                   {"api.groq.com", "/openai/v1/chat/completions", true},
		"Cohere":                                 {"api.cohere.com", "/v2/chat", true},
		"DeepSeek":                               {"api.deepseek.com", "/chat/completions", true},
		"Together":                               {"api.together.xyz", "/v1/chat/completions", true},
		"OpenRouter":                             {"openrouter.ai", "/api/v1/chat/completions", true},
		"OpenRouter, list of models":             {"openrouter.ai", "/api/v1/models", false},
		"a page of OpenRouter":                   {"openrouter.ai", "/docs", false},
		"Perplexity":                             {"api.perplexity.ai", "/chat/completions", true},
		"xAI":                                    {"api.x.ai", "/v1/chat/completions", true},
		"Fireworks":                              {"api.fireworks.ai", "/inference/v1/chat/completions", true},
		"Voyage":                                 {"api.voyageai.com", "/v1/embeddings", true},
		"Jina":                                   {"api.jina.ai", "/v1/rerank", true},
		"Replicate":                              {"api.replicate.com", "/v1/models/meta/llama/predictions", true},
		"Replicate, a prediction's state":        {"api.replicate.com", "/v1/predictions/abc", false},
		"Ollama's cloud":                         {"ollama.com", "/api/chat", true},
		"a local Ollama":                         {"localhost:11434", "/api/chat", false},
		"a local Ollama by address":              {"127.0.0.1:11434", "/api/chat", false},
		"NVIDIA":                                 {"integrate.api.nvidia.com", "/v1/chat/completions", true},
		"Cerebras":                               {"api.cerebras.ai", "/v1/chat/completions", true},
		"SambaNova":                              {"api.sambanova.ai", "/v1/chat/completions", true},
		"DashScope":                              {"dashscope-intl.aliyuncs.com", "/compatible-mode/v1/chat/completions", true},
		"Moonshot":                               {"api.moonshot.cn", "/v1/chat/completions", true},
		"Moonshot, tokens counted":               {"api.moonshot.cn", "/v1/tokenizers/estimate-token-count", false},
		"Volcengine":                             {"ark.cn-beijing.volces.com", "/api/v3/chat/completions", true},
		"Zhipu":                                  {"open.bigmodel.cn", "/api/paas/v4/chat/completions", true},
		"a host without a list bills every path": {"hunyuan.tencentcloudapi.com", "", true},
		"a host that is no provider's":           {"example.com", "/v1/chat/completions", false},
		"no host":                                {"", "/v1/chat/completions", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			e, got := s.Endpoint(tt.host, tt.path, true)
			if got != tt.want || (e != nil) != tt.want {
				t.Errorf("Endpoint(%q, %q) = %v, %v; want %v", tt.host, tt.path, e, got, tt.want)
			}
		})
	}
}

func TestAPathThatIsNotKnownToItsEndIsBilledIfSomeBilledPathBeginsSo(t *testing.T) {
	s := builtins(t)
	tests := map[string]struct {
		host, front string
		want        bool
	}{
		"nothing is known":            {"api.openai.com", "", true},
		"the root":                    {"api.openai.com", "/", true},
		"a version":                   {"api.openai.com", "/v1/", true},
		"a part of a name":            {"api.openai.com", "/v1/cha", true},
		"a billed path":               {"api.openai.com", "/v1/chat/completions", true},
		"a batch by its id":           {"api.openai.com", "/v1/batches/", false},
		"a file":                      {"api.openai.com", "/v1/files/", false},
		"a model, whose method waits": {"generativelanguage.googleapis.com", "/v1beta/models/", true},
		"another method":              {"generativelanguage.googleapis.com", "/v1beta/models/gemini:countTok", false},
		"no provider's":               {"example.com", "", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, got := s.Endpoint(tt.host, tt.front, false); got != tt.want {
				t.Errorf("Endpoint(%q, %q…) is %v, want %v", tt.host, tt.front, got, tt.want)
			}
		})
	}
}

func TestHostsAreSortedAndUnique(t *testing.T) {
	hosts := builtins(t).Hosts()
	if !slices.IsSorted(hosts) || len(slices.Compact(slices.Clone(hosts))) != len(hosts) {
		t.Errorf("Hosts() = %v", hosts)
	}
	if !slices.Contains(hosts, "{region}-aiplatform.googleapis.com") {
		t.Errorf("Hosts() lacks a pattern: %v", hosts)
	}
}

func TestAPatternMatchesWhole(t *testing.T) {
	tests := map[string]struct {
		pattern, text string
		want          bool
	}{
		"itself":                           {"/v1/chat", "/v1/chat", true},
		"nothing before":                   {"/v1/chat", "/x/v1/chat", false},
		"nothing behind":                   {"/v1/chat", "/v1/chats", false},
		"a name in the middle":             {"/a/{x}/b", "/a/anything/b", true},
		"a name is not empty":              {"/a/{x}/b", "/a//b", false},
		"a name ends at a slash":           {"/a/{x}/b", "/a/1/2/b", false},
		"a name ends at a colon":           {"/a/{x}", "/a/1:go", false},
		"two names":                        {"/{a}/{b}:go", "/1/2:go", true},
		"names that touch their neighbour": {"{a}-x.com", "b-x-x.com", true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := match(tt.pattern, tt.text); got != tt.want {
				t.Errorf("match(%q, %q) = %v, want %v", tt.pattern, tt.text, got, tt.want)
			}
		})
	}
}
