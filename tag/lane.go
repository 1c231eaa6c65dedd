package tag

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// A lane is the way of events to one sink: a queue that Record fills, and one
// goroutine, run, that delivers from it.
type lane struct {
	settings
	name string
	sink Sink

	kick   chan struct{} // wakes run; holds one
	cancel context.CancelFunc
	done   chan struct{} // closed when run has returned

	mu      sync.Mutex
	queue   queue
	held    []Event       // what run has taken out of the queue; their numbers end at queue.head
	bytes   int64         // size of held
	flushTo uint64        // events before this number are wanted at once
	stopped bool          // nothing comes in any more
	changed chan struct{} // closed and replaced when held or queue shrink
	count   SinkStats     // all but Queued
}

func newLane(sink Sink) *lane {
	l := &lane{
		settings: defaults(),
		sink:     sink,
		name:     nameOf(sink),
		kick:     make(chan struct{}, 1),
		done:     make(chan struct{}),
		changed:  make(chan struct{}),
	}
	if t, ok := sink.(*tuned); ok {
		l.sink, l.settings = t.Sink, t.settings
	}
	ctx, cancel := context.WithCancel(context.Background()) //nolint:forbidigo // deliveries outlive every request; stop and join end them
	l.cancel = cancel
	go l.run(ctx)
	return l
}

// put queues e, or drops it if the queue is full.
func (l *lane) put(e *Event) {
	n := size(e)
	l.mu.Lock()
	l.count.Recorded++
	if l.stopped || l.queue.len()+len(l.held) >= l.queueEvents || l.queue.bytes+l.bytes+n > l.queueBytes {
		l.count.Dropped++
		l.mu.Unlock()
		return
	}
	l.queue.push(e, n)
	queued := l.queue.len()
	l.mu.Unlock()
	if queued == 1 || queued == l.batchEvents {
		l.wake() // otherwise run knows, and waits for more
	}
}

func (l *lane) wake() {
	select {
	case l.kick <- struct{}{}:
	default: // it will look anyway
	}
}

// hurry makes run deliver what is queued without waiting for more.
func (l *lane) hurry() {
	l.mu.Lock()
	l.flushTo = l.queue.tail
	l.mu.Unlock()
	l.wake()
}

// flushed waits until everything is settled that was queued when it was called.
func (l *lane) flushed(ctx context.Context) error {
	l.mu.Lock()
	limit := l.queue.tail
	for {
		if l.queue.head-uint64(len(l.held)) >= limit {
			l.mu.Unlock()
			return nil
		}
		changed := l.changed
		l.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
		l.mu.Lock()
	}
}

// stop lets nothing more in, and makes run end once the rest is delivered.
func (l *lane) stop() {
	l.mu.Lock()
	l.stopped = true
	l.mu.Unlock()
	l.wake()
}

// join waits for run until ctx is done. Then it gives up on what is left, and does
// not wait long for a sink that does not heed its context.
func (l *lane) join(ctx context.Context) {
	select {
	case <-l.done:
	case <-ctx.Done():
		l.cancel()
		grace := time.NewTimer(time.Second)
		defer grace.Stop()
		select {
		case <-l.done:
		case <-grace.C:
		}
	}
	l.cancel()
}

// run delivers until it is stopped and nothing is left, or ctx is done.
func (l *lane) run(ctx context.Context) {
	defer close(l.done)
	for l.take(ctx) {
		if !l.deliver(ctx) {
			return
		}
	}
}

// take moves a batch from the queue to held. It waits for it to fill for as long
// as a batch may wait, and reports whether there is one: there is none if the lane
// is stopped and empty, or ctx is done.
func (l *lane) take(ctx context.Context) bool {
	var timer *time.Timer // of the oldest event's wait; nil while there is none
	var due <-chan time.Time
	late := false
	for {
		l.mu.Lock()
		n := l.queue.len()
		if n >= l.batchEvents || n > 0 && (late || l.stopped || l.flushTo > l.queue.head || l.batchWait == 0) {
			l.hold(min(n, l.batchEvents))
			l.mu.Unlock()
			return true
		}
		stopped := l.stopped
		l.mu.Unlock()
		if stopped {
			return false
		}
		if n > 0 && timer == nil {
			timer = time.NewTimer(l.batchWait)
			defer timer.Stop()
			due = timer.C
		}
		select {
		case <-l.kick:
		case <-due:
			late = true
		case <-ctx.Done():
			return false
		}
	}
}

