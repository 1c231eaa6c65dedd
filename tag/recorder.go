package tag

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// ErrUndelivered is wrapped by the error of [Recorder.Close] if there are events
// that a sink has not taken. The error says how many, of which sink, and where
// they are kept, if they are.
var ErrUndelivered = errors.New("events undelivered")

// A Recorder takes events and delivers them to its sinks in batches, in the
// background. Sinks do not wait for each other: each has a queue, a batch and a
// back-off of its own, set with [Tuned].
//
// A nil Recorder discards what is recorded. All methods may be called by several
// goroutines at once.
type Recorder struct {
	lanes  []*lane
	drains drains // answers that are still read, which become events

	once   sync.Once
	closed chan struct{} // closed when err is final
	err    error
}

// NewRecorder returns a recorder that delivers each event to all sinks. It starts
// goroutines, which [Recorder.Close] ends.
//
// Without a spool (see [Spooled]), an event waits in memory until the sink takes
// it: it is lost if the process is killed before, and when the queue is full, new
// ones are dropped and counted. See [Stats].
func NewRecorder(sinks ...Sink) *Recorder {
	r := &Recorder{closed: make(chan struct{})}
	for _, sink := range sinks {
		r.lanes = append(r.lanes, newLane(sink))
	}
	return r
}

// Record queues e for every sink. It never blocks and never fails: if e cannot be
// kept it is dropped and counted, see [Recorder.Stats]. An event without EventID or
// Time gets them. What e points to must not change afterwards.
func (r *Recorder) Record(e Event) {
	if r == nil {
		return
	}
	if e.Time.IsZero() {
		e.Time = time.Now()
	}
	if e.EventID == "" {
		e.EventID = newID(e.Time)
	}
	for _, l := range r.lanes {
		l.put(&e)
	}
}

// Flush returns when every sink has taken or refused what was recorded before the
// call, or when ctx is done, with its error. It does not wait for a batch to fill.
func (r *Recorder) Flush(ctx context.Context) error {
	if r == nil {
		return nil
	}
	limits := make([]uint64, len(r.lanes))
	for i, l := range r.lanes {
		limits[i] = l.hurry()
	}
	var errs []error
	for i, l := range r.lanes {
		if err := l.flushed(ctx, limits[i]); err != nil {
			errs = append(errs, fmt.Errorf("flushing events to %s: %w", l.name, err))
		}
	}
	return errors.Join(errs...)
}

// Sync returns when what was recorded before the call is safe from a kill of the
// process, or when ctx is done, with its error: for each sink, it has been taken or
// is in the sink's spool. For a sink without one it does as Flush.
func (r *Recorder) Sync(ctx context.Context) error {
	if r == nil {
		return nil
	}
	limits := make([]uint64, len(r.lanes))
	for i, l := range r.lanes {
		limits[i] = l.sync()
	}
	var errs []error
	for i, l := range r.lanes {
		if err := l.synced(ctx, limits[i]); err != nil {
			errs = append(errs, fmt.Errorf("keeping events for %s: %w", l.name, err))
		}
	}
	return errors.Join(errs...)
}

// Close reads to their end the answers that a client's caller has closed before,
// for at most half of the time that ctx leaves, delivers what is queued, and
// returns when all is delivered or ctx is done. Its error wraps [ErrUndelivered] if a sink has not taken every event since
// the recorder was made; it says how many there are, and where they are kept.
// What is recorded after Close is dropped. A second Close waits for the first and
// returns the same.
func (r *Recorder) Close(ctx context.Context) error {
	if r == nil {
		return nil
	}
	r.once.Do(func() {
		defer close(r.closed)
		r.drains.close(ctx)
		for _, l := range r.lanes {
			l.stop()
		}
		var errs []error
		for _, l := range r.lanes {
			l.join(ctx)
		}
		for _, l := range r.lanes {
			errs = append(errs, l.undelivered())
		}
		r.err = errors.Join(errs...)
	})
	<-r.closed
	return r.err
}

// Stats says what has become of the events so far.
func (r *Recorder) Stats() Stats {
	if r == nil {
		return Stats{}
	}
	var s Stats
	for _, l := range r.lanes {
		s.Sinks = append(s.Sinks, l.stats())
	}
	return s
}

// Stats is what [Recorder.Stats] reports: one entry per sink, in the order in
// which they were given to [NewRecorder].
type Stats struct {
	Sinks []SinkStats
}

// SinkStats counts the events of one sink since the recorder was made. Recorded
// and Replayed together are Delivered, Refused, Dropped, Damaged, Queued and
// Spooled together.
type SinkStats struct {
	Sink       string // its String method if it has one, else its type
	Recorded   int64  // by Record
	Replayed   int64  // found in the spool, left by this or another process
	Delivered  int64  // taken by the sink
	Refused    int64  // that the sink will never take, see [RefusedError]
	Dropped    int64  // lost: the queue was full, and the spool too if there is one, or the recorder was closed
	Damaged    int64  // lost: unreadable in the spool
	Queued     int64  // waiting in memory only
	Spooled    int64  // waiting in the spool
	SpoolBytes int64  // on disk, what is delivered but not yet removed included
	Failures   int64  // attempts to deliver a batch that failed
	LastError  error  // of the last attempt; nil if it succeeded
}

// Lost is the number of events that were dropped or damaged, over all sinks. It
// belongs into a metric with an alarm.
func (s Stats) Lost() int64 {
	var n int64
	for _, sink := range s.Sinks {
		n += sink.Dropped + sink.Damaged
	}
	return n
}
