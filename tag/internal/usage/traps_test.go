package usage_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/internal/usage"
)

// TestTheFifteenTraps has the traps of token accounting, by number. Those of prices
// and days (6 to 10, 12, 13) are the rollup's to avoid; here stands what an event
// must be for that: what was answered, in whole numbers, at the request's start in
// UTC, and never a price of ours.
func TestTheFifteenTraps(t *testing.T) {
	t.Run("1: cached tokens are inside OpenAI's prompt and outside Anthropic's input", func(t *testing.T) {
		says(t, usage.Chat(), "json", `{"usage":{"prompt_tokens":100,"completion_tokens":5,"total_tokens":105,"prompt_tokens_details":{"cached_tokens":60}}}`,
			"in=100 out=5 total=105 read=60")
		says(t, usage.Responses(), "json", `{"usage":{"input_tokens":100,"output_tokens":5,"total_tokens":105,"input_tokens_details":{"cached_tokens":60}}}`,
			"in=100 out=5 total=105 read=60")
		says(t, usage.Anthropic(), "json", `{"type":"message","usage":{"input_tokens":40,"output_tokens":5,"cache_read_input_tokens":60,"cache_creation_input_tokens":0}}`,
			"in=100 out=5 total=105 read=60 5m=0")
		says(t, usage.Converse(), "json", `{"usage":{"inputTokens":40,"outputTokens":5,"totalTokens":105,"cacheReadInputTokens":60}}`,
			"in=100 out=5 total=105 read=60")
	})
	t.Run("2: a gateway has added the cache to the prompt: the format decides, not the model", func(t *testing.T) {
		translated := `{"model":"claude-sonnet-5","object":"chat.completion","usage":{"prompt_tokens":100,"completion_tokens":5,"total_tokens":105,"cache_read_input_tokens":60,"cache_creation_input_tokens":10}}`
		for _, f := range []*usage.Format{usage.Chat(), usage.Any()} {
			says(t, f, "json", translated, "in=100 out=5 total=105 read=60 5m=10 model=claude-sonnet-5")
		}
		says(t, usage.Anthropic(), "json", `{"type":"message","model":"gpt-4o","usage":{"input_tokens":40,"output_tokens":5,"cache_read_input_tokens":60}}`,
			"in=100 out=5 total=105 read=60 model=gpt-4o")
	})
	t.Run("3: cache writes of an hour are not those of five minutes", func(t *testing.T) {
		says(t, usage.Anthropic(), "json", `{"type":"message","usage":{"input_tokens":1,"output_tokens":1,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20}}}`,
			"in=31 out=1 total=32 5m=10 1h=20")
		says(t, usage.Converse(), "json", `{"usage":{"inputTokens":1,"outputTokens":1,"cacheWriteInputTokens":30,"cacheDetails":[{"ttl":"1h","inputTokens":20},{"ttl":"5m","inputTokens":10}]}}`,
			"in=31 out=1 total=32 5m=10 1h=20")
	})
	t.Run("4: Gemini's thoughts are kept, streamed or not", func(t *testing.T) {
		counts := `"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":4,"thoughtsTokenCount":50,"totalTokenCount":64}`
		const want = "in=10 out=54 total=64 reasoning=50"
		says(t, usage.Gemini(), "json", `{"candidates":[{"finishReason":"STOP"}],`+counts+`}`, want)
		thinking := `{"candidates":[{"content":{"parts":[{"thought":true,"text":"hm"}]}}],"usageMetadata":{"promptTokenCount":10,"thoughtsTokenCount":20,"totalTokenCount":30}}`
		says(t, usage.Gemini(), "sse", events(thinking, `{"candidates":[{"finishReason":"STOP"}],`+counts+`}`), want)
		says(t, usage.Gemini(), "json", "["+thinking+`,{"candidates":[{"finishReason":"STOP"}],`+counts+`}]`, want)
		// The last message may leave them out: they were told before.
		says(t, usage.Gemini(), "sse", events(thinking,
			`{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":4,"totalTokenCount":34}}`),
			"in=10 out=24 total=34 reasoning=20")
	})
	t.Run("5: zero is not missing, and missing is not zero", func(t *testing.T) {
		says(t, usage.Chat(), "json", `{"usage":{"prompt_tokens":7,"completion_tokens":0,"total_tokens":7,"prompt_tokens_details":{"cached_tokens":0}}}`, "in=7 out=0 total=7 read=0")
		says(t, usage.Chat(), "json", `{"usage":{"prompt_tokens":7,"completion_tokens":1,"total_tokens":8}}`, "in=7 out=1 total=8")
		says(t, usage.Chat(), "json", `{"usage":null}`, "")
		says(t, usage.Anthropic(), "json", `{"type":"message","usage":{"input_tokens":0,"output_tokens":0,"cache_read_input_tokens":null}}`, "in=0 out=0 total=0")
		e := eventOf(t, `{"model":"m","usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}}`)
		if e.UsageStatus != tag.UsageReported || e.InputTokens == nil || *e.InputTokens != 0 || e.CacheReadTokens != nil {
			t.Errorf("zero was answered, and the event has status %s, input %v, cache reads %v", e.UsageStatus, e.InputTokens, e.CacheReadTokens)
		}
		if e := eventOf(t, `{"model":"m"}`); e.UsageStatus != tag.UsageMissing || e.InputTokens != nil || e.TotalTokens != nil {
			t.Errorf("nothing was answered, and the event has status %s, input %v, total %v", e.UsageStatus, e.InputTokens, e.TotalTokens)
		}
	})
	t.Run("6: an alias is not the model that answered: both are kept", func(t *testing.T) {
		e := eventOf(t, `{"model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}`)
		if e.Model != "gpt-4o-2024-08-06" || e.RequestedModel != "gpt-4o" {
			t.Errorf("model %q and requested %q, want gpt-4o-2024-08-06 and gpt-4o", e.Model, e.RequestedModel)
		}
	})
	t.Run("7: a price changes at midnight in UTC: the time of an event is in UTC, whatever zone it was made in", func(t *testing.T) {
		e := tag.Event{Time: time.Date(2026, 12, 1, 5, 30, 0, 0, time.FixedZone("IST", 5*3600+1800))}
		if got, want := member(t, e, "ts"), `"2026-12-01T00:00:00.000000Z"`; got != want {
			t.Errorf("ts is %s, want %s", got, want)
		}
	})
	t.Run("8: old events are not priced again by the way: an event has no price", func(t *testing.T) {
		// Some providers answer their own charge: that is a billed unit, and stays what it was.
		for f := range reflect.TypeFor[tag.Event]().Fields() {
			if regexp.MustCompile(`(?i)price|cost|usd|dollar|charge|rate`).MatchString(f.Name + " " + f.Tag.Get("json")) {
				t.Errorf("an event has the field %s", f.Name)
			}
		}
	})
	t.Run("9: units do not slip: each count is as answered, under the name of its unit", func(t *testing.T) {
		says(t, usage.Transcription(), "json", `{"usage":{"type":"duration","seconds":27}}`, `{"seconds":27}`)
		says(t, usage.Chat(), "json", `{"pages":[],"usage_info":{"pages_processed":3}}`, `{"pages":3}`)
		says(t, usage.Cohere(), "json", `{"meta":{"billed_units":{"search_units":2}}}`, `{"search_units":2}`)
		says(t, usage.VertexPredict(), "json", `{"predictions":[],"metadata":{"billableCharacterCount":4000}}`, `{"characters":4000}`)
		// A provider's own charge is in dollars: xAI's ticks are 1e-10 of one.
		says(t, usage.Chat(), "json", `{"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2,"cost_in_usd_ticks":12500000000}}`, `in=1 out=1 total=2 {"usd":1.25}`)
	})
	t.Run("10: no floats: counts are whole numbers, and units keep their digits", func(t *testing.T) {
		for _, typ := range []reflect.Type{reflect.TypeFor[tag.Event](), reflect.TypeFor[usage.Usage]()} {
			if at := floatIn(typ); at != "" {
				t.Errorf("%s has a float at %s", typ, at)
			}
		}
		// 2^53+1 and these decimals are none that a float64 can hold.
		says(t, usage.Chat(), "json", `{"usage":{"prompt_tokens":9007199254740993,"completion_tokens":0,"total_tokens":9007199254740993}}`,
			"in=9007199254740993 out=0 total=9007199254740993")
		says(t, usage.Chat(), "json", `{"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2,"cost":0.10000000000000000001}}`, `in=1 out=1 total=2 {"usd":0.10000000000000000001}`)
		says(t, usage.Transcription(), "json", `{"duration":0.30000000000000000001}`, `{"seconds":0.30000000000000000001}`)
	})
	t.Run("11: reasoning is inside the output of OpenAI and Anthropic, and outside of Gemini's candidates", func(t *testing.T) {
		says(t, usage.Chat(), "json", `{"usage":{"prompt_tokens":10,"completion_tokens":50,"total_tokens":60,"completion_tokens_details":{"reasoning_tokens":30}}}`, "in=10 out=50 total=60 reasoning=30")
		says(t, usage.Responses(), "json", `{"usage":{"input_tokens":10,"output_tokens":50,"total_tokens":60,"output_tokens_details":{"reasoning_tokens":30}}}`, "in=10 out=50 total=60 reasoning=30")
		says(t, usage.Anthropic(), "json", `{"type":"message","usage":{"input_tokens":10,"output_tokens":50,"output_tokens_details":{"thinking_tokens":30}}}`, "in=10 out=50 total=60 reasoning=30")
		says(t, usage.Gemini(), "json", `{"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":20,"thoughtsTokenCount":30,"totalTokenCount":60}}`, "in=10 out=50 total=60 reasoning=30")
	})
	t.Run("12: an unknown model is not free: it is recorded by its name, with its counts", func(t *testing.T) {
		e := eventOf(t, `{"model":"made-up-7b","usage":{"prompt_tokens":5,"completion_tokens":6,"total_tokens":11}}`)
		if e.Model != "made-up-7b" || e.UsageStatus != tag.UsageReported || e.TotalTokens == nil || *e.TotalTokens != 11 {
			t.Errorf("model %q, status %s, total %v; want made-up-7b, reported and 11", e.Model, e.UsageStatus, e.TotalTokens)
		}
	})
	t.Run("13: we book a request when it begins, a provider when it ends: an event has both", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			midnight := time.Date(2000, 1, 2, 0, 0, 0, 0, time.UTC)
			time.Sleep(time.Until(midnight) - time.Second)
			e := eventAfter(t, 3*time.Second, `{"model":"m","usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}`)
			if want := midnight.Add(-time.Second); !e.Time.Equal(want) || e.LatencyMS != 3000 {
				t.Errorf("began %v and took %d ms, want %v and 3000", e.Time.UTC(), e.LatencyMS, want)
			}
		})
	})
	t.Run("14: tools and system prompts are in the prompt already: nothing is added for what a request has", func(t *testing.T) {
		request := `{"model":"gpt-4o","messages":[{"role":"system","content":"` + strings.Repeat("be brief ", 500) + `"}],` +
			`"tools":[{"type":"function","function":{"name":"f","description":"` + strings.Repeat("does much ", 500) + `"}}]}`
		e := eventOfRequest(t, 0, request, `{"model":"m","usage":{"prompt_tokens":12,"completion_tokens":1,"total_tokens":13}}`)
		if e.InputTokens == nil || *e.InputTokens != 12 {
			t.Errorf("input is %v, want the 12 that were answered", e.InputTokens)
		}
		// But what Gemini's own tools put in is told apart, and is input.
		says(t, usage.Gemini(), "json", `{"usageMetadata":{"promptTokenCount":10,"toolUsePromptTokenCount":7,"candidatesTokenCount":3,"totalTokenCount":20}}`, "in=17 out=3 total=20")
	})
	t.Run("15: with n > 1 the output covers all choices, and the prompt counts once", func(t *testing.T) {
		says(t, usage.Chat(), "json", `{"choices":[{"index":0},{"index":1},{"index":2}],"usage":{"prompt_tokens":10,"completion_tokens":33,"total_tokens":43}}`, "in=10 out=33 total=43")
		says(t, usage.Chat(), "sse", events(
			`{"choices":[{"index":0,"delta":{"content":"a"}}]}`, `{"choices":[{"index":1,"delta":{"content":"b"}}]}`,
			`{"choices":[],"usage":{"prompt_tokens":10,"completion_tokens":22,"total_tokens":32}}`, `[DONE]`,
		), "in=10 out=22 total=32")
		says(t, usage.Gemini(), "json", `{"candidates":[{"index":0},{"index":1}],"usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":22,"totalTokenCount":32}}`, "in=10 out=22 total=32")
	})
}

