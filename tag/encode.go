package tag

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

// timeLayout is RFC 3339 in UTC to the microsecond, which is what PostgreSQL and
// BigQuery keep: an event that went through a file is the same in the table. Its
// width is fixed, so that lines sort by time.
const timeLayout = "2006-01-02T15:04:05.000000Z"

// appendJSON appends e as one JSON object without a newline, and returns the
// extended buffer. Every key is always there, in the order of the event's schema;
// what is not known is null. It is the encoding of files, of the spool and of
// [Event] itself.
func (e *Event) appendJSON(b []byte) []byte {
	b = append(b, `{"event_id":`...)
	b = appendText(b, e.EventID)
	b = append(b, `,"ts":`...)
	b = appendTime(b, e.Time)

	b = appendKey(b, "provider", e.Provider)
	b = appendKey(b, "model", e.Model)
	b = appendKey(b, "requested_model", e.RequestedModel)

	b = appendCount(b, "input_tokens", e.InputTokens)
	b = appendCount(b, "output_tokens", e.OutputTokens)
	b = appendCount(b, "total_tokens", e.TotalTokens)
	b = appendCount(b, "cache_read_tokens", e.CacheReadTokens)
	b = appendCount(b, "cache_write_5m_tokens", e.CacheWrite5mTokens)
	b = appendCount(b, "cache_write_1h_tokens", e.CacheWrite1hTokens)
	b = appendCount(b, "reasoning_tokens", e.ReasoningTokens)
	b = appendCount(b, "audio_input_tokens", e.AudioInputTokens)
	b = appendCount(b, "audio_output_tokens", e.AudioOutputTokens)
	b = appendCount(b, "image_tokens", e.ImageTokens)

	b = appendKey(b, "project_id", e.ProjectID)
	b = appendKey(b, "service_name", e.ServiceName)
	b = appendKey(b, "team_id", e.TeamID)
	b = appendKey(b, "user_id", e.UserID)
	b = appendKey(b, "request_type", e.RequestType)
	b = appendKey(b, "environment", e.Environment)

	b = appendKey(b, "request_id", e.RequestID)
	b = appendNonZero(b, "attempt", int64(e.Attempt))
	b = appendKey(b, "attempt_group", e.AttemptGroup)

	b = append(b, `,"latency_ms":`...)
	b = strconv.AppendInt(b, e.LatencyMS, 10)
	b = appendCount(b, "first_token_ms", e.FirstTokenMS)

	b = appendKey(b, "status", string(e.Status))
	b = appendNonZero(b, "http_status", int64(e.HTTPStatus))
	b = appendKey(b, "usage_status", string(e.UsageStatus))
	b = appendKey(b, "service_tier", e.ServiceTier)
	b = appendKey(b, "region", e.Region)
	b = append(b, `,"units":`...)
	b = appendUnits(b, e.Units)
	b = appendKey(b, "call_site", e.CallSite)
	return append(b, '}')
}

func appendKey(b []byte, key, text string) []byte {
	b = append(b, ',', '"')
	b = append(b, key...)
	b = append(b, '"', ':')
	return appendText(b, text)
}

func appendCount(b []byte, key string, n *int64) []byte {
	b = append(b, ',', '"')
	b = append(b, key...)
	b = append(b, '"', ':')
	if n == nil {
		return append(b, "null"...)
	}
	return strconv.AppendInt(b, *n, 10)
}

func appendNonZero(b []byte, key string, n int64) []byte {
	if n == 0 {
		return appendCount(b, key, nil)
	}
	return appendCount(b, key, &n)
}

func appendTime(b []byte, t time.Time) []byte {
	if t.IsZero() {
		return append(b, "null"...)
	}
	b = append(b, '"')
	b = t.UTC().AppendFormat(b, timeLayout) // cuts off what is below the microsecond
	return append(b, '"')
}

func appendUnits(b []byte, units map[string]json.Number) []byte {
	if len(units) == 0 {
		return append(b, "null"...)
	}
	names := make([]string, 0, len(units))
	for name := range units {
		names = append(names, name)
	}
	slices.Sort(names)
	b = append(b, '{')
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendQuoted(b, name)
		b = append(b, ':')
		if number := string(units[name]); isNumber(number) {
			b = append(b, number...)
		} else {
			b = appendQuoted(b, number) // the line stays valid JSON, and says what there was
		}
	}
	return append(b, '}')
}

// isNumber reports whether s is a number as JSON writes it.
func isNumber(s string) bool {
	if s == "" || (s[0] != '-' && (s[0] < '0' || s[0] > '9')) {
		return false
	}
	return json.Valid([]byte(s))
}

// appendText appends s as a JSON string, and null for the empty one.
func appendText(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	return appendQuoted(b, s)
}

// appendQuoted appends s as a JSON string. Control characters, U+2028 and U+2029
// are escaped, so that an event is one line for whoever reads it; what is not
// UTF-8 becomes U+FFFD.
func appendQuoted(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
				i++
				continue
			}
			b = append(b, s[start:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			case '\r':
				b = append(b, '\\', 'r')
			case '\t':
				b = append(b, '\\', 't')
			default:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
			}
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(b, s[start:i]...)
			b = append(b, "\ufffd"...)
		case r == '\u2028' || r == '\u2029':
			b = append(b, s[start:i]...)
			b = append(b, '\\', 'u', '2', '0', '2', hex[r&0xf])
		default:
			i += size
			continue
		}
		i += size
		start = i
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

// MarshalJSON encodes the event as one flat object. Every key is always there, in
// one order; what is not known is null.
func (e Event) MarshalJSON() ([]byte, error) { return e.appendJSON(nil), nil }
