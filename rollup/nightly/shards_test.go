package nightly

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWhatClosedMonthsHaveUnpricedIsAddedUpOverDatabases(t *testing.T) {
	got := mergeClosed(
		[]Closed{{Month: "2026-08", Tokens: map[string]int64{"a": 1}}, {Month: "2026-10", Tokens: map[string]int64{"a": 2}}},
		[]Closed{{Month: "2026-09", Tokens: map[string]int64{"a": 4}}, {Month: "2026-10", Tokens: map[string]int64{"a": 8, "b": 16}}},
	)
	want := []Closed{
		{Month: "2026-08", Tokens: map[string]int64{"a": 1}},
		{Month: "2026-09", Tokens: map[string]int64{"a": 4}},
		{Month: "2026-10", Tokens: map[string]int64{"a": 10, "b": 16}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
