package flow

import (
	"slices"
	"testing"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// That a tag is attached on some paths only is said where one of them attaches it.
func TestOnSomePathsOnly(t *testing.T) {
	at := ir.Pos{File: "x.go", Line: 1, Column: 1}
	set := func(header string) Effect {
		return Effect{{K: Set, Key: str(header, at), Val: str("payments", at), At: at}}
	}
	behind := func(e Effect) Effect { return Effect{{K: Slot, Name: "http", Sub: []Effect{e}, At: at}} }
	tests := map[string]struct {
		effect Effect
		want   bool
	}{
		"one option attaches it":                         {alt(set("X-Llm-Team-Id"), nil), true},
		"one HTTP client attaches it":                    {alt(behind(set("X-Llm-Team-Id")), nil), true},
		"one option attaches something else":             {alt(set("X-App"), nil), false},
		"one HTTP client, which attaches nothing":        {alt(behind(Effect{}), nil), false},
		"one HTTP client, which attaches something else": {alt(behind(set("X-App")), nil), false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			answer := (&Program{}).Judge(&Tag{Name: "team_id", Headers: []string{"X-Llm-Team-Id"}}, tt.effect)
			if got := slices.ContainsFunc(answer.Trail, func(w Why) bool { return w.Text == partly }); got != tt.want || answer.Verdict != Lacking {
				t.Errorf("verdict %v, trail %v; want lacking, and %v that other paths attach it", answer.Verdict, answer.Trail, tt.want)
			}
		})
	}
}
