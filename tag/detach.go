package tag

import (
	"context"
	"slices"
	"sync"
	"time"
)

// A leash is the context of the request that is sent. It ends when the caller's
// does, with the same error and cause, until the attempt slips it to read on
// behind a caller who has closed the answer: many close it and then cancel.
//
// It is a context of its own, and not made of those of the standard library,
// because these would be a third of what a request allocates.
type leash struct {
	caller  context.Context //nolint:containedctx // it is one itself
	release func() bool     // from the caller; nil if that never ends

	mu    sync.Mutex
	done  chan struct{}
	err   error
	after []*func() // nil where stopped; the transport below has one
	room  [1]*func()
}

// tie makes l follow the caller's context, and returns the one to send with: the
// caller's own if that never ends.
func (l *leash) tie(caller context.Context) context.Context {
	if caller.Done() == nil {
		return caller
	}
	l.caller = caller
	l.done = make(chan struct{})
	l.release = context.AfterFunc(caller, l.follow)
	return l
}

// follow is where the caller's context ends.
func (l *leash) follow() { l.finish(l.caller.Err()) }

// slip lets the request go on without the caller. It returns false if the caller's
// context has ended.
func (l *leash) slip() bool { return l.release == nil || l.release() }

// cut ends the request, and reports whether it can.
func (l *leash) cut() bool {
	if l.caller == nil {
		return false
	}
	l.finish(context.Canceled)
	return true
}

// end frees what the leash holds.
func (l *leash) end() {
	if l.release != nil {
		l.release()
		l.finish(context.Canceled)
	}
}

func (l *leash) finish(err error) {
	l.mu.Lock()
	if l.err != nil {
		l.mu.Unlock()
		return
	}
	l.err = err
	close(l.done)
	after := l.after
	l.after = nil
	l.mu.Unlock()
	for _, f := range after {
		if f != nil {
			(*f)()
		}
	}
}

// Deadline returns the caller's.
func (l *leash) Deadline() (time.Time, bool) { return l.caller.Deadline() }

// Done returns a channel that is closed when the request is to end.
func (l *leash) Done() <-chan struct{} { return l.done }

// Err returns why it is to end.
func (l *leash) Err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// Value returns the caller's.
func (l *leash) Value(key any) any { return l.caller.Value(key) }

// AfterFunc lets contexts that are made of this one follow it without a goroutine;
// package context looks for it.
func (l *leash) AfterFunc(f func()) (stop func() bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		go f()
		return func() bool { return false }
	}
	if l.after == nil {
		l.after = l.room[:0]
	}
	p := &f
	l.after = append(l.after, p)
	return func() bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		i := slices.Index(l.after, p)
		if i >= 0 {
			l.after[i] = nil
		}
		return i >= 0
	}
}
