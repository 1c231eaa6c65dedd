package tag

import (
	"context"
	"errors"
	"fmt"
)

// A Sink takes events for good: a file, a log, a table.
//
// A sink may have a String method, whose result names it in messages.
type Sink interface {
	// Write takes events. If it returns an error other than a [RefusedError],
	// some of them may have been taken all the same; all are sent again, so a
	// sink either recognises EventID or lives with duplicates. It is not called
	// by two goroutines at once. It does not keep the slice.
	Write(ctx context.Context, events []Event) error
}

// A RefusedError is what a sink's Write returns when it has taken all events but
// some that it will never take, whenever they are sent: the others need not wait
// for them. They are put aside, counted and named in the log.
type RefusedError struct {
	Refused []Refusal
}

// A Refusal is one event that a sink will never take.
type Refusal struct {
	Index int // in the slice that was written
	Err   error
}

// Error counts the events, and says why the first was refused.
func (e *RefusedError) Error() string {
	if len(e.Refused) == 0 {
		return "0 events refused"
	}
	return fmt.Sprintf("%d events refused, the first because: %v", len(e.Refused), e.Refused[0].Err)
}

// refusals reports whether err says that every event of a batch of n was either
// taken or refused for good, and which were refused.
func refusals(err error, n int) ([]Refusal, bool) {
	if err == nil {
		return nil, true
	}
	var refused *RefusedError
	if !errors.As(err, &refused) {
		return nil, false
	}
	for _, r := range refused.Refused {
		if r.Index < 0 || r.Index >= n {
			return nil, false // a fault of the sink: nothing is lost on its word
		}
	}
	return refused.Refused, true
}
