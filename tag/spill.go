package tag

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"github.com/llmtag/llmtag/tag/internal/spool"
)

// A group is what is written to the spool at once, at most. With fsync it is what
// shares one.
const groupEvents = 1000

// spillRetry is the pause after the spool has failed to take events.
const spillRetry = time.Second

// spill copies events from the queue to the spool until ctx is done.
func (l *lane) spill(ctx context.Context) {
	defer close(l.spillDone)
	for {
		n, err := l.copyGroup(ctx, false)
		if n > 0 && err == nil {
			continue
		}
		var retry <-chan time.Time
		if err != nil {
			retry = time.After(spillRetry)
		}
		select {
		case <-l.kickSpill:
		case <-retry:
		case <-ctx.Done():
			return
		}
	}
}

// copyGroup copies the next events from the queue to the spool, if they are to go
// there; with all, in any case. It returns how many.
func (l *lane) copyGroup(ctx context.Context, all bool) (n int, err error) {
	l.appending.Lock()
	defer l.appending.Unlock()
	l.mu.Lock()
	if all || l.spilling {
		n = int(l.queue.tail - l.spooled)
	} else if l.syncTo > l.spooled {
		n = int(l.syncTo - l.spooled)
	}
	n = min(n, groupEvents)
	if n == 0 {
		l.mu.Unlock()
		return 0, nil
	}
	start := l.spooled
	l.scratch = l.queue.copyTo(l.scratch[:0], start, start+uint64(n))
	l.writing = true
	l.mu.Unlock()

	first, err := l.append(l.scratch)
	clear(l.scratch)

	l.mu.Lock()
	l.writing = false
	before := l.broken
	l.broken = err
	if err == nil {
		if l.queue.head == start {
			l.mirrored = first
		} // else it continues those before it: save leaves none of them in the queue
		l.spooled = start + uint64(n)
		l.end = first + uint64(n)
		l.broadcast()
	}
	l.mu.Unlock()
	wake(l.kick)
	if err != nil && before == nil {
		l.warn(ctx, "llmtag: the spool takes no events; they wait in memory, where a kill of the process reaches them", slog.Any("error", err))
	}
	return n, err
}

// save appends what is held, and is in memory only, to the spool, and holds it no
// longer. It reports whether that was possible.
func (l *lane) save() bool {
	l.appending.Lock()
	defer l.appending.Unlock()
	first, err := l.append(l.held.events)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = err
	if err != nil {
		return false
	}
	// What the spool has as well is read from there, after this.
	l.queue.forget(l.spooled)
	l.end = first + uint64(len(l.held.events))
	l.spilling = true
	l.release()
	wake(l.kickSpill)
	return true
}

// keepHeld appends what run holds, and may hold for ever, to the spool. If the sink
// returns after all and has taken it, it is a duplicate then.
func (l *lane) keepHeld(held []Event) error {
	l.appending.Lock()
	defer l.appending.Unlock()
	first, err := l.append(held)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil {
		return err
	}
	l.queue.forget(l.spooled)
	l.end = first + uint64(len(held))
	l.kept = true
	return nil
}

// append writes events to the spool, and returns the number of the first there.
// l.appending is locked.
func (l *lane) append(events []Event) (first uint64, err error) {
	records := make([][]byte, len(events))
	b := l.lines[:0]
	for i := range events {
		start := len(b)
		b = events[i].appendJSON(b)
		records[i] = b[start:len(b):len(b)] // stays where it is if b grows
	}
	first, err = l.spool.Append(records)
	if l.lines = b; cap(b) > 4<<20 {
		l.lines = nil
	}
	return first, err
}

// adopt looks from time to time whether a dead process has left events, and lets
// go of its spool when they are delivered. The channel says when to look again.
func (l *lane) adopt(ctx context.Context) <-chan time.Time {
	if l.spool == nil {
		return nil
	}
	if l.adopted != nil {
		if first, next := l.adopted.Range(); first < next {
			return nil
		}
		if err := l.adopted.Close(); err != nil {
			l.warn(ctx, "llmtag: an empty spool cannot be removed", slog.Any("error", err))
		}
		l.mu.Lock()
		l.adopted = nil
		l.mu.Unlock()
		l.lookAgain = time.Time{}
	}
	if wait := time.Until(l.lookAgain); wait > 0 {
		return time.After(wait)
	}
	l.lookAgain = time.Now().Add(adoptEvery)
	left, err := spool.Adopt(l.spoolConfig())
	if err != nil {
		l.warn(ctx, "llmtag: cannot look for events that other processes have left", slog.Any("error", err))
	}
	if left == nil {
		return time.After(adoptEvery)
	}
	first, next := left.Range()
	l.mu.Lock()
	l.adopted = left
	l.count.Replayed += int64(next - first)
	l.mu.Unlock()
	return nil
}

// keepRest writes what is still in memory to the spool, and lets go of it. Nothing
// else runs by now but perhaps a sink that does not return.
func (l *lane) keepRest(ctx context.Context) {
	var errs []error
	l.mu.Lock()
	var held []Event // in memory only
	if l.held.from == nil {
		held = slices.Clone(l.held.events)
	}
	l.mu.Unlock()
	if len(held) > 0 {
		errs = append(errs, l.keepHeld(held))
	}
	for {
		n, err := l.copyGroup(ctx, true)
		if err != nil || n == 0 {
			errs = append(errs, err)
			break
		}
	}
	errs = append(errs, l.spool.Close())
	if l.adopted != nil { // the next one's
		first, next := l.adopted.Range()
		errs = append(errs, l.adopted.Close())
		l.mu.Lock()
		l.adopted = nil
		l.count.Replayed -= int64(next - first)
		l.mu.Unlock()
	}
	if err := errors.Join(errs...); err != nil {
		l.warn(ctx, "llmtag: closing the spool", slog.Any("error", err))
	}
}
