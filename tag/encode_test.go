package tag

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func count(n int64) *int64 { return &n } //nolint:modernize // shorter in tables

// fullEvent has every field set, each to a value of its own.
func fullEvent() Event {
	return Event{
		EventID: "019adfae-3b86-7e7c-8cd4-b5a9d1f0a001", Time: time.Date(2026, 11, 30, 12, 34, 56, 789_123_999, time.FixedZone("CET", 3600)),
		Provider: "openai", Model: "gpt-5.2-2026-10-01", RequestedModel: "gpt-5.2",
		InputTokens: count(1), OutputTokens: count(2), TotalTokens: count(3),
		CacheReadTokens: count(0), CacheWrite5mTokens: count(5), CacheWrite1hTokens: count(6), ReasoningTokens: count(7),
		AudioInputTokens: count(8), AudioOutputTokens: count(9), ImageTokens: count(10),
		ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments", UserID: "u-42", RequestType: "summarize", Environment: "prod",
		RequestID: "resp_1", Attempt: 2, AttemptGroup: "019adfae-3b86-7e7c-8cd4-b5a9d1f0a000",
		LatencyMS: 812, FirstTokenMS: count(95), Status: StatusOK, HTTPStatus: 200, UsageStatus: UsageReported,
		ServiceTier: "priority", Region: "eu-west-1", Units: map[string]json.Number{"web_searches": "3", "seconds": "1.25"},
		CallSite: "checkout.(*Assistant).Answer assistant.go:42",
	}
}

func TestEventAsJSON(t *testing.T) {
	tests := map[string]struct {
		event Event
		want  string
	}{
		"all that is known is there, the time in UTC and cut to the microsecond": {
			fullEvent(), `{"event_id":"019adfae-3b86-7e7c-8cd4-b5a9d1f0a001","ts":"2026-11-30T11:34:56.789123Z",` +
				`"provider":"openai","model":"gpt-5.2-2026-10-01","requested_model":"gpt-5.2",` +
				`"input_tokens":1,"output_tokens":2,"total_tokens":3,"cache_read_tokens":0,"cache_write_5m_tokens":5,"cache_write_1h_tokens":6,` +
				`"reasoning_tokens":7,"audio_input_tokens":8,"audio_output_tokens":9,"image_tokens":10,` +
				`"project_id":"checkout","service_name":"checkout-assistant","team_id":"payments","user_id":"u-42","request_type":"summarize","environment":"prod",` +
				`"request_id":"resp_1","attempt":2,"attempt_group":"019adfae-3b86-7e7c-8cd4-b5a9d1f0a000","latency_ms":812,"first_token_ms":95,` +
				`"status":"ok","http_status":200,"usage_status":"reported","service_tier":"priority","region":"eu-west-1",` +
				`"units":{"seconds":1.25,"web_searches":3},"call_site":"checkout.(*Assistant).Answer assistant.go:42"}`,
		},
		"what is not known is null, and every key is there": {
			Event{}, `{"event_id":null,"ts":null,"provider":null,"model":null,"requested_model":null,` +
				`"input_tokens":null,"output_tokens":null,"total_tokens":null,"cache_read_tokens":null,"cache_write_5m_tokens":null,"cache_write_1h_tokens":null,` +
				`"reasoning_tokens":null,"audio_input_tokens":null,"audio_output_tokens":null,"image_tokens":null,` +
				`"project_id":null,"service_name":null,"team_id":null,"user_id":null,"request_type":null,"environment":null,` +
				`"request_id":null,"attempt":null,"attempt_group":null,"latency_ms":0,"first_token_ms":null,` +
				`"status":null,"http_status":null,"usage_status":null,"service_tier":null,"region":null,"units":null,"call_site":null}`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, string(tt.event.appendJSON(nil))); diff != "" {
				t.Errorf("appendJSON of %+v (-want +got):\n%s", tt.event, diff)
			}
		})
	}
}

func TestUnitsThatAreNoNumbersStayReadable(t *testing.T) {
	got := string(appendUnits(nil, map[string]json.Number{"a": "NaN", "b": `"},{"`, "c": "1e3", "d": "", "e": " 1"}))
	want := `{"a":"NaN","b":"\"},{\"","c":1e3,"d":"","e":" 1"}`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzQuoted compares with encoding/json, which is the oracle of what a text is.
func FuzzQuoted(f *testing.F) {
	for _, s := range []string{"", "plain", "\x00\x1f\x7f\n\r\t\"\\/", "<&>", "é 世界 🎉", "\u2028\u2029", "\xff\xc0\xaf", "a\xe2\x80", "\ufffd"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := appendQuoted(nil, s)
		var got string
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatalf("%q became %s: %v", s, line, err)
		}
		if want := strings.ToValidUTF8(s, "\ufffd"); utf8.ValidString(s) && got != want {
			t.Errorf("%q became %s, which reads %q", s, line, got)
		}
		for _, c := range line {
			if c < ' ' || c == 0x7f {
				t.Errorf("%q became %q, which has a control character", s, line)
			}
		}
	})
}

// TestEveryEncodingHasTheFieldsOfAnEvent holds what is written by hand, for speed,
// against the type's own list, in its order.
func TestEveryEncodingHasTheFieldsOfAnEvent(t *testing.T) {
	e := fullEvent()
	var want []string
	for f := range reflect.TypeFor[Event]().Fields() {
		want = append(want, f.Tag.Get("json"))
	}
	if len(want) != 33 {
		t.Errorf("%d fields, want the schema's 33: %v", len(want), want)
	}
	for name, line := range map[string][]byte{"a full event": e.appendJSON(nil), "an empty event": new(Event).appendJSON(nil)} {
		if diff := cmp.Diff(want, members(t, line)); diff != "" {
			t.Errorf("%s as JSON (-type +written):\n%s", name, diff)
		}
	}
	var logged []string
	for _, a := range e.attrs() {
		logged = append(logged, a.Key)
	}
	if diff := cmp.Diff(want, logged); diff != "" {
		t.Errorf("attributes of the log (-type +logged):\n%s", diff)
	}
	var full map[string]any
	if err := json.Unmarshal(e.appendJSON(nil), &full); err != nil {
		t.Fatal(err)
	}
	for key, value := range full {
		if value == nil {
			t.Errorf("%s is null in an event that has everything", key)
		}
	}
}

// members returns the names of an object's members, in their order.
func members(t *testing.T, object []byte) (names []string) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(object))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name.(string))
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			t.Fatal(err)
		}
	}
	return names
}

func BenchmarkEventAsJSON(b *testing.B) {
	e := fullEvent()
	buf := make([]byte, 0, 2048)
	b.ReportAllocs()
	for b.Loop() {
		buf = e.appendJSON(buf[:0])
	}
}
