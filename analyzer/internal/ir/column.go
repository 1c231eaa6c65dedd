package ir

import (
	"go/types"
	"reflect"
	"strings"
	"unicode"
)

// counts are the columns of the event log that hold counts of tokens, and owners
// those that say whose they are.
var (
	counts = map[string]bool{
		"input_tokens": true, "output_tokens": true, "total_tokens": true, "cache_read_tokens": true, "cache_write_5m_tokens": true, "cache_write_1h_tokens": true,
		"reasoning_tokens": true, "audio_input_tokens": true, "audio_output_tokens": true, "image_tokens": true,
	}
	owners = map[string]bool{"project_id": true, "service_name": true, "team_id": true}
)

// IsCount reports whether a name is that of a column of the event log, or of
// OpenTelemetry's attributes for the same, that holds a count of tokens.
func IsCount(name string) bool { return counts[strings.TrimPrefix(name, "gen_ai.usage.")] }

// IsOwner reports whether a name is that of a column of the event log that says
// whose a request was.
func IsOwner(name string) bool { return owners[name] }

// countColumn returns the column of the event log that a field of a struct holds,
// if it is a count of tokens and the struct says whose they are: a struct of
// counts alone may be anything.
func countColumn(s *types.Struct, field int) string {
	name := ""
	for _, n := range columns(s, field) {
		if counts[n] {
			name = n
		}
	}
	if name == "" {
		return ""
	}
	for i := range s.NumFields() {
		for _, n := range columns(s, i) {
			if owners[n] {
				return name
			}
		}
	}
	return ""
}

// columns returns the names under which a field may be stored: its own, in the
// spelling of columns, and those of its tag.
func columns(s *types.Struct, field int) []string {
	out := []string{snake(s.Field(field).Name())}
	tag := reflect.StructTag(s.Tag(field))
	for _, key := range []string{"json", "db", "sql", "bson", "bigquery", "ch", "yaml"} {
		name, _, _ := strings.Cut(tag.Get(key), ",")
		out = append(out, name)
	}
	if _, rest, ok := strings.Cut(tag.Get("gorm"), "column:"); ok {
		name, _, _ := strings.Cut(rest, ";")
		out = append(out, name)
	}
	return out
}

// snake spells a name of Go as one of a column: InputTokens is input_tokens, and
// CacheWrite5mTokens is cache_write_5m_tokens.
func snake(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		before := i > 0 && (unicode.IsLower(runes[i-1]) || unicode.IsDigit(runes[i-1]))
		begins := unicode.IsUpper(r) && (before || i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if begins || i > 0 && unicode.IsDigit(r) && unicode.IsLetter(runes[i-1]) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
