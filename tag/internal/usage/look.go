package usage

import (
	"bytes"
	"slices"
)

// Most messages of a stream say nothing but content. Once there has been some, a
// message of a sparse format is only looked at: what is of interest is an object
// of usage or an error, so it has an opening brace, and these are few.

const (
	// maxShort is the length up to which a message is looked at as a whole, though
	// it comes in pieces. A message with usage only is far shorter.
	maxShort = 2 << 10
	// lookBack is what may lie between two pieces: the name and a brace.
	lookBack = 32
	// minSkip is the length from which it pays to skip messages unseen. net/http
	// reads 4 KiB at once.
	minSkip = 1 << 10
	// lastMessages are looked at one by one: the end mark is among them.
	lastMessages = 64
)

var (
	usageName = []byte(`"usage"`)
	errorName = []byte(`"error"`)
)

// look takes a piece of a message that is probably of no interest.
func (r *Reader) look(p []byte, last bool) {
	switch {
	case r.fresh && len(r.held) == 0 && last:
		r.lookAtWhole(p)
	case r.fresh && len(r.held)+len(p) <= maxShort:
		if r.held = append(r.held, p...); last {
			r.lookAtWhole(r.held)
		}
	case r.fresh: // it is long: what was held is looked at, and no more than its end is kept
		r.fresh = false
		held := r.held
		r.held = nil
		r.lookAtPiece(held)
		r.held = held[:copy(held, lastBytes(held))]
		if r.scanning {
			r.scan(p)
			return
		}
		r.lookAtPiece(p)
	default:
		r.lookAtPiece(p)
	}
}

// lookAtWhole takes a message that is there at once.
func (r *Reader) lookAtWhole(p []byte) {
	if len(p) > 1 && p[0] == '{' && p[len(p)-1] == '}' {
		if at, _ := find(p); at < 0 {
			r.whole = true
			return
		}
	}
	r.scanning = true
	r.piece(p)
}

// lookAtPiece takes a piece of a long message. If it has something of interest,
// the scanner starts there, as if it had come along.
func (r *Reader) lookAtPiece(p []byte) {
	var seam [2 * lookBack]byte
	n := copy(seam[:], r.held)
	joined := seam[:n+copy(seam[n:], p[:min(len(p), lookBack)])]
	at, isUsage := find(joined)
	switch {
	case at >= 0 && at < n:
		r.start(isUsage, joined[at:n])
		r.scan(p)
		return
	case at >= n:
		r.start(isUsage, nil)
		r.scan(p[at-n:])
		return
	}
	if at, isUsage := find(p); at >= 0 {
		r.start(isUsage, nil)
		r.scan(p[at:])
		return
	}
	if len(p) >= lookBack {
		r.held = append(r.held[:0], p[len(p)-lookBack:]...)
	} else {
		r.held = append(r.held[:0], lastBytes(joined)...)
	}
}

// start makes the scanner expect the value of a member usage, or an object with an
// error, which begins with what is given.
func (r *Reader) start(isUsage bool, p []byte) {
	r.scanning = true
	s := &r.scanner
	s.reset(r.format.root)
	if isUsage {
		s.frames[0], s.depth, s.begun = frame{node: r.format.root}, 1, true
		s.at = r.format.root.child([]byte("usage"))
	}
	r.scan(p)
}

// find returns where an object of usage, or one that begins with an error, begins,
// or -1.
func find(p []byte) (at int, isUsage bool) {
	for i := 0; i < len(p); i++ {
		j := bytes.IndexByte(p[i:], '{')
		if j < 0 {
			break
		}
		i += j
		if followsUsage(p[:i]) {
			return i, true
		}
		if bytes.HasPrefix(p[i+1:], errorName) {
			return i, false
		}
	}
	return -1, false
}

// followsUsage reports whether p ends with the name usage, a colon, and spaces.
func followsUsage(p []byte) bool {
	colon := false
	for i, v := range slices.Backward(p) {
		switch v {
		case ' ', '\t', '\n', '\r':
		case ':':
			colon = true
		case '"':
			return colon && bytes.HasSuffix(p[:i+1], usageName)
		default:
			return false
		}
	}
	return false
}

func lastBytes(p []byte) []byte { return p[max(0, len(p)-lookBack):] }

// Skip returns how many bytes of p, where a message begins, are messages that are
// of no interest.
func (r *Reader) Skip(p []byte) int {
	if !r.format.sparse || !r.content || len(p) < minSkip {
		return 0
	}
	// Where the last message that is skipped ends.
	end := -1
	for i := max(0, len(p)-minSkip); i < len(p)-lastMessages; i++ {
		j := bytes.IndexByte(p[i:len(p)-lastMessages], '\n')
		if j < 0 {
			break
		}
		if i += j; p[i+1] == '\n' {
			end = i + 2
		}
	}
	if end < 0 || hasEndMark(p[:end]) {
		return 0
	}
	if at, _ := find(p[:end]); at >= 0 {
		return 0
	}
	return end
}

func hasEndMark(p []byte) bool {
	const d = 1 // where the letter is in the mark, which is rare elsewhere
	for i := d; i < len(p); i++ {
		j := bytes.IndexByte(p[i:], 'D')
		if j < 0 {
			return false
		}
		if i += j; bytes.HasPrefix(p[i-d:], []byte(endMark)) {
			return true
		}
	}
	return false
}
