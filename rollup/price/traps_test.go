package price_test

import (
	"testing"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
)

// table returns a table of one model of provider p at these prices.
func table(t *testing.T, prices string) *price.Table {
	t.Helper()
	table, err := price.Parse("prices.yaml", []byte("version: 1\nbuiltin: none\nmodels:\n- {provider: p, model: m, prices: ["+prices+"]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// cost is what counts cost by the first price of a table.
func cost(t *testing.T, table *price.Table, r usage.Rated, c usage.Counts) string {
	t.Helper()
	r.Provider, r.Model = "p", "m"
	rate, ok := table.Find(r)
	if !ok {
		return "unpriced"
	}
	return rate.Cost(c, nil).String()
}

// The traps of token accounting that concern money; those that concern the reading of
// answers are in tag/internal/usage.
func TestTraps(t *testing.T) {
	plain := `{usd_per_mtok: {input: 3, cache_read: "0.3", cache_write_5m: "3.75", cache_write_1h: 6, output: 15}}`
	t.Run("1: a cached token is paid once, as cached", func(t *testing.T) {
		if got := cost(t, table(t, plain), usage.Rated{}, usage.Counts{Input: 1_000_000, CacheRead: 900_000}); got != "0.57" {
			t.Errorf("0.1 × 3 + 0.9 × 0.3 = 0.57, got %s", got)
		}
	})
	t.Run("2: cache writes are inside the input too", func(t *testing.T) {
		if got := cost(t, table(t, plain), usage.Rated{}, usage.Counts{Input: 1_000_000, CacheRead: 500_000, CacheWrite5m: 500_000}); got != "2.025" {
			t.Errorf("0.5 × 0.3 + 0.5 × 3.75 = 2.025, got %s", got)
		}
	})
	t.Run("3: an hour's cache costs more than five minutes'", func(t *testing.T) {
		if got := cost(t, table(t, plain), usage.Rated{}, usage.Counts{Input: 2_000_000, CacheWrite5m: 1_000_000, CacheWrite1h: 1_000_000}); got != "9.75" {
			t.Errorf("3.75 + 6 = 9.75, got %s", got)
		}
		// Also where the table has multiples of the input rate only.
		rate, ok := price.Builtin().Find(usage.Rated{Provider: "anthropic", Model: "claude-3-5-haiku", Slice: at(t, october)})
		if !ok || rate.CacheWrite1h.Cmp(rate.Input.Times(2)) != 0 || rate.CacheWrite5m.Times(4).Cmp(rate.Input.Times(5)) != 0 {
			t.Errorf("1.25 × and 2 × the input rate: %s, %s, %s", rate.Input, rate.CacheWrite5m, rate.CacheWrite1h)
		}
	})
	t.Run("4, 11: reasoning is inside the output, and costs more only where it has a rate", func(t *testing.T) {
		counts := usage.Counts{Output: 1_000_000, Reasoning: 400_000}
		if got := cost(t, table(t, plain), usage.Rated{}, counts); got != "15" {
			t.Errorf("15, got %s", got)
		}
		if got := cost(t, table(t, `{usd_per_mtok: {input: 1, output: 8, reasoning: 3}}`), usage.Rated{}, counts); got != "6" {
			t.Errorf("0.6 × 8 + 0.4 × 3 = 6, got %s", got)
		}
	})
	t.Run("5: nothing costs nothing, and a count that is missing adds nothing", func(t *testing.T) {
		if got := cost(t, table(t, plain), usage.Rated{}, usage.Counts{Requests: 3, Missing: 3}); got != "0" {
			t.Errorf("0, got %s", got)
		}
	})
	t.Run("6: the dated model has its price, not the alias", func(t *testing.T) {
		for model, want := range map[string]string{"gpt-4o": "2.5", "gpt-4o-2024-05-13": "5"} {
			rate, ok := price.Builtin().Find(usage.Rated{Provider: "openai", Model: model, Slice: at(t, october)})
			if got := rate.Input.String(); !ok || got != want {
				t.Errorf("%s costs %s, want %s", model, got, want)
			}
		}
	})
	t.Run("7: a price changes within the day", func(t *testing.T) {
		table := table(t, `{usd_per_mtok: {input: 1, output: 1}}, {effective_from: 2026-10-01T12:00:00.001Z, usd_per_mtok: {input: 2, output: 2}}`)
		for moment, want := range map[string]string{"2026-10-01T12:00:00.000999Z": "1", "2026-10-01T12:00:00.001Z": "2"} {
			if got := cost(t, table, usage.Rated{Slice: at(t, moment)}, usage.Counts{Input: 1_000_000}); got != want {
				t.Errorf("at %s it costs %s, want %s", moment, got, want)
			}
		}
	})
	t.Run("8: a rate that was kept does not follow the table", func(t *testing.T) {
		before, _ := table(t, plain).Find(usage.Rated{Provider: "p", Model: "m"})
		after, _ := table(t, `{usd_per_mtok: {input: 1, output: 1}}`).Find(usage.Rated{Provider: "p", Model: "m"})
		if before.ID != after.ID || before.Input.Cmp(after.Input) == 0 {
			t.Fatalf("%s %s, %s %s", before.ID, before.Input, after.ID, after.Input)
		}
		if got := before.Cost(usage.Counts{Input: 1_000_000}, nil).String(); got != "3" {
			t.Errorf("3, got %s", got)
		}
	})
	t.Run("9: fees are per unit, rates per million", func(t *testing.T) {
		table := table(t, `{usd_per_mtok: {input: 1, output: 1}, units: {web_searches: {usd: 10, per: 1000}, seconds: {usd: "0.36", per: 3600}, requests: {usd: 5, per: 1000}}}`)
		rate, _ := table.Find(usage.Rated{Provider: "p", Model: "m"})
		got := rate.Cost(usage.Counts{Requests: 5, Errors: 1, Input: 1}, map[string]string{"web_searches": "3", "seconds": "37.5"}).String()
		if want := "0.053751"; got != want {
			t.Errorf("0.000001 + 3 × 0.01 + 37.5 × 0.0001 + 4 × 0.005 = %s, got %s", want, got)
		}
	})
	t.Run("10: sums are exact in every order", func(t *testing.T) {
		rate, _ := table(t, `{usd_per_mtok: {input: "0.1", output: "0.2"}, units: {hours: {usd: 1, per: 3}}}`).Find(usage.Rated{Provider: "p", Model: "m"})
		var one price.Money
		for range 3 {
			one = one.Add(rate.Cost(usage.Counts{Input: 1, Output: 1}, map[string]string{"hours": "1"}))
		}
		all := rate.Cost(usage.Counts{Input: 3, Output: 3}, map[string]string{"hours": "3"})
		if one.Cmp(all) != 0 || all.String() != "1.0000009" {
			t.Errorf("thrice one is %s, three are %s, want 1.0000009", one, all)
		}
	})
	t.Run("12: unknown is not 0, and free is", func(t *testing.T) {
		free := table(t, `{usd_per_mtok: {input: 0, output: 0}}`)
		if got := cost(t, free, usage.Rated{}, usage.Counts{Input: 5}); got != "0" {
			t.Errorf("free: 0, got %s", got)
		}
		if got := cost(t, free, usage.Rated{ServiceTier: "priority"}, usage.Counts{Input: 5}); got != "unpriced" {
			t.Errorf("a tier without a rate: unpriced, got %s", got)
		}
		if got := cost(t, table(t, `{effective_from: 2026-10-01, usd_per_mtok: {input: 0, output: 0}}`), usage.Rated{Slice: at(t, "2026-09-30T23:59:59Z")}, usage.Counts{Input: 5}); got != "unpriced" {
			t.Errorf("before it had a price: unpriced, got %s", got)
		}
	})
	t.Run("15: all choices are in the output, the prompt is paid once", func(t *testing.T) {
		if got := cost(t, table(t, plain), usage.Rated{}, usage.Counts{Requests: 1, Input: 1000, Output: 4 * 1000}); got != "0.063" {
			t.Errorf("1000 × 3 + 4000 × 15 per million = 0.063, got %s", got)
		}
	})
	t.Run("kinds with a rate of their own are taken out of the text", func(t *testing.T) {
		table := table(t, `{usd_per_mtok: {input: 4, audio_input: 32, output: 16, audio_output: 64, image_input: 5}}`)
		counts := usage.Counts{Input: 1_000_000, AudioInput: 400_000, Image: 100_000, Output: 100_000, AudioOutput: 50_000}
		if got := cost(t, table, usage.Rated{}, counts); got != "19.3" {
			t.Errorf("0.5 × 4 + 0.4 × 32 + 0.1 × 5 + 0.05 × 16 + 0.05 × 64 = 19.3, got %s", got)
		}
	})
	t.Run("usage that contradicts itself is priced as reported", func(t *testing.T) {
		if got := cost(t, table(t, plain), usage.Rated{}, usage.Counts{Suspect: 1, Input: 100_000, CacheRead: 200_000}); got != "-0.24" {
			t.Errorf("-0.1 × 3 + 0.2 × 0.3 = -0.24, got %s", got)
		}
	})
}
