package tagotel_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/metric/noop"
	sdk "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/llmtag/llmtag/internal/fakeprovider"
	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/tagotel"
)

// collect returns what a reader has, a line for each time series: metric, unit,
// attributes, count and sum.
func collect(t *testing.T, reader *sdk.ManualReader) []string {
	t.Helper()
	var got metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &got); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, scope := range got.ScopeMetrics {
		for _, m := range scope.Metrics {
			switch data := m.Data.(type) {
			case metricdata.Histogram[int64]:
				for _, p := range data.DataPoints {
					lines = append(lines, fmt.Sprintf("%s %s {%s} %d %d", m.Name, m.Unit, p.Attributes.Encoded(attribute.DefaultEncoder()), p.Count, p.Sum))
				}
			case metricdata.Histogram[float64]:
				for _, p := range data.DataPoints {
					lines = append(lines, fmt.Sprintf("%s %s {%s} %d %.3f", m.Name, m.Unit, p.Attributes.Encoded(attribute.DefaultEncoder()), p.Count, p.Sum))
				}
			default:
				t.Errorf("%s is a %T", m.Name, data)
			}
		}
	}
	slices.Sort(lines) // points are in no order
	return lines
}

func setup(t *testing.T) (*tagotel.Sink, *sdk.ManualReader) {
	t.Helper()
	reader := sdk.NewManualReader()
	sink, err := tagotel.New(sdk.NewMeterProvider(sdk.WithReader(reader)))
	if err != nil {
		t.Fatal(err)
	}
	return sink, reader
}

