package tag

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/llmtag/llmtag/tag/internal/spool"
)

// A lane is the way of events to one sink. Record puts them into the queue; the
// goroutine spill copies them from there to the spool, if there is one; the
// goroutine run delivers them, from the queue or from the spool.
//
// Events in the queue are numbered. Those before number spooled are in the spool
// as well, and may be forgotten when room is needed; they are then read from the
// spool. Records in the spool have numbers of their own.
type lane struct {
	settings
	name string
	sink Sink

	kick   chan struct{} // wakes run; holds one
	cancel context.CancelFunc
	done   chan struct{} // closed when run has returned

	spool       *spool.Spool // nil: events are in memory only
	adopted     *spool.Spool // what a dead process has left, while it is delivered; run's
	lookAgain   time.Time    // when to look for more of it; run's
	othersTurn  bool         // run's
	failures    int          // in a row; run's
	reported    int64        // of what was dropped; run's
	reportedAt  time.Time    // run's
	forgetful   bool         // the spool could not note what was delivered last; run's
	kickSpill   chan struct{}
	cancelSpill context.CancelFunc
	spillDone   chan struct{}
	appending   sync.Mutex // held from an append to the spool until the lane knows of it
	scratch     []Event    // guarded by appending
	lines       []byte     // guarded by appending

	mu       sync.Mutex
	queue    queue
	spooled  uint64 // events before this number are in the spool, or settled
	mirrored uint64 // number in the spool of the event at queue.head, if that is before spooled
	first    uint64 // number in the spool of the first record to deliver
	end      uint64 // number in the spool after the last record
	spilling bool   // new events go to the spool
	writing  bool   // spill is copying events from number spooled on
	broken   error  // why the spool takes nothing; nil if it does
	held     batch  // what run is delivering
	kept     bool   // what is held is in the spool as well, since the lane is closed
	hurried  int    // calls of Flush that wait
	syncTo   uint64 // events before this number are to be spooled in any case
	stopped  bool   // nothing comes in any more
	changed  chan struct{}
	count    SinkStats // all but what stats computes
}

// A batch is what run has taken, and has to settle.
type batch struct {
	events []Event
	bytes  int64
	number uint64       // in the queue, of the first; if from is nil
	from   *spool.Spool // that has them, and is told when they are settled
	next   uint64       // in from, after the last
}

func newLane(sink Sink) *lane {
	l := &lane{
		settings:  defaults(),
		sink:      sink,
		name:      nameOf(sink),
		kick:      make(chan struct{}, 1),
		done:      make(chan struct{}),
		kickSpill: make(chan struct{}, 1),
		spillDone: make(chan struct{}),
		changed:   make(chan struct{}),
	}
	ctx, cancel := context.WithCancel(context.Background())           //nolint:forbidigo // deliveries outlive every request; stop and join end them
	spillCtx, cancelSpill := context.WithCancel(context.Background()) //nolint:forbidigo // likewise
	l.cancel, l.cancelSpill = cancel, cancelSpill
	if t, ok := sink.(*tuned); ok {
		l.sink, l.settings = t.Sink, t.settings
		l.spool = t.open(ctx)
	}
	if l.spool == nil {
		close(l.spillDone)
	} else {
		l.first, l.end = l.spool.Range()
		l.count.Replayed = int64(l.end - l.first)
		l.spilling = !l.overflowOnly
		go l.spill(spillCtx)
	}
	go l.run(ctx)
	return l
}

// put queues e. If the queue is full, events that are in the spool make room for
// it; if there are none, it is dropped.
func (l *lane) put(e *Event) {
	n := size(e)
	l.mu.Lock()
	l.count.Recorded++
	for l.full(n) && l.queue.head < l.spooled {
		l.queue.forget(l.queue.head + 1)
		l.mirrored++
	}
	if l.stopped || l.full(n) {
		l.count.Dropped++
		l.mu.Unlock()
		return
	}
	l.queue.push(e, n)
	queued := l.queue.len()
	begin := l.spool != nil && !l.spilling && (queued >= l.queueEvents/2 || l.queue.bytes >= l.queueBytes/2)
	if begin {
		l.spilling = true
	}
	spill := l.spilling && l.queue.tail-l.spooled == 1
	l.mu.Unlock()
	if begin || spill {
		wake(l.kickSpill) // otherwise it knows
	}
	if queued == 1 || queued == l.batchEvents {
		wake(l.kick) // otherwise run knows, and waits for more
	}
}

// full reports whether there is no room for an event of n bytes. l.mu is locked.
func (l *lane) full(n int64) bool {
	return l.queue.len()+len(l.held.events) >= l.queueEvents || l.queue.bytes+l.held.bytes+n > l.queueBytes
}

func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default: // it will look anyway
	}
}

