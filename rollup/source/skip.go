package source

import (
	"unicode/utf16"
	"unicode/utf8"
)

// escaped reads the rest of a string that begins at start and has its first
// backslash at i.
func (s *scanner) escaped(start, i int) ([]byte, bool) {
	from := len(s.scratch)
	s.scratch = append(s.scratch, s.b[start:i]...) // beyond its capacity it goes elsewhere, and earlier texts stay
	for i < len(s.b) {
		c := s.b[i]
		switch {
		case c == '"':
			s.i = i + 1
			return s.scratch[from:len(s.scratch):len(s.scratch)], true
		case c < ' ':
			return nil, false
		case c != '\\':
			s.wide = s.wide || c >= utf8.RuneSelf
			s.scratch = append(s.scratch, c)
			i++
			continue
		}
		if i++; i == len(s.b) {
			return nil, false
		}
		switch c := s.b[i]; c {
		case '"', '\\', '/':
			s.scratch = append(s.scratch, c)
		case 'b':
			s.scratch = append(s.scratch, '\b')
		case 'f':
			s.scratch = append(s.scratch, '\f')
		case 'n':
			s.scratch = append(s.scratch, '\n')
		case 'r':
			s.scratch = append(s.scratch, '\r')
		case 't':
			s.scratch = append(s.scratch, '\t')
		case 'u':
			r, ok := hex4(s.b[i+1:])
			if !ok || r == 0 { // a NUL is refused by name elsewhere
				return nil, false
			}
			i += 4
			if utf16.IsSurrogate(r) {
				// Half of a pair alone is U+FFFD, as in encoding/json.
				pair := rune(utf8.RuneError)
				if i+2 < len(s.b) && s.b[i+1] == '\\' && s.b[i+2] == 'u' {
					if low, ok := hex4(s.b[i+3:]); ok {
						pair = utf16.DecodeRune(r, low)
					}
				}
				if r = pair; r != utf8.RuneError {
					i += 6
				}
			}
			s.scratch = utf8.AppendRune(s.scratch, r)
		default:
			return nil, false
		}
		i++
	}
	return nil, false
}

// hex4 reads four hexadecimal digits.
func hex4(b []byte) (r rune, ok bool) {
	if len(b) < 4 {
		return 0, false
	}
	for _, c := range b[:4] {
		digit := hexDigit[c]
		if digit > 0xf {
			return 0, false
		}
		r = r<<4 | rune(digit)
	}
	return r, true
}

// deepest is how many objects and lists within each other are passed over here;
// encoding/json has a limit of its own.
const deepest = 100

// skip passes over a value.
func (s *scanner) skip(depth int) bool {
	if s.i >= len(s.b) || depth > deepest {
		return false
	}
	switch s.b[s.i] {
	case '"':
		_, ok := s.text()
		return ok
	case 'n':
		return s.null()
	case 't':
		return s.prefix("true")
	case 'f':
		return s.prefix("false")
	case '{':
		return s.skipMembers('}', true, depth)
	case '[':
		return s.skipMembers(']', false, depth)
	}
	return s.skipNumber()
}

// skipMembers passes over an object, whose members have keys, or a list.
func (s *scanner) skipMembers(end byte, keys bool, depth int) bool {
	s.i++
	s.space()
	if s.take(end) {
		return true
	}
	for {
		if keys {
			if _, ok := s.text(); !ok {
				return false
			}
			s.space()
			if !s.take(':') {
				return false
			}
			s.space()
		}
		if !s.skip(depth + 1) {
			return false
		}
		s.space()
		if s.take(end) {
			return true
		}
		if !s.take(',') {
			return false
		}
		s.space()
	}
}

// skipNumber passes over a number.
func (s *scanner) skipNumber() bool {
	s.take('-')
	if !s.take('0') && !s.digits() {
		return false
	}
	if s.take('.') && !s.digits() {
		return false
	}
	if s.take('e') || s.take('E') {
		if !s.take('+') {
			s.take('-')
		}
		return s.digits()
	}
	return true
}

// digits passes over digits, of which there is one at least.
func (s *scanner) digits() bool {
	start := s.i
	for s.i < len(s.b) && s.b[s.i]-'0' <= 9 {
		s.i++
	}
	return s.i > start
}
