package tag

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // a UUID of version 5 is made with it
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// An EventError is what is wrong with an event that was read. It does not repeat
// what the event holds.
type EventError struct {
	Key     string // such as "input_tokens"; empty if it is no event at all
	Problem string
}

// Error names the key.
func (e *EventError) Error() string {
	if e.Key == "" {
		return "event: " + e.Problem
	}
	return "event: " + e.Key + ": " + e.Problem
}

// UnmarshalJSON reads an event in the form that MarshalJSON writes, or in a
// shorter one, as other wrappers write it: keys may be left out, and further keys
// are passed over. Of what is left out,
//
//   - event_id is derived from the whole text, as a UUID of version 5, so that the
//     same line is the same event however often it is read,
//   - status is "ok", and attempt 1,
//   - total_tokens is the sum of input_tokens and output_tokens, if both are there,
//   - usage_status is "reported", "missing" without any counts, or "suspect" if
//     they cannot be right.
//
// Only ts must be there, as RFC 3339. The error is an [EventError].
func (e *Event) UnmarshalJSON(text []byte) error {
	type plain Event // without this method
	var p plain
	if err := json.Unmarshal(text, &p); err != nil {
		return readError(err)
	}
	*e = Event(p)
	if e.Time.IsZero() {
		return &EventError{"ts", "is missing; write the time of the request, such as " + timeExample}
	}
	e.Time = e.Time.UTC()
	switch {
	case e.EventID == "":
		e.EventID = FormatEventID(DeriveEventID(text))
	case !isUUID(e.EventID):
		return &EventError{"event_id", "is no UUID; leave it out to have it derived from the line"}
	}
	if e.AttemptGroup != "" && !isUUID(e.AttemptGroup) {
		return &EventError{"attempt_group", "is no UUID; leave it out if the attempt stands alone"}
	}
	for _, n := range []struct {
		key   string
		value int64
	}{{"attempt", int64(e.Attempt)}, {"latency_ms", e.LatencyMS}, {"http_status", int64(e.HTTPStatus)}} {
		if n.value < 0 {
			return &EventError{n.key, "is negative"}
		}
	}
	return e.complete()
}

const timeExample = `"2026-11-30T12:34:56Z"`

// complete fills in what was left out.
func (e *Event) complete() error {
	switch e.Status {
	case "":
		e.Status = StatusOK
	case StatusOK, StatusError, StatusCancelled, StatusTruncated:
	default:
		return &EventError{"status", "is none of ok, error, cancelled and truncated"}
	}
	if e.Attempt == 0 {
		e.Attempt = 1
	}
	if e.TotalTokens == nil && e.InputTokens != nil && e.OutputTokens != nil {
		if sum := *e.InputTokens + *e.OutputTokens; (sum > *e.InputTokens) == (*e.OutputTokens > 0) {
			e.TotalTokens = &sum
		}
	}
	switch e.UsageStatus {
	case "":
		e.UsageStatus = e.usageStatus()
	case UsageReported, UsagePartial, UsageMissing, UsageSuspect:
	default:
		return &EventError{"usage_status", "is none of reported, partial, missing and suspect"}
	}
	return nil
}

// usageStatus says what can be said of the counts alone.
func (e *Event) usageStatus() UsageStatus {
	status := UsageMissing
	for _, n := range []*int64{
		e.InputTokens, e.OutputTokens, e.TotalTokens, e.CacheReadTokens, e.CacheWrite5mTokens, e.CacheWrite1hTokens,
		e.ReasoningTokens, e.AudioInputTokens, e.AudioOutputTokens, e.ImageTokens,
	} {
		switch {
		case n == nil:
		case *n < 0:
			return UsageSuspect
		default:
			status = UsageReported
		}
	}
	of := func(n *int64) int64 {
		if n == nil {
			return 0
		}
		return *n
	}
	if e.InputTokens != nil && of(e.CacheReadTokens)+of(e.CacheWrite5mTokens)+of(e.CacheWrite1hTokens) > *e.InputTokens ||
		e.OutputTokens != nil && of(e.ReasoningTokens) > *e.OutputTokens {
		return UsageSuspect
	}
	if status == UsageMissing && len(e.Units) > 0 {
		return UsageReported
	}
	return status
}

func readError(err error) error {
	var typ *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	var clock *time.ParseError
	switch {
	case errors.As(err, &typ) && typ.Field == "":
		return &EventError{"", "is a JSON " + typ.Value + ", expected an object"}
	case errors.As(err, &typ):
		kind, _, _ := strings.Cut(typ.Value, " ") // "number 1.5"
		return &EventError{typ.Field, fmt.Sprintf("is a %s, expected %s", kind, expected(typ.Type.String()))}
	case errors.As(err, &clock):
		return &EventError{"ts", "is no time in RFC 3339; write it as " + timeExample}
	case errors.As(err, &syntax):
		return &EventError{"", fmt.Sprintf("is not JSON at byte %d", syntax.Offset)}
	case strings.Contains(err.Error(), "Time.UnmarshalJSON"):
		return &EventError{"ts", "is no text; write it as " + timeExample}
	case strings.Contains(err.Error(), "invalid number literal"):
		return &EventError{"units", "has a value that is no number"}
	}
	return &EventError{"", "cannot be read"}
}

func expected(goType string) string {
	switch {
	case strings.Contains(goType, "int"):
		return "a whole number of at most 64 bits"
	case strings.Contains(goType, "Number"):
		return "a number"
	case strings.Contains(goType, "map"):
		return "an object of numbers"
	}
	return "a text"
}

// eventNamespace is the namespace of derived ids. It is part of the format:
// wrappers in other languages derive the same.
var eventNamespace = [16]byte{0x6c, 0x6c, 0x6d, 0x74, 0x61, 0x67, 0x50, 0x00, 0x80, 0x00, 'e', 'v', 'e', 'n', 't', '1'}

// DeriveEventID returns the event_id of a line that has none: the UUID of version 5
// (RFC 9562) of its text, without the space around it.
func DeriveEventID(line []byte) (id [16]byte) {
	line = bytes.TrimSpace(line)
	buf := make([]byte, 0, 1024) // on the stack: most lines are shorter
	buf = append(append(buf, eventNamespace[:]...), line...)
	sum := sha1.Sum(buf) //nolint:gosec // as above
	copy(id[:], sum[:])
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return id
}

// FormatEventID writes an event_id as events have it.
func FormatEventID(id [16]byte) string { return formatUUID(id) }
