package tag

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

func spooled(t *testing.T, dir string, sink Sink, opts ...SinkOption) Sink {
	t.Helper()
	s, err := Spooled(dir, sink, append([]SinkOption{quiet, Backoff(time.Millisecond, 10*time.Millisecond)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func down(context.Context, int, []Event) error { return errors.New("down") }

// expired is a context that is done: Close keeps, and does not wait.
func expired(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestWhatTheSinkDidNotTakeIsDeliveredByTheNext(t *testing.T) {
	for name, mode := range map[string][]SinkOption{"written ahead": nil, "with fsync": {SpoolFsync()}, "overflow only": {SpoolOverflow()}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			rec := NewRecorder(spooled(t, dir, &memory{before: down}, append(mode, Batch(7, 0))...))
			for i := range 100 {
				rec.Record(numbered(i))
			}
			err := rec.Close(expired(t))
			if !errors.Is(err, ErrUndelivered) || !strings.Contains(err.Error(), "100 are kept in "+dir) || !strings.Contains(err.Error(), "none lost") {
				t.Errorf("Close: %v, want all 100 kept in %s", err, dir)
			}
			m := &memory{}
			rec = NewRecorder(spooled(t, dir, m, append(mode, Batch(30, 0))...))
			rec.Record(numbered(100))
			if err := rec.Close(t.Context()); err != nil {
				t.Error(err)
			}
			got := m.ids()
			if len(mode) > 0 {
				slices.SortFunc(got, func(a, b string) int { return len(a) - len(b) })
			}
			slices.SortStableFunc(got, func(a, b string) int { return number(a) - number(b) })
			if diff := cmp.Diff(ids(0, 101), got); diff != "" {
				t.Errorf("delivered (-want +got):\n%s", diff)
			}
			if stats := rec.Stats().Sinks[0]; stats.Replayed != 100 || stats.Recorded != 1 || stats.Delivered != 101 || stats.Spooled != 0 {
				t.Errorf("%+v", stats)
			}
			if left := files(t, dir); len(left) > 0 {
				t.Errorf("%v is left", left)
			}
		})
	}
}

func number(id string) int {
	var n int
	fmt.Sscanf(id, "e%d", &n)
	return n
}

func TestOverflowOnlySparesTheDiskWhileTheSinkTakesAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		gate := make(chan struct{})
		m := &memory{before: func(_ context.Context, attempt int, _ []Event) error {
			if attempt > 10 {
				<-gate
			}
			return nil
		}}
		rec := NewRecorder(spooled(t, dir, m, SpoolOverflow(), QueueSize(20, 1<<20), Batch(2, 0)))
		for i := range 10 {
			rec.Record(numbered(i))
			synctest.Wait()
		}
		if got := files(t, dir); !slices.Equal(got, []string{"lock"}) {
			t.Errorf("while the sink takes all, there is %v", got)
		}
		for i := 10; i < 200; i++ { // the sink stands
			rec.Record(numbered(i))
			synctest.Wait()
		}
		if stats := rec.Stats().Sinks[0]; stats.Dropped > 0 || stats.Spooled < 150 {
			t.Errorf("%+v, want the spool to take what the queue does not", stats)
		}
		close(gate)
		if err := rec.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i := 200; i < 210; i++ {
			rec.Record(numbered(i))
			synctest.Wait()
		}
		if err := rec.Close(t.Context()); err != nil {
			t.Error(err)
		}
		got := m.ids()
		slices.SortFunc(got, func(a, b string) int { return number(a) - number(b) })
		if diff := cmp.Diff(ids(0, 210), got); diff != "" {
			t.Errorf("delivered (-want +got):\n%s", diff)
		}
	})
}

