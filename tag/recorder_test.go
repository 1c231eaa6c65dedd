package tag

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// memory is a sink for tests: it keeps what it is given, and does first what
// before says.
type memory struct {
	mu     sync.Mutex
	events []Event
	sizes  []int       // of the batches taken
	at     []time.Time // of all attempts
	before func(ctx context.Context, attempt int, events []Event) error
}

func (m *memory) Write(ctx context.Context, events []Event) error {
	m.mu.Lock()
	m.at = append(m.at, time.Now())
	attempt := len(m.at)
	m.mu.Unlock()
	var err error
	if m.before != nil {
		err = m.before(ctx, attempt, events)
	}
	var refused *RefusedError
	if err != nil && !errors.As(err, &refused) {
		return err
	}
	no := map[int]bool{}
	if refused != nil {
		for _, r := range refused.Refused {
			no[r.Index] = true
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range events {
		if !no[i] {
			m.events = append(m.events, events[i])
		}
	}
	m.sizes = append(m.sizes, len(events))
	return err
}

func (m *memory) ids() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	ids := make([]string, 0, len(m.events))
	for _, e := range m.events {
		ids = append(ids, e.EventID)
	}
	return ids
}

func (m *memory) batches() []int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.sizes)
}

// pauses are the times between attempts.
func (m *memory) pauses() []time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	var pauses []time.Duration
	for i := 1; i < len(m.at); i++ {
		pauses = append(pauses, m.at[i].Sub(m.at[i-1]))
	}
	return pauses
}

func numbered(i int) Event { return Event{EventID: fmt.Sprintf("e%d", i), Model: "m"} }

func ids(first, limit int) []string {
	ids := []string{}
	for i := first; i < limit; i++ {
		ids = append(ids, numbered(i).EventID)
	}
	return ids
}

var quiet = Logger(slog.New(slog.DiscardHandler))

func TestEverySinkGetsEveryEventInOrder(t *testing.T) {
	a, b := &memory{}, &memory{}
	rec := NewRecorder(Tuned(a, Batch(7, time.Hour)), b)
	for i := range 100 {
		rec.Record(numbered(i))
	}
	if err := rec.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, m := range []*memory{a, b} {
		if diff := cmp.Diff(ids(0, 100), m.ids()); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	}
	for _, n := range a.sizes {
		if n > 7 {
			t.Errorf("a batch of %d, want at most 7", n)
		}
	}
}

func TestBatchesEndOnSizeTimeOrStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{}
		start := time.Now()
		rec := NewRecorder(Tuned(m, Batch(3, time.Minute)))
		for i := range 4 {
			rec.Record(numbered(i))
		}
		synctest.Wait()
		if diff := cmp.Diff([]int{3}, m.batches()); diff != "" {
			t.Errorf("a full batch waits (-want +got):\n%s", diff)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if diff := cmp.Diff([]int{3, 1}, m.batches()); diff != "" {
			t.Errorf("after the wait (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff([]time.Duration{time.Minute}, m.pauses()); diff != "" {
			t.Errorf("the fourth event went after (-want +got):\n%s", diff)
		}
		rec.Record(numbered(4))
		if err := rec.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := time.Since(start); got != time.Minute {
			t.Errorf("Close waited for the batch to fill: %v", got-time.Minute)
		}
		if diff := cmp.Diff(ids(0, 5), m.ids()); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

func TestASlowSinkHoldsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		slow := &memory{before: func(context.Context, int, []Event) error { <-gate; return nil }}
		fast := &memory{}
		rec := NewRecorder(Tuned(slow, Batch(2, 0), QueueSize(5, 1<<20)), fast)
		for i := range 50 {
			rec.Record(numbered(i))
		}
		if err := settles(t, rec, fast, 50); err != nil {
			t.Error(err)
		}
		stats := rec.Stats()
		if got := stats.Sinks[0]; got.Recorded != 50 || got.Dropped != 45 || got.Queued != 5 || got.Delivered != 0 {
			t.Errorf("the slow sink: %+v, want 5 queued and 45 dropped", got)
		}
		if stats.Lost() != 45 {
			t.Errorf("Lost() = %d, want 45", stats.Lost())
		}
		close(gate)
		err := rec.Close(t.Context())
		if !errors.Is(err, ErrUndelivered) || !strings.Contains(err.Error(), "45 events undelivered to *tag.memory") {
			t.Errorf("Close: %v, want ErrUndelivered with 45", err)
		}
		if diff := cmp.Diff(ids(0, 5), slow.ids()); diff != "" {
			t.Errorf("what had room (-want +got):\n%s", diff)
		}
	})
}

// settles waits until m has n events, while another sink of rec stands still.
func settles(t *testing.T, rec *Recorder, m *memory, n int) error {
	t.Helper()
	time.Sleep(2 * time.Second)
	synctest.Wait()
	if got := len(m.ids()); got != n {
		return fmt.Errorf("the fast sink has %d events, want %d; %+v", got, n, rec.Stats())
	}
	return nil
}

func TestDroppedEventsAreReportedOnceAMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		slow := &memory{before: func(context.Context, int, []Event) error { time.Sleep(time.Second); return nil }}
		rec := NewRecorder(Tuned(slow, Batch(1, 0), QueueSize(2, 1<<20), Logger(slog.New(slog.NewTextHandler(&log, nil)))))
		for i := range 1300 { // for 130 seconds, of which each takes one of ten
			rec.Record(numbered(i))
			time.Sleep(100 * time.Millisecond)
		}
		rec.Close(t.Context())
		if got := strings.Count(log.String(), "events were dropped"); got != 3 {
			t.Errorf("%d reports in 130 s, want 3:\n%s", got, &log)
		}
	})
}

func TestTheQueueIsBoundedInBytes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		m := &memory{before: func(context.Context, int, []Event) error { <-gate; return nil }}
		rec := NewRecorder(Tuned(m, QueueSize(1000, 10_000)))
		e := numbered(0)
		e.UserID = strings.Repeat("x", 4000)
		for range 5 {
			rec.Record(e)
		}
		if got := rec.Stats().Sinks[0]; got.Queued != 2 || got.Dropped != 3 {
			t.Errorf("%+v, want 2 queued and 3 dropped", got)
		}
		close(gate)
		rec.Close(t.Context())
	})
}

func TestFailuresAreTriedAgainWithGrowingPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		m := &memory{before: func(_ context.Context, attempt int, _ []Event) error {
			if attempt <= 6 {
				return errors.New("down")
			}
			return nil
		}}
		noJitter := func(s *settings) { s.jitter = func(int64) int64 { return 0 } }
		rec := NewRecorder(Tuned(m, Batch(1, 0), Backoff(time.Second, 10*time.Second), Logger(slog.New(slog.NewTextHandler(&log, nil))), noJitter))
		rec.Record(numbered(0))
		time.Sleep(time.Minute)
		synctest.Wait()
		want := []time.Duration{1e9, 2e9, 4e9, 8e9, 10e9, 10e9}
		if diff := cmp.Diff(want, m.pauses()); diff != "" {
			t.Errorf("pauses (-want +got):\n%s", diff)
		}
		if err := rec.Close(t.Context()); err != nil {
			t.Error(err)
		}
		if got := rec.Stats().Sinks[0]; got.Failures != 6 || got.LastError != nil || got.Delivered != 1 {
			t.Errorf("%+v, want 6 failures, no last error, 1 delivered", got)
		}
		if begin, end := strings.Count(log.String(), "cannot be delivered"), strings.Count(log.String(), "delivered again"); begin != 1 || end != 1 {
			t.Errorf("failures are to be reported when they begin and end, once each:\n%s", &log)
		}
	})
}

func TestPausesAreShortenedAtRandomByUpToHalf(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{before: func(context.Context, int, []Event) error { return errors.New("down") }}
		rec := NewRecorder(Tuned(m, Batch(1, 0), Backoff(time.Second, time.Second), quiet))
		rec.Record(numbered(0))
		time.Sleep(200 * time.Second)
		synctest.Wait()
		seen := map[time.Duration]bool{}
		for _, pause := range m.pauses() {
			if pause < time.Second/2 || pause > time.Second {
				t.Errorf("a pause of %v, want 0.5 to 1 s", pause)
			}
			seen[pause] = true
		}
		if len(seen) < 100 {
			t.Errorf("%d different pauses of %d", len(seen), len(m.pauses()))
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		rec.Close(ctx)
	})
}

func TestRefusedEventsHoldNoOthers(t *testing.T) {
	m := &memory{before: func(_ context.Context, _ int, events []Event) error {
		var refused RefusedError
		for i, e := range events {
			if e.EventID == "e3" || e.EventID == "e5" {
				refused.Refused = append(refused.Refused, Refusal{i, errors.New("poison")})
			}
		}
		if len(refused.Refused) > 0 {
			return fmt.Errorf("writing: %w", &refused)
		}
		return nil
	}}
	var log strings.Builder
	rec := NewRecorder(Tuned(m, Logger(slog.New(slog.NewTextHandler(&log, nil)))))
	for i := range 8 {
		rec.Record(numbered(i))
	}
	err := rec.Close(t.Context())
	if !errors.Is(err, ErrUndelivered) || !strings.Contains(err.Error(), "2 refused") {
		t.Errorf("Close: %v, want 2 refused", err)
	}
	if diff := cmp.Diff([]string{"e0", "e1", "e2", "e4", "e6", "e7"}, m.ids()); diff != "" {
		t.Errorf("taken (-want +got):\n%s", diff)
	}
	for _, want := range []string{"event_id=e3", "event_id=e5", "error=poison"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %s:\n%s", want, &log)
		}
	}
}

