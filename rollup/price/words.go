package price

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/rollup/calendar"
)

type version string

func (version) Check(text string) (problem, hint string) {
	if text != "1" {
		return "version " + strict.Quote(text) + " is none that this program knows", "write version: 1, or use a newer llmrollup"
	}
	return "", ""
}

func (version) Schema() strict.Object {
	return strict.Object{"type": []string{"number", "string"}, "enum": []any{1, "1"}}
}

type builtin string

func (builtin) Check(text string) (problem, hint string) { return oneOf(text, "under", "none") }
func (builtin) Schema() strict.Object                    { return strict.Object{"enum": []string{"under", "none"}} }

// kind is a kind of tokens.
type kind string

func (kind) Check(text string) (problem, hint string) { return oneOf(text, kinds...) }
func (kind) Schema() strict.Object                    { return strict.Object{"enum": kinds} }

type cacheKind string

var cacheKinds = []string{"cache_read", "cache_write_5m", "cache_write_1h"}

func (cacheKind) Check(text string) (problem, hint string) { return oneOf(text, cacheKinds...) }
func (cacheKind) Schema() strict.Object                    { return strict.Object{"enum": cacheKinds} }

type weekday string

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (weekday) Check(text string) (problem, hint string) { return oneOf(text, weekdays...) }
func (weekday) Schema() strict.Object                    { return strict.Object{"enum": weekdays} }

func oneOf(text string, valid ...string) (problem, hint string) {
	if slices.Contains(valid, text) {
		return "", ""
	}
	return "unknown word " + strict.Quote(text), strict.Hint(text, valid)
}

// amount is a decimal number of at least 0, as the file has it: exact, and no float.
type amount string

var amounts = regexp.MustCompile(`^[0-9]{1,12}(\.[0-9]{1,24})?$`)

// Check implements the decoder's rule for the word.
func (amount) Check(text string) (problem, hint string) {
	if !amounts.MatchString(text) {
		return "expected a decimal number, found " + strict.Quote(text), `write it as "2.50"; 0 is free`
	}
	return "", ""
}

// Schema is the JSON Schema of the word.
func (amount) Schema() strict.Object {
	return strict.Object{"type": []string{"number", "string"}, "minimum": 0, "pattern": amounts.String()}
}

// money is the amount; nil if it is not given.
func (a amount) money() *Money {
	if a == "" {
		return nil
	}
	m, err := ParseMoney(string(a))
	if err != nil {
		return nil // reported when it was decoded
	}
	return &m
}

// tokens is a number of tokens or units.
type tokens int

func (tokens) Check(text string) (problem, hint string) {
	if n, err := strconv.Atoi(text); err != nil || n < 1 || n > 1e12 {
		return "expected a whole number above 0, found " + text, ""
	}
	return "", ""
}

func (tokens) Schema() strict.Object {
	return strict.Object{"type": "integer", "minimum": 1, "maximum": int64(1e12)}
}

type pattern string

func (pattern) Check(text string) (problem, hint string) {
	if _, err := regexp.Compile(text); err != nil {
		return "this is no regular expression: " + strings.TrimPrefix(err.Error(), "error parsing regexp: "), "its syntax is that of Go (RE2)"
	}
	return "", ""
}

func (pattern) Schema() strict.Object { return strict.Object{"type": "string", "format": "regex"} }

type zone string

func (zone) Check(text string) (problem, hint string) {
	if _, err := calendar.Zone(text); err != nil {
		problem, hint, _ = strings.Cut(err.Error(), "; ")
	}
	return problem, hint
}

func (zone) Schema() strict.Object { return strict.Object{"type": "string"} }

// hours are a part of a day, such as 09:00-18:00.
type hours string

var hoursForm = regexp.MustCompile(`^([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])$`)

func (hours) Check(text string) (problem, hint string) {
	if from, to, ok := hours(text).minutes(); !ok || from >= to || to > 24*60 {
		return "expected hours such as 09:00-18:00, found " + strict.Quote(text), "hours across midnight are two windows, the first to 24:00"
	}
	return "", ""
}

func (hours) Schema() strict.Object {
	return strict.Object{"type": "string", "pattern": hoursForm.String()}
}

func (h hours) minutes() (from, to int, ok bool) {
	m := hoursForm.FindStringSubmatch(string(h))
	if m == nil {
		return 0, 0, false
	}
	n := make([]int, 4)
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // two digits each
	}
	return n[0]*60 + n[1], n[2]*60 + n[3], true
}

// moment is a day in UTC or a moment.
type moment struct{ time.Time }

// DecodeYAML implements the decoder's rule for the type: also a timestamp of YAML is
// one.
func (m *moment) DecodeYAML(d *strict.Decoder, n *strict.Node, path string) {
	at, err := parseMoment(n.Text)
	if n.Kind != strict.Scalar || err != nil {
		d.Expected(n, path, "a day such as 2026-08-21 or a moment such as 2026-08-21T09:30:00Z")
		return
	}
	if !at.Equal(at.Truncate(time.Microsecond)) {
		d.Report(n.Pos, fmt.Sprintf("%s: %s is finer than a microsecond", path, n.Text), "events are not")
	}
	m.Time = at
}

// SchemaYAML is the JSON Schema of the type.
func (*moment) SchemaYAML() strict.Object {
	return strict.Object{"type": "string", "pattern": `^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2}))?$`}
}

func parseMoment(text string) (time.Time, error) {
	if at, err := time.Parse(time.DateOnly, text); err == nil {
		return at, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	return at.UTC(), err
}
