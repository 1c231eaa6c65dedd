package tag

import (
	"io"
	"net/http"
	"sync"
)

// body is an answer's body on its way to the caller, who gets the same bytes and
// the same errors as without it.
type body struct {
	inner io.ReadCloser
	a     *attempt
	hide  *hider // nil if nothing is taken out

	mu      sync.Mutex
	reading int  // calls of Read under way
	drained bool // closed by the caller, and read on by us
}

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
	b.mu.Lock()
	if b.drained {
		b.mu.Unlock()
		return 0, http.ErrBodyReadAfterClose
	}
	b.reading++
	b.mu.Unlock()
	var n int
	var err error
	if b.hide != nil {
		n, err = b.hide.read(b.inner, p)
	} else {
		n, err = b.inner.Read(p)
		b.a.saw(p[:max(0, n)], err)
	}
	b.mu.Lock()
	b.reading--
	b.mu.Unlock()
	return n, err
}

// Close closes the answer. If it is not at its end, the rest is read in the
// background, within bounds: the provider bills it.
func (b *body) Close() error {
	b.mu.Lock()
	if b.drained {
		b.mu.Unlock()
		return nil
	}
	if b.reading == 0 && b.a.drain(b.inner) {
		b.drained = true
		b.mu.Unlock()
		return nil
	}
	b.mu.Unlock()
	b.a.closed.Store(true)
	err := b.inner.Close()
	b.a.finish(errClosed)
	return err
}