func TestEventsBecomeMetrics(t *testing.T) {
	n := func(n int64) *int64 { return &n }
	owner := func(e tag.Event) tag.Event {
		e.TeamID = "payments"
		return e
	}
	const chat = "gen_ai.operation.name=chat,gen_ai.provider.name="
	tests := map[string]struct {
		event tag.Event
		want  []string
	}{
		"input and output are two series, and the user is in none": {
			tag.Event{
				Provider: "openai", RequestedModel: "gpt-4o", Model: "gpt-4o-2024-08-06", InputTokens: n(10), OutputTokens: n(3), LatencyMS: 1250,
				ProjectID: "checkout", ServiceName: "assistant", TeamID: "payments", Environment: "prod", RequestType: "summarize", UserID: "u-42",
				Status: tag.StatusOK, HTTPStatus: 200, UsageStatus: tag.UsageReported,
			},
			[]string{
				"gen_ai.client.token.usage {token} {" + chat + "openai,gen_ai.request.model=gpt-4o,gen_ai.response.model=gpt-4o-2024-08-06,gen_ai.token.type=input,llmtag.environment=prod,llmtag.project_id=checkout,llmtag.request_type=summarize,llmtag.service_name=assistant,llmtag.team_id=payments} 1 10",
				"gen_ai.client.token.usage {token} {" + chat + "openai,gen_ai.request.model=gpt-4o,gen_ai.response.model=gpt-4o-2024-08-06,gen_ai.token.type=output,llmtag.environment=prod,llmtag.project_id=checkout,llmtag.request_type=summarize,llmtag.service_name=assistant,llmtag.team_id=payments} 1 3",
				"gen_ai.client.operation.duration s {" + chat + "openai,gen_ai.request.model=gpt-4o,gen_ai.response.model=gpt-4o-2024-08-06,llmtag.environment=prod,llmtag.project_id=checkout,llmtag.request_type=summarize,llmtag.service_name=assistant,llmtag.team_id=payments} 1 1.250",
			},
		},
		"zero is recorded, what was not reported is not": {
			owner(tag.Event{Provider: "bedrock", OutputTokens: n(0), Status: tag.StatusOK, UsageStatus: tag.UsageReported}),
			[]string{
				"gen_ai.client.token.usage {token} {" + chat + "aws.bedrock,gen_ai.token.type=output,llmtag.team_id=payments} 1 0",
				"gen_ai.client.operation.duration s {" + chat + "aws.bedrock,llmtag.team_id=payments} 1 0.000",
			},
		},
		"input alone is an embedding": {
			owner(tag.Event{Provider: "azure", InputTokens: n(7), Status: tag.StatusOK, UsageStatus: tag.UsageReported}),
			[]string{
				"gen_ai.client.token.usage {token} {gen_ai.operation.name=embeddings,gen_ai.provider.name=azure.ai.openai,gen_ai.token.type=input,llmtag.team_id=payments} 1 7",
				"gen_ai.client.operation.duration s {gen_ai.operation.name=embeddings,gen_ai.provider.name=azure.ai.openai,llmtag.team_id=payments} 1 0.000",
			},
		},
		"suspect counts are not recorded": {
			owner(tag.Event{Provider: "google", InputTokens: n(-7), Status: tag.StatusOK, UsageStatus: tag.UsageSuspect}),
			[]string{"gen_ai.client.operation.duration s {gen_ai.operation.name=generate_content,gen_ai.provider.name=gcp.gen_ai,llmtag.team_id=payments} 1 0.000"},
		},
		"an error has its status": {
			owner(tag.Event{Provider: "xai", Status: tag.StatusError, HTTPStatus: 429, UsageStatus: tag.UsageMissing}),
			[]string{"gen_ai.client.operation.duration s {error.type=429," + chat + "x_ai,llmtag.team_id=payments} 1 0.000"},
		},
		"no answer is an error, too": {
			owner(tag.Event{Status: tag.StatusError, UsageStatus: tag.UsageMissing}),
			[]string{"gen_ai.client.operation.duration s {error.type=_OTHER," + chat + "unknown,llmtag.team_id=payments} 1 0.000"},
		},
		"a stream that was cut has what it told": {
			owner(tag.Event{Provider: "anthropic", InputTokens: n(5), OutputTokens: n(1), Status: tag.StatusTruncated, HTTPStatus: 200, UsageStatus: tag.UsagePartial}),
			[]string{
				"gen_ai.client.token.usage {token} {" + chat + "anthropic,gen_ai.token.type=input,llmtag.team_id=payments} 1 5",
				"gen_ai.client.token.usage {token} {" + chat + "anthropic,gen_ai.token.type=output,llmtag.team_id=payments} 1 1",
				"gen_ai.client.operation.duration s {error.type=truncated," + chat + "anthropic,llmtag.team_id=payments} 1 0.000",
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sink, reader := setup(t)
			if err := sink.Write(t.Context(), []tag.Event{tt.event}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(slices.Sorted(slices.Values(tt.want)), collect(t, reader)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestBucketsAreThoseOfTheConventions(t *testing.T) {
	sink, reader := setup(t)
	one := int64(1)
	if err := sink.Write(t.Context(), []tag.Event{{InputTokens: &one, UsageStatus: tag.UsageReported}}); err != nil {
		t.Fatal(err)
	}
	var got metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &got); err != nil {
		t.Fatal(err)
	}
	bounds := map[string][]float64{}
	for _, m := range got.ScopeMetrics[0].Metrics {
		switch data := m.Data.(type) {
		case metricdata.Histogram[int64]:
			bounds[m.Name] = data.DataPoints[0].Bounds
		case metricdata.Histogram[float64]:
			bounds[m.Name] = data.DataPoints[0].Bounds
		}
	}
	tokens, seconds := bounds["gen_ai.client.token.usage"], bounds["gen_ai.client.operation.duration"]
	if len(tokens) != 14 || len(seconds) != 14 {
		t.Fatalf("got %v and %v, want 14 of each", tokens, seconds)
	}
	for i := 1; i < 14; i++ {
		if tokens[i] != 4*tokens[i-1] || seconds[i] != 2*seconds[i-1] {
			t.Errorf("bounds %v and %v, want powers of four from 1, and twice the one before from 0.01", tokens, seconds)
		}
	}
}

func TestARequestIsMeasured(t *testing.T) {
	provider := httptest.NewServer(&fakeprovider.Server{})
	defer provider.Close()
	sink, reader := setup(t)
	rec := tag.NewRecorder(sink)
	hc, err := tag.HTTPClient(tag.Owner{ProjectID: "checkout", ServiceName: "assistant", TeamID: "payments"}, tag.WithRecorder(rec))
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, provider.URL+"/v1/chat/completions", strings.NewReader(`{"model":"gpt-4o"}`))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := hc.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	if err := rec.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	lines := collect(t, reader)
	if len(lines) != 3 || !strings.HasSuffix(lines[1], "} 3 126") || !strings.HasSuffix(lines[2], "} 3 51") || strings.Contains(lines[0], "error.type") {
		t.Errorf("got\n%s\nwant three requests of 42 and 17 tokens", strings.Join(lines, "\n"))
	}
}

func TestInstrumentsThatCannotBeMadeAreAnError(t *testing.T) {
	for _, name := range []string{"token.usage", "operation.duration"} {
		if _, err := tagotel.New(failing{name: name}); !errors.Is(err, errFailing) {
			t.Errorf("%s: got %v, want the provider's error", name, err)
		}
	}
}

var errFailing = errors.New("no instruments left")

// failing is a provider that cannot make an instrument.
type failing struct {
	noop.MeterProvider
	name string
}

func (f failing) Meter(string, ...metric.MeterOption) metric.Meter { return failingMeter{name: f.name} }

type failingMeter struct {
	noop.Meter
	name string
}

func (f failingMeter) Int64Histogram(name string, _ ...metric.Int64HistogramOption) (metric.Int64Histogram, error) {
	if strings.HasSuffix(name, f.name) {
		return nil, errFailing
	}
	return noop.Int64Histogram{}, nil
}

func (f failingMeter) Float64Histogram(name string, _ ...metric.Float64HistogramOption) (metric.Float64Histogram, error) {
	if strings.HasSuffix(name, f.name) {
		return nil, errFailing
	}
	return noop.Float64Histogram{}, nil
}