func TestARefusalOutOfTheBatchLosesNothing(t *testing.T) {
	m := &memory{before: func(_ context.Context, attempt int, _ []Event) error {
		if attempt == 1 {
			return &RefusedError{Refused: []Refusal{{Index: 9}}}
		}
		return nil
	}}
	rec := NewRecorder(Tuned(m, Backoff(time.Millisecond, time.Millisecond), quiet))
	rec.Record(numbered(0))
	if err := rec.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if got := rec.Stats().Sinks[0]; got.Delivered != 1 || got.Refused != 0 || got.Failures != 1 {
		t.Errorf("%+v, want it sent again and delivered", got)
	}
}

func TestCloseGivesUpWhenItsContextEnds(t *testing.T) {
	tests := map[string]func(ctx context.Context, attempt int, events []Event) error{
		"while the sink is down":                     func(context.Context, int, []Event) error { return errors.New("down") },
		"while the sink hangs and heeds its context": func(ctx context.Context, _ int, _ []Event) error { <-ctx.Done(); return ctx.Err() },
		"while the sink panics":                      func(context.Context, int, []Event) error { panic("oh") },
	}
	for name, before := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				rec := NewRecorder(Tuned(&memory{before: before}, Batch(2, 0), quiet))
				for i := range 5 {
					rec.Record(numbered(i))
				}
				start := time.Now()
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
				defer cancel()
				err := rec.Close(ctx)
				if !errors.Is(err, ErrUndelivered) || !strings.Contains(err.Error(), "5 events undelivered") {
					t.Errorf("Close: %v, want ErrUndelivered with 5", err)
				}
				if took := time.Since(start); took != 5*time.Second {
					t.Errorf("Close took %v, want the 5 s of its context", took)
				}
				if again := rec.Close(t.Context()); again != err { //nolint:errorlint // the very same
					t.Errorf("the second Close: %v, want the first's: %v", again, err)
				}
			})
		})
	}
}

func TestCloseDoesNotWaitForASinkThatHeedsNoContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		rec := NewRecorder(Tuned(&memory{before: func(context.Context, int, []Event) error { <-gate; return nil }}, Batch(1, 0)))
		rec.Record(numbered(0))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if err := rec.Close(ctx); !errors.Is(err, ErrUndelivered) {
			t.Errorf("Close: %v, want ErrUndelivered", err)
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("Close took %v", took)
		}
		close(gate)
	})
}

func TestCloseBeforeUseTwiceAndOfNothing(t *testing.T) {
	for name, rec := range map[string]*Recorder{"nil": nil, "without sinks": NewRecorder(), "unused": NewRecorder(&memory{})} {
		for range 2 {
			if err := rec.Close(t.Context()); err != nil {
				t.Errorf("Close of a recorder (%s): %v", name, err)
			}
		}
		rec.Record(numbered(0)) // must not panic
		if err := rec.Flush(t.Context()); err != nil {
			t.Errorf("Flush of a closed recorder (%s): %v", name, err)
		}
		if name == "unused" && rec.Stats().Lost() != 1 {
			t.Errorf("what is recorded after Close is to be counted as dropped: %+v", rec.Stats())
		}
	}
}

func TestFlushDeliversAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &memory{}
		rec := NewRecorder(Tuned(m, Batch(2, time.Hour)))
		defer rec.Close(t.Context())
		for i := range 5 {
			rec.Record(numbered(i))
		}
		start := time.Now()
		if err := rec.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("Flush took %v", took)
		}
		if diff := cmp.Diff(ids(0, 5), m.ids()); diff != "" {
			t.Errorf("after Flush (-want +got):\n%s", diff)
		}
	})
}

func TestAnEventGetsWhatItLacks(t *testing.T) {
	m := &memory{}
	rec := NewRecorder(m)
	rec.Record(Event{})
	rec.Record(Event{})
	if err := rec.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	a, b := m.events[0], m.events[1]
	if a.EventID == b.EventID || len(a.EventID) != 36 || a.EventID[14] != '7' || !strings.ContainsAny(a.EventID[19:20], "89ab") || a.Time.IsZero() {
		t.Errorf("ids %q and %q, time %v", a.EventID, b.EventID, a.Time)
	}
}

func TestRecordFromManyGoroutinesCountsEveryEvent(t *testing.T) {
	m := &memory{}
	rec := NewRecorder(Tuned(m, QueueSize(500, 1<<20), Batch(50, time.Millisecond)))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for i := range 2000 {
				rec.Record(numbered(i))
			}
		})
	}
	wg.Wait()
	rec.Close(t.Context())
	got := rec.Stats().Sinks[0]
	if got.Recorded != 16000 || got.Delivered+got.Dropped != 16000 || got.Queued != 0 || int(got.Delivered) != len(m.events) {
		t.Errorf("%+v, the sink has %d", got, len(m.events))
	}
}

type discard struct{}

func (discard) Write(context.Context, []Event) error { return nil }
