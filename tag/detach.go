package tag

import (
	"context"
	"time"
)

// detach returns a context for the request that is sent. It ends when the
// caller's does, with the same cause, until the attempt takes it over to read on
// behind a caller who has closed the answer: many close it and then cancel.
// Calling cancel ends it and frees what it holds.
func detach(caller context.Context) (context.Context, *leash) {
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(caller))
	l := &leash{cancel: cancel}
	if caller.Done() == nil {
		return ctx, l
	}
	l.release = context.AfterFunc(caller, func() { cancel(context.Cause(caller)) })
	return &detached{ctx, caller}, l
}

// detached has the caller's deadline for those that ask, such as dialers.
type detached struct {
	context.Context                 //nolint:containedctx // it is a context
	caller          context.Context //nolint:containedctx // whose deadline it has
}

func (d *detached) Deadline() (time.Time, bool) { return d.caller.Deadline() }

// Err is the caller's while both have ended: a deadline that passed is one.
func (d *detached) Err() error {
	err := d.Context.Err()
	if err != nil && d.caller.Err() != nil {
		return d.caller.Err()
	}
	return err
}

// leash is how the caller's context holds the request's.
type leash struct {
	cancel  context.CancelCauseFunc
	release func() bool
}

// slip lets the request go on without the caller. It returns false if the
// caller's context has ended.
func (l *leash) slip() bool { return l.release == nil || l.release() }

// end ends the request's context.
func (l *leash) end() {
	if l.release != nil {
		l.release()
	}
	l.cancel(nil)
}
