package tag

import (
	"bytes"
	"slices"
)

// A formField finds the field "model" of a multipart form, such as that of a
// transcription, as it passes: beside a recording of any length.
type formField struct {
	tail  []byte // end of what has passed, in which the field may begin
	value []byte
	in    bool
	done  bool
}

const fieldMark = `name="model"` + "\r\n\r\n"

func (f *formField) write(p []byte) {
	if f.done {
		return
	}
	if !f.in {
		joined := slices.Concat(f.tail, p[:min(len(p), len(fieldMark))])
		if i := bytes.Index(joined, []byte(fieldMark)); i >= 0 {
			f.in = true
			p = p[i+len(fieldMark)-len(f.tail):]
		} else if i := bytes.Index(p, []byte(fieldMark)); i >= 0 {
			f.in = true
			p = p[i+len(fieldMark):]
		} else {
			f.tail = append(f.tail[:0:0], lastBytes(f.tail, p, len(fieldMark)-1)...)
			return
		}
	}
	for _, c := range p {
		if c == '\r' || c == '\n' || len(f.value) > maxValue {
			f.done = true
			return
		}
		f.value = append(f.value, c)
	}
}

// lastBytes returns the last n bytes of a and b together.
func lastBytes(a, b []byte, n int) []byte {
	if len(b) >= n {
		return b[len(b)-n:]
	}
	joined := append(append([]byte(nil), a...), b...)
	return joined[max(0, len(joined)-n):]
}

func (f *formField) model() string {
	if !f.done || len(f.value) > maxValue {
		return ""
	}
	return string(f.value)
}
