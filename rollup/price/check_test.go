package price_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/rollup/price"
)

func TestCheckFindsWhatIsValidAndProbablyWrong(t *testing.T) {
	table, err := price.Parse("p.yaml", []byte(`version: 1
models:
- provider: openai
  model: gpt-4o
  prices:
  - {effective_to: 2026-01-01, usd_per_mtok: {input: "0.0000025", output: "0.00001"}}
  - {effective_from: 2026-02-01, usd_per_mtok: {input: "250", output: "1000"}}
- provider: openai
  model: gpt-4o-mini
  prices:
  - {usd_per_mtok: {input: "0.60", cache_read: "1.00", output: "0.15"}, tiers: {batch: {multiplier: 50}}, contexts: [{prompt_tokens_from: 1000, usd_per_mtok: {input: "0.10", output: "0.20"}}]}
- provider: openai
  model: any
  patterns: [".*"]
  prices:
  - {usd_per_mtok: {input: "3000", output: "4000"}}
contracts:
- {name: nobody, provider: nobody, discount: "0.1"}
- {name: much, provider: openai, discount: "0.85"}
`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range table.Check() {
		got = append(got, f.String())
	}
	want := []string{
		`p.yaml:1: contract "nobody" is about no model of the table`,
		`p.yaml:1: contract "much" takes off 0.85; 0.15 is 15 %, and what is not paid`,
		`p.yaml:6: openai/gpt-4o: input costs 0.0000025; rates are per 1,000,000 tokens; is it per 1,000 or per token?`,
		`p.yaml:6: openai/gpt-4o: output costs 0.00001; rates are per 1,000,000 tokens; is it per 1,000 or per token?`,
		`p.yaml:6: openai/gpt-4o: input costs 0.0000025, listed is 2.5; is it in another unit, or in cents?`,
		`p.yaml:6: openai/gpt-4o: output costs 0.00001, listed is 10; is it in another unit, or in cents?`,
		`p.yaml:7: openai/gpt-4o has no price from 2026-01-01 to 2026-02-01; usage in between is unpriced`,
		`p.yaml:7: openai/gpt-4o: input costs 250, listed is 2.5; is it in another unit, or in cents?`,
		`p.yaml:7: openai/gpt-4o: output costs 1000, listed is 10; is it in another unit, or in cents?`,
		`p.yaml:11: openai/gpt-4o-mini: reading from the cache costs more than what is not in it: 1, 0.6`,
		`p.yaml:11: openai/gpt-4o-mini: output costs less than input: 0.15, 0.6; are the two exchanged?`,
		`p.yaml:11: openai/gpt-4o-mini: input costs less in long prompts: 0.1, 0.6`,
		`p.yaml:11: openai/gpt-4o-mini: batch costs 50 × the ordinary price; 0.50 is half price`,
		`p.yaml:16: openai/any: input costs 3000; rates are US dollars per 1,000,000 tokens`,
		`p.yaml:16: openai/any: output costs 4000; rates are US dollars per 1,000,000 tokens`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheBuiltinTableIsClean(t *testing.T) {
	for _, f := range price.Builtin().Check() {
		t.Error(f)
	}
}

func TestDiffNamesWhatChanges(t *testing.T) {
	before, err := price.Parse("a.yaml", []byte(`{version: 1, builtin: none, models: [{provider: a, model: m, prices: [{usd_per_mtok: {input: 1, output: 2}, units: {images: {usd: 1}}}]}, {provider: a, model: gone, prices: [{usd_per_mtok: {input: 1, output: 2}}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	after, err := price.Parse("b.yaml", []byte(`{version: 1, builtin: none, models: [{provider: a, model: m, prices: [{usd_per_mtok: {input: 1, cache_read: "0.1", output: 3}}, {effective_from: 2026-01-01, usd_per_mtok: {input: 9, output: 9}}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range price.Diff(before, after) {
		text := func(m *price.Money) string {
			if m == nil {
				return "none"
			}
			return m.String()
		}
		got = append(got, c.ID+" "+c.Kind+" "+text(c.Before)+" "+text(c.After))
	}
	want := []string{
		"a/gone  1 none", "a/m images 1 none", "a/m cache_read 1 0.1", "a/m output 2 3", "a/m@2026-01-01  none 9",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
