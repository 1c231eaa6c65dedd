package source

import (
	"bytes"
	"errors"
)

// cut is how many bytes at the beginning of buf are whole lines, records or
// objects; 0 if there is not one. At the end of a file, all are.
func (f *form) cut(buf []byte, end bool) int {
	if end {
		return len(buf)
	}
	switch f.layout {
	case records:
		return f.cutRecords(buf)
	case document:
		return cutDocument(buf)
	default:
		return bytes.LastIndexByte(buf, '\n') + 1
	}
}

// longestQuoted is where a " that is not closed is taken for a fault of its line,
// which is put aside then, instead of for a text of many lines.
const longestQuoted = 1 << 20

// cutRecords looks for quotes, within which an end of line ends nothing.
func (f *form) cutRecords(buf []byte) int {
	last := bytes.LastIndexByte(buf, '\n') + 1
	if bytes.IndexByte(buf[:last], '"') < 0 {
		return last
	}
	s := csvScanner{comma: f.header.comma}
	for at := 0; ; {
		n, err := s.record(buf[at:last])
		if errors.Is(err, errOpenQuote) && len(buf)-at < longestQuoted {
			return at
		}
		if at += n; at >= last {
			return last
		}
	}
}

// cutDocument is cut for objects over several lines.
func cutDocument(buf []byte) int {
	at := 0
	for {
		_, end, ok := nextValue(buf[at:])
		if !ok {
			return at
		}
		at += end
	}
}

// nextValue finds the first object in data, in which further ones may follow,
// divided by space, commas and the brackets of lists. It reports false if there is
// none that ends. What is no object counts as one up to the next comma, bracket or
// end of line.
func nextValue(data []byte) (start, end int, ok bool) {
	for start < len(data) && bytes.IndexByte([]byte(" \t\r\n,[]"), data[start]) >= 0 {
		start++
	}
	if start == len(data) {
		return start, start, false
	}
	if data[start] != '{' {
		n := bytes.IndexAny(data[start:], ",]\n")
		if n < 0 {
			return start, len(data), false
		}
		return start, start + max(n, 1), true
	}
	depth, inText := 0, false
	for i := start; i < len(data); i++ {
		switch c := data[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return start, i + 1, true
			}
		}
	}
	return start, len(data), false
}
