package tag

import (
	"context"
	"log/slog"
	"time"

	"github.com/llmtag/llmtag/tag/internal/spool"
)

// adoptEvery is how often a lane looks for what dead processes have left in the
// directory of its spool.
const adoptEvery = 10 * time.Second

// run delivers until it is stopped and nothing is left, or ctx is done.
func (l *lane) run(ctx context.Context) {
	defer close(l.done)
	for l.take(ctx) {
		if !l.deliver(ctx) {
			return
		}
	}
}

// Where the next batch comes from.
type source int

const (
	fromNowhere  source = iota
	fromQueue           // not in the spool
	fromBoth            // in the queue, and in the spool as well
	fromSpool           // not in the queue any more
	fromLeftover        // in the spool of a dead process
)

// take makes the next batch the held one. It waits for it to fill for as long as a
// batch may wait, and reports whether there is one: there is none if the lane is
// stopped and empty, or ctx is done.
func (l *lane) take(ctx context.Context) bool {
	var due <-chan time.Time // when the oldest event has waited; nil while there is none
	late := false
	for ctx.Err() == nil {
		again := l.adopt(ctx)
		l.mu.Lock()
		from, n := l.pick()
		if n >= l.batchEvents || n > 0 && (late || l.stopped || l.hurried > 0 || l.batchWait == 0 || from == fromLeftover) {
			return l.hold(ctx, from, min(n, l.batchEvents))
		}
		empty := n == 0 && !l.writing && l.queue.tail == l.spooled && l.first == l.end
		stopped := l.stopped
		l.mu.Unlock()
		if stopped && empty {
			return false
		}
		if n > 0 && due == nil {
			due = time.After(l.batchWait)
		}
		select {
		case <-l.kick:
		case <-due:
			late = true
		case <-again:
		case <-ctx.Done():
		}
	}
	return false
}

// pick says where the next batch comes from, and how many events there are. l.mu
// is locked.
func (l *lane) pick() (source, int) {
	if l.adopted != nil && !l.stopped && (l.othersTurn || l.first == l.end && l.queue.tail == l.spooled) {
		first, next := l.adopted.Range()
		return fromLeftover, int(next - first)
	}
	copied := int(l.spooled - l.queue.head)
	switch {
	case copied > 0 && l.mirrored == l.first:
		return fromBoth, copied
	case l.first < l.end:
		return fromSpool, int(l.end - l.first)
	case l.queue.tail > l.spooled && !l.writing && (!l.spilling || l.broken != nil):
		return fromQueue, int(l.queue.tail - l.spooled)
	}
	return fromNowhere, 0 // what there is, spill will have copied soon
}

// hold takes at most n events from where pick says. l.mu is locked; hold unlocks
// it. It reports false if ctx is done before that is possible.
func (l *lane) hold(ctx context.Context, from source, n int) bool {
	l.othersTurn = from != fromLeftover
	switch from {
	case fromQueue, fromBoth:
		before := l.queue.bytes
		l.held.number = l.queue.head
		l.held.events = l.queue.copyTo(l.held.events[:0], l.queue.head, l.queue.head+uint64(n))
		l.queue.forget(l.queue.head + uint64(n))
		l.held.bytes = before - l.queue.bytes
		l.held.from = nil
		if from == fromBoth {
			l.mirrored += uint64(n)
			l.held.from, l.held.next = l.spool, l.first+uint64(n)
		} else {
			l.spooled = l.queue.head
		}
		l.mu.Unlock()
		return true
	case fromSpool:
		first, end := l.first, l.end
		if l.queue.head < l.spooled {
			end = min(end, l.mirrored)
		}
		l.mu.Unlock()
		return l.load(ctx, l.spool, first, end, n)
	default:
		l.mu.Unlock()
		first, next := l.adopted.Range()
		return l.load(ctx, l.adopted, first, next, n)
	}
}

// load holds at most n events of the spool from, with numbers from first up to
// end. It tries until ctx is done.
func (l *lane) load(ctx context.Context, from *spool.Spool, first, end uint64, n int) bool {
	for {
		found, err := from.Read(first, end, n)
		if err != nil {
			l.failed(ctx, err)
			if !l.pause(ctx) {
				return false
			}
			continue
		}
		events := l.held.events[:0]
		var bytes int64
		for _, record := range found.Records {
			var e Event
			if err := e.parseJSON(record); err != nil {
				found.Lost++
				found.Damaged = append(append(found.Damaged, record...), '\n')
				continue
			}
			events = append(events, e)
			bytes += size(&e)
		}
		if found.Lost > 0 || len(found.Damaged) > 0 {
			l.damaged(ctx, from, found)
		}
		l.mu.Lock()
		l.held = batch{events: events, bytes: bytes, from: from, next: found.Next}
		l.mu.Unlock()
		return true
	}
}

// damaged counts and keeps what was found damaged in a spool.
func (l *lane) damaged(ctx context.Context, from *spool.Spool, found spool.Batch) {
	err := from.PutAside(spool.DamagedName, found.Damaged)
	l.mu.Lock()
	l.count.Damaged += int64(found.Lost)
	l.mu.Unlock()
	l.warn(ctx, "llmtag: the spool is damaged; what can be read is delivered", slog.String("dir", l.spoolDir),
		slog.Int("events_lost", found.Lost), slog.Int("bytes_put_aside", len(found.Damaged)), slog.Any("error", err))
}

