package usage

import (
	"bytes"
	"encoding/binary"
)

const (
	maxDepth = 16  // wanted members lie less deep
	maxKey   = 64  // bytes; so do they have shorter names
	maxText  = 512 // bytes of a text that is kept: names of models can be ARNs
	// A number of more digits is no count. It is longer than any that a
	// provider's encoder writes, also with a fraction.
	maxNumber = 48
)

// state says what the scanner expects.
type state uint8

const (
	atValue    state = iota // or the end of an array
	atKey                   // or the end of an object
	inKey                   // within the name of a member
	atColon                 // after the name
	atNext                  // after a value: comma or end
	inText                  // within a string that is taken
	inSkipped               // within a string that is not
	inLiteral               // within a number, true, false or null
	skipping                // within an array or object where nothing is wanted
	inSkipping              // within a string there
	malformed               // this is no JSON; nothing is read before the next message
)

type frame struct {
	node  *node
	array bool
}

// A scanner reads JSON as it comes, in pieces of any size, and keeps nothing of
// it but wanted members. It does not validate: what a parser would refuse it may
// accept, but never the other way round. One document may follow another, with
// or without space, and an array at the top is as good as its elements.
type scanner struct {
	root   *node
	state  state
	escape bool   // the piece before ended with a backslash
	skip   int    // open brackets, where nothing is wanted
	depth  int    // frames in use
	at     *node  // member whose value is expected or being read; nil if it is not wanted
	text   []byte // key, string or literal so far
	long   bool   // text did not fit
	empty  bool   // nothing of the string has come yet
	docs   int    // documents that came to their end
	begun  bool   // a document has begun that has not come to its end
	frames [maxDepth]frame
	buf    [maxKey]byte // where text begins to be
}

// reset makes ready for another message.
func (s *scanner) reset(root *node) {
	s.root, s.at = root, root
	s.state, s.escape, s.skip, s.depth, s.begun, s.long = atValue, false, 0, 0, false, false
	if s.text == nil {
		s.text = s.buf[:0]
	}
	s.text = s.text[:0]
}

// structural marks the bytes that matter while skipping.
var structural = [256]bool{'"': true, '{': true, '}': true, '[': true, ']': true}

// plainLen returns how many bytes of p come before the first structural one. Long
// lists of numbers are what is skipped most, so it looks at eight bytes at once: the
// brackets are above all that numbers are written with, but for the letter e.
func plainLen(p []byte) int {
	const ones = 0x0101010101010101
	i := 0
	for ; i+8 <= len(p); i += 8 {
		x := binary.LittleEndian.Uint64(p[i:])
		quotes := x ^ '"'*ones
		quotes = (quotes - ones) &^ quotes // the high bit of a byte is set if it was zero, and perhaps of those after
		brackets := x | (x&(0x7f*ones) + (0x80-'[')*ones)
		if (quotes|brackets)&(0x80*ones) == 0 {
			continue
		}
		for j := range 8 {
			if structural[p[i+j]] {
				return i + j
			}
		}
	}
	for ; i < len(p) && !structural[p[i]]; i++ {
	}
	return i
}

