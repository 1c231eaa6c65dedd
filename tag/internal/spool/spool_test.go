package spool

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func config(t *testing.T) Config {
	t.Helper()
	return Config{Dir: filepath.Join(t.TempDir(), "spool"), MaxBytes: 1 << 30, SegmentBytes: 1 << 20}
}

func open(t *testing.T, cfg Config) *Spool {
	t.Helper()
	s, err := Open(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func record(i int) string { return fmt.Sprintf(`{"n":%d,"pad":%q}`, i, strings.Repeat("x", i%97)) }

func fill(t *testing.T, s *Spool, first, limit int) {
	t.Helper()
	for i := first; i < limit; i++ {
		if _, err := s.Append([][]byte{[]byte(record(i))}); err != nil {
			t.Fatal(err)
		}
	}
}

// drain reads and acknowledges all there is, in batches of at most limit.
func drain(t *testing.T, s *Spool, limit int) (records []string, lost int) {
	t.Helper()
	for {
		first, next := s.Range()
		if first == next {
			return records, lost
		}
		batch, err := s.Read(first, next, limit)
		if err != nil {
			t.Fatal(err)
		}
		if batch.Next <= first {
			t.Fatalf("Read(%d, %d) does not get on: %+v", first, next, batch)
		}
		for _, r := range batch.Records {
			records = append(records, string(r))
		}
		lost += batch.Lost
		if err := s.Ack(batch.Next); err != nil {
			t.Fatal(err)
		}
	}
}

func records(first, limit int) []string {
	var r []string
	for i := first; i < limit; i++ {
		r = append(r, record(i))
	}
	return r
}

// abandon lets go of the lock as the death of the process would.
func abandon(s *Spool) {
	s.lock.Close()
	s.lock = nil
}

// TestAgainstAModel does what processes do at random, deaths included, and
// compares with a list in memory.
func TestAgainstAModel(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 0))
		cfg := config(t)
		cfg.SegmentBytes = 1 + r.Int64N(3000)
		cfg.Fsync = seed%10 == 0
		s := open(t, cfg)
		want := []string{} // not acknowledged
		written := 0
		for step := range 300 {
			switch r.IntN(10) {
			case 0, 1, 2, 3:
				var group [][]byte
				for range 1 + r.IntN(20) {
					group = append(group, []byte(record(written)))
					want = append(want, record(written))
					written++
				}
				if _, err := s.Append(group); err != nil {
					t.Fatal(err)
				}
			case 4, 5, 6, 7:
				first, next := s.Range()
				if int(next-first) != len(want) {
					t.Fatalf("seed %d, step %d: range %d to %d, want %d records", seed, step, first, next, len(want))
				}
				first += r.Uint64N(next - first + 1) // some were delivered from memory
				skipped := len(want) - int(next-first)
				batch, err := s.Read(first, next, 1+r.IntN(50))
				if err != nil || batch.Lost > 0 || len(batch.Damaged) > 0 {
					t.Fatalf("seed %d, step %d: %v, %+v", seed, step, err, batch)
				}
				for i, got := range batch.Records {
					if string(got) != want[skipped+i] {
						t.Fatalf("seed %d, step %d: got %s, want %s", seed, step, got, want[skipped+i])
					}
				}
				if first < next && len(batch.Records) == 0 {
					t.Fatalf("seed %d, step %d: nothing read of %d to %d", seed, step, first, next)
				}
				if r.IntN(3) > 0 {
					if err := s.Ack(batch.Next); err != nil {
						t.Fatal(err)
					}
					want = want[skipped+len(batch.Records):]
				}
			case 8:
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				s = open(t, cfg)
			case 9:
				abandon(s)
				s = open(t, cfg)
			}
		}
		got, lost := drain(t, s, 1000)
		if diff := cmp.Diff(want, append([]string{}, got...)); diff != "" || lost > 0 {
			t.Fatalf("seed %d: %d lost, (-want +got):\n%s", seed, lost, diff)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if left, _ := os.ReadDir(cfg.Dir); len(left) > 0 {
			t.Fatalf("seed %d: %v is left of an empty spool", seed, left)
		}
	}
}