// broadcast wakes those who wait for events to be settled or spooled. l.mu is
// locked.
func (l *lane) broadcast() {
	close(l.changed)
	l.changed = make(chan struct{})
}

// unsafe is the number of the first event that is neither settled nor in the
// spool. l.mu is locked.
func (l *lane) unsafe() uint64 {
	if len(l.held.events) > 0 && l.held.from == nil && !l.kept {
		return l.held.number
	}
	return l.spooled
}

// until waits for reached, which is called with l.mu locked, to return true.
func (l *lane) until(ctx context.Context, reached func() bool) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for !reached() {
		changed := l.changed
		l.mu.Unlock()
		select {
		case <-changed:
		case <-ctx.Done():
			l.mu.Lock()
			return ctx.Err()
		}
		l.mu.Lock()
	}
	return nil
}

// hurry makes run deliver what is queued without waiting for more, until flushed
// returns. It returns the number after the last event that is queued.
func (l *lane) hurry() (limit uint64) {
	l.mu.Lock()
	l.hurried++
	limit = l.queue.tail
	l.mu.Unlock()
	wake(l.kick)
	return limit
}

// flushed waits until the events before limit are settled.
func (l *lane) flushed(ctx context.Context, limit uint64) error {
	defer func() {
		l.mu.Lock()
		l.hurried--
		l.mu.Unlock()
	}()
	var end uint64
	err := l.until(ctx, func() bool {
		end = l.end
		return l.unsafe() >= limit
	})
	if err != nil {
		return err
	}
	return l.until(ctx, func() bool { return l.first >= end })
}

// sync makes spill copy what is queued to the spool, and returns the number after
// the last event that is.
func (l *lane) sync() (limit uint64) {
	if l.spool == nil {
		return l.hurry()
	}
	l.mu.Lock()
	limit = l.queue.tail
	l.syncTo = limit
	l.mu.Unlock()
	wake(l.kickSpill)
	return limit
}

// synced waits until the events before limit are settled or in the spool.
func (l *lane) synced(ctx context.Context, limit uint64) error {
	if l.spool == nil {
		return l.flushed(ctx, limit)
	}
	return l.until(ctx, func() bool { return l.unsafe() >= limit })
}

// stop lets nothing more in, and makes run end once the rest is delivered.
func (l *lane) stop() {
	l.mu.Lock()
	l.stopped = true
	l.mu.Unlock()
	wake(l.kick)
}

// join waits for run until ctx is done. Then it gives up on what is left, and does
// not wait long for a sink that does not heed its context. What is left goes to
// the spool.
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
	l.cancelSpill()
	<-l.spillDone
	if l.spool == nil {
		return
	}
	l.keepRest(context.WithoutCancel(ctx))
}

// stats is a snapshot of the counts.
func (l *lane) stats() SinkStats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.count
	s.Sink = l.name
	s.Queued = int64(l.queue.tail - l.spooled)
	if l.held.from == nil && !l.kept {
		s.Queued += int64(len(l.held.events))
	}
	s.Spooled = int64(l.end - l.first)
	if l.adopted != nil {
		first, next := l.adopted.Range()
		s.Spooled += int64(next - first)
	}
	if l.spool != nil {
		s.SpoolBytes = l.spool.Bytes()
	}
	return s
}

// undelivered is the error of Close: nil if the sink has taken everything.
func (l *lane) undelivered() error {
	s := l.stats()
	lost := s.Dropped + s.Damaged + s.Queued // nothing takes them from the queue any more
	n := lost + s.Refused + s.Spooled
	if n == 0 {
		return nil
	}
	err := fmt.Errorf("%d %w to %s", n, ErrUndelivered, l.name)
	if s.Spooled > 0 {
		err = fmt.Errorf("%w; %d are kept in %s, and delivered by the next recorder with that spool", err, s.Spooled, l.spoolDir)
	}
	if s.Refused > 0 {
		where := "named in the log"
		if l.spool != nil {
			where = "put aside in " + l.asidePath()
		}
		err = fmt.Errorf("%w; %d refused, %s", err, s.Refused, where)
	}
	if lost > 0 {
		err = fmt.Errorf("%w; %d lost", err, lost)
	} else {
		err = fmt.Errorf("%w; none lost", err)
	}
	if s.LastError != nil {
		err = fmt.Errorf("%w; last error: %w", err, s.LastError)
	}
	return err
}

// warn logs what an operator should know.
func (l *lane) warn(ctx context.Context, message string, attrs ...slog.Attr) {
	attrs = append([]slog.Attr{slog.String("sink", l.name)}, attrs...)
	l.log().LogAttrs(ctx, slog.LevelWarn, message, attrs...) //nolint:sloglint // the callers' messages are constant
}
