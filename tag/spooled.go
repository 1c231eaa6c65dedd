package tag

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"

	"github.com/llmtag/llmtag/tag/internal/spool"
)

// Spooled returns sink with a spool: a directory on disk in which every event is
// kept until the sink has taken it. What a process leaves there, killed or closed,
// is delivered by the next recorder with that directory, or by another process
// that shares it. Any number of processes may share a directory, but each sink
// needs one of its own.
//
// An event is safe from a kill of the process once it is written there, which is
// a moment after [Recorder.Record]; [Recorder.Sync] waits for it. See
// [SpoolFsync] for a loss of power, and [SpoolOverflow] for less writing. A sink
// that is given events twice, because the process was killed between delivering
// and noting it, recognises them by EventID.
//
// The error is not nil if the directory cannot be made, locked, read or written.
func Spooled(dir string, sink Sink, opts ...SinkOption) (Sink, error) {
	t := retune(sink, opts)
	if t.opened != nil {
		_ = t.opened.Close() // one spool is enough: the outer
		t.opened = nil
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the spool of %s: %w", nameOf(sink), err)
	}
	t.spoolDir = abs
	s, err := spool.Open(t.spoolConfig())
	if err != nil {
		return nil, fmt.Errorf("opening the spool of %s: %w", nameOf(sink), err)
	}
	t.opened = s
	return t, nil
}

// SpoolSize is an option that bounds what a spool's directory takes on disk, of
// all processes that share it. When it is full, events wait in memory, and are
// dropped when that is full too. The default is 1 GiB, about 2 million events.
func SpoolSize(bytes int64) SinkOption {
	return func(s *settings) { s.spoolBytes = max(1, bytes) }
}

// SpoolFsync is an option that waits for the disk: an event that [Recorder.Sync]
// has waited for, or that was there when [Recorder.Close] returned, outlives a
// loss of power as well. Without it the operating system writes when it likes, as
// a rule within half a minute.
func SpoolFsync() SinkOption {
	return func(s *settings) { s.spoolFsync = true }
}

// SpoolOverflow is an option that writes events to the spool only when the sink
// fails, when the queue is half full, and at Close. It spares the disk; a kill of
// the process loses what is in the queue.
func SpoolOverflow() SinkOption {
	return func(s *settings) { s.overflowOnly = true }
}

// segmentBytes is the size of a file of the spool: small enough that what is
// delivered is removed soon, large enough that few are made.
const segmentBytes = 8 << 20

func (s *settings) spoolConfig() spool.Config {
	return spool.Config{Dir: s.spoolDir, MaxBytes: s.spoolBytes, SegmentBytes: min(segmentBytes, s.spoolBytes/4+1), Fsync: s.spoolFsync}
}

// asidePath is the file of the events that the sink has refused.
func (s *settings) asidePath() string { return filepath.Join(s.spoolDir, spool.RefusedName) }

// open returns the spool for a recorder: the one that was opened first, or another
// if that has been used.
func (t *tuned) open(ctx context.Context) *spool.Spool {
	if t.spoolDir == "" {
		return nil
	}
	t.mu.Lock()
	s := t.opened
	t.opened = nil
	t.mu.Unlock()
	if s != nil {
		return s
	}
	s, err := spool.Open(t.spoolConfig())
	if err != nil {
		t.settings.log().LogAttrs(ctx, slog.LevelError, "llmtag: no spool; events are kept in memory only",
			slog.String("sink", nameOf(t.Sink)), slog.Any("error", err))
		return nil
	}
	return s
}
