package tag

import (
	"context"
	"io"
	"sync"
	"time"
)

// Bounds on reading on after a caller has closed an answer. A provider that is
// asked for a long answer takes a minute or two; at more than 64 at once a service
// is in other trouble, and its connections are worth more than the counts.
const (
	maxDrains    = 64
	maxDrainTime = 30 * time.Second
	maxDrainSize = 64 << 20
)

// drains are the answers that are read on in the background. They belong to the
// recorder, which waits for them when it is closed.
type drains struct {
	mu     sync.Mutex
	reads  map[*attempt]io.Closer
	closed bool
	idle   chan struct{} // closed when reads is empty, if somebody waits
}

func (d *drains) begin(a *attempt, body io.Closer) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed || len(d.reads) >= maxDrains {
		return false
	}
	if d.reads == nil {
		d.reads = map[*attempt]io.Closer{}
	}
	d.reads[a] = body
	return true
}

func (d *drains) end(a *attempt) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.reads, a)
	if len(d.reads) == 0 && d.idle != nil {
		close(d.idle)
		d.idle = nil
	}
}

// close lets no more begin, and returns when all have ended. When ctx is done, or
// half of its time is over, those that are left are cut, which ends them: the other
// half is for delivering.
func (d *drains) close(ctx context.Context) {
	if deadline, ok := ctx.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Until(deadline)/2)
		defer cancel()
	}
	d.mu.Lock()
	d.closed = true
	if len(d.reads) == 0 {
		d.mu.Unlock()
		return
	}
	if d.idle == nil {
		d.idle = make(chan struct{})
	}
	idle := d.idle
	d.mu.Unlock()
	select {
	case <-idle:
		return
	case <-ctx.Done():
	}
	d.mu.Lock()
	for a, body := range d.reads {
		a.cut(body)
	}
	d.mu.Unlock()
	select {
	case <-idle:
	case <-time.After(time.Second): // a transport of somebody's that does not heed contexts
	}
}

// cut ends the reading of an answer, from another goroutine.
func (a *attempt) cut(body io.Closer) {
	if !a.leash.cut() {
		_ = body.Close()
	}
}

// drain reads the rest of an answer in the background, and reports whether it
// does: not if the end was there, if nobody records it, or if there is no end to
// expect.
func (a *attempt) drain(inner io.ReadCloser) bool {
	a.mu.Lock()
	ok := !a.finished && a.answer != nil && !a.answer.complete() && a.answer.kind != opaque && !a.answer.broken()
	a.mu.Unlock()
	rec := a.t.config.recorder
	if !ok || rec == nil || a.left() || !rec.drains.begin(a, inner) {
		return false
	}
	if !a.leash.slip() {
		rec.drains.end(a)
		return false
	}
	go func() {
		defer rec.drains.end(a)
		timer := time.AfterFunc(maxDrainTime, func() { a.cut(inner) })
		defer timer.Stop()
		end := a.readOn(inner)
		_ = inner.Close()
		a.finish(end)
	}()
	return true
}

// readOn reads until the end or a bound. If nothing was left, the answer had come
// to its end for the caller too.
func (a *attempt) readOn(inner io.Reader) error {
	buf := make([]byte, 16<<10)
	for size := 0; size < maxDrainSize; {
		n, err := inner.Read(buf)
		a.saw(buf[:n], nil)
		size += n
		switch {
		case err == io.EOF && size == 0:
			return io.EOF
		case err != nil:
			return errDrained
		}
	}
	return errDrained
}
