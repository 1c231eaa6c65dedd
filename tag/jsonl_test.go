package tag

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A writer that takes limit bytes, and then fails once.
type tearing struct {
	bytes.Buffer
	limit int
}

func (w *tearing) Write(p []byte) (int, error) {
	if w.limit >= 0 && len(p) > w.limit {
		n, _ := w.Buffer.Write(p[:w.limit])
		w.limit = -1
		return n, errors.New("disk full")
	}
	return w.Buffer.Write(p)
}

func TestAFileOfLinesStaysReadableAfterATornWrite(t *testing.T) {
	for limit := range 900 {
		w := &tearing{limit: limit}
		sink := JSONL(w)
		events := []Event{numbered(0), numbered(1)}
		if err := sink.Write(t.Context(), events); err == nil && limit < w.Len()-1 {
			t.Fatalf("limit %d: no error", limit)
		} else if err != nil {
			if err := sink.Write(t.Context(), events); err != nil {
				t.Fatal(err)
			}
		}
		whole := map[string]bool{}
		for line := range strings.Lines(w.String()) {
			var e struct {
				EventID string `json:"event_id"`
			}
			if json.Unmarshal([]byte(line), &e) == nil {
				whole[e.EventID] = true
			}
		}
		if !whole["e0"] || !whole["e1"] {
			t.Fatalf("limit %d: lines that can be read: %v\n%s", limit, whole, w)
		}
	}
}

func TestSlogLeavesOutWhatIsNotKnown(t *testing.T) {
	var b strings.Builder
	sink := Slog(slog.New(slog.NewTextHandler(&b, nil)))
	if err := sink.Write(t.Context(), []Event{{EventID: "e1", Model: "m", LatencyMS: 3, CacheReadTokens: count(0), Units: map[string]json.Number{"b": "1.5", "a": "2"}}}); err != nil {
		t.Fatal(err)
	}
	want := "level=INFO msg=\"llm request\" event_id=e1 model=m cache_read_tokens=0 latency_ms=3 units.a=2 units.b=1.5\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSlogHasEveryFieldUnderTheNameOfTheSchema(t *testing.T) {
	e := fullEvent()
	var b bytes.Buffer
	if err := Slog(slog.New(slog.NewJSONHandler(&b, nil))).Write(t.Context(), []Event{e}); err != nil {
		t.Fatal(err)
	}
	var got, want map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(e.appendJSON(nil), &want); err != nil {
		t.Fatal(err)
	}
	delete(got, "time")
	delete(got, "level")
	delete(got, "msg")
	want["units"] = map[string]any{"seconds": "1.25", "web_searches": 3.0} // a decimal is not made a binary float
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSlogAsksItsHandler(t *testing.T) {
	var b strings.Builder
	sink := Slog(slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: slog.LevelWarn})))
	if err := sink.Write(t.Context(), []Event{numbered(0)}); err != nil || b.Len() > 0 {
		t.Errorf("error %v, wrote %q", err, &b)
	}
}
