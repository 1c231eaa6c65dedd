package source

import (
	"bytes"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/llmtag/llmtag/tag"
)

// A Reject is a line that was put aside.
type Reject struct {
	File   string
	Line   int64 // 1-based; where it begins
	Reason string

	// Text is what was read. Of CSV, it is an object of the columns.
	Text []byte
}

// rejectedKey is the member of an object in a file of rejects that says why it is there.
const rejectedKey = "rejected"

// JSON is the line of a file of rejects: the object that was read, with one member
// more that says where it was and what is wrong, so that it can be loaded when it
// has been repaired. What was no object stands as a text in one.
func (r *Reject) JSON() []byte {
	why, _ := json.Marshal(struct {
		File   string `json:"file"`
		Line   int64  `json:"line"`
		Reason string `json:"reason"`
	}{r.File, r.Line, r.Reason})
	out := append([]byte(`{"`+rejectedKey+`":`), why...)
	text := withoutRejected(bytes.TrimSpace(r.Text))
	var keys map[string]json.RawMessage
	if json.Unmarshal(text, &keys) != nil || keys == nil {
		quoted, _ := json.Marshal(fromLatin1(r.Text))
		return append(append(append(out, `,"text":`...), quoted...), '}')
	}
	_, hasID := keys["event_id"]
	_, isText := keys["text"]
	if !hasID && !isText && shapeOf(keys) == anEvent {
		// The id that the line would have got, so that a repaired one is
		// the same event however often it is repaired.
		id, _ := json.Marshal(tag.FormatEventID(tag.DeriveEventID(text)))
		out = append(append(out, `,"event_id":`...), id...)
	}
	var compact bytes.Buffer
	_ = json.Compact(&compact, text) // it is valid; of several lines it becomes one
	rest := compact.Bytes()[1:]
	if len(keys) > 0 {
		out = append(out, ',')
	}
	return append(out, rest...)
}

// withoutRejected returns text without the member that JSON has put first.
func withoutRejected(text []byte) []byte {
	prefix := []byte(`{"` + rejectedKey + `":`)
	if !bytes.HasPrefix(text, prefix) {
		return text
	}
	d := json.NewDecoder(bytes.NewReader(text[len(prefix):]))
	var why json.RawMessage
	if d.Decode(&why) != nil {
		return text
	}
	rest := bytes.TrimLeft(text[len(prefix)+int(d.InputOffset()):], " \t\r\n")
	rest = bytes.TrimPrefix(rest, []byte(","))
	return append([]byte("{"), rest...)
}

// fromLatin1 is text, with each byte that is not UTF-8 read as Latin-1, so that
// none is lost.
func fromLatin1(text []byte) string {
	if utf8.Valid(text) {
		return string(text)
	}
	var b []byte
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 {
			r = rune(text[i])
		}
		b = utf8.AppendRune(b, r)
		i += size
	}
	return string(b)
}

// object is the fields of a CSV record as a JSON object.
func (h *header) object(values [][]byte) []byte {
	b := []byte{'{'}
	for i, value := range values {
		if i >= len(h.names) || len(value) == 0 {
			continue
		}
		if len(b) > 1 {
			b = append(b, ',')
		}
		name, _ := json.Marshal(h.names[i])
		b = append(append(b, name...), ':')
		isNumber := h.columns[i] >= 0 && (fields[h.columns[i]].kind == ofNumber || fields[h.columns[i]].kind == ofUnits)
		if isNumber && json.Valid(value) {
			b = append(b, value...)
			continue
		}
		text, _ := json.Marshal(fromLatin1(value))
		b = append(b, text...)
	}
	return append(b, '}')
}

// String is one line for people.
func (r *Reject) String() string { return fmt.Sprintf("%s:%d: %s", r.File, r.Line, r.Reason) }
