// Package fakeprovider speaks the wire formats of LLM providers over real HTTP,
// for tests and examples: OpenAI (chat, responses, embeddings; also on Azure),
// Anthropic, Gemini, Bedrock (Converse, InvokeModel and their streams), Cohere and
// Ollama.
//
// What it answers is chosen by the end of the model's name, such as
// "gpt-4o-cached": see [Scenario]. What was used is the same for all formats, and
// each says it in its own way, which is what makes it a test of those who read it.
package fakeprovider

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// A Scenario is how a request goes. Its name is the end of a model's name.
type Scenario string

// How requests go.
const (
	Plain     Scenario = "plain"     // an answer; this is the default
	Cached    Scenario = "cached"    // some of the prompt was in a cache, some was written to it
	Reasoning Scenario = "reasoning" // most of what was generated is reasoning
	Refused   Scenario = "refused"   // an error that trying again does not mend
	Retried   Scenario = "retried"   // the first attempt of each client fails, the next does not
	Slow      Scenario = "slow"      // a stream that takes its time
	Cut       Scenario = "cut"       // a stream whose connection breaks
)

var scenarios = []Scenario{Plain, Cached, Reasoning, Refused, Retried, Slow, Cut}

// Usage is what a request used, in disjoint parts of input and output. Parts that
// a format does not tell are left out of its answers.
type Usage struct {
	Fresh, CacheRead, CacheWrite int64 // input
	Visible, Reasoning           int64 // output
}

// Input is all of the prompt.
func (u Usage) Input() int64 { return u.Fresh + u.CacheRead + u.CacheWrite }

// Output is all that was generated.
func (u Usage) Output() int64 { return u.Visible + u.Reasoning }

// Usage returns what requests of a scenario use.
func (s Scenario) Usage() Usage {
	switch s {
	case Cached:
		return Usage{Fresh: 40, CacheRead: 1024, CacheWrite: 256, Visible: 17}
	case Reasoning:
		return Usage{Fresh: 42, Visible: 17, Reasoning: 200}
	default:
		return Usage{Fresh: 42, Visible: 17}
	}
}

// A Server is a provider. The zero value is ready to use.
type Server struct {
	// Seen is called with each request, if it is not nil.
	Seen func(*http.Request)

	mu     sync.Mutex
	failed map[string]bool // models whose first attempt has been
}

// request is what all formats have in common.
type request struct {
	Model         string          `json:"model"`
	Stream        *bool           `json:"stream"`
	StreamOptions *streamOptions  `json:"stream_options"`
	Tools         json.RawMessage `json:"tools"`
	ToolConfig    json.RawMessage `json:"toolConfig"`
	scenario      Scenario
	streams       bool
	tools         bool
}

type streamOptions struct {
	IncludeUsage bool `json:"include_usage"`
}

// ServeHTTP answers a request in the format of its path.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.Seen != nil {
		s.Seen(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	req := request{}
	if err := json.Unmarshal(body, &req); err != nil {
		http.Error(w, fmt.Sprintf(`{"error":{"message":%q,"type":"invalid_request_error"}}`, err), http.StatusBadRequest)
		return
	}
	f := s.format(r.URL.Path, &req)
	if f == nil {
		http.Error(w, fmt.Sprintf(`{"error":{"message":"no format for %s","type":"not_found"}}`, r.URL.Path), http.StatusNotFound)
		return
	}
	req.scenario = Plain
	for _, sc := range scenarios {
		if strings.HasSuffix(req.Model, string(sc)) {
			req.scenario = sc
		}
	}
	req.streams = req.streams || req.Stream != nil && *req.Stream
	req.tools = len(req.Tools) > 0 || len(req.ToolConfig) > 0
	switch {
	case req.scenario == Refused:
		f.fail(w, http.StatusBadRequest)
	case req.scenario == Retried && s.first(req.Model):
		f.fail(w, http.StatusServiceUnavailable)
	case req.streams:
		f.stream(&stream{w: w, r: r, slow: req.scenario == Slow, cut: req.scenario == Cut}, &req)
	default:
		f.answer(w, &req)
	}
}

// first reports whether this is the first attempt for a model.
func (s *Server) first(model string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = map[string]bool{}
	}
	again := s.failed[model]
	s.failed[model] = true
	return !again
}

// A format is how a provider answers.
type format interface {
	answer(w http.ResponseWriter, r *request)
	stream(s *stream, r *request)
	fail(w http.ResponseWriter, status int)
}

// format finds the format of a path, and what of the request stands there.
func (s *Server) format(path string, r *request) format {
	switch {
	case strings.HasSuffix(path, "/chat/completions"):
		if _, rest, ok := strings.Cut(path, "/deployments/"); ok {
			r.Model, _, _ = strings.Cut(rest, "/")
		}
		return chat{}
	case strings.HasSuffix(path, "/embeddings"):
		return embeddings{}
	case strings.HasSuffix(path, "/responses"):
		return responses{}
	case strings.HasSuffix(path, "/v1/messages"):
		return messages{}
	case strings.Contains(path, "/models/"):
		_, rest, _ := strings.Cut(path, "/models/")
		model, method, _ := strings.Cut(rest, ":")
		r.Model, r.streams = model, method == "streamGenerateContent"
		return gemini{}
	case strings.HasPrefix(path, "/model/"):
		model, method, _ := strings.Cut(strings.TrimPrefix(path, "/model/"), "/")
		r.Model, r.streams = model, strings.HasSuffix(method, "-stream")
		if strings.HasPrefix(method, "converse") {
			return converse{}
		}
		return invoke{}
	case path == "/v1/chat", path == "/v2/chat":
		return cohere{v2: path == "/v2/chat"}
	case path == "/api/chat", path == "/api/generate":
		r.streams = r.Stream == nil
		return ollama{}
	}
	return nil
}

// writeJSON writes an answer.
func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // a client that went away is no fault
}

// stream is an answer in pieces.
type stream struct {
	w     http.ResponseWriter
	r     *http.Request
	slow  bool
	cut   bool
	sent  int
	begun bool
}

// begin sends the header.
func (s *stream) begin(contentType string) {
	s.w.Header().Set("Content-Type", contentType)
	s.w.WriteHeader(http.StatusOK)
	s.begun = true
}

// send sends a piece and lets it go out.
func (s *stream) send(p []byte) {
	if s.r.Context().Err() != nil {
		return
	}
	if s.cut && s.sent == 3 {
		panic(http.ErrAbortHandler) // net/http breaks the connection
	}
	_, _ = s.w.Write(p)
	_ = http.NewResponseController(s.w).Flush()
	s.sent++
	if s.slow {
		select {
		case <-s.r.Context().Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// event sends a server-sent event; name may be empty.
func (s *stream) event(name string, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // of our own values
	}
	var b []byte
	if name != "" {
		b = fmt.Appendf(b, "event: %s\n", name)
	}
	s.send(fmt.Appendf(b, "data: %s\n\n", data))
}

// words are the pieces of the text that all answers have.
var words = []string{"It ", "was ", "a ", "dark ", "and ", "stormy ", "night."}

func text() string { return strings.Join(words, "") }

type object = map[string]any
