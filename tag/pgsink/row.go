package pgsink

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/llmtag/llmtag/tag"
)

// The binary format of COPY: a signature, flags and the length of an extension;
// rows; and a row of -1 fields. All numbers are big-endian.
const (
	copyHeader  = "PGCOPY\n\xff\r\n\x00" + "\x00\x00\x00\x00" + "\x00\x00\x00\x00"
	copyTrailer = "\xff\xff"
	fields      = 33
)

// appendRow appends e as a row of sql/copy.sql. The error says why the table can
// never take it; b is unchanged then, up to its length.
func appendRow(b []byte, e *tag.Event) ([]byte, error) {
	id, err := parseUUID(e.EventID)
	if err != nil {
		return nil, fmt.Errorf("event_id: %w", err)
	}
	units, err := unitsJSON(e)
	if err != nil {
		return nil, err
	}
	w := row{b: binary.BigEndian.AppendUint16(b, fields)}
	w.uuid(id)
	w.int64(pgTime(e.Time))
	w.text("team_id", e.TeamID)
	w.text("provider", e.Provider)
	w.text("model", e.Model)
	w.text("requested_model", e.RequestedModel)
	w.count(e.InputTokens)
	w.count(e.OutputTokens)
	w.count(e.TotalTokens)
	w.count(e.CacheReadTokens)
	w.count(e.CacheWrite5mTokens)
	w.count(e.CacheWrite1hTokens)
	w.count(e.ReasoningTokens)
	w.count(e.AudioInputTokens)
	w.count(e.AudioOutputTokens)
	w.count(e.ImageTokens)
	w.text("project_id", e.ProjectID)
	w.text("service_name", e.ServiceName)
	w.text("user_id", e.UserID)
	w.text("request_type", e.RequestType)
	w.text("environment", e.Environment)
	w.text("request_id", e.RequestID)
	w.int32("attempt", e.Attempt)
	if e.AttemptGroup == "" {
		w.null()
	} else if group, err := parseUUID(e.AttemptGroup); err != nil {
		return nil, fmt.Errorf("attempt_group: %w", err)
	} else {
		w.uuid(group)
	}
	w.int64(e.LatencyMS)
	w.count(e.FirstTokenMS)
	w.text("status", string(e.Status))
	w.int32("http_status", e.HTTPStatus)
	w.text("usage_status", string(e.UsageStatus))
	w.text("service_tier", e.ServiceTier)
	w.text("region", e.Region)
	if units == nil {
		w.null()
	} else {
		w.size(1 + len(units))
		w.b = append(w.b, 1) // the version of jsonb's format
		w.b = append(w.b, units...)
	}
	w.text("call_site", e.CallSite)
	return w.b, w.err
}

// A row is written field by field: the length in bytes, -1 for null, and the value.
type row struct {
	b   []byte
	err error // the first
}

func (w *row) size(n int) { w.b = binary.BigEndian.AppendUint32(w.b, uint32(n)) }
func (w *row) null()      { w.b = append(w.b, 0xff, 0xff, 0xff, 0xff) }

func (w *row) uuid(id [16]byte) {
	w.size(len(id))
	w.b = append(w.b, id[:]...)
}

func (w *row) int64(n int64) {
	w.size(8)
	w.b = binary.BigEndian.AppendUint64(w.b, uint64(n))
}

func (w *row) count(n *int64) {
	if n == nil {
		w.null()
		return
	}
	w.int64(*n)
}

// int32 writes n, and null for zero, which means not known.
func (w *row) int32(column string, n int) {
	switch {
	case n == 0:
		w.null()
	case n < math.MinInt32 || n > math.MaxInt32:
		w.fail(fmt.Errorf("%s: %d is out of the range of integer", column, n))
	default:
		w.size(4)
		w.b = binary.BigEndian.AppendUint32(w.b, uint32(n))
	}
}

func (w *row) text(column, s string) {
	s, err := cleanText(column, s)
	w.fail(err)
	w.size(len(s))
	w.b = append(w.b, s...)
}

func (w *row) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

// cleanText is s with what is not UTF-8 replaced, as in the event's JSON.
func cleanText(column, s string) (string, error) {
	if strings.IndexByte(s, 0) >= 0 {
		return "", fmt.Errorf("%s: %q has a NUL byte, which no text in PostgreSQL has", column, s)
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	return s, nil
}

// unitsJSON is the JSON of units; nil if there are none.
func unitsJSON(e *tag.Event) ([]byte, error) {
	if len(e.Units) == 0 {
		return nil, nil
	}
	b, err := json.Marshal(e.Units)
	if err != nil {
		return nil, fmt.Errorf("units: %w", err)
	}
	return b, nil
}

// epoch is where PostgreSQL's times begin.
var epoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// pgTime is t in microseconds since epoch. What is below the microsecond is cut
// off, as in the event's JSON.
func pgTime(t time.Time) int64 { return t.Truncate(time.Microsecond).UnixMicro() - epoch.UnixMicro() }

// parseUUID reads the form of 8-4-4-4-12 hexadecimal digits.
func parseUUID(s string) (id [16]byte, err error) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return id, fmt.Errorf("%q is not a UUID", s)
	}
	var digits [32]byte
	n := copy(digits[:], s[0:8])
	n += copy(digits[n:], s[9:13])
	n += copy(digits[n:], s[14:18])
	n += copy(digits[n:], s[19:23])
	copy(digits[n:], s[24:36])
	if _, err := hex.Decode(id[:], digits[:]); err != nil {
		return id, fmt.Errorf("%q is not a UUID", s)
	}
	return id, nil
}
