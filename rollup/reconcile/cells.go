package reconcile

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/invoice"
	"github.com/llmtag/llmtag/rollup/price"
	"github.com/llmtag/llmtag/rollup/report"
	"github.com/llmtag/llmtag/rollup/usage"
)

// A grain is how finely the bill tells things apart. What is finer is never compared.
type grain struct {
	model, kind bool
	kinds       map[string]bool // of tokens and units that the bill has
	tiers       bool            // the bill tells tiers apart
}

// A key is what is compared: a day, and as far as the bill tells a model and a kind.
type key struct {
	day         time.Time
	model, kind string
}

// A cell is what the bill and the meter say of a key.
type cell struct {
	billed, metered price.Money
	quantity        *price.Money // billed; nil if the bill does not tell
	meteredQuantity price.Money
	unpriced        int64 // metered tokens without a price
	rows            int64
	rated           usage.Rated // of the bill's first row
	tiers           map[string]*byTier
	repeated        price.Money // part of billed
	repeatedRows    int64
	repeatedCount   price.Money // part of quantity
	entries         []*invoice.Entry
}

// byTier is a part of a cell.
type byTier struct {
	billed, quantity       price.Money
	metered, meteredTokens price.Money
	rated                  usage.Rated // of the bill's first row
}

func (x *cell) tier(name string) *byTier {
	if x.tiers[name] == nil {
		x.tiers[name] = &byTier{}
	}
	return x.tiers[name]
}

func (c *comparison) cell(k key) *cell {
	x := c.cells[k]
	if x == nil {
		x = &cell{tiers: map[string]*byTier{}}
		c.cells[k] = x
	}
	return x
}

// keys are those of the cells, in order.
func (c *comparison) keys() []key {
	out := make([]key, 0, len(c.cells))
	for k := range c.cells {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b key) int {
		return cmp.Or(a.day.Compare(b.day), strings.Compare(a.model, b.model), strings.Compare(a.kind, b.kind))
	})
	return out
}

// tokenKinds are the kinds of tokens that a bill may have, and what each is part of
// where the bill does not tell it apart.
var tokenKinds = map[string]string{
	"input": "", "output": "", "cache_read": "input", "cache_write_5m": "input", "cache_write_1h": "cache_write_5m",
	"audio_input": "input", "image_input": "input", "reasoning": "output", "audio_output": "output", "image_output": "output",
}

// metersUsage reports whether the entry is of what package tag meters: tokens, or all
// of the usage at once.
func (c *comparison) metersUsage(e *invoice.Entry) bool {
	if e.Charge != invoice.Used {
		return false
	}
	if _, tokens := tokenKinds[e.Kind]; tokens {
		return true
	}
	if e.Kind == "" {
		return e.Model != "" || e.Item == ""
	}
	return false
}

// take puts the bill into cells.
func (c *comparison) take() error {
	c.cells = map[key]*cell{}
	c.grain = grain{model: true, kind: true, kinds: map[string]bool{}}
	var used []*invoice.Entry
	for i := range c.bill.Entries {
		e := &c.bill.Entries[i]
		if e.Slice.Before(c.From) || !e.Slice.Before(c.To) {
			continue
		}
		c.rows += e.Rows
		if !c.metersUsage(e) {
			c.other = append(c.other, *e)
			if e.Cost != nil {
				c.result.Billed = c.result.Billed.Add(*e.Cost)
			}
			continue
		}
		used = append(used, e)
		c.grain.model = c.grain.model && e.Model != ""
		c.grain.kind = c.grain.kind && e.Kind != ""
		c.grain.kinds[e.Kind] = true
		c.grain.tiers = c.grain.tiers || c.Prices.Tier(e.ServiceTier) != c.Prices.Tier("")
	}
	if len(used) == 0 {
		return fmt.Errorf("%s's %s has no usage of models from %s to %s", c.bill.Provider, c.bill.Export, c.From.Format(time.DateOnly), c.To.Format(time.DateOnly))
	}
	for _, e := range used {
		c.charge(e)
	}
	return nil
}

// charge adds an entry of the bill to its cell. Without an amount it costs what the
// price table says.
func (c *comparison) charge(e *invoice.Entry) {
	x := c.cell(c.key(e.Slice, e.Provider, e.Model, e.Kind))
	cost, repeated := price.Money{}, e.RepeatedCost
	if e.Cost != nil {
		cost = *e.Cost
	} else if e.Quantity != nil {
		per := c.rate(e.Rated, e.Kind)
		cost, repeated = e.Quantity.Mul(per), e.RepeatedQuantity.Mul(per)
	}
	if x.rows == 0 {
		x.rated = e.Rated
	}
	if e.Quantity != nil && (x.rows == 0 || x.quantity != nil) {
		n := *e.Quantity
		if x.quantity != nil {
			n = n.Add(*x.quantity)
		}
		x.quantity = &n
	} else {
		x.quantity = nil // of some rows only
	}
	x.rows += e.Rows
	x.billed = x.billed.Add(cost)
	x.repeated, x.repeatedRows, x.repeatedCount = x.repeated.Add(repeated), x.repeatedRows+e.Repeated, x.repeatedCount.Add(e.RepeatedQuantity)
	tier := x.tier(c.tierOf(e.ServiceTier))
	tier.billed, tier.rated = tier.billed.Add(cost.Sub(repeated)), e.Rated
	if e.Quantity != nil {
		tier.quantity = tier.quantity.Add(*e.Quantity).Sub(e.RepeatedQuantity)
	}
	x.entries = append(x.entries, e)
	c.result.Billed = c.result.Billed.Add(cost)
}

