package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// Spans as OTLP writes them in JSON (opentelemetry-proto: trace.proto; numbers of
// 64 bits are texts), as the collector's file exporter does with an object a line.
type (
	traces struct {
		Resources []resourceSpans `json:"resourceSpans"`
	}
	resourceSpans struct {
		Resource struct {
			Attributes attributes `json:"attributes"`
		} `json:"resource"`
		Scopes  []scopeSpans `json:"scopeSpans"`
		Library []scopeSpans `json:"instrumentationLibrarySpans"` // before version 0.15
	}
	scopeSpans struct {
		Spans []span `json:"spans"`
	}
	span struct {
		TraceID    string     `json:"traceId"`
		SpanID     string     `json:"spanId"`
		Start      anyText    `json:"startTimeUnixNano"`
		End        anyText    `json:"endTimeUnixNano"`
		Attributes attributes `json:"attributes"`
		Status     struct {
			Code json.RawMessage `json:"code"` // 2 or STATUS_CODE_ERROR
		} `json:"status"`
	}
)

// attributes are texts and numbers by name; lists and maps are left out.
type attributes map[string]string

func (a *attributes) UnmarshalJSON(b []byte) error {
	var list []struct {
		Key   string `json:"key"`
		Value struct {
			Text   *string      `json:"stringValue"`
			Int    *anyText     `json:"intValue"`
			Double *json.Number `json:"doubleValue"`
			Bool   *bool        `json:"boolValue"`
		} `json:"value"`
	}
	if err := json.Unmarshal(b, &list); err != nil {
		return err
	}
	*a = make(attributes, len(list))
	for _, l := range list {
		switch v := l.Value; {
		case v.Text != nil:
			(*a)[l.Key] = *v.Text
		case v.Int != nil:
			(*a)[l.Key] = string(*v.Int)
		case v.Double != nil:
			(*a)[l.Key] = v.Double.String()
		case v.Bool != nil:
			(*a)[l.Key] = strconv.FormatBool(*v.Bool)
		}
	}
	return nil
}

// first is the value of the first name that is there.
func (a attributes) first(names ...string) string {
	for _, name := range names {
		if s := a[name]; s != "" {
			return s
		}
	}
	return ""
}

// The names of what a span says, the current one (semantic conventions for
// generative AI) first, then older ones and those of widespread libraries.
var (
	otlpProvider  = []string{"gen_ai.provider.name", "gen_ai.system"}
	otlpModel     = []string{"gen_ai.response.model", "gen_ai.request.model"}
	otlpRequested = []string{"gen_ai.request.model"}
	otlpTier      = []string{"gen_ai.openai.response.service_tier", "openai.response.service_tier", "gen_ai.response.service_tier"}

	otlpCounts = [...]struct {
		index int
		names []string
	}{
		{usage.InputTokens, []string{"gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.usage.prompt_tokens"}},
		{usage.OutputTokens, []string{"gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.usage.completion_tokens"}},
		{usage.TotalTokens, []string{"gen_ai.usage.total_tokens", "llm.usage.total_tokens"}},
		{usage.CacheReadTokens, []string{"gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.cached_input_tokens"}},
		{usage.CacheWrite5mTokens, []string{"gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens"}},
		{usage.ReasoningTokens, []string{"gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens"}},
	}

	otlpOwners = [...]struct {
		index    int
		span     []string
		resource []string
	}{
		{usage.TeamID, []string{"team_id", "llmtag.team_id"}, nil},
		{usage.ProjectID, []string{"project_id", "llmtag.project_id"}, nil},
		{usage.ServiceName, []string{"service_name", "llmtag.service_name"}, []string{"service.name"}},
		{usage.UserID, []string{"user_id", "llmtag.user_id", "user.id", "enduser.id"}, nil},
		{usage.RequestType, []string{"request_type", "llmtag.request_type"}, nil},
		{usage.Environment, []string{"environment", "llmtag.environment"}, []string{"deployment.environment.name", "deployment.environment"}},
	}
)

