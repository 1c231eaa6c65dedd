// Package endpoint tells from the address of a request which provider it goes
// to, whether it is billed, and in which format the answer says what it used.
package endpoint

import (
	"net/url"
	"strings"

	"github.com/llmtag/llmtag/tag/internal/usage"
)

// An Endpoint is what the address of a request tells.
type Endpoint struct {
	Provider string // as in events; empty if the host is not known
	Format   *usage.Format
	Billing  Billing
	Model    string // that the path names
	Region   string // that host or path name

	// AsksUsage says that streams have usage only if the request asks for it, and
	// that the provider understands being asked.
	AsksUsage bool
}

// Billing says whether a request costs something.
type Billing uint8

// Whether a request costs something.
const (
	Free    Billing = iota // lists, uploads, counts of tokens, stored answers
	Unknown                // it does if the answer has usage
	Billed
	Foreign // it does not go to a provider of models, but to where credentials are had
)

// Find returns what the address of a request tells.
func Find(method string, u *url.URL) Endpoint {
	h := findHost(u)
	if h.foreign {
		return Endpoint{Billing: Foreign}
	}
	e := Endpoint{Provider: h.provider, Region: h.region}
	if method != "POST" {
		// What is fetched again has been counted when it was made: a stored
		// response reports the usage of its creation.
		return e
	}
	e.byPath(u, h)
	switch {
	case e.Format == nil && e.Billing == Unknown:
		e.Format = usage.Any()
	case e.Format == usage.Chat():
		e.AsksUsage = h.asks(u)
	}
	return e
}

// byPath finds the format of an answer by the path of the request.
func (e *Endpoint) byPath(u *url.URL, h host) {
	path := strings.TrimSuffix(u.Path, "/")
	if e.bedrock(u) || e.google(path) {
		return
	}
	if location, ok := between(path, "/locations/"); ok && e.Region == "" {
		e.Region = location
	}
	if deployment, ok := between(path, "/openai/deployments/"); ok {
		e.Model = deployment
		if e.Provider == "" {
			e.Provider = "azure"
		}
	}
	for _, r := range routes {
		if !strings.HasSuffix(path, r.path) || r.provider != "" && r.provider != h.provider {
			continue
		}
		e.Format, e.Billing = r.format(), Billed
		return
	}
	e.Billing = Unknown
	for _, part := range free {
		if strings.HasSuffix(path, part) {
			e.Billing = Free
			return
		}
	}
	for _, part := range freeBelow {
		if strings.Contains(path, part) {
			e.Billing = Free
			return
		}
	}
}

// routes are the ends of paths of requests that are billed. The first that fits
// counts. Source: sdks/http.yaml and the references that it names.
var routes = []struct {
	path     string
	provider string // if another one has the same path for something else
	format   func() *usage.Format
}{
	{"/chat/completions", "", usage.Chat},
	{"/v1/chat", "cohere", usage.Cohere},
	{"/v2/chat", "cohere", usage.Cohere},
	{"/v1/embed", "cohere", usage.Cohere},
	{"/v1/generate", "cohere", usage.Cohere},
	{"/v1/rerank", "cohere", usage.Cohere},
	{"/v1/classify", "cohere", usage.Cohere},
	{"/v1/summarize", "cohere", usage.Cohere},
	{"/messages", "", usage.Anthropic},
	{"/responses", "", usage.Responses},
	{"/responses/compact", "", usage.Responses},
	{"/completions", "", usage.Chat}, // also Mistral's fim/ and agents/
	{"/embeddings", "ollama", usage.Ollama},
	{"/embeddings", "", usage.Embeddings},
	{"/multimodalembeddings", "", usage.Embeddings},
	{"/contextualizedembeddings", "", usage.Embeddings},
	{"/images/generations", "", usage.Images},
	{"/images/edits", "", usage.Images},
	{"/images/variations", "", usage.Images},
	{"/audio/transcriptions", "", usage.Transcription},
	{"/audio/translations", "", usage.Transcription},
	{"/audio/speech", "", usage.Speech},
	{"/ocr", "mistral", usage.Chat},
	{"/v2/embed", "", usage.Cohere},
	{"/v2/rerank", "", usage.Cohere},
	{"/v2/chat", "", usage.Cohere},
	{"/api/chat", "", usage.Ollama},
	{"/api/generate", "", usage.Ollama},
	{"/api/embed", "", usage.Ollama},
	{"/api/embeddings", "", usage.Ollama},
	{"/v1/embed", "", usage.Cohere},
	{"/v1/chat", "", usage.Cohere},
	{"/v1/rerank", "", usage.Embeddings}, // Jina and Voyage; Cohere's is above
}

// free are the ends of paths of requests that cost nothing by themselves, though
// some of them return usage.
var free = []string{
	"/count_tokens", "/input_tokens", "/moderations", "/cancel", "/tokenize", "/detokenize",
	"/files", "/uploads", "/assistants", "/threads", "/vector_stores", "/conversations",
	"/batches", "/batch/jobs", "/fine_tuning/jobs", "/check-api-key",
	"/api/show", "/api/pull", "/api/push", "/api/create", "/api/copy",
	":countTokens", ":computeTokens",
}

// freeBelow are parts of such paths. Changing what is stored is not asking anew.
var freeBelow = []string{
	"/chat/completions/", "/responses/", "/files/", "/uploads/", "/vector_stores/", "/batches/",
}

// bedrock reads /model/{model}/{action}. A model may be an ARN, whose slashes are
// escaped.
func (e *Endpoint) bedrock(u *url.URL) bool {
	rest, ok := cutAfter(u.EscapedPath(), "/model/")
	if !ok {
		return false
	}
	i := strings.LastIndexByte(rest, '/')
	if i < 0 {
		return false
	}
	switch rest[i+1:] {
	case "converse", "converse-stream":
		e.Format = usage.Converse()
	case "invoke":
		e.Format = usage.Invoke()
	case "invoke-with-response-stream":
		e.Format = usage.InvokeStream()
	case "count-tokens":
		return true // free
	default:
		return false
	}
	e.Billing = Billed
	e.Model = rest[:i]
	if model, err := url.PathUnescape(rest[:i]); err == nil {
		e.Model = model
	}
	return true
}

// google reads …/models/{model}:{action}, where Vertex also has the models of
// others.
func (e *Endpoint) google(path string) bool {
	slash := strings.LastIndexByte(path, '/')
	model, action, ok := strings.Cut(path[slash+1:], ":")
	if !ok {
		return false
	}
	switch action {
	case "generateContent", "streamGenerateContent", "embedContent", "batchEmbedContents", "generateAnswer":
		e.Format = usage.Gemini()
	case "predict":
		e.Format = usage.VertexPredict()
	case "rawPredict", "streamRawPredict":
		switch publisher, _ := between(path, "/publishers/"); publisher {
		case "anthropic":
			e.Format = usage.Anthropic()
		case "mistralai", "meta", "ai21", "deepseek", "qwen", "openai":
			e.Format = usage.Chat()
		default:
			e.Format = usage.Any()
		}
	default:
		return false
	}
	e.Billing, e.Model = Billed, model
	if location, ok := between(path, "/locations/"); ok {
		e.Region = location
	}
	return true
}

// between returns what stands between a mark and the next slash.
func between(s, before string) (string, bool) {
	rest, ok := cutAfter(s, before)
	if !ok {
		return "", false
	}
	s, _, ok = strings.Cut(rest, "/")
	return s, ok
}

func cutAfter(s, mark string) (string, bool) {
	_, rest, ok := strings.Cut(s, mark)
	return rest, ok
}
