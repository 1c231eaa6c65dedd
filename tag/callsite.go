package tag

import (
	"path"
	"runtime"
	"strconv"
	"strings"
)

// sdkPackages are the import paths, or their beginnings, of what stands between
// the code that asks and the request that is sent: this package, the standard
// library's client, and the SDKs that the linter knows.
var sdkPackages = []string{
	"net/http",
	"github.com/llmtag/llmtag/tag",
	"github.com/openai/openai-go",
	"github.com/anthropics/anthropic-sdk-go",
	"github.com/mozilla-ai/any-llm-go",
	"github.com/aws/aws-sdk-go-v2",
	"github.com/aws/smithy-go",
	"github.com/Azure/azure-sdk-for-go",
	"github.com/cohere-ai/cohere-go",
	"github.com/cloudwego/eino",
	"charm.land/fantasy",
	"github.com/google/generative-ai-go",
	"github.com/firebase/genkit/go",
	"github.com/sashabaranov/go-openai",
	"google.golang.org/adk",
	"google.golang.org/genai",
	"google.golang.org/api",
	"github.com/googleapis/gax-go",
	"github.com/tmc/langchaingo",
	"github.com/liushuangls/go-anthropic",
	"github.com/ollama/ollama",
	"cloud.google.com/go",
	"github.com/go-resty/resty",
	"resty.dev",
	"github.com/imroc/req",
	"github.com/hashicorp/go-retryablehttp",
	"go.opentelemetry.io/contrib",
	"golang.org/x/oauth2",
	"runtime",
	"iter",
}

// callSite returns function, file and line of the first frame outside of these,
// such as "example.com/checkout.(*Assistant).Answer assistant.go:43", or nothing
// if there is none: an SDK may send from a goroutine of its own. The function says
// in which package the file is.
func callSite() string {
	var pcs [64]uintptr
	n := runtime.Callers(2, pcs[:])
	frames := runtime.CallersFrames(pcs[:n])
	for {
		f, more := frames.Next()
		if f.Function != "" && !ofSDK(f.Function) {
			return f.Function + " " + path.Base(f.File) + ":" + strconv.Itoa(f.Line)
		}
		if !more {
			return ""
		}
	}
}

// ofSDK reports whether a function is of such a package or of one below it.
func ofSDK(function string) bool {
	for _, p := range sdkPackages {
		if rest, ok := strings.CutPrefix(function, p); ok && (rest == "" || rest[0] == '.' || rest[0] == '/' || rest[0] == '@') {
			return true
		}
	}
	return false
}
