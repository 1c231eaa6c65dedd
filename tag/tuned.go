package tag

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/llmtag/llmtag/tag/internal/spool"
)

// A SinkOption says how events get to a sink; see [Tuned].
type SinkOption func(*settings)

// settings are how events get to a sink.
type settings struct {
	queueEvents int
	queueBytes  int64
	batchEvents int
	batchWait   time.Duration
	timeout     time.Duration
	backoffMin  time.Duration
	backoffMax  time.Duration
	logger      *slog.Logger
	jitter      func(n int64) int64 // a random number in [0, n)

	spoolDir     string // absolute; empty if there is no spool
	spoolBytes   int64
	spoolFsync   bool
	overflowOnly bool
}

func defaults() settings {
	return settings{
		queueEvents: 20_000,
		queueBytes:  32 << 20,
		batchEvents: 2000,
		batchWait:   time.Second,
		timeout:     30 * time.Second,
		backoffMin:  250 * time.Millisecond,
		backoffMax:  30 * time.Second,
		jitter:      rand.Int64N,
		spoolBytes:  1 << 30,
	}
}

// log is resolved when it is used, since programs set slog's default late.
func (s *settings) log() *slog.Logger {
	if s.logger == nil {
		return slog.Default()
	}
	return s.logger
}

// tuned is a sink with settings of its own, which the recorder looks for.
type tuned struct {
	Sink
	settings

	mu     sync.Mutex
	opened *spool.Spool // by Spooled, for the first recorder
}

func (t *tuned) String() string { return nameOf(t.Sink) }

// Tuned returns sink with options, for [NewRecorder]. The defaults suit a service:
// tune when Stats shows that they do not.
func Tuned(sink Sink, opts ...SinkOption) Sink {
	t := retune(sink, opts)
	return t
}

// retune returns sink with opts on top of the options that it has.
func retune(sink Sink, opts []SinkOption) *tuned {
	t := &tuned{Sink: sink, settings: defaults()}
	if inner, ok := sink.(*tuned); ok {
		inner.mu.Lock()
		t.Sink, t.settings, t.opened = inner.Sink, inner.settings, inner.opened
		inner.opened = nil
		inner.mu.Unlock()
	}
	for _, opt := range opts {
		opt(&t.settings)
	}
	return t
}

// QueueSize is an option that bounds what waits in memory, by number and by about
// the bytes it takes; whichever is reached first. The default is 20,000 events and
// 32 MiB.
func QueueSize(events int, bytes int64) SinkOption {
	return func(s *settings) { s.queueEvents, s.queueBytes = max(1, events), max(1, bytes) }
}

// Batch is an option that delivers as soon as that many events wait, or the
// oldest has waited that long. The default is 2,000 events and a second.
func Batch(events int, wait time.Duration) SinkOption {
	return func(s *settings) { s.batchEvents, s.batchWait = max(1, events), max(0, wait) }
}

// WriteTimeout is an option that bounds one attempt to deliver a batch. The
// default is 30 seconds.
func WriteTimeout(d time.Duration) SinkOption {
	return func(s *settings) { s.timeout = max(time.Millisecond, d) }
}

// Backoff is an option for the pause after a failed attempt: it begins with
// shortest, doubles with each failure up to longest, and each pause is shortened by
// up to half at random, so that the instances of a service do not come back all at
// once. The default is 250 milliseconds to 30 seconds.
func Backoff(shortest, longest time.Duration) SinkOption {
	return func(s *settings) {
		s.backoffMin = max(time.Millisecond, shortest)
		s.backoffMax = max(s.backoffMin, longest)
	}
}

// Logger is an option that says where a sink's failures are reported: once when
// they begin, once when they end, and when events are dropped or refused. The
// default is [slog.Default].
func Logger(logger *slog.Logger) SinkOption {
	return func(s *settings) { s.logger = logger }
}

// nameOf names a sink in messages.
func nameOf(sink Sink) string {
	if s, ok := sink.(fmt.Stringer); ok {
		return s.String()
	}
	return fmt.Sprintf("%T", sink)
}

// write delivers events to sink within the timeout. A sink that panics has failed:
// the service that it serves must not.
func write(ctx context.Context, sink Sink, timeout time.Duration, events []Event) (err error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the sink panicked: %v", v)
		}
	}()
	return sink.Write(ctx, events)
}
