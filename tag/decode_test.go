package tag

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAnEventReadsAsItWasWritten(t *testing.T) {
	full := fullEvent()
	for name, e := range map[string]Event{"full": full, "empty": {}} {
		var got Event
		if err := got.parseJSON(e.appendJSON(nil)); err != nil {
			t.Fatal(err)
		}
		e.Time = e.Time.UTC().Truncate(time.Microsecond)
		if diff := cmp.Diff(e, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAnEventOfAnotherVersionIsRead(t *testing.T) {
	var got Event
	err := got.parseJSON([]byte(`{"event_id":"e1","new_key":{"a":[1]},"input_tokens":9007199254740993,"units":{"x":"NaN"}}`))
	if err != nil || got.EventID != "e1" || *got.InputTokens != 9007199254740993 || got.Units["x"] != "NaN" {
		t.Errorf("%v, %+v", err, got)
	}
}

func BenchmarkReadEvent(b *testing.B) {
	e := fullEvent()
	line := e.appendJSON(nil)
	for b.Loop() {
		if err := e.parseJSON(line); err != nil {
			b.Fatal(err)
		}
	}
}
