// Package stream finds where one message of an answer ends and the next begins,
// in server-sent events and in AWS event streams. It sees the bytes as they
// pass, in pieces of any size, and keeps no more of them than the name of a
// message.
package stream

import "bytes"

// A Consumer takes the messages of a stream, in pieces.
type Consumer interface {
	// Begin is where a message begins; name may be empty. It is not kept.
	Begin(name []byte)
	// Data is a piece of the message. If last is set, it is probably the last.
	Data(p []byte, last bool)
	// End is where it ends.
	End()
}

// A Skipper is a consumer that may not want to see some messages at all.
type Skipper interface {
	// Skip returns how many bytes of p, which begins with a message, are whole
	// messages that it does not want to see.
	Skip(p []byte) int
}

// maxName bounds the name of a message; providers' are shorter.
const maxName = 128

// SSE reads server-sent events, as the HTML standard has them: lines end with
// LF, CR or both, a message may have several lines of data, an empty line ends it.
type SSE struct {
	to    Consumer
	skip  Skipper // to, if it is one
	state sseState
	field []byte // beginning of the line, until it is known what it is
	name  []byte // of the message
	begun bool   // the message has data
	cr    bool   // the last byte was a CR: an LF after it ends no line
	bom   bool   // the beginning has been looked at
}

type sseState uint8

const (
	lineStart sseState = iota // what the line is, is not known yet
	inData
	inName
	inOther
)

// NewSSE returns a reader of server-sent events.
func NewSSE(to Consumer) *SSE {
	skip, _ := to.(Skipper)
	return &SSE{to: to, skip: skip}
}

// Write reads another piece.
func (s *SSE) Write(p []byte) {
	if s.cr && len(p) > 0 {
		s.cr = false
		if p[0] == '\n' {
			p = p[1:]
		}
	}
	skipped := false
	for len(p) > 0 {
		if s.skip != nil && !skipped && s.between() {
			skipped = true // there is no use in trying again with what is left
			if p = p[s.skip.Skip(p):]; len(p) == 0 {
				return
			}
		}
		line, rest, ended := cutLine(p)
		if ended && len(rest) == 0 && p[len(p)-1] == '\r' {
			s.cr = true
		}
		s.line(line, ended)
		p = rest
	}
}

// between reports whether a message has ended and no other has begun.
func (s *SSE) between() bool {
	return s.state == lineStart && len(s.field) == 0 && !s.begun && len(s.name) == 0 && s.bom
}

// cutLine cuts the first line off. If it does not end within p, it is all of p.
func cutLine(p []byte) (line, rest []byte, ended bool) {
	i := bytes.IndexByte(p, '\n')
	line = p
	if i >= 0 {
		line = p[:i]
	}
	j := bytes.IndexByte(line, '\r')
	switch {
	case j < 0 && i < 0:
		return p, nil, false
	case j < 0:
		return line, p[i+1:], true
	case j == i-1:
		return line[:j], p[i+1:], true
	}
	return line[:j], p[j+1:], true
}

// line reads a line, or a piece of one.
func (s *SSE) line(p []byte, ended bool) {
	if s.state == lineStart {
		if len(s.field) > 0 || !ended { // in pieces
			if p = s.start(p, ended); s.state == lineStart && !ended {
				return
			}
		} else {
			if !s.bom {
				s.bom = true
				p = bytes.TrimPrefix(p, []byte("\ufeff"))
			}
			if len(p) == 0 {
				s.dispatch()
				return
			}
			s.state, p = classify(p)
			if s.state == inData {
				s.begin()
			}
			if s.state == inName {
				s.name = s.name[:0]
			}
		}
	}
	switch s.state {
	case inData:
		s.to.Data(p, ended)
	case inName:
		if len(s.name)+len(p) <= maxName {
			s.name = append(s.name, p...)
		}
	}
	if ended {
		s.state, s.field = lineStart, s.field[:0]
	}
}

// start gathers the beginning of a line that comes in pieces, until it is known
// what the line is, and returns what of it belongs to the value.
func (s *SSE) start(p []byte, ended bool) []byte {
	const longest = len("\ufeffevent: ")
	n := min(len(p), longest-len(s.field))
	s.field = append(s.field, p[:n]...)
	rest := p[n:]
	line := s.field
	if !s.bom {
		line = bytes.TrimPrefix(line, []byte("\ufeff"))
	}
	if !ended && len(s.field) < longest {
		return nil
	}
	s.bom = true
	if len(line) == 0 && ended {
		s.dispatch()
		s.state = inOther
		return nil
	}
	state, value := classify(line)
	s.state = state
	switch state {
	case inData:
		s.begin()
		if len(rest) == 0 {
			return value
		}
		s.to.Data(value, false)
	case inName:
		s.name = append(s.name[:0], value...)
	}
	return rest
}

// classify says what a line is whose beginning p is, and what of it is the value.
func classify(p []byte) (sseState, []byte) {
	if v, ok := bytes.CutPrefix(p, []byte("data:")); ok {
		return inData, bytes.TrimPrefix(v, []byte(" "))
	}
	if v, ok := bytes.CutPrefix(p, []byte("event:")); ok {
		return inName, bytes.TrimPrefix(v, []byte(" "))
	}
	return inOther, nil
}

// begin is where data comes. The second and later lines of a message go on with
// it, after a line feed, which means nothing between the tokens of JSON.
func (s *SSE) begin() {
	if s.begun {
		s.to.Data([]byte("\n"), false)
		return
	}
	s.begun = true
	s.to.Begin(s.name)
}

// dispatch is where an empty line ends the message.
func (s *SSE) dispatch() {
	if s.begun {
		s.to.End()
	}
	s.begun = false
	s.name = s.name[:0]
}

// Close is where the stream ends. What the standard would throw away, since no
// empty line follows, is read as well: some servers leave the last one out.
func (s *SSE) Close() {
	if s.state == lineStart && len(s.field) > 0 {
		s.line(nil, true)
	}
	s.dispatch()
}
