package price_test

import (
	"testing"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestFindInTheBuiltinTable(t *testing.T) {
	tests := map[string]struct {
		provider, model, tier, region, moment string
		prompt                                int64
		wantID                                string // "": unpriced
		wantInput, wantCache, wantOutput      string
	}{
		"a model by its name": {"openai", "gpt-4o", "", "", "2026-10-01T00:00:00Z", 0, "openai/gpt-4o@2024-08-06", "2.5", "1.25", "10"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, ok := price.Builtin().Find(usage.Rated{
				Provider: tt.provider, Model: tt.model, ServiceTier: tt.tier, Region: tt.region, Slice: at(t, tt.moment), PromptFrom: tt.prompt,
			})
			if ok != (tt.wantID != "") {
				t.Fatalf("Find is %v, want %q", ok, tt.wantID)
			}
			if got.ID != tt.wantID || got.Input.String() != tt.wantInput || got.CacheRead.String() != tt.wantCache || got.Output.String() != tt.wantOutput {
				t.Errorf("got %s %s %s %s, want %s %s %s %s", got.ID, got.Input, got.CacheRead, got.Output, tt.wantID, tt.wantInput, tt.wantCache, tt.wantOutput)
			}
		})
	}
}
