package source

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// full is a line as package tag writes it, with every field.
const full = `{"event_id":"0193b2c4-5d6e-7f80-9a1b-2c3d4e5f6071","ts":"2026-10-14T08:15:30.123456Z","provider":"anthropic","model":"claude-sonnet-4-6","requested_model":"claude-sonnet-latest","input_tokens":1200,"output_tokens":80,"total_tokens":1280,"cache_read_tokens":1000,"cache_write_5m_tokens":100,"cache_write_1h_tokens":null,"reasoning_tokens":12,"audio_input_tokens":null,"audio_output_tokens":null,"image_tokens":0,"project_id":"checkout","service_name":"checkout-assistant","team_id":"payments","user_id":"u-42","request_type":"summarize","environment":"prod","request_id":"msg_01","attempt":2,"attempt_group":"0193b2c4-5d6e-7f80-9a1b-2c3d4e5f6072","latency_ms":913,"first_token_ms":204,"status":"ok","http_status":200,"usage_status":"reported","service_tier":"standard","region":"eu","units":{"web_searches":2},"call_site":"main.answer, main.go:42"}`

// minimal is a line in the form of the article.
const minimal = `{"ts":"2026-10-14T08:00:00+02:00","model":"gpt-4o","input_tokens":100,"output_tokens":20,"project_id":"checkout","service_name":"checkout-assistant","team_id":"payments","request_id":"r-1"}`

// seeds are lines from which fuzzing begins.
var seeds = []string{
	full, minimal,
	strings.ReplaceAll(strings.ReplaceAll(full, `":`, `": `), `,"`, `, "`), // as Python writes it
	`{"ts":"2026-02-28T23:59:60Z"}`, `{"ts":"2026-02-29T00:00:00Z"}`, `{"ts":"2028-02-29T00:00:00.1+14:00"}`,
	`{"ts":"2026-01-01T00:00:00.1234567Z","input_tokens":-0}`, `{"ts":"2026-01-01T24:00:00Z"}`, `{"ts":"2026-01-01T00:00:00,5Z"}`,
	`{"ts":"2026-01-01T00:00:00Z","input_tokens":1.0}`, `{"ts":"2026-01-01T00:00:00Z","input_tokens":01}`,
	`{"ts":"2026-01-01T00:00:00Z","Input_Tokens":7}`, `{"ts":"2026-01-01T00:00:00Z","input_to\u212aens":7}`, `{"ts":"2026-01-01T00:00:00Z","\u017ftatus":"error"}`,
	`{"ts":"2026-01-01T00:00:00Z","model":"a","model":null}`, `{"ts":"2026-01-01T00:00:00Z","model":"a","model":"b"}`,
	`{"ts":"2026-01-01T00:00:00Z","model":"caf\u00e9 \ud83d\ude00","team_id":"café"}`, "{\"ts\":\"2026-01-01T00:00:00Z\",\"team_id\":\"caf\xe9\"}",
	`{"ts":"2026-01-01T00:00:00Z","x":{"y":[1,2,{"z":null}]},"tags":["a"],"ok":true,"note":"plain"}`,
	`{"ts":"2026-01-01T00:00:00Z","units":{"seconds":"12.5","a":1e3}}`, `{"ts":"2026-01-01T00:00:00Z","units":{}}`, `{"ts":"2026-01-01T00:00:00Z","units":{"a":1,"a":2}}`,
	`{"ts":"2026-01-01T00:00:00Z","model":"\ud83d\ud83d\ude00\udc00\u12x4","x":"\ud83d"}`, `{"ts":"2026-01-01T00:00:00Z","model":"\ud83dx\"\/\b\f\r"}`, `{"ts":"2026-01-01T00:00:00Z","\u006dodel":"a","x":[],"y":{},"z":-0.0E+5,"w":[1,]}`,
	`{"ts":"2026-01-01T00:00:00Z"} x`, `{"ts":"2026-01-01T00:00:00Z",}`, `{"ts":null}`, `{}`, `null`, `[]`, ``, "{\"ts\":\"2026-01-01T00:00:00Z\",\"model\":\"\x00\"}", `{"ts":"2026-01-01T00:00:00Z","model":"\u0000"}`,
	`{"event_id":"","ts":"2026-01-01T00:00:00Z"}`, `{"event_id":"0193B2C4-5D6E-7F80-9A1B-2C3D4E5F6071","ts":"2026-01-01T00:00:00Z"}`, `{"event_id":"0193b2c4-5d6e-7f80-9a1b-2c3d4e5f607g","ts":"2026-01-01T00:00:00Z"}`,
	`{"ts":"2026-01-01T00:00:00Z","input_tokens":5,"cache_read_tokens":6}`, `{"ts":"2026-01-01T00:00:00Z","input_tokens":-5}`, `{"ts":"2026-01-01T00:00:00Z","input_tokens":-5,"usage_status":"suspect"}`,
	`{"ts":"2026-01-01T00:00:00Z","status":"","usage_status":"","attempt":0,"attempt_group":"x"}`,
}