// scan reads another piece.
func (r *Reader) scan(p []byte) {
	s := &r.scanner
	for i := 0; i < len(p); {
		switch s.state {
		case atValue:
			c := p[i]
			switch c {
			case ' ', '\n', '\t', '\r':
				i++
			case ',': // between elements
				i++
			case '{', '[':
				i++
				r.enter(c == '[')
			case ']':
				i++
				r.leave(true)
			case '"':
				i++
				s.begun = true
				r.element()
				if s.at != nil && s.at.take != takeNothing && s.at.take != takeElements {
					s.state, s.text, s.long, s.empty = inText, s.text[:0], false, true
					if s.at.take == takeBytes {
						r.beginBytes()
					}
				} else {
					s.state = inSkipped
				}
			case '}', ':':
				s.state = malformed
			default:
				s.begun = true
				r.element()
				s.state, s.text, s.long = inLiteral, s.text[:0], false
			}
		case atKey:
			switch p[i] {
			case ' ', '\n', '\t', '\r', ',':
				i++
			case '"':
				i++
				s.state, s.text, s.long = inKey, s.text[:0], false
			case '}':
				i++
				r.leave(false)
			default:
				s.state = malformed
			}
		case inKey:
			n, end := s.stringEnd(p[i:])
			s.keep(p[i:i+n], maxKey)
			i += n
			if end {
				i++
				key := s.text
				if s.long {
					key = nil
				} else if bytes.IndexByte(key, '\\') >= 0 {
					key = unescape(key)
				}
				s.at = s.frames[s.depth-1].node.child(key)
				s.state = atColon
			}
		case atColon:
			switch p[i] {
			case ' ', '\n', '\t', '\r':
				i++
			case ':':
				i++
				s.state = atValue
			default:
				s.state = malformed
			}
		case atNext:
			switch p[i] {
			case ' ', '\n', '\t', '\r':
				i++
			case ',':
				i++
				if f := s.frames[s.depth-1]; f.array {
					s.state, s.at = atValue, f.node
				} else {
					s.state = atKey
				}
			case '}', ']':
				i++
				r.leave(p[i-1] == ']')
			default:
				s.state = malformed
			}
		case inText:
			n, end := s.stringEnd(p[i:])
			if n > 0 {
				s.empty = false
			}
			switch s.at.take {
			case takeText, takeNumber, takeSum, takeTrue:
				s.keep(p[i:i+n], maxText)
			case takeBytes:
				r.bytes(p[i : i+n])
			}
			i += n
			if end {
				i++
				r.gotText()
				r.afterValue()
			}
		case inSkipped:
			n, end := s.stringEnd(p[i:])
			i += n
			if end {
				i++
				r.afterValue()
			}
		case inLiteral:
			n := i
			for n < len(p) && !literalEnd(p[n]) {
				n++
			}
			s.keep(p[i:n], maxNumber)
			i = n
			if n < len(p) {
				r.gotLiteral()
				r.afterValue()
			}
		case skipping:
			if i += plainLen(p[i:]); i == len(p) {
				return
			}
			switch p[i] {
			case '"':
				s.state = inSkipping
			case '{', '[':
				s.skip++
			default:
				if s.skip--; s.skip == 0 {
					r.afterValue()
				}
			}
			i++
		case inSkipping:
			n, end := s.stringEnd(p[i:])
			i += n
			if end {
				i++
				s.state = skipping
			}
		default: // malformed
			return
		}
	}
}

// stringEnd returns how much of p belongs to the string that it begins within,
// and whether the closing quote follows.
func (s *scanner) stringEnd(p []byte) (n int, end bool) {
	for {
		j := bytes.IndexByte(p[n:], '"')
		last := len(p)
		if j >= 0 {
			last = n + j
		}
		// The backslashes right before decide.
		k := last
		for k > n && p[k-1] == '\\' {
			k--
		}
		odd := (last-k)%2 == 1
		if k == n && s.escape { // the run began before
			odd = !odd
		}
		s.escape = false
		if j < 0 {
			s.escape = odd
			return last, false
		}
		if !odd {
			return last, true
		}
		n = last + 1
		if n == len(p) {
			return n, false
		}
	}
}

func (s *scanner) keep(p []byte, bound int) {
	if len(s.text)+len(p) > bound {
		s.long = true
		return
	}
	s.text = append(s.text, p...)
}

// enter begins an array or object.
func (r *Reader) enter(array bool) {
	s := &r.scanner
	s.begun = true
	n := s.at
	r.element()
	nested := array && s.depth > 0 && s.frames[s.depth-1].array // of arrays in arrays nothing is wanted
	if n == nil || len(n.children) == 0 && n.take != takeElements && n.open == nil && n.close == nil || nested || s.depth == maxDepth {
		if n != nil && n.take == takePresent {
			r.content = true
		}
		s.state, s.skip = skipping, 1
		return
	}
	s.frames[s.depth] = frame{n, array}
	s.depth++
	if !array {
		s.state = atKey
		return
	}
	if n.take == takeElements {
		r.counts[n.slot] = count{set: true}
	}
	if n.open != nil {
		n.open(r)
	}
	s.state = atValue // at is n already
}

// element notes a value that is an element of an array which is counted.
func (r *Reader) element() {
	s := &r.scanner
	if s.depth == 0 {
		return
	}
	if f := s.frames[s.depth-1]; f.array && f.node.take == takeElements {
		r.counts[f.node.slot].n++
	}
}

// leave ends an array or object.
func (r *Reader) leave(array bool) {
	s := &r.scanner
	if s.depth == 0 || s.frames[s.depth-1].array != array {
		s.state = malformed
		return
	}
	s.depth--
	if n := s.frames[s.depth].node; !array && n.close != nil {
		n.close(r)
	}
	s.at = nil
	r.afterValue()
}

// afterValue is where a value of any kind has ended.
func (r *Reader) afterValue() {
	s := &r.scanner
	top := s.depth == 0
	if top || s.depth == 1 && s.frames[0].array {
		r.message()
	}
	if top {
		s.docs++
		s.begun = false
		s.state, s.at = atValue, s.root
		return
	}
	s.state = atNext
}
