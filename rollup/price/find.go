package price

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/usage"
)

// Find returns what r costs. It is false for what has no price: an unknown model, a
// service tier that the model has no rate for, or a moment before its first price.
//
// The factors are applied in this order: the row by model, date and size of the
// prompt; the rates of the service tier, or else its multiplier; the region; the
// contract.
func (t *Table) Find(r usage.Rated) (Rate, bool) {
	f := finder{table: t, Rated: r}
	return f.find()
}

// A finder looks up one rate.
type finder struct {
	table *Table
	usage.Rated
	as *window // taken to be open, whatever the moment; nil: as it is then

	layer  *layer
	model  *model
	row    *row
	window *window
	rate   Rate
	usd    map[string]Money
	parts  []string // of the id, after the model and its date
}

func (f *finder) find() (Rate, bool) {
	if f.deployed() {
		return f.rate, true
	}
	for _, l := range f.table.layers {
		if m := l.find(f.Provider, f.Model); m != nil {
			if r := m.at(f.Slice); r != nil {
				f.layer, f.model, f.row = l, m, r
				break
			}
		}
	}
	if f.row == nil {
		return Rate{}, false
	}
	return f.of()
}

// of is the rate of the row that was found.
func (f *finder) of() (Rate, bool) {
	f.rate.ID = f.model.provider.name + "/" + f.model.name
	if !f.row.from.IsZero() {
		f.rate.ID += "@" + showMoment(f.row.from)
	}
	base := f.base()
	agreed, discount := f.contracts()
	if agreed != nil {
		base = agreed.base
		f.rate.Source = "contract " + agreed.name
		f.parts = append(f.parts, "contract="+agreed.name)
	}
	units := maps.Clone(f.model.provider.units)
	if units == nil {
		units = map[string]Money{}
	}
	maps.Copy(units, f.row.base.units)
	maps.Copy(units, base.units)
	for _, c := range slices.Backward(base.contexts) {
		if f.PromptFrom >= c.from {
			base = c.rates
			f.parts = append(f.parts, ">="+strconv.FormatInt(c.from, 10))
			break
		}
	}
	f.usd = maps.Clone(base.usd)
	f.caches()
	if !f.tier(base) {
		return Rate{}, false
	}
	if f.window != nil && f.window.multiplier != nil {
		f.multiply("window="+f.window.name, *f.window.multiplier)
	}
	if m, ok := f.model.regions[f.Region]; ok && f.Region != "" {
		f.parts = append(f.parts, "region="+f.Region)
		f.multiply("region="+f.Region, m)
	}
	if discount != nil {
		f.parts = append(f.parts, "contract="+discount.name)
		f.multiply("contract="+discount.name, *discount.discount)
		for name, usd := range units {
			units[name] = usd.Mul(*discount.discount)
		}
	}
	f.settle(units)
	return f.rate, true
}

// deployed replaces the user's name of a model by the model's. It reports whether
// that is all: capacity that was bought beforehand costs nothing by the token.
func (f *finder) deployed() bool {
	for _, d := range f.table.deployments {
		if d.provider != f.Provider && (d.provider == "" || f.table.canonical(d.provider) != f.table.canonical(f.Provider)) {
			continue
		}
		if !Glob(d.name, f.Model) || d.region != "" && d.region != f.Region {
			continue
		}
		if d.provisioned {
			f.rate = Rate{ID: d.provider + "/" + d.name + ";provisioned", Source: "deployment " + d.name}
			return true
		}
		f.Provider, f.Model = d.toProvider, d.toModel
		if d.tier != "" {
			f.ServiceTier = d.tier
		}
		return false
	}
	return false
}

// canonical is a provider's name in the table.
func (t *Table) canonical(name string) string {
	for _, l := range t.layers {
		if p := l.provider(name); p != nil {
			return p.name
		}
	}
	return name
}

// base are the rates of the row, or those of a window that is open.
func (f *finder) base() *rates {
	f.rate.Source = f.row.source
	for _, w := range f.row.windows {
		if w == f.as || f.as == nil && w.holds(f.Slice) {
			f.window = w
			f.parts = append(f.parts, "window="+w.name)
			if w.base != nil {
				return w.base
			}
			break
		}
	}
	return f.row.base
}

