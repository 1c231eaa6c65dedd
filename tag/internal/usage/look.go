package usage

import "bytes"

// Most messages of a stream say nothing but content. Once there has been some, a
// message of a sparse format is only looked at: what is of interest is an object
// of usage or an error, so it has an opening brace, and these are few.

const (
	// maxShort is the length up to which a message is looked at as a whole, though
	// it comes in pieces. A message with usage only is far shorter.
	maxShort = 2 << 10
	// lookBack is what may lie between two pieces: the name and a brace.
	lookBack = 32
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
	at, name := find(joined)
	switch {
	case at >= 0 && at < n:
		r.start(name, joined[at:n])
		r.scan(p)
		return
	case at >= n:
		r.start(name, nil)
		r.scan(p[at-n:])
		return
	}
	if at, name := find(p); at >= 0 {
		r.start(name, nil)
		r.scan(p[at:])
		return
	}
	if len(p) >= lookBack {
		r.held = append(r.held[:0], p[len(p)-lookBack:]...)
	} else {
		r.held = append(r.held[:0], lastBytes(joined)...)
	}
}

// start makes the scanner expect the value of a member of the message, which begins
// with what is given.
func (r *Reader) start(name, p []byte) {
	r.scanning = true
	s := &r.scanner
	s.reset(r.format.root)
	s.frames[0], s.depth, s.begun = frame{node: r.format.root}, 1, true
	s.at = r.format.root.child(name[1 : len(name)-1])
	r.scan(p)
}

// find returns where an object of usage or of an error begins, and its name in
// quotes, or -1.
func find(p []byte) (at int, name []byte) {
	for i := 0; ; i++ {
		j := bytes.IndexByte(p[i:], '{')
		if j < 0 {
			return -1, nil
		}
		i += j
		if name := nameBefore(p, i); name != nil {
			return i, name
		}
	}
}

// nameBefore returns the name in quotes of the object that begins at i, if it is of
// interest. Messages of content have a few braces each, so it is told by one or
// two letters nearly always.
func nameBefore(p []byte, i int) []byte {
	const shortest = len(`"usage":`)
	if i < shortest {
		return nil
	}
	switch p[i-1] {
	case ':':
		if p[i-2] == '"' && p[i-3] != 'e' && p[i-3] != 'r' {
			return nil
		}
	case ' ', '\t', '\n', '\r':
	default:
		return nil
	}
	head := bytes.TrimRight(p[:i], " \t\r\n")
	if n := len(head) - 1; n < 0 || head[n] != ':' {
		return nil
	}
	head = bytes.TrimRight(head[:len(head)-1], " \t\r\n")
	switch {
	case bytes.HasSuffix(head, usageName):
		return usageName
	case bytes.HasSuffix(head, errorName):
		return errorName
	}
	return nil
}

func lastBytes(p []byte) []byte { return p[max(0, len(p)-lookBack):] }
