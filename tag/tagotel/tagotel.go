// Package tagotel records what events of package tag say as OpenTelemetry metrics,
// by the semantic conventions for generative AI:
//
//   - gen_ai.client.token.usage, a histogram of tokens, of type input and output;
//   - gen_ai.client.operation.duration, a histogram of seconds.
//
// Both have, besides the attributes of the conventions, the owner: llmtag.project_id,
// llmtag.service_name, llmtag.team_id, llmtag.environment and llmtag.request_type. The
// user is left out, since each would be a time series.
//
// It is a module of its own, because package tag needs the standard library only.
//
// Source: OpenTelemetry's semantic conventions, "Generative AI client metrics".
package tagotel

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/llmtag/llmtag/tag"
)

// scope names the instrumentation.
const scope = "github.com/llmtag/llmtag/tag/tagotel"

// A Sink records events as metrics. It is used beside a sink that keeps the events:
// metrics are for watching, and no bill can be made of them.
type Sink struct {
	tokens   metric.Int64Histogram
	duration metric.Float64Histogram
}

// New returns a sink that records to instruments of a provider, such as
// otel.GetMeterProvider(). The error is that of making them.
func New(provider metric.MeterProvider) (*Sink, error) {
	meter := provider.Meter(scope)
	tokens, err := meter.Int64Histogram(
		"gen_ai.client.token.usage", metric.WithUnit("{token}"), metric.WithDescription("Number of input and output tokens used."),
		metric.WithExplicitBucketBoundaries(1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864),
	)
	if err != nil {
		return nil, fmt.Errorf("making the metric of tokens: %w", err)
	}
	duration, err := meter.Float64Histogram(
		"gen_ai.client.operation.duration", metric.WithUnit("s"), metric.WithDescription("GenAI operation duration."),
		metric.WithExplicitBucketBoundaries(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92),
	)
	if err != nil {
		return nil, fmt.Errorf("making the metric of durations: %w", err)
	}
	return &Sink{tokens, duration}, nil
}

// String names the sink in messages.
func (*Sink) String() string { return "OpenTelemetry metrics" }

// Write records events. It never fails, so that none is counted twice. Counts that
// are suspect are not recorded, nor are those that were not reported; the duration
// of each event is.
func (s *Sink) Write(ctx context.Context, events []tag.Event) error {
	for i := range events {
		e := &events[i]
		attrs := attributes(e)
		s.duration.Record(ctx, float64(e.LatencyMS)/1000, metric.WithAttributes(append(attrs, failure(e)...)...))
		if e.UsageStatus == tag.UsageSuspect {
			continue
		}
		for _, t := range []struct {
			name string
			n    *int64
		}{{"input", e.InputTokens}, {"output", e.OutputTokens}} {
			if t.n != nil {
				s.tokens.Record(ctx, *t.n, metric.WithAttributes(append(attrs, attribute.String("gen_ai.token.type", t.name))...))
			}
		}
	}
	return nil
}

// attributes are those of both metrics.
func attributes(e *tag.Event) []attribute.KeyValue {
	attrs := make([]attribute.KeyValue, 0, 10)
	attrs = append(attrs, attribute.String("gen_ai.operation.name", operation(e)), attribute.String("gen_ai.provider.name", provider(e.Provider)))
	for _, a := range []struct{ name, value string }{
		{"gen_ai.request.model", e.RequestedModel},
		{"gen_ai.response.model", e.Model},
		{"llmtag.project_id", e.ProjectID},
		{"llmtag.service_name", e.ServiceName},
		{"llmtag.team_id", e.TeamID},
		{"llmtag.environment", e.Environment},
		{"llmtag.request_type", e.RequestType},
	} {
		if a.value != "" {
			attrs = append(attrs, attribute.String(a.name, a.value))
		}
	}
	return slices.Clip(attrs) // so that appending copies
}

// operation is the name of what was done, as far as an event tells it: what has
// input and no output is an embedding.
func operation(e *tag.Event) string {
	switch {
	case e.InputTokens != nil && e.OutputTokens == nil && e.UsageStatus == tag.UsageReported:
		return "embeddings"
	case e.Provider == "google":
		return "generate_content"
	}
	return "chat"
}

// providers are the names of the conventions for those that they have and an event
// calls otherwise.
var providers = map[string]string{
	"azure":   "azure.ai.openai",
	"bedrock": "aws.bedrock",
	"google":  "gcp.gen_ai",
	"mistral": "mistral_ai",
	"xai":     "x_ai",
	"":        "unknown", // the attribute is required
}

func provider(name string) string {
	if p, ok := providers[name]; ok {
		return p
	}
	return name
}

// failure says in which way an attempt failed, if it did.
func failure(e *tag.Event) []attribute.KeyValue {
	var kind string
	switch {
	case e.Status == tag.StatusOK:
		return nil
	case e.Status == tag.StatusError && e.HTTPStatus >= 400:
		kind = strconv.Itoa(e.HTTPStatus)
	case e.Status == tag.StatusError:
		kind = "_OTHER" // of the conventions
	default:
		kind = string(e.Status)
	}
	return []attribute.KeyValue{attribute.String("error.type", kind)}
}
