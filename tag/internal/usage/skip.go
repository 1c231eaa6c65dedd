package usage

import "bytes"

const (
	// minSkip is the length from which it pays to skip messages unseen. net/http
	// reads 4 KiB at once.
	minSkip = 1 << 10
	// lastMessages are looked at one by one: the end mark is among them.
	lastMessages = 64
	// maxLike bounds what is kept of how messages begin; it is a part of a short one.
	maxLike = 1 << 10
)

var (
	dataField = []byte("data: ")
	nameField = []byte("event: ")
)

// Skip returns how many bytes of p, where a message begins, are messages that are
// of no interest.
func (r *Reader) Skip(p []byte) int {
	switch {
	case !r.content || len(p) < minSkip:
		return 0
	case r.format.sparse:
		return r.skipSparse(p)
	case r.format.idle != nil:
		return skipIdle(p, r.format.idle)
	}
	return 0
}

// skipSparse goes by what the messages say.
func (r *Reader) skipSparse(p []byte) int {
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
	if end < 0 || !r.onlyContent(p[:end]) {
		return 0
	}
	return end
}

// onlyContent reports whether p, which is whole messages, has no end mark, and no
// object of usage or of an error begins in it. It compares what find does, but for
// messages that begin like one before, which is nearly all of them: those it
// compares as a whole, up to that one's last brace. An end mark has no brace: it
// stands where a message comes after one that does not end with one.
func (r *Reader) onlyContent(p []byte) bool {
	const data = len("data: ")
	plain := endsWithBrace(p) // no end mark so far
	other := -1               // where a message begins that is not like the one before
	for i := 0; ; i++ {
		if i == 0 && bytes.HasPrefix(p, r.like) {
			i = len(r.like)
		}
		j := bytes.IndexByte(p[i:], '{')
		if j < 0 {
			break
		}
		i += j
		if begin := i - data; begin == 0 || begin > 0 && p[begin-1] == '\n' {
			plain = plain && (begin == 0 || endsWithBrace(p[:begin]))
			if len(r.like) > 0 && bytes.HasPrefix(p[begin:], r.like) {
				i = begin + len(r.like) - 1
				continue
			}
			if bytes.HasPrefix(p[begin:], dataField) {
				other = begin
			}
		} else {
			plain = false // it may be
		}
		if nameBefore(p, i) != nil {
			return false
		}
	}
	if !plain && hasEndMark(p) {
		return false
	}
	if other >= 0 {
		r.learn(p[other:])
	}
	return true
}

// endsWithBrace reports whether p ends with a message that does.
func endsWithBrace(p []byte) bool {
	n := len(p)
	return n > 2 && p[n-1] == '\n' && p[n-2] == '\n' && p[n-3] == '}'
}

// learn keeps how a message begins that is of no interest.
func (r *Reader) learn(p []byte) {
	p = p[:min(len(p), maxLike)]
	if n := bytes.IndexByte(p, '\n'); n >= 0 {
		p = p[:n]
	}
	r.like = append(r.like[:0], p[:bytes.LastIndexByte(p, '{')+1]...)
}

// skipIdle goes by the names of the messages: those of a line with the name and one
// with the data, as providers write them.
func skipIdle(p []byte, idle func(name []byte) bool) int {
	end := 0
	for {
		rest, ok := bytes.CutPrefix(p[end:], nameField)
		if !ok {
			return end
		}
		n := bytes.IndexByte(rest, '\n')
		if n < 0 || !idle(rest[:n]) {
			return end
		}
		data := rest[n+1:]
		m := bytes.IndexByte(data, '\n')
		if m < 0 || m+1 == len(data) || data[m+1] != '\n' || bytes.IndexByte(data[:m], '\r') >= 0 {
			return end
		}
		end += len(nameField) + n + m + 3
	}
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
