package price

import (
	"maps"
	"slices"

	"github.com/llmtag/llmtag/rollup/usage"
)

// A Rate is what the tokens and units of one row of sums cost, all factors applied.
// It stands by itself: as JSON it is kept beside the sums, and read again it prices
// them the same whatever has become of the table.
type Rate struct {
	ID     string   `json:"id"`               // readable and stable, such as "openai/gpt-4o@2024-08-06;batch"
	Source string   `json:"source,omitempty"` // where the price is from
	Factor []Factor `json:"factor,omitempty"` // what the listed rates were multiplied by, in this order

	// US dollars per 1,000,000 tokens.
	Input        Money  `json:"input"`
	Output       Money  `json:"output"`
	CacheRead    Money  `json:"cache_read"`
	CacheWrite5m Money  `json:"cache_write_5m"`
	CacheWrite1h Money  `json:"cache_write_1h"`
	Reasoning    *Money `json:"reasoning,omitempty"`    // nil: as Output
	AudioInput   *Money `json:"audio_input,omitempty"`  // nil: as Input
	AudioOutput  *Money `json:"audio_output,omitempty"` // nil: as Output
	ImageInput   *Money `json:"image_input,omitempty"`  // what image tokens cost, which then are part of the input
	ImageOutput  *Money `json:"image_output,omitempty"` // the same, part of the output; at most one of the two is set

	// Units are US dollars per unit, by name. "requests" are those that did not end in an error.
	Units map[string]Money `json:"units,omitempty"`
}

// A Factor is a multiplier and why it applies.
type Factor struct {
	Name  string `json:"name"`
	Value Money  `json:"value"`
}

// A Line is one product of a bill: how many, at what rate.
type Line struct {
	Kind     string // as in prices.yaml: "input", "cache_read", …; of units their name
	Quantity Money  // tokens or units
	Rate     Money  // US dollars per 1,000,000 tokens or per unit
	Tokens   bool   // tokens, not units
	Cost     Money
}

const million = 1_000_000

// requestsUnit is the unit that every request has one of.
const requestsUnit = "requests"

// Cost is what counts and units cost: the sum of [Rate.Lines], not rounded.
func (r *Rate) Cost(c usage.Counts, units map[string]string) Money {
	var sum Money
	for _, line := range r.Lines(c, units) {
		sum = sum.Add(line.Cost)
	}
	return sum
}

// Lines are the products whose sum is the cost, in disjoint kinds: no token is in
// two of them. What was not used, and units without a price, have no line.
func (r *Rate) Lines(c usage.Counts, units map[string]string) []Line {
	var lines []Line
	tokens := func(kind string, n int64, rate Money) {
		if n != 0 {
			lines = append(lines, Line{Kind: kind, Quantity: Money{}.plus(n), Rate: rate, Tokens: true, Cost: rate.Times(n).Per(million)})
		}
	}
	input := c.Input - c.CacheRead - c.CacheWrite5m - c.CacheWrite1h
	output := c.Output
	// A kind with a rate of its own is taken out of the text that it is part of.
	part := func(kind string, n int64, rate *Money, of *int64) {
		if rate != nil {
			*of -= n
			tokens(kind, n, *rate)
		}
	}
	part("audio_input", c.AudioInput, r.AudioInput, &input)
	part("image_input", c.Image, r.ImageInput, &input)
	part("audio_output", c.AudioOutput, r.AudioOutput, &output)
	part("image_output", c.Image, r.ImageOutput, &output)
	part("reasoning", c.Reasoning, r.Reasoning, &output)
	tokens("input", input, r.Input)
	tokens("cache_read", c.CacheRead, r.CacheRead)
	tokens("cache_write_5m", c.CacheWrite5m, r.CacheWrite5m)
	tokens("cache_write_1h", c.CacheWrite1h, r.CacheWrite1h)
	tokens("output", output, r.Output)
	slices.SortStableFunc(lines, func(a, b Line) int { return kindOrder(a.Kind) - kindOrder(b.Kind) })

	for _, name := range slices.Sorted(maps.Keys(r.Units)) {
		quantity, err := ParseMoney(units[name])
		if err != nil && name == requestsUnit {
			quantity, err = Money{}.plus(c.Requests-c.Errors), nil
		}
		if err != nil || quantity.Sign() == 0 {
			continue // none were used
		}
		lines = append(lines, Line{Kind: name, Quantity: quantity, Rate: r.Units[name], Cost: r.Units[name].Mul(quantity)})
	}
	return lines
}

// Unpriced are the units without a price, in order.
func (r *Rate) Unpriced(units map[string]string) []string {
	var names []string
	for name, quantity := range units {
		if _, ok := r.Units[name]; ok {
			continue
		}
		if n, err := ParseMoney(quantity); err != nil || n.Sign() != 0 {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (m Money) plus(n int64) Money {
	one := Money{}
	one.r = one.rat().SetInt64(n)
	return m.Add(one)
}

// kinds are the kinds of tokens, in the order of a bill.
var kinds = []string{
	"input", "cache_read", "cache_write_5m", "cache_write_1h", "audio_input", "image_input",
	"output", "reasoning", "audio_output", "image_output",
}

func kindOrder(kind string) int { return slices.Index(kinds, kind) }