// deliver sends what is held until the sink has taken or refused it, or it is in
// the spool. It reports false if ctx is done before that.
func (l *lane) deliver(ctx context.Context) bool {
	for {
		var err error
		if len(l.held.events) > 0 {
			err = write(ctx, l.sink, l.timeout, l.held.events)
		}
		l.reportDropped(ctx)
		if refused, ok := refusals(err, len(l.held.events)); ok {
			l.settle(ctx, refused)
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		l.failed(ctx, err)
		saved := l.spool != nil && l.held.from == nil && l.save()
		if !l.pause(ctx) {
			return false
		}
		if saved {
			return true
		}
	}
}

// reportDropped says, at most once a minute, that events were dropped: a queue may
// be full although every attempt succeeds.
func (l *lane) reportDropped(ctx context.Context) {
	l.mu.Lock()
	dropped := l.count.Dropped
	l.mu.Unlock()
	if dropped == l.reported || !l.reportedAt.IsZero() && time.Since(l.reportedAt) < time.Minute {
		return
	}
	l.warn(ctx, "llmtag: events were dropped: the queue is full", slog.Int64("dropped", dropped-l.reported), slog.Int64("dropped_so_far", dropped))
	l.reported, l.reportedAt = dropped, time.Now()
}

// settle counts what was held as taken, but what was refused.
func (l *lane) settle(ctx context.Context, refused []Refusal) {
	l.putAside(ctx, refused)
	l.failures = 0
	if l.held.from != nil {
		err := l.held.from.Ack(l.held.next)
		if err != nil && !l.forgetful {
			l.warn(ctx, "llmtag: the spool cannot note what is delivered, and may deliver it again after a restart", slog.Any("error", err))
		}
		l.forgetful = err != nil
	}
	l.mu.Lock()
	again := l.count.LastError != nil
	l.count.LastError = nil
	l.count.Refused += int64(len(refused))
	l.count.Delivered += int64(len(l.held.events) - len(refused))
	if l.held.from != nil && l.held.from == l.spool {
		l.first = l.held.next
		if l.overflowOnly && l.first == l.end && !l.writing && int(l.queue.tail-l.spooled) < l.queueEvents/2 {
			l.spilling = false // the sink keeps up again
		}
	}
	l.release()
	dropped := l.count.Dropped
	l.mu.Unlock()
	wake(l.kickSpill) // there may be room in the spool
	if again {
		l.log().LogAttrs(ctx, slog.LevelInfo, "llmtag: events are delivered again",
			slog.String("sink", l.name), slog.Int64("dropped_so_far", dropped))
	}
}

// release holds nothing any more. l.mu is locked.
func (l *lane) release() {
	clear(l.held.events) // their strings can be collected
	l.held.events, l.held.bytes, l.held.from = l.held.events[:0], 0, nil
	l.broadcast()
}

// putAside names what was refused in the log, and keeps it beside the spool.
func (l *lane) putAside(ctx context.Context, refused []Refusal) {
	for _, r := range refused {
		e := &l.held.events[r.Index]
		attrs := []slog.Attr{slog.String("sink", l.name), slog.String("event_id", e.EventID), slog.Any("error", r.Err)}
		if l.spool != nil {
			if err := l.spool.PutAside(spool.RefusedName, append(e.appendJSON(nil), '\n')); err != nil {
				attrs = append(attrs, slog.String("kept", "no: "+err.Error()))
			} else {
				attrs = append(attrs, slog.String("kept", l.asidePath()))
			}
		}
		l.log().LogAttrs(ctx, slog.LevelError, "llmtag: an event was refused for good", attrs...)
	}
}

// failed counts a failed attempt, and reports the first of a row.
func (l *lane) failed(ctx context.Context, err error) {
	l.mu.Lock()
	first := l.count.LastError == nil
	l.count.LastError = err
	l.count.Failures++
	l.mu.Unlock()
	if first {
		l.warn(ctx, "llmtag: events cannot be delivered, and are tried again", slog.Any("error", err))
	}
}

// pause waits before the next attempt. When the lane is stopped it does not wait
// for the rest of the pause, once. It reports false if ctx is done.
func (l *lane) pause(ctx context.Context) bool {
	d := l.backoffMax
	if l.failures < 20 {
		d = min(l.backoffMax, l.backoffMin<<l.failures)
	}
	l.failures++
	d -= time.Duration(l.jitter(int64(d)/2 + 1))
	timer := time.NewTimer(d)
	defer timer.Stop()
	l.mu.Lock()
	known := l.stopped
	l.mu.Unlock()
	for {
		kick := l.kick
		if known {
			kick = nil
		}
		select {
		case <-timer.C:
			return true
		case <-ctx.Done():
			return false
		case <-kick:
			l.mu.Lock()
			stopped := l.stopped
			l.mu.Unlock()
			if stopped {
				return true
			}
		}
	}
}