// hold takes n events out of the queue. l.mu is locked.
func (l *lane) hold(n int) {
	before := l.queue.bytes
	l.held = l.queue.copyTo(l.held[:0], l.queue.head, l.queue.head+uint64(n))
	l.queue.forget(l.queue.head + uint64(n))
	l.bytes = before - l.queue.bytes
}

// deliver sends what is held until the sink has taken or refused it. It reports
// false if ctx is done before that.
func (l *lane) deliver(ctx context.Context) bool {
	for failures := 0; ; failures++ {
		err := write(ctx, l.sink, l.timeout, l.held)
		if refused, ok := refusals(err, len(l.held)); ok {
			l.settle(ctx, refused)
			return true
		}
		if ctx.Err() != nil {
			return false
		}
		l.failed(ctx, err)
		if !l.pause(ctx, failures) {
			return false
		}
	}
}

// settle counts what was held as taken, but what was refused.
func (l *lane) settle(ctx context.Context, refused []Refusal) {
	for _, r := range refused {
		l.log().LogAttrs(ctx, slog.LevelError, "llmtag: an event was refused for good",
			slog.String("sink", l.name), slog.String("event_id", l.held[r.Index].EventID), slog.Any("error", r.Err))
	}
	l.mu.Lock()
	again := l.count.LastError != nil
	l.count.LastError = nil
	l.count.Refused += int64(len(refused))
	l.count.Delivered += int64(len(l.held) - len(refused))
	clear(l.held) // its strings can be collected
	l.held, l.bytes = l.held[:0], 0
	close(l.changed)
	l.changed = make(chan struct{})
	dropped := l.count.Dropped
	l.mu.Unlock()
	if again {
		l.log().LogAttrs(ctx, slog.LevelInfo, "llmtag: events are delivered again",
			slog.String("sink", l.name), slog.Int64("dropped_so_far", dropped))
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
		l.log().LogAttrs(ctx, slog.LevelWarn, "llmtag: events cannot be delivered, and are tried again",
			slog.String("sink", l.name), slog.Any("error", err))
	}
}

// pause waits before the next attempt. When the lane is stopped it does not wait
// for the rest of the pause, once. It reports false if ctx is done.
func (l *lane) pause(ctx context.Context, failures int) bool {
	d := l.backoffMax
	if failures < 20 {
		d = min(l.backoffMax, l.backoffMin<<failures)
	}
	d -= time.Duration(l.jitter(int64(d)/2 + 1))
	timer := time.NewTimer(d)
	defer timer.Stop()
	for {
		l.mu.Lock()
		stopped := l.stopped
		l.mu.Unlock()
		kick := l.kick
		if stopped {
			kick = nil // it has been looked at
		}
		select {
		case <-timer.C:
			return true
		case <-ctx.Done():
			return false
		case <-kick:
			l.mu.Lock()
			stopped = l.stopped
			l.mu.Unlock()
			if stopped {
				return true
			}
		}
	}
}

// stats is a snapshot of the counts.
func (l *lane) stats() SinkStats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.count
	s.Sink = l.name
	s.Queued = int64(l.queue.len() + len(l.held))
	return s
}

// undelivered is the error of Close: nil if the sink has taken everything. What
// is still queued is lost from here on.
func (l *lane) undelivered() error {
	s := l.stats()
	lost := s.Dropped + s.Queued
	if lost+s.Refused == 0 {
		return nil
	}
	err := fmt.Errorf("%d %w to %s: %d lost, since they were kept in memory only, and %d refused", lost+s.Refused, ErrUndelivered, l.name, lost, s.Refused)
	if s.LastError != nil {
		err = fmt.Errorf("%w; last error: %w", err, s.LastError)
	}
	return err
}
