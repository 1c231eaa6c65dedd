package tag

import (
	"context"
	"sync/atomic"
	"time"
)

type contextKey struct{}

// carried is what a context says of the requests that are made under it.
type carried struct {
	owner       *Owner
	userID      string
	requestType string
	environment string
	call        *call
}

func carriedBy(ctx context.Context) *carried {
	c, _ := ctx.Value(contextKey{}).(*carried)
	return c
}

func carry(ctx context.Context, change func(*carried)) context.Context {
	c := new(carried)
	if old := carriedBy(ctx); old != nil {
		*c = *old
	}
	change(c)
	return context.WithValue(ctx, contextKey{}, c)
}

// WithOwner returns a context whose requests are of that owner, whoever owns the
// client: for services that ask on behalf of others. It replaces project, service
// and team as a whole, so that nothing of one tenant is mixed with another's; an
// empty Environment leaves that of the client. Use it with [Enforce]([Reject]).
func WithOwner(ctx context.Context, owner Owner) context.Context {
	return carry(ctx, func(c *carried) { c.owner = &owner })
}

// WithUser returns a context whose requests are made for a user.
func WithUser(ctx context.Context, id string) context.Context {
	return carry(ctx, func(c *carried) { c.userID = id })
}

// WithRequestType returns a context whose requests are of a type, such as
// "summarize": what a report breaks the spend of a service down by.
func WithRequestType(ctx context.Context, requestType string) context.Context {
	return carry(ctx, func(c *carried) { c.requestType = requestType })
}

// WithEnvironment returns a context whose requests are made in an environment,
// such as "prod". It comes before that of the owner.
func WithEnvironment(ctx context.Context, name string) context.Context {
	return carry(ctx, func(c *carried) { c.environment = name })
}

// call is what several attempts have in common.
type call struct {
	group    string
	attempts atomic.Int64
}

// WithCall returns a context whose requests are attempts of one call: their
// events have the same attempt_group, and are numbered as they are sent. It is for
// retry loops of your own; those of SDKs are recognised without it.
func WithCall(ctx context.Context) context.Context {
	return carry(ctx, func(c *carried) { c.call = &call{group: newID(time.Now())} })
}

// over puts what the context says over what a client's owner says.
func (c *carried) over(t tags) tags {
	if c == nil {
		return t
	}
	if c.owner != nil {
		env := t[environment]
		if t = c.owner.tags(); t[environment] == "" {
			t[environment] = env
		}
	}
	for _, x := range [...]struct {
		key   key
		value string
	}{{userID, c.userID}, {requestType, c.requestType}, {environment, c.environment}} {
		if x.value != "" {
			t[x.key] = x.value
		}
	}
	return t
}
