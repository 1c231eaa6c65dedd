package tag

import "testing"

func TestFramesOfSDKs(t *testing.T) {
	tests := map[string]struct {
		function, file string
		want           bool
	}{
		"a function of an SDK":             {"github.com/openai/openai-go/v3.(*ChatCompletionService).New", "/m/github.com/openai/openai-go/v3@v3.96.0/chatcompletion.go", true},
		"of a package below":               {"github.com/openai/openai-go/v3/internal/requestconfig.(*RequestConfig).Execute", "/m/x.go", true},
		"of another with the same start":   {"github.com/openai/openai-go-extras.Ask", "/src/openai-go-extras/x.go", false},
		"of ours":                          {"github.com/llmtag/llmtag/tag.(*RoundTripper).RoundTrip", "/src/llmtag/tag/transport.go", true},
		"of a package below ours":          {"github.com/llmtag/llmtag/tag/tagpolicy.Load", "/src/llmtag/tag/tagpolicy/tagpolicy.go", false},
		"of net/http":                      {"net/http.(*Client).do", "/go/src/net/http/client.go", true},
		"of the service":                   {"example.com/checkout.(*Assistant).Answer", "/src/checkout/assistant.go", false},
		"a closure of an SDK, inlined":     {"example.com/checkout.Answer.Models.GenerateContentStream.func1", "/home/a/go/pkg/mod/google.golang.org/genai@v1.77.0/models.go", true},
		"the same, built with -trimpath":   {"main.main.func1", "google.golang.org/genai@v1.77.0/models.go", true},
		"the same, vendored":               {"main.main.func1", "/src/checkout/vendor/google.golang.org/genai/models.go", true},
		"upper case in the module cache":   {"main.main.func1", "/m/github.com/!azure/azure-sdk-for-go/sdk/azcore@v1.20.0/pipeline.go", true},
		"a directory with a similar name":  {"main.main", "/src/xgoogle.golang.org/genai/main.go", false},
		"a directory of a part of the sdk": {"main.main", "/src/google.golang.org/genaix/main.go", false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := ofSDK(tt.function) || inSDK(tt.file); got != tt.want {
				t.Errorf("%s in %s: got %v, want %v", tt.function, tt.file, got, tt.want)
			}
		})
	}
}

func BenchmarkCallSite(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = callSite()
	}
}
