package usage

import (
	"bytes"
	"encoding/json"
	"slices"
)

func (r *Reader) gotText() {
	s := &r.scanner
	switch s.at.take {
	case takeText:
		if !s.long {
			text := s.text
			if bytes.IndexByte(text, '\\') >= 0 {
				text = unescape(text)
			}
			r.setText(s.at.slot, text)
		}
	case takePresent:
		if !s.empty {
			r.content = true
		}
	case takeNumber:
		r.counts[s.at.slot] = parseCount(s.text, s.long, true)
	case takeSum:
		r.addCount(s.at.slot, parseCount(s.text, s.long, true))
	case takeBytes:
		r.endBytes()
	}
}

func (r *Reader) gotLiteral() {
	s := &r.scanner
	if s.at == nil {
		return
	}
	literal := string(s.text)
	switch s.at.take {
	case takeNumber:
		if literal != "null" {
			r.counts[s.at.slot] = parseCount(s.text, s.long, false)
			r.read++
		}
	case takeSum:
		if literal != "null" {
			r.addCount(s.at.slot, parseCount(s.text, s.long, false))
		}
	case takeText:
		if literal != "null" && !s.long {
			r.setText(s.at.slot, s.text) // such as a price
		}
	case takeTrue:
		r.ends = true
		r.done = literal == "true"
	}
}

func literalEnd(c byte) bool {
	switch c {
	case ' ', '\n', '\t', '\r', ',', '}', ']':
		return true
	}
	return false
}

// unescape returns what a string says. What is no string in JSON stays as it is.
func unescape(text []byte) []byte {
	var s string
	if json.Unmarshal(slices.Concat([]byte{'"'}, text, []byte{'"'}), &s) != nil {
		return text
	}
	return []byte(s)
}
