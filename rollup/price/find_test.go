package price_test

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/usage"
)

func at(t *testing.T, text string) time.Time {
	t.Helper()
	moment, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

const october = "2026-10-07T12:00:00Z" // a Wednesday

func TestFindInTheBuiltinTable(t *testing.T) {
	type rated struct {
		provider, model, tier, region, moment string
		prompt                                int64
	}
	tests := map[string]struct {
		rated
		want string // id, input, cache read, output; "": unpriced
	}{
		"a model by its name":            {rated{"openai", "gpt-4o", "", "", october, 0}, "openai/gpt-4o@2024-08-06 2.5 1.25 10"},
		"an alias":                       {rated{"openai", "gpt-5.5-2026-04-23", "", "", october, 0}, "openai/gpt-5.5@2026-04-23 5 0.5 30"},
		"a pattern":                      {rated{"openai", "gpt-6-sol-2026-09-30", "", "", october, 0}, "openai/gpt-6-sol 2 0.2 10"},
		"a prefix and a date":            {rated{"anthropic", "claude-sonnet-4-6-20260217", "", "", october, 0}, "anthropic/claude-sonnet-4-6@2026-03-13 3 0.3 15"},
		"a prefix and -latest":           {rated{"anthropic", "claude-sonnet-4-6-latest", "", "", october, 0}, "anthropic/claude-sonnet-4-6@2026-03-13 3 0.3 15"},
		"a prefix and @":                 {rated{"anthropic", "claude-sonnet-4-6@20260217", "", "", october, 0}, "anthropic/claude-sonnet-4-6@2026-03-13 3 0.3 15"},
		"a prefix and a later model":     {rated{"anthropic", "claude-sonnet-5-5", "", "", october, 0}, ""},
		"a prefix and another word":      {rated{"anthropic", "claude-sonnet-4-6-turbo", "", "", october, 0}, ""},
		"the longest prefix":             {rated{"google", "gemini-3.5-flash-lite-09-2026", "", "", october, 0}, ""},
		"an unknown model":               {rated{"openai", "gpt-99", "", "", october, 0}, ""},
		"an unknown provider":            {rated{"acme", "gpt-4o", "", "", october, 0}, ""},
		"no provider":                    {rated{"", "gpt-4o", "", "", october, 0}, "openai/gpt-4o@2024-08-06 2.5 1.25 10"},
		"a provider in the model":        {rated{"", "anthropic/claude-opus-5", "", "", october, 0}, "anthropic/claude-opus-5 5 0.5 25"},
		"another name of a provider":     {rated{"gcp.gemini", "gemini-2.5-pro", "", "", october, 0}, "google/gemini-2.5-pro 1.25 0.125 10"},
		"a regional profile by its ARN":  {rated{"bedrock", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-opus-5", "", "", october, 0}, "bedrock/us.anthropic.claude-opus-5 5.5 0.55 27.5"},
		"a global profile costs less":    {rated{"bedrock", "global.anthropic.claude-opus-5", "", "", october, 0}, "bedrock/global.anthropic.claude-opus-5 5 0.5 25"},
		"before a model's first price":   {rated{"openai", "gpt-5.5", "", "", "2026-04-22T23:59:59.999999Z", 0}, ""},
		"a price before it changes":      {rated{"openai", "gpt-5.6-sol", "", "", "2026-08-20T23:59:59.999999Z", 0}, "openai/gpt-5.6-sol 5 0.5 30"},
		"a price that has just changed":  {rated{"openai", "gpt-5.6-sol", "", "", "2026-08-21T00:00:00Z", 0}, "openai/gpt-5.6-sol@2026-08-21 4 0.4 20"},
		"an inclusive boundary, below":   {rated{"openai", "gpt-5.5", "", "", october, 271_999}, "openai/gpt-5.5@2026-04-23 5 0.5 30"},
		"an inclusive boundary":          {rated{"openai", "gpt-5.5", "", "", october, 272_000}, "openai/gpt-5.5@2026-04-23;>=272000 10 1 45"},
		"an exclusive boundary":          {rated{"openai", "gpt-6-sol", "", "", october, 272_000}, "openai/gpt-6-sol 2 0.2 10"},
		"an exclusive boundary, above":   {rated{"openai", "gpt-6-sol", "", "", october, 272_001}, "openai/gpt-6-sol;>=272001 4 0.4 15"},
		"Google's boundary is exclusive": {rated{"google", "gemini-2.5-pro", "", "", october, 200_000}, "google/gemini-2.5-pro 1.25 0.125 10"},
		"Google's boundary, above":       {rated{"google", "gemini-2.5-pro", "", "", october, 200_001}, "google/gemini-2.5-pro;>=200001 2.5 0.25 15"},
		"the tier's own rates win":       {rated{"openai", "o3", "priority", "", october, 0}, "openai/o3@2025-06-10;priority 3.5 0.875 14"},
		"batch is half, cache too":       {rated{"anthropic", "claude-opus-5", "batch", "", october, 0}, "anthropic/claude-opus-5;batch 2.5 0.25 12.5"},
		"batch at a price of its own":    {rated{"openai", "gpt-5.5", "batch", "", october, 0}, "openai/gpt-5.5@2026-04-23;batch 2.5 0.25 15"},
		"batch and a long prompt":        {rated{"openai", "gpt-5.5", "batch", "", october, 272_000}, "openai/gpt-5.5@2026-04-23;>=272000;batch 5 0.5 22.5"},
		"flex where it is sold":          {rated{"openai", "gpt-5.5", "flex", "", october, 0}, "openai/gpt-5.5@2026-04-23;flex 2.5 0.25 15"},
		"flex where it is not":           {rated{"openai", "gpt-4o", "flex", "", october, 0}, ""},
		"fast is a multiple":             {rated{"anthropic", "claude-opus-5", "fast", "", october, 0}, "anthropic/claude-opus-5;fast 10 1 50"},
		"the ordinary tier has names":    {rated{"openai", "gpt-4o", "default", "", october, 0}, "openai/gpt-4o@2024-08-06 2.5 1.25 10"},
		"in capitals too":                {rated{"google", "gemini-2.5-pro", "ON_DEMAND", "", october, 0}, "google/gemini-2.5-pro 1.25 0.125 10"},
		"a tier nobody knows":            {rated{"openai", "gpt-4o", "scale", "", october, 0}, ""},
		"a region":                       {rated{"anthropic", "claude-opus-5", "", "us", october, 0}, "anthropic/claude-opus-5;region=us 5.5 0.55 27.5"},
		"a region without a factor":      {rated{"anthropic", "claude-opus-5", "", "global", october, 0}, "anthropic/claude-opus-5 5 0.5 25"},
		"a tier and a region":            {rated{"anthropic", "claude-opus-5", "batch", "us", october, 0}, "anthropic/claude-opus-5;batch;region=us 2.75 0.275 13.75"},
		"off-peak":                       {rated{"deepseek", "deepseek-v4-pro", "", "", "2026-10-07T00:59:59.999999Z", 0}, "deepseek/deepseek-v4-pro@2026-08-23 0.66 0.022 1.98"},
		"peak":                           {rated{"deepseek", "deepseek-v4-pro", "", "", "2026-10-07T01:00:00Z", 0}, "deepseek/deepseek-v4-pro@2026-08-23;window=peak_morning 1.32 0.044 3.96"},
		"the end of peak":                {rated{"deepseek", "deepseek-v4-pro", "", "", "2026-10-07T04:00:00Z", 0}, "deepseek/deepseek-v4-pro@2026-08-23 0.66 0.022 1.98"},
		"a weekend is off-peak":          {rated{"deepseek", "deepseek-v4-pro", "", "", "2026-10-10T02:00:00Z", 0}, "deepseek/deepseek-v4-pro@2026-08-23 0.66 0.022 1.98"},
		"weekends before they were":      {rated{"deepseek", "deepseek-v4-pro", "", "", "2026-08-22T02:00:00Z", 0}, "deepseek/deepseek-v4-pro@2026-08-17;window=peak_morning 1.32 0.044 3.96"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			rate, ok := price.Builtin().Find(usage.Rated{
				Provider: tt.provider, Model: tt.model, ServiceTier: tt.tier, Region: tt.region, Slice: at(t, tt.moment), PromptFrom: tt.prompt,
			})
			got := ""
			if ok {
				got = rate.ID + " " + rate.Input.String() + " " + rate.CacheRead.String() + " " + rate.Output.String()
			}
			if got != tt.want {
				t.Errorf("%+v\ngot  %q\nwant %q", tt.rated, got, tt.want)
			}
		})
	}
}

const ours = `
version: 1
models:
  - provider: openai
    model: gpt-4o
    source: our own negotiation
    prices:
      - effective_from: 2026-10-01T09:30:00.001Z
        effective_to: 2026-11-01
        usd_per_mtok: {input: "2.00", cache_read: "1.00", output: "8.00"}
  - provider: local
    model: llama
    prices:
      - usd_per_mtok: {input: 0, output: 0}
deployments:
  - {provider: azure, name: "prod-*", region: eastus, model: gpt-4o}
  - {provider: azure, name: ptu, provisioned: true}
  - {provider: azure, name: eu-batch, model: gpt-4o, service_tier: priority}
  - {provider: bedrock, name: "arn:aws:bedrock:*:application-inference-profile/abc123", model: global.anthropic.claude-opus-5}
  - {provider: google, name: "claude-*", model: anthropic/claude-opus-5}
contracts:
  - {name: msa, provider: anthropic, effective_from: 2026-10-01, effective_to: 2027-01-01, discount: "0.15"}
  - name: opus
    provider: anthropic
    models: ["claude-opus-5*"]
    effective_from: 2026-11-01
    usd_per_mtok: {input: "4.00", output: "20.00"}
`

func TestFindInAFileOfOnesOwn(t *testing.T) {
	table, err := price.Parse("prices.yaml", []byte(ours))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct{ provider, model, tier, region, moment, want string }{
		"the file's price is over the built-in one":     {"openai", "gpt-4o", "", "", "2026-10-01T09:30:00.001Z", "openai/gpt-4o@2026-10-01T09:30:00.001Z 2 8"},
		"a millisecond before it is not":                {"openai", "gpt-4o", "", "", "2026-10-01T09:30:00Z", "openai/gpt-4o@2024-08-06 2.5 10"},
		"and when it ends":                              {"openai", "gpt-4o", "", "", "2026-11-01T00:00:00Z", "openai/gpt-4o@2024-08-06 2.5 10"},
		"a tier's factor is the built-in table's":       {"openai", "gpt-4o", "batch", "", "2026-10-02T00:00:00Z", "openai/gpt-4o@2026-10-01T09:30:00.001Z;batch 1 4"},
		"a free model is 0":                             {"local", "llama", "", "", october, "local/llama 0 0"},
		"a deployment in its region":                    {"azure", "prod-chat", "", "eastus", october, "azure/gpt-4o@2024-08-06 2.5 10"},
		"a deployment elsewhere":                        {"azure", "prod-chat", "", "westus", october, ""},
		"a deployment of a provider by its other name":  {"azure_openai", "prod-chat", "", "eastus", october, "azure/gpt-4o@2024-08-06 2.5 10"},
		"capacity that is paid by the hour":             {"azure", "ptu", "", "", october, "azure/ptu;provisioned 0 0"},
		"an application profile of Bedrock":             {"bedrock", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123", "", "", october, "bedrock/global.anthropic.claude-opus-5 5 25"},
		"an application profile that nobody has mapped": {"bedrock", "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/zzz", "", "", october, ""},
		"a discount":                                     {"anthropic", "claude-haiku-4-5", "", "", october, "anthropic/claude-haiku-4-5@2025-10-01;contract=msa 0.85 4.25"},
		"a discount after tier and region":               {"anthropic", "claude-opus-5", "batch", "us", october, "anthropic/claude-opus-5;batch;region=us;contract=msa 2.3375 11.6875"},
		"a negotiated rate and the discount":             {"anthropic", "claude-opus-5", "", "", "2026-11-02T00:00:00Z", "anthropic/claude-opus-5;contract=opus;contract=msa 3.4 17"},
		"a negotiated rate after the discount has ended": {"anthropic", "claude-opus-5", "batch", "", "2027-01-01T00:00:00Z", "anthropic/claude-opus-5;contract=opus;batch 2 10"},
		"another provider's model, and contract":         {"google", "claude-sonnet@001", "", "", october, "anthropic/claude-opus-5;contract=msa 4.25 21.25"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			rate, ok := table.Find(usage.Rated{Provider: tt.provider, Model: tt.model, ServiceTier: tt.tier, Region: tt.region, Slice: at(t, tt.moment)})
			got := ""
			if ok {
				got = rate.ID + " " + rate.Input.String() + " " + rate.Output.String()
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestAFileMayBeTheWholeTable(t *testing.T) {
	table, err := price.Parse("prices.yaml", []byte("version: 1\nbuiltin: none\nmodels:\n- {provider: a, model: m, prices: [{usd_per_mtok: {input: 1, output: 2.5}}]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := table.Find(usage.Rated{Provider: "openai", Model: "gpt-4o", Slice: at(t, october)}); ok {
		t.Error("the built-in table is under it")
	}
	if rate, ok := table.Find(usage.Rated{Provider: "a", Model: "m"}); !ok || rate.Output.String() != "2.5" {
		t.Errorf("its own model: %v %v", rate, ok)
	}
}

// A rate is kept beside the sums: what it costs must not change on the way.
func TestARateSurvivesJSON(t *testing.T) {
	counts := usage.Counts{Requests: 7, Errors: 1, Input: 1_000_003, Output: 77, CacheRead: 13, CacheWrite5m: 5, CacheWrite1h: 3, Reasoning: 9, AudioInput: 11, AudioOutput: 2, Image: 4}
	units := map[string]string{"seconds": "37.5", "web_searches": "3"}
	for _, model := range []string{"openai/gpt-realtime", "openai/whisper-1", "groq/whisper-large-v3", "perplexity/sonar-deep-research", "anthropic/claude-opus-5", "google/gemini-2.5-flash-image"} {
		rate, ok := price.Builtin().Find(usage.Rated{Model: model, Region: "us", Slice: at(t, october)})
		if !ok {
			t.Errorf("%s has no price", model)
			continue
		}
		text, err := json.Marshal(rate)
		if err != nil {
			t.Fatal(err)
		}
		var again price.Rate
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		if want, got := rate.Cost(counts, units), again.Cost(counts, units); want.Cmp(got) != 0 {
			t.Errorf("%s costs %s, after JSON %s", model, want, got)
		}
		twice, err := json.Marshal(again)
		if err != nil || !bytes.Equal(twice, text) {
			t.Errorf("%s: JSON changed from\n%s to\n%s (%v)", model, text, twice, err)
		}
	}
}

func TestCutsAreWhereRatesChange(t *testing.T) {
	table, err := price.Parse("prices.yaml", []byte(`
version: 1
builtin: none
models:
  - provider: a
    model: m
    prices:
      - usd_per_mtok: {input: 1, output: 1}
      - effective_from: 2026-10-24T10:00:00.5+02:00
        usd_per_mtok: {input: 2, output: 2}
        windows:
          night: {timezone: Europe/Berlin, hours: "22:00-24:00", multiplier: 0.5}
          early: {timezone: Europe/Berlin, days: [sun, mon], hours: "00:00-02:30", multiplier: 0.25}
contracts:
  - {name: c, provider: b, effective_from: 2026-10-25T12:00:00Z, discount: 1}
`))
	if err != nil {
		t.Fatal(err)
	}
	show := func(cuts []time.Time) (out []string) {
		for _, c := range cuts {
			out = append(out, c.Format(time.RFC3339Nano))
		}
		return out
	}
	from, to := at(t, "2026-10-23T00:00:00Z"), at(t, "2026-10-26T12:00:00Z")
	want := []string{
		"2026-10-24T08:00:00.5Z",                       // the price
		"2026-10-24T20:00:00Z", "2026-10-24T22:00:00Z", // night, to early
		"2026-10-25T00:30:00Z", // 02:30 in summer time
		"2026-10-25T01:00:00Z", // 02:00 once more
		"2026-10-25T01:30:00Z", // 02:30 in winter time
		"2026-10-25T12:00:00Z", // the contract
		"2026-10-25T21:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T01:30:00Z",
	}
	if diff := cmp.Diff(want, show(table.Cuts(from, to))); diff != "" {
		t.Errorf("all providers (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"2026-10-25T12:00:00Z"}, show(table.Cuts(from, to, "b"))); diff != "" {
		t.Errorf("one provider (-want +got):\n%s", diff)
	}
	// The law: between two cuts no rate changes, whatever the minute.
	rated := usage.Rated{Provider: "a", Model: "m"}
	cuts := append(table.Cuts(from, to), to)
	for begin := from; len(cuts) > 0; begin, cuts = cuts[0], cuts[1:] {
		rated.Slice = begin
		whole, _ := table.Find(rated)
		for moment := begin; moment.Before(cuts[0]); moment = moment.Add(time.Minute) {
			rated.Slice = moment
			if now, _ := table.Find(rated); now.ID != whole.ID {
				t.Fatalf("from %s on it is %s, at %s it is %s", begin, whole.ID, moment, now.ID)
			}
		}
	}
}

func TestPromptBounds(t *testing.T) {
	want := []int64{200_000, 200_001, 272_000, 272_001}
	if diff := cmp.Diff(want, price.Builtin().PromptBounds()); diff != "" {
		t.Error(diff)
	}
}