// says compares what an answer says with one line.
func says(t *testing.T, f *usage.Format, framing, body, want string) {
	t.Helper()
	if got := line(read(f, framing, body).Usage()); got != want {
		t.Errorf("%s: %s\ngot  %s\nwant %s", f.Name, body, got, want)
	}
}

// eventOf returns the event of a request for gpt-4o that is answered in OpenAI's
// format.
func eventOf(t *testing.T, answer string) tag.Event {
	t.Helper()
	return eventAfter(t, 0, answer)
}

func eventAfter(t *testing.T, d time.Duration, answer string) tag.Event {
	t.Helper()
	return eventOfRequest(t, d, `{"model":"gpt-4o","messages":[]}`, answer)
}

// eventOfRequest returns the event of a request that is answered after a while.
func eventOfRequest(t *testing.T, d time.Duration, request, answer string) tag.Event {
	t.Helper()
	var sink kept
	rec := tag.NewRecorder(&sink)
	client, err := tag.HTTPClient(tag.Owner{ProjectID: "p", ServiceName: "s", TeamID: "t"}, tag.WithRecorder(rec), tag.WithBase(answering(func(req *http.Request) string {
		_, _ = io.Copy(io.Discard, req.Body)
		_ = req.Body.Close()
		time.Sleep(d)
		return answer
	})))
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://api.openai.com/v1/chat/completions", strings.NewReader(request))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, resp.Body)
	_ = resp.Body.Close()
	if err := rec.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if len(sink.events) != 1 {
		t.Fatalf("%d events, want 1", len(sink.events))
	}
	return sink.events[0]
}

// answering is a transport that answers JSON.
type answering func(*http.Request) string

func (a answering) RoundTrip(req *http.Request) (*http.Response, error) {
	body := a(req)
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}},
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)), Request: req,
	}, nil
}

type kept struct{ events []tag.Event }

func (k *kept) Write(_ context.Context, events []tag.Event) error {
	k.events = append(k.events, events...)
	return nil
}

// member returns a member of an event's JSON.
func member(t *testing.T, e tag.Event, name string) string {
	t.Helper()
	text, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatal(err)
	}
	return string(members[name])
}

// floatIn returns where a type has a float, or nothing. Times and the like, which
// are of other packages, are not looked into.
func floatIn(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Float32, reflect.Float64:
		return t.String()
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return floatIn(t.Elem())
	case reflect.Struct:
		for f := range t.Fields() {
			if f.Type == reflect.TypeFor[time.Time]() {
				continue
			}
			if at := floatIn(f.Type); at != "" {
				return f.Name + " " + at
			}
		}
	default:
	}
	return ""
}