func TestWhatASinkThatDoesNotReturnHoldsIsKept(t *testing.T) {
	for name, mode := range map[string][]SinkOption{"written ahead": nil, "overflow only": {SpoolOverflow()}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				dir := t.TempDir()
				gate := make(chan struct{})
				m := &memory{before: func(context.Context, int, []Event) error { <-gate; return nil }}
				rec := NewRecorder(spooled(t, dir, m, append(mode, Batch(2, 0))...))
				for i := range 5 {
					rec.Record(numbered(i))
					synctest.Wait()
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				if err := rec.Close(ctx); !errors.Is(err, ErrUndelivered) || !strings.Contains(err.Error(), "5 are kept in "+dir) || !strings.Contains(err.Error(), "none lost") {
					t.Errorf("Close: %v, want all 5 kept", err)
				}
				close(gate) // the sink returns after all
				synctest.Wait()
				next := &memory{}
				rec = NewRecorder(spooled(t, dir, next, mode...))
				if err := rec.Close(t.Context()); err != nil {
					t.Error(err)
				}
				got := next.ids()
				slices.Sort(got)
				if diff := cmp.Diff(ids(0, 5), got); diff != "" {
					t.Errorf("kept (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestAFullSpoolIsNoReasonNotToDeliver(t *testing.T) {
	dir := t.TempDir()
	m := &memory{}
	rec := NewRecorder(spooled(t, dir, m, SpoolSize(1), Batch(2, 0)))
	for i := range 50 {
		rec.Record(numbered(i))
	}
	if err := rec.Close(t.Context()); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(ids(0, 50), m.ids()); diff != "" {
		t.Errorf("delivered (-want +got):\n%s", diff)
	}
}

// TestTheQuotaIsFilled records into a spool until that and the queue are full:
// all else is counted, and what was kept is delivered.
func TestTheQuotaIsFilled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		healed := make(chan struct{})
		m := &memory{before: func(context.Context, int, []Event) error {
			select {
			case <-healed:
				return nil
			default:
				return errors.New("down")
			}
		}}
		rec := NewRecorder(spooled(t, dir, m, SpoolSize(100_000), QueueSize(50, 1<<20), Batch(10, 0)))
		for i := range 1000 {
			rec.Record(numbered(i))
			synctest.Wait()
		}
		stats := rec.Stats().Sinks[0]
		if stats.Dropped == 0 || stats.Spooled < 100 || stats.Queued < 30 || stats.SpoolBytes > 100_000 {
			t.Errorf("%+v, want a full spool, a full queue, and the rest dropped", stats)
		}
		if stats.Recorded != stats.Dropped+stats.Spooled+stats.Queued {
			t.Errorf("%+v does not add up", stats)
		}
		close(healed)
		err := rec.Close(t.Context())
		if want := fmt.Sprintf("%d lost", stats.Dropped); !errors.Is(err, ErrUndelivered) || !strings.Contains(err.Error(), want) {
			t.Errorf("Close: %v, want %s", err, want)
		}
		if got := int64(len(m.ids())); got != 1000-stats.Dropped {
			t.Errorf("%d delivered, want %d", got, 1000-stats.Dropped)
		}
	})
}

func TestRefusedEventsArePutAside(t *testing.T) {
	dir := t.TempDir()
	m := &memory{before: func(_ context.Context, _ int, events []Event) error {
		for i := range events {
			if events[i].EventID == "e1" {
				return &RefusedError{Refused: []Refusal{{i, errors.New("poison")}}}
			}
		}
		return nil
	}}
	rec := NewRecorder(spooled(t, dir, m))
	for i := range 3 {
		rec.Record(numbered(i))
	}
	err := rec.Close(t.Context())
	path := filepath.Join(dir, "refused.jsonl")
	if !errors.Is(err, ErrUndelivered) || !strings.Contains(err.Error(), "1 refused, put aside in "+path) {
		t.Errorf("Close: %v, want 1 refused in %s", err, path)
	}
	line, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	e := numbered(1)
	var got Event
	if err := got.parseJSON(line); err != nil || got.EventID != e.EventID || got.Model != e.Model {
		t.Errorf("put aside: %s (%v)", line, err)
	}
}

// TestEveryEventHasAFate does at random what happens to recorders, and adds up.
func TestEveryEventHasAFate(t *testing.T) {
	for seed := range uint64(60) {
		synctest.Test(t, func(t *testing.T) {
			r, sinks := rand.New(rand.NewPCG(seed, 1)), rand.New(rand.NewPCG(seed, 2))
			dir := t.TempDir()
			var taken []string // by all recorders
			var failing atomic.Int64
			opts := []SinkOption{QueueSize(5+r.IntN(100), 1<<20), Batch(1+r.IntN(40), time.Duration(r.IntN(3))*time.Second), SpoolSize(5000 + r.Int64N(200_000))}
			if r.IntN(2) == 0 {
				opts = append(opts, SpoolOverflow())
			}
			recorded, lost := 0, 0
			for round := range 4 {
				m := &memory{before: func(ctx context.Context, _ int, _ []Event) error {
					if sinks.IntN(3) == 0 {
						select {
						case <-time.After(time.Duration(sinks.IntN(5)) * time.Second):
						case <-ctx.Done():
							return ctx.Err()
						}
					}
					if failing.Add(-1) >= 0 {
						return errors.New("down")
					}
					return nil
				}}
				rec := NewRecorder(spooled(t, dir, m, opts...))
				for range r.IntN(300) {
					rec.Record(numbered(recorded))
					recorded++
					switch r.IntN(20) {
					case 0:
						synctest.Wait()
						failing.Store(r.Int64N(5))
					case 1:
						time.Sleep(time.Duration(r.IntN(2000)) * time.Millisecond)
					case 2:
						synctest.Wait()
						ctx, cancel := context.WithTimeout(t.Context(), time.Duration(r.IntN(3))*time.Second)
						if rec.Flush(ctx) == nil {
							if s := rec.Stats().Sinks[0]; s.Queued+s.Spooled > 0 && s.Recorded > 0 {
								t.Fatalf("seed %d: after Flush: %+v", seed, s)
							}
						}
						cancel()
					case 3:
						ctx, cancel := context.WithTimeout(t.Context(), time.Duration(r.IntN(3))*time.Second)
						if rec.Sync(ctx) == nil {
							if s := rec.Stats().Sinks[0]; s.Queued > 0 {
								t.Fatalf("seed %d: after Sync: %+v", seed, s)
							}
						}
						cancel()
					}
				}
				timeout := time.Duration(r.IntN(10)) * time.Second
				if round == 3 {
					timeout = time.Hour
				}
				ctx, cancel := context.WithTimeout(t.Context(), timeout)
				rec.Close(ctx)
				cancel()
				s := rec.Stats().Sinks[0]
				if s.Recorded+s.Replayed != s.Delivered+s.Dropped+s.Damaged+s.Refused+s.Queued+s.Spooled || s.Damaged > 0 {
					t.Fatalf("seed %d, round %d: %+v does not add up", seed, round, s)
				}
				lost += int(s.Dropped + s.Queued)
				taken = append(taken, m.ids()...)
			}
			slices.Sort(taken)
			unique := len(slices.Compact(slices.Clone(taken)))
			if unique != len(taken) {
				t.Fatalf("seed %d: %d of %d taken twice", seed, len(taken)-unique, len(taken))
			}
			if unique+lost != recorded {
				t.Fatalf("seed %d: %d taken and %d lost of %d", seed, unique, lost, recorded)
			}
		})
	}
}

func TestDamageCostsOnlyWhatItHits(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 40 {
		dir := t.TempDir()
		rec := NewRecorder(spooled(t, dir, &memory{before: down}))
		for i := range 50 {
			rec.Record(numbered(i))
		}
		rec.Close(expired(t))
		segments, err := filepath.Glob(filepath.Join(dir, "*", "*.seg"))
		if err != nil || len(segments) != 1 {
			t.Fatal(segments, err)
		}
		b, err := os.ReadFile(segments[0])
		if err != nil {
			t.Fatal(err)
		}
		hit := map[string]bool{}
		lines := strings.SplitAfter(string(b), "\n")
		for range 3 {
			at := r.IntN(len(b))
			b[at] ^= byte(1 + r.IntN(255))
			for i := range 50 {
				if at -= len(lines[i]); at < 0 {
					hit[numbered(i).EventID] = true
					break
				}
			}
		}
		if err := os.WriteFile(segments[0], b, 0o600); err != nil {
			t.Fatal(err)
		}
		m := &memory{}
		rec = NewRecorder(spooled(t, dir, m))
		rec.Record(numbered(50))
		err = rec.Close(t.Context())
		got := map[string]bool{}
		for _, id := range m.ids() {
			got[id] = true
		}
		for i := range 51 {
			if id := numbered(i).EventID; !got[id] && !hit[id] {
				t.Errorf("%s is lost; damaged were %v", id, hit)
			}
		}
		s := rec.Stats().Sinks[0]
		if s.Delivered != int64(len(got)) || s.Damaged < int64(51-len(got)) || (s.Damaged > 0) != errors.Is(err, ErrUndelivered) {
			t.Errorf("%d delivered; %+v; Close: %v", len(got), s, err)
		}
	}
}

// What a child process does in TestKilledAtAnyPoint: it records, and says on its
// standard output what it knows to be safe.
func recordUntilKilled(dir, out string) error {
	f, err := OpenFile(out)
	if err != nil {
		return err
	}
	var opts []SinkOption
	if os.Getenv("LLMTAG_TEST_OVERFLOW") != "" {
		opts = append(opts, SpoolOverflow())
	}
	sink, err := Spooled(dir, f, append(opts, quiet, Batch(50, 5*time.Millisecond), QueueSize(5000, 1<<24))...)
	if err != nil {
		return err
	}
	rec := NewRecorder(sink)
	ctx := context.Background()
	prefix := fmt.Sprintf("%d-%d", os.Getpid(), time.Now().UnixNano())
	for i := 0; ; i++ {
		rec.Record(Event{EventID: fmt.Sprintf("%s-%d", prefix, i), Model: "m"})
		if i%23 == 0 {
			if err := rec.Sync(ctx); err != nil {
				return err
			}
			fmt.Printf("%s %d\n", prefix, i)
		}
	}
}

func TestMain(m *testing.M) {
	if dir := os.Getenv("LLMTAG_TEST_SPOOL"); dir != "" {
		fmt.Fprintln(os.Stderr, recordUntilKilled(dir, os.Getenv("LLMTAG_TEST_OUT")))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// heard is what a child says. A child is killed at a random time after its first
// word: a busy machine takes long to start it.
type heard struct {
	words bytes.Buffer // not embedded: io.Copy would use its ReadFrom
	once  sync.Once
	first chan struct{}
}

func (h *heard) Write(p []byte) (int, error) {
	defer h.once.Do(func() { close(h.first) })
	return h.words.Write(p)
}

func (h *heard) wait(t *testing.T) {
	t.Helper()
	select {
	case <-h.first:
	case <-time.After(time.Minute):
		t.Fatal("a child has said nothing for a minute")
	}
}

// TestKilledAtAnyPoint kills processes that record, two at a time on one spool
// directory, with SIGKILL. Every event that Sync has waited for is in the file.
func TestKilledAtAnyPoint(t *testing.T) {
	for _, overflow := range []string{"", "1"} {
		t.Run("overflow="+overflow, func(t *testing.T) {
			dir, out := filepath.Join(t.TempDir(), "spool"), filepath.Join(t.TempDir(), "out.jsonl")
			r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
			accepted := map[string]int{} // the last event of each process that is safe
			for range 4 {
				var children [2]*exec.Cmd
				var said [2]*heard
				for i := range children {
					cmd := exec.CommandContext(t.Context(), os.Args[0])
					cmd.Env = append(os.Environ(), "LLMTAG_TEST_SPOOL="+dir, "LLMTAG_TEST_OUT="+out, "LLMTAG_TEST_OVERFLOW="+overflow)
					said[i] = &heard{first: make(chan struct{})}
					cmd.Stdout, cmd.Stderr = said[i], os.Stderr
					if err := cmd.Start(); err != nil {
						t.Fatal(err)
					}
					children[i] = cmd
				}
				for _, h := range said {
					h.wait(t)
				}
				time.Sleep(time.Duration(r.IntN(250)) * time.Millisecond)
				for i, cmd := range children {
					_ = cmd.Process.Kill()
					_ = cmd.Wait()
					lines := bufio.NewScanner(&said[i].words)
					for lines.Scan() {
						var prefix string
						var n int
						if _, err := fmt.Sscan(lines.Text(), &prefix, &n); err == nil {
							accepted[prefix] = n
						}
					}
				}
			}
			// One recorder delivers what all have left, one directory after the other.
			for range 20 {
				rec := NewRecorder(spooled(t, dir, openFile(t, out)))
				if err := rec.Close(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if left := files(t, dir); len(left) > 0 {
				t.Errorf("%v is left in the spool", left)
			}
			got := map[string]bool{}
			f, err := os.Open(out)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			lines := bufio.NewScanner(f)
			total, torn := 0, 0
			for lines.Scan() {
				var e Event
				if err := e.parseJSON(lines.Bytes()); err != nil {
					torn++ // a kill in the middle of a write
					continue
				}
				got[e.EventID] = true
				total++
			}
			want := 0
			for prefix, last := range accepted {
				for i := range last + 1 {
					want++
					if !got[fmt.Sprintf("%s-%d", prefix, i)] {
						t.Errorf("event %d of process %s, of which %d were safe, is nowhere", i, prefix, last+1)
					}
				}
			}
			if want < 100 {
				t.Errorf("only %d events were recorded: the test shows nothing", want)
			}
			t.Logf("%d processes killed, %d events safe, %d delivered, %d twice, %d lines torn", len(accepted), want, len(got), total-len(got), torn)
		})
	}
}