// FuzzScan compares the scanner by hand with encoding/json: what it reads, that
// reads too, and alike; and what is read at all is what package tag reads.
func FuzzScan(f *testing.F) {
	for _, line := range seeds {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		if bytes.ContainsAny(line, "\n") {
			t.Skip("no line")
		}
		var fast, slow usage.Event
		var s scanner
		idSeen, ok := s.read(line, &fast)
		slowErr := errors.New("is not JSON")
		if json.Valid(line) {
			slowErr = unmarshalEvent(line, &slow)
		}
		if ok {
			if !idSeen {
				fast.ID = tag.DeriveEventID(line)
			}
			fastErr := finish(&fast)
			if slowErr == nil {
				slowErr = finish(&slow)
			}
			if (fastErr == nil) != (slowErr == nil) {
				t.Fatalf("%q: by hand %v, by encoding/json %v", line, fastErr, slowErr)
			}
			if fastErr != nil {
				return
			}
			if diff := cmp.Diff(slow.Tag(), fast.Tag()); diff != "" {
				t.Fatalf("%q (-encoding/json +by hand):\n%s", line, diff)
			}
		} else if slowErr != nil || finish(&slow) != nil {
			return
		}
		var want tag.Event
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatalf("%q is read here, but package tag says: %v", line, err)
		}
		want.Time = want.Time.Truncate(time.Microsecond)
		want.EventID = strings.ToLower(want.EventID)
		if len(want.Units) == 0 {
			want.Units = nil
		}
		if diff := cmp.Diff(want, slow.Tag()); diff != "" {
			t.Fatalf("%q (-package tag +here):\n%s", line, diff)
		}
	})
}

// FuzzRecord compares the splitting of CSV with encoding/csv.
func FuzzRecord(f *testing.F) {
	for _, text := range []string{"a,b,c\n", "a,\"b,\"\"c\",d\r\ne\n", "\"a\nb\",c", "a\"b,c\n", "\"a\"b,c\n", "\"a\r\nb\"\r\n", ",\n,,\r", "\r\n", "a,b\r", "\"\",\"\"", "\"a"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r := csv.NewReader(bytes.NewReader(data))
		r.FieldsPerRecord = -1
		s := csvScanner{comma: ','}
		for rest := data; ; {
			want, wantErr := r.Read()
			if wantErr == io.EOF {
				if len(bytes.Trim(rest, "\r\n")) > 0 {
					t.Fatalf("%q: encoding/csv has no more records, %q is left", data, rest)
				}
				return
			}
			var got []string
			var gotErr error
			for {
				if len(rest) == 0 {
					t.Fatalf("%q: encoding/csv has one more record: %q", data, want)
				}
				var n int
				n, gotErr = s.record(rest)
				blank := string(rest[:n]) == "\n" || string(rest[:n]) == "\r\n" || string(rest[:n]) == "\r"
				rest = rest[n:]
				if !blank {
					break
				}
			}
			for _, field := range s.fields {
				got = append(got, string(field))
			}
			if (gotErr == nil) != (wantErr == nil) {
				t.Fatalf("%q: got %q, %v; encoding/csv: %q, %v", data, got, gotErr, want, wantErr)
			}
			if wantErr != nil {
				return // how to go on after a fault is ours to say
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%q: got %q, encoding/csv: %q", data, got, want)
			}
		}
	})
}

func TestTheScannerReadsWhatIsCommon(t *testing.T) {
	// Otherwise it would be equal to encoding/json, and of no use.
	for _, line := range append(seeds[:3:3],
		`{"ts":"2026-01-01T00:00:00Z","model":"caf\u00e9 \ud83d\ude00","call_site":"a\\b\n","x":{"y":[1,2.5e3,{"z":null}],"é":"\t"},"units":{"seconds":12.5}}`,
	) {
		if _, ok := new(scanner).read([]byte(line), new(usage.Event)); !ok {
			t.Errorf("left to encoding/json: %s", line)
		}
	}
}