// contracts are the last of each kind that holds.
func (f *finder) contracts() (agreed, discount *contract) {
	for i := range f.table.contracts {
		c := &f.table.contracts[i]
		if f.table.canonical(c.provider) != f.model.provider.name || !holds(f.Slice, c.from, c.to) {
			continue
		}
		if len(c.models) > 0 && !slices.ContainsFunc(c.models, func(g string) bool { return Glob(g, f.model.name) || Glob(g, f.Model) }) {
			continue
		}
		if len(c.tiers) > 0 && !slices.Contains(c.tiers, f.tierName()) {
			continue
		}
		if c.base != nil {
			agreed = c
		} else {
			discount = c
		}
	}
	return agreed, discount
}

// tierName is the service tier, "standard" for all names of that.
func (f *finder) tierName() string {
	name := strings.ToLower(f.ServiceTier)
	if name == "" {
		return standardTier
	}
	for _, l := range f.table.layers {
		if l.standard[name] {
			return standardTier
		}
	}
	return name
}

const standardTier = "standard"

// tier applies the service tier; it is false if the model is not sold in that.
func (f *finder) tier(base *rates) bool {
	name := f.tierName()
	if name == standardTier {
		return true
	}
	t, ok := base.tiers[name]
	multiplier := t.multiplier
	if multiplier == nil {
		if m := f.row.base.tiers[name].multiplier; m != nil {
			multiplier = m
		} else if m, has := f.model.provider.tiers[name]; has {
			multiplier = &m
		}
	}
	if multiplier == nil && (!ok || len(t.usd) == 0) {
		return false
	}
	f.parts = append(f.parts, name)
	switch {
	case multiplier == nil:
		f.usd = map[string]Money{} // what the tier does not name is, in it, no kind of its own
	case len(t.usd) == 0:
		f.multiply(name, *multiplier)
	default:
		for kind, usd := range f.usd {
			f.usd[kind] = usd.Mul(*multiplier)
		}
	}
	maps.Copy(f.usd, t.usd)
	f.caches()
	return true
}

// caches fills in what the cache costs, as a multiple of the row's input rate.
func (f *finder) caches() {
	for kind, multiple := range f.model.provider.cache {
		if _, ok := f.usd[kind]; !ok {
			f.usd[kind] = f.usd["input"].Mul(multiple)
		}
	}
}

func (f *finder) multiply(name string, by Money) {
	for kind, usd := range f.usd {
		f.usd[kind] = usd.Mul(by)
	}
	f.rate.Factor = append(f.rate.Factor, Factor{Name: name, Value: by})
}

// settle makes the rate of what was found. Tokens of a kind without a rate of its
// own are what they are part of: input or output.
func (f *finder) settle(units map[string]Money) {
	if len(f.parts) > 0 {
		f.rate.ID += ";" + strings.Join(f.parts, ";")
	}
	or := func(kind, other string) Money {
		if usd, ok := f.usd[kind]; ok {
			return usd
		}
		return f.usd[other]
	}
	own := func(kind string) *Money {
		if usd, ok := f.usd[kind]; ok {
			return &usd
		}
		return nil
	}
	f.rate.Input, f.rate.Output = f.usd["input"], f.usd["output"]
	f.rate.CacheRead = or("cache_read", "input")
	f.rate.CacheWrite5m = or("cache_write_5m", "input")
	f.rate.CacheWrite1h = f.rate.CacheWrite5m
	if usd, ok := f.usd["cache_write_1h"]; ok {
		f.rate.CacheWrite1h = usd
	}
	f.rate.Reasoning, f.rate.AudioInput, f.rate.AudioOutput = own("reasoning"), own("audio_input"), own("audio_output")
	f.rate.ImageInput, f.rate.ImageOutput = own("image_input"), own("image_output")
	if len(units) > 0 {
		f.rate.Units = units
	}
}

// Billed reports whether a unit is one that costs something where there is a price
// for it. Some are reported for information only.
func (t *Table) Billed(unit string) bool {
	return !slices.ContainsFunc(t.layers, func(l *layer) bool { return l.unbilled[unit] })
}

// showMoment is a moment as the table has it: a day in UTC, or with its time.
func showMoment(t time.Time) string {
	t = t.UTC()
	if t.Equal(t.Truncate(24 * time.Hour)) {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339Nano)
}