// rate is what one token of a kind costs by the price table; 0 if it has no price.
func (c *comparison) rate(of usage.Rated, kind string) price.Money {
	rate, ok := c.Prices.Find(of)
	if !ok {
		return price.Money{}
	}
	var counts usage.Counts
	counts.AddKind(cmp.Or(kind, "input"), 1)
	return rate.Cost(counts, nil)
}

// key is the key of a day, a model and a kind, as coarse as the bill.
func (c *comparison) key(at time.Time, provider, model, kind string) key {
	k := key{day: c.dayOf(at)}
	if c.grain.model {
		k.model = c.modelName(provider, model)
	}
	if c.grain.model && c.grain.kind {
		k.kind = kind
	}
	return k
}

func (c *comparison) dayOf(at time.Time) time.Time {
	i, found := slices.BinarySearchFunc(c.days, at, time.Time.Compare)
	if !found {
		i--
	}
	return c.days[max(i, 0)]
}

// routes are what Bedrock puts before a model's name to say where a request may go:
// another price, and the same model on a bill.
var routes = []string{"global.", "us.", "eu.", "apac.", "jp.", "au.", "us-gov."}

// modelName is one name for all aliases of a model.
func (c *comparison) modelName(provider, model string) string {
	_, name, _ := c.Prices.Identify(provider, model)
	for _, route := range routes {
		if rest, ok := strings.CutPrefix(name, route); ok && strings.Contains(rest, ".") {
			name = rest
		}
	}
	return name
}

// kindOf is the kind of metered tokens as the bill tells kinds apart.
func (c *comparison) kindOf(kind string) string {
	for !c.grain.kinds[kind] {
		part, ok := tokenKinds[kind]
		if !ok || part == "" {
			return kind
		}
		kind = part
	}
	return kind
}

// tierOf is the tier as far as the bill tells tiers apart.
func (c *comparison) tierOf(name string) string {
	if !c.grain.tiers {
		return ""
	}
	return c.Prices.Tier(name)
}

// providers are those whose models the bill has.
func (c *comparison) providers() map[string]bool {
	out := map[string]bool{}
	for i := range c.bill.Entries {
		e := &c.bill.Entries[i]
		name, _, _ := c.Prices.Identify(e.Provider, e.Model)
		out[name] = true
		out[c.canonical(e.Provider)] = true
	}
	return out
}

func (c *comparison) canonical(provider string) string {
	name, _, _ := c.Prices.Identify(provider, "")
	return name
}

// meter adds metered usage to the cells.
func (c *comparison) meter(ctx context.Context, source report.Source) error {
	found := false
	providers := c.providers()
	fields := []report.Field{report.Team, report.Provider, report.Model, report.ServiceTier, report.Region}
	for row, err := range source.Rows(ctx, report.Query{Starts: c.days, To: c.To, Fields: fields}) {
		if err != nil {
			return err
		}
		if !providers[c.canonical(row.Provider)] {
			continue
		}
		found = true
		c.metered(&row)
	}
	if !found {
		return ErrNothingMetered
	}
	return nil
}

func (c *comparison) metered(row *report.Row) {
	if row.Rate == nil {
		if tokens := row.Input + row.Output; tokens > 0 {
			name := c.modelName(row.Provider, row.Model)
			c.result.Unpriced[name] += tokens
			c.cell(c.key(row.Slice, row.Provider, row.Model, c.kindOf("input"))).unpriced += tokens
		}
		return
	}
	for _, line := range row.Rate.Lines(row.Counts, row.Units) {
		kind := line.Kind
		if line.Tokens {
			kind = c.kindOf(kind)
		}
		x := c.cell(c.key(row.Slice, row.Provider, row.Model, kind))
		x.metered, x.meteredQuantity = x.metered.Add(line.Cost), x.meteredQuantity.Add(line.Quantity)
		tier := x.tier(c.tierOf(row.ServiceTier))
		tier.metered, tier.meteredTokens = tier.metered.Add(line.Cost), tier.meteredTokens.Add(line.Quantity)
		c.result.Metered = c.result.Metered.Add(line.Cost)
		c.result.Teams[row.TeamID] = c.result.Teams[row.TeamID].Add(line.Cost)
	}
}