// otlpEvents calls each for every span of a request to a model in an object of
// traces, and returns how many spans were something else. Spans that are no event
// are named in the error; the others are read.
func otlpEvents(line []byte, e *usage.Event, each func(*usage.Event) error) (others int, err error) {
	if err := checkUTF8(line); err != nil {
		return 0, err
	}
	var doc traces
	if err := json.Unmarshal(line, &doc); err != nil {
		return 0, jsonReason(err)
	}
	var faults []error
	for _, r := range doc.Resources {
		for _, scope := range append(r.Scopes, r.Library...) {
			for i := range scope.Spans {
				s := &scope.Spans[i]
				if !s.isRequest() {
					others++
					continue
				}
				e.Reset()
				err := s.event(r.Resource.Attributes, e)
				if err == nil {
					err = finish(e)
				}
				if err == nil {
					err = each(e)
				}
				if err != nil {
					faults = append(faults, fmt.Errorf("span %.32s: %w", s.SpanID, err))
				}
			}
		}
	}
	if len(faults) > 0 {
		return others, errors.Join(faults...)
	}
	return others, nil
}

// isRequest reports whether a span is of one request to a model. Those of agents
// and workflows repeat the usage of the requests below them.
func (s *span) isRequest() bool {
	counted := false
	for _, c := range otlpCounts {
		counted = counted || s.Attributes.first(c.names...) != ""
	}
	switch operation := s.Attributes["gen_ai.operation.name"]; operation {
	case "chat", "text_completion", "completion", "generate_content", "embeddings", "image_generation", "speech", "transcription":
		return true
	case "":
		return counted
	default:
		return counted && !strings.Contains(operation, "agent") && !strings.Contains(operation, "tool") && !strings.Contains(operation, "workflow")
	}
}

func (s *span) event(resource attributes, e *usage.Event) error {
	start, err := strconv.ParseInt(string(s.Start), 10, 64)
	if err != nil {
		return fmt.Errorf("startTimeUnixNano: is %.40q, expected nanoseconds since 1970", string(s.Start))
	}
	if s.TraceID == "" || s.SpanID == "" {
		return errors.New("has no traceId and spanId, by which it is recognised when it comes twice")
	}
	a := s.Attributes
	t := tag.Event{
		EventID: tag.FormatEventID(tag.DeriveEventID([]byte("otlp " + strings.ToLower(s.TraceID) + " " + strings.ToLower(s.SpanID)))),
		Time:    time.Unix(0, start).UTC(), RequestID: a["gen_ai.response.id"],
		Provider: providerOf(a.first(otlpProvider...)), Model: a.first(otlpModel...), RequestedModel: a.first(otlpRequested...),
		ServiceTier: a.first(otlpTier...), Region: a.first("cloud.region", "aws.region"),
	}
	if t.ServiceTier == "" {
		t.ServiceTier = a.first("gen_ai.openai.request.service_tier", "openai.request.service_tier")
		if t.ServiceTier == "auto" {
			t.ServiceTier = ""
		}
	}
	if end, err := strconv.ParseInt(string(s.End), 10, 64); err == nil && end >= start {
		t.LatencyMS = (end - start) / 1e6
	}
	if code := strings.Trim(string(s.Status.Code), `"`); code == "2" || code == "STATUS_CODE_ERROR" || a["error.type"] != "" {
		t.Status = tag.StatusError
	}
	t.HTTPStatus, _ = strconv.Atoi(a.first("http.response.status_code", "http.status_code"))
	if err := fromTag(&t, e); err != nil {
		return err
	}
	for _, o := range otlpOwners {
		text := a.first(o.span...)
		if text == "" {
			text = resource.first(append(o.span, o.resource...)...)
		}
		if strings.IndexByte(text, 0) >= 0 {
			return fmt.Errorf("%s: has a NUL byte, which no text in a database has", textNames[o.index])
		}
		if text != "" {
			e.Text[o.index] = []byte(text)
		}
	}
	for _, c := range otlpCounts {
		text := a.first(c.names...)
		if text == "" {
			continue
		}
		n, err := strconv.ParseInt(strings.TrimSuffix(text, ".0"), 10, 64)
		if err != nil {
			return fmt.Errorf("%s: is %.40q, expected a whole number", c.names[0], text)
		}
		e.Set(c.index, n)
	}
	return nil
}
