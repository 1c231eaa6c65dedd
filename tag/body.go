package tag

import (
	"io"
	"math"
	"net/http"
	"sync/atomic"
)

// body is an answer's body on its way to the caller, who gets the same bytes and
// the same errors as without it.
type body struct {
	inner io.ReadCloser
	a     *attempt
	hide  *hider // nil if nothing is taken out

	readers atomic.Int64 // calls of Read under way; below zero: closed by the caller, and read on by us
}

// drained is what readers is made less by when a body is read on.
const drained = math.MinInt64 / 2

// body wraps an answer's body, with what it can do besides reading.
func (a *attempt) body(inner io.ReadCloser, hide *hider) io.ReadCloser {
	b := &a.room.body
	b.inner, b.a, b.hide = inner, a, hide
	w, canWrite := inner.(io.Writer)
	f, canFlush := inner.(http.Flusher)
	switch {
	case canWrite && canFlush:
		return struct {
			*body
			io.Writer
			http.Flusher
		}{b, w, f}
	case canWrite:
		return struct {
			*body
			io.Writer
		}{b, w}
	case canFlush:
		return struct {
			*body
			http.Flusher
		}{b, f}
	}
	return b
}

// Read reads the answer, and observes it.
func (b *body) Read(p []byte) (int, error) {
	if b.readers.Add(1) < 0 {
		b.readers.Add(-1)
		return 0, http.ErrBodyReadAfterClose
	}
	var n int
	var err error
	if b.hide != nil {
		n, err = b.hide.read(b.inner, p)
	} else {
		n, err = b.inner.Read(p)
		b.a.saw(p[:max(0, n)], err)
	}
	b.readers.Add(-1)
	return n, err
}

// Close closes the answer. If it is not at its end, the rest is read in the
// background, within bounds: the provider bills it.
func (b *body) Close() error {
	if b.readers.CompareAndSwap(0, drained) {
		if b.a.drain(b.inner) {
			return nil
		}
		b.readers.Add(-drained)
	} else if b.readers.Load() < 0 {
		return nil
	}
	b.a.closed.Store(true)
	err := b.inner.Close()
	b.a.finish(errClosed)
	return err
}
