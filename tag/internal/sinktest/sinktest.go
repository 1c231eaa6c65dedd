// Package sinktest is what every sink has to do, as a test.
package sinktest

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/tag"
)

// A Subject is a sink under test, and how to see what it has taken: the event_id
// of each event, in any order, and of each how many input tokens it has.
type Subject struct {
	Sink tag.Sink
	Seen func(t *testing.T) (ids []string, inputTokens map[string]int64)
}

// Run tests the sinks that open returns: each test has one of its own, which has
// taken nothing yet.
func Run(t *testing.T, open func(t *testing.T) Subject) {
	t.Helper()
	tests := map[string]func(t *testing.T, s Subject){
		"nothing is written for no events": func(t *testing.T, s Subject) {
			t.Helper()
			write(t, s, nil)
			expect(t, s, 0)
		},
		"every batch arrives": func(t *testing.T, s Subject) {
			t.Helper()
			for i := range 5 {
				write(t, s, events(10*i, 10*i+10))
			}
			expect(t, s, 50)
		},
		"a batch of thousands arrives": func(t *testing.T, s Subject) {
			t.Helper()
			write(t, s, events(0, 3000))
			expect(t, s, 3000)
		},
		"the slice is not kept": func(t *testing.T, s Subject) {
			t.Helper()
			batch := events(0, 10)
			write(t, s, batch)
			copy(batch, events(100, 110))
			write(t, s, events(10, 11))
			expect(t, s, 11)
		},
		"text of any kind is one event": func(t *testing.T, s Subject) {
			t.Helper()
			batch := events(0, 4)
			batch[0].UserID = "line\nbreak\r\n\u2028 \"quoted\" \\ {}"
			batch[1].UserID = strings.Repeat("long ", 50_000)
			batch[2].UserID = "not UTF-8: \xff\xfe"
			batch[3].UserID = "日本語 🎉"
			write(t, s, batch)
			expect(t, s, 4)
		},
		"what is not known stays so": func(t *testing.T, s Subject) {
			t.Helper()
			e := events(0, 1)[0]
			write(t, s, []tag.Event{{EventID: e.EventID, Time: e.Time, InputTokens: e.InputTokens}})
			expect(t, s, 1)
		},
		"a sink goes on after a context that was done": func(t *testing.T, s Subject) {
			t.Helper()
			ctx, cancel := context.WithCancel(t.Context())
			cancel()
			_ = s.Sink.Write(ctx, events(0, 1)) // taken or not
			write(t, s, events(0, 1))
			ids, _ := s.Seen(t)
			if ids = slices.Compact(ids); len(ids) != 1 {
				t.Errorf("%d events, want the one", len(ids))
			}
		},
		"a recorder delivers to it": func(t *testing.T, s Subject) {
			t.Helper()
			rec := tag.NewRecorder(tag.Tuned(s.Sink, tag.Batch(7, time.Millisecond)))
			for _, e := range events(0, 40) {
				rec.Record(e)
			}
			if err := rec.Close(t.Context()); err != nil {
				t.Fatal(err)
			}
			if name := rec.Stats().Sinks[0].Sink; name == "" || strings.HasPrefix(name, "*") {
				t.Errorf("it is called %q; give it a String method", name)
			}
			expect(t, s, 40)
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

var start = time.Now()

// events have ids and input tokens of their own.
func events(first, limit int) []tag.Event {
	var events []tag.Event
	for i := first; i < limit; i++ {
		events = append(events, tag.Event{
			EventID: id(i), Time: start.Add(time.Duration(i) * time.Microsecond), Model: "m", InputTokens: new(int64(i)),
			TeamID: "payments", Status: tag.StatusOK, Units: map[string]json.Number{"searches": "1"},
		})
	}
	return events
}

func id(i int) string { return fmt.Sprintf("019adfae-3b86-7e7c-8cd4-%012x", i) }

func write(t *testing.T, s Subject, events []tag.Event) {
	t.Helper()
	if err := s.Sink.Write(t.Context(), events); err != nil {
		t.Fatal(err)
	}
}

// expect compares with the events before number n.
func expect(t *testing.T, s Subject, n int) {
	t.Helper()
	ids, inputTokens := s.Seen(t)
	if len(ids) != n {
		t.Fatalf("%d events, want %d", len(ids), n)
	}
	for i := range n {
		if got, ok := inputTokens[id(i)]; !ok || got != int64(i) {
			t.Errorf("event %d: there is %v, with %d input tokens", i, ok, got)
		}
	}
}