// left makes a spool of n records whose process has died, and returns the paths of
// its segments.
func left(t *testing.T, cfg Config, n int) []string {
	t.Helper()
	s := open(t, cfg)
	fill(t, s, 0, n)
	abandon(s)
	paths, err := filepath.Glob(filepath.Join(cfg.Dir, "*", "*.seg"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	return paths
}

func TestATornTailCostsOnlyWhatWasNotWhole(t *testing.T) {
	cfg := config(t)
	path := left(t, cfg, 5)[0]
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for size := range whole {
		if err := os.WriteFile(path, whole[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		n := bytes.Count(whole[:size+1], []byte("\n")) // whole but for the newline is whole
		s := open(t, cfg)
		fill(t, s, 100, 102)
		got, lost := drain(t, s, 1000)
		if diff := cmp.Diff(append(records(0, n), records(100, 102)...), got); diff != "" || lost > 0 {
			t.Fatalf("cut to %d bytes: %d lost (-want +got):\n%s", size, lost, diff)
		}
		s.Close()
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
	}
}

func TestADamagedByteCostsItsRecordOnly(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		cfg := config(t)
		cfg.SegmentBytes = 500 + r.Int64N(5000)
		paths := left(t, cfg, 40)
		path := paths[r.IntN(len(paths))]
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		at := r.IntN(len(b))
		hit := bytes.Count(b[:at], []byte("\n")) // index in its segment
		newline := b[at] == '\n'
		b[at] ^= byte(1 + r.IntN(255))
		if r.IntN(4) == 0 && !newline {
			b[at] = '\n'
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		first, _ := parseHex([]byte(strings.TrimSuffix(filepath.Base(path), ".seg")))
		want := records(0, 40)
		if !newline {
			i := int(first) + hit
			want = append(want[:i:i], want[i+1:]...)
		}
		s := open(t, cfg)
		got, lost := drain(t, s, 7)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("byte %d of %s became %q (-want +got):\n%s", at, path, b[at], diff)
		}
		if tail := int(first)+hit == 39; !tail && lost != 40-len(want) {
			t.Fatalf("byte %d of %s became %q: %d counted as lost, want %d", at, path, b[at], lost, 40-len(want))
		}
		s.Close()
	}
}

func TestAHoleCostsWhatWasInIt(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		cfg := config(t)
		path := left(t, cfg, 60)[0]
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.SplitAfter(b, []byte("\n"))
		from := r.IntN(len(b) - 200)
		to := from + r.IntN(200)
		for i := from; i < to; i++ {
			b[i] = byte(r.Uint32())
		}
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		var want []string
		start := 0
		for i, line := range lines[:60] {
			// A record is there if none of its bytes is hit, its newline excepted.
			end := start + len(line) - 1
			if to <= start || from >= end || from == to {
				want = append(want, record(i))
			}
			start += len(line)
		}
		s := open(t, cfg)
		got, _ := drain(t, s, 1000)
		// A random byte may be what was there before.
		if len(got) < len(want) {
			t.Fatalf("bytes %d to %d: %d records, want at least %d\n%s", from, to, len(got), len(want), cmp.Diff(want, got))
		}
		s.Close()
	}
}

func TestAMissingSegmentIsCounted(t *testing.T) {
	cfg := config(t)
	cfg.SegmentBytes = 500
	paths := left(t, cfg, 40)
	first, _ := parseHex([]byte(strings.TrimSuffix(filepath.Base(paths[1]), ".seg")))
	next, _ := parseHex([]byte(strings.TrimSuffix(filepath.Base(paths[2]), ".seg")))
	if err := os.Remove(paths[1]); err != nil {
		t.Fatal(err)
	}
	got, lost := drain(t, open(t, cfg), 1000)
	if lost != int(next-first) || len(got) != 40-lost {
		t.Errorf("%d lost, %d read; want %d lost of 40", lost, len(got), next-first)
	}
}

func TestADamagedCursorMakesRecordsAppearAgain(t *testing.T) {
	cfg := config(t)
	s := open(t, cfg)
	fill(t, s, 0, 10)
	if err := s.Ack(4); err != nil {
		t.Fatal(err)
	}
	path := s.cursorPath()
	abandon(s)
	if err := os.WriteFile(path, []byte("0000000000000009 00000000\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, lost := drain(t, open(t, cfg), 1000)
	if diff := cmp.Diff(records(0, 10), got); diff != "" || lost > 0 {
		t.Errorf("%d lost (-want +got):\n%s", lost, diff)
	}
}

func TestTheBoundHoldsAndRoomComesBack(t *testing.T) {
	cfg := config(t)
	cfg.MaxBytes, cfg.SegmentBytes = 20_000, 2000
	s := open(t, cfg)
	n := 0
	var err error
	for ; err == nil; n++ {
		_, err = s.Append([][]byte{[]byte(record(n))})
	}
	n--
	if !errors.Is(err, ErrFull) || s.Bytes() > cfg.MaxBytes || s.Bytes() < cfg.MaxBytes-200 {
		t.Fatalf("after %d records: %v, %d bytes of at most %d", n, err, s.Bytes(), cfg.MaxBytes)
	}
	if err := s.Ack(uint64(n / 2)); err != nil {
		t.Fatal(err)
	}
	fill(t, s, n, n+1)
	got, lost := drain(t, s, 1000)
	if diff := cmp.Diff(records(n/2, n+1), got); diff != "" || lost > 0 {
		t.Errorf("%d lost (-want +got):\n%s", lost, diff)
	}
}

func TestTheBoundCountsWhatOthersHave(t *testing.T) {
	cfg := config(t)
	cfg.MaxBytes = 20_000
	a, b := open(t, cfg), open(t, cfg)
	fill(t, a, 0, 150)
	var err error
	for i := 0; err == nil; i++ {
		_, err = b.Append([][]byte{[]byte(record(i))})
	}
	if total := a.Bytes() + b.Bytes(); !errors.Is(err, ErrFull) || total > cfg.MaxBytes {
		t.Errorf("%v; %d bytes of at most %d", err, total, cfg.MaxBytes)
	}
	drain(t, a, 1000)
	a.Close()
	fill(t, b, 0, 1)
}

func TestTwoProcessesShareADirectory(t *testing.T) {
	cfg := config(t)
	a, b := open(t, cfg), open(t, cfg)
	if a.dir == b.dir {
		t.Fatalf("both have %s", a.dir)
	}
	fill(t, a, 0, 10)
	fill(t, b, 10, 20)
	if left, err := Adopt(cfg); left != nil || err != nil {
		t.Fatalf("adopted %+v (%v) of the living", left, err)
	}
	abandon(a)
	left, err := Adopt(cfg)
	if err != nil || left == nil {
		t.Fatalf("adopted %v, %v", left, err)
	}
	got, _ := drain(t, left, 1000)
	if diff := cmp.Diff(records(0, 10), got); diff != "" {
		t.Errorf("of the dead (-want +got):\n%s", diff)
	}
	if err := left.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(a.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", a.dir, err)
	}
	got, _ = drain(t, b, 1000)
	if diff := cmp.Diff(records(10, 20), got); diff != "" {
		t.Errorf("of the living (-want +got):\n%s", diff)
	}
}

func TestOpenSaysWhatIsWrongWithTheDirectory(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(Config{Dir: filepath.Join(file, "spool"), MaxBytes: 1 << 20})
	if err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("got %v, want an error that names %s", err, file)
	}
}

func TestRecordsLongerThanABufferAreRead(t *testing.T) {
	cfg := config(t)
	s := open(t, cfg)
	long := strings.Repeat("y", 3*readBytes)
	if _, err := s.Append([][]byte{[]byte("a"), []byte(long), []byte("b")}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append([][]byte{make([]byte, MaxRecord+1)}); err == nil {
		t.Error("a record that is too long was taken")
	}
	got, lost := drain(t, s, 10)
	if diff := cmp.Diff([]string{"a", long, "b"}, got); diff != "" || lost > 0 {
		t.Errorf("%d lost, %d records", lost, len(got))
	}
}

// FuzzSegment reads whatever bytes stand in a segment: without a panic, and
// getting on.
func FuzzSegment(f *testing.F) {
	f.Add([]byte("x"))
	f.Add(appendRecord(appendRecord(nil, 0, []byte("a")), 1, []byte("b")))
	f.Add([]byte("00000000 0000000000000000 ffffff \n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		cfg := config(t)
		path := left(t, cfg, 3)[0]
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, cfg)
		if _, next := s.Range(); next > 1<<40 {
			t.Skip("a number made up with its checksum")
		}
		drain(t, s, 10)
		s.Close()
	})
}

func BenchmarkAppend(b *testing.B) {
	s, err := Open(Config{Dir: b.TempDir(), MaxBytes: 1 << 40, SegmentBytes: 8 << 20})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	group := make([][]byte, 100)
	for i := range group {
		group[i] = bytes.Repeat([]byte("x"), 700)
	}
	for b.Loop() {
		if _, err := s.Append(group); err != nil {
			b.Fatal(err)
		}
		_, next := s.Range()
		if err := s.Ack(next); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/100, "ns/record")
}
