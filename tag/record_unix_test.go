//go:build unix

package tag

import (
	"syscall"
	"testing"
	"time"
)

// BenchmarkRecord counts what the process spends, delivery to a sink that does
// nothing included: on a busy machine the wall clock says little.
func BenchmarkRecord(b *testing.B) {
	spool := func(b *testing.B) Sink {
		b.Helper()
		sink, err := Spooled(b.TempDir(), discard{}, QueueSize(1<<20, 1<<40))
		if err != nil {
			b.Fatal(err)
		}
		return sink
	}
	sinks := map[string]func(b *testing.B) Sink{
		"memory":  func(*testing.B) Sink { return Tuned(discard{}, QueueSize(1<<20, 1<<40)) },
		"spooled": spool,
	}
	for name, sink := range sinks {
		b.Run(name, func(b *testing.B) {
			rec := NewRecorder(sink(b))
			e := fullEvent()
			b.ReportAllocs()
			began, spent := time.Now(), cpu(b)
			for b.Loop() {
				rec.Record(e)
			}
			took := time.Since(began)
			if err := rec.Close(b.Context()); err != nil {
				b.Fatal(err)
			}
			spent = cpu(b) - spent
			b.ReportMetric(float64(b.N)/took.Seconds(), "recorded/s")
			b.ReportMetric(float64(b.N)/spent.Seconds(), "delivered/cpu-s")
		})
	}
}

// cpu is what the process has spent so far.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
