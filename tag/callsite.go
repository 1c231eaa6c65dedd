package tag

import (
	"path"
	"runtime"
	"strconv"
	"strings"
)

// sdkPackages are the import paths, or their beginnings, of what stands between
// the code that asks and the request that is sent: the standard library's client,
// and the SDKs that the linter knows.
var sdkPackages = []string{
	"net/http",
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
	for skip := 2; skip < maxFrames; skip += len(pcs) {
		n := runtime.Callers(skip, pcs[:])
		frames := runtime.CallersFrames(pcs[:n])
		for more := n > 0; more; {
			var f runtime.Frame
			f, more = frames.Next()
			if f.Function != "" && !ofSDK(f.Function) && !inSDK(f.File) {
				return f.Function + " " + path.Base(f.File) + ":" + strconv.Itoa(f.Line)
			}
		}
		if n < len(pcs) {
			break
		}
	}
	return ""
}

// maxFrames bounds how far up the stack callSite looks. The middleware of AWS's
// SDK stands some 80 frames deep.
const maxFrames = 1024

// self is how the functions of this package begin, but not those of packages below.
const self = "github.com/llmtag/llmtag/tag."

// ofSDK reports whether a function is of such a package or of one below it.
func ofSDK(function string) bool {
	if strings.HasPrefix(function, self) {
		return true
	}
	for _, p := range sdkPackages {
		if rest, ok := strings.CutPrefix(function, p); ok && (rest == "" || rest[0] == '.' || rest[0] == '/' || rest[0] == '@') {
			return true
		}
	}
	return false
}

// inSDK reports whether a file is of a module of such a package, in the module
// cache, a vendor directory, or as go build -trimpath writes it. The compiler names
// a closure of a function that it has inlined after the function that calls it.
func inSDK(file string) bool {
	for _, p := range sdkPackages {
		if !strings.Contains(p, ".") {
			continue // of the standard library, whose closures are not inlined so far up
		}
		for _, p := range [...]string{p, escapedPath(p)} {
			before, rest, ok := strings.Cut(file, p)
			if ok && (before == "" || before[len(before)-1] == '/') && rest != "" && (rest[0] == '/' || rest[0] == '@') {
				return true
			}
		}
	}
	return false
}

// escapedPath is how the module cache writes a path: upper-case letters as lower
// case after an exclamation mark.
func escapedPath(p string) string {
	if strings.ToLower(p) == p {
		return p
	}
	var b strings.Builder
	for _, c := range p {
		if 'A' <= c && c <= 'Z' {
			b.WriteByte('!')
			c += 'a' - 'A'
		}
		b.WriteRune(c)
	}
	return b.String()
}
