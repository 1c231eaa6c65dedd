package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/price"
)

// unknownModels takes out models that the bill has and that have no price here.
func (c *comparison) unknownModels() {
	if !c.grain.model {
		return
	}
	for name, keys := range c.byModel() {
		var billed, metered price.Money
		var unpriced int64
		var days []time.Time
		known := false
		for _, k := range keys {
			x := c.cells[k]
			billed, metered, unpriced = billed.Add(x.billed), metered.Add(x.metered), unpriced+x.unpriced
			if x.billed.Sign() != 0 {
				days = append(days, k.day)
			}
			_, _, ok := c.Prices.Identify(x.rated.Provider, x.rated.Model)
			known = known || ok
		}
		if name == "" || billed.Sign() == 0 || metered.Sign() != 0 || unpriced == 0 && known {
			continue
		}
		evidence := "neither metered nor in the price table: perhaps another name of a model"
		if unpriced > 0 {
			evidence = fmt.Sprintf("%d tokens were metered, and have no price", unpriced)
		}
		c.cause(Cause{
			Kind: UnknownModel, Amount: billed, Model: name, Billed: c.called(keys), Days: days, Evidence: evidence,
			Advice: "give it a price, or make its name an alias: docs/prices.md",
		})
		for _, k := range keys {
			delete(c.cells, k)
		}
	}
}

func (c *comparison) byModel() map[string][]key {
	out := map[string][]key{}
	for _, k := range c.keys() {
		out[k.model] = append(out[k.model], k)
	}
	return out
}

// called is what the bill calls the model.
func (c *comparison) called(keys []key) string {
	for _, k := range keys {
		for _, e := range c.cells[k].entries {
			if e.Model != "" && strings.Contains(e.Item, e.Model) {
				return e.Model // the item has the kind of tokens as well
			}
			if e.Item != "" || e.Model != "" {
				return cmp.Or(e.Item, e.Model)
			}
		}
	}
	return ""
}

// variances divides what is left of each model into another quantity and another price.
func (c *comparison) variances() {
	common := c.commonRatio()
	models := c.byModel()
	for _, name := range slices.Sorted(maps.Keys(models)) {
		v := &variance{comparison: c, model: name, keys: models[name], kinds: map[string]*series{}, common: common}
		v.divide()
		v.tell()
	}
}

// commonRatio is that of billed to metered of all models, if there are several and they
// agree: what a contract does. Else it is 1.
func (c *comparison) commonRatio() price.Money {
	var ratios []price.Money
	for _, keys := range c.byModel() {
		var billed, metered price.Money
		for _, k := range keys {
			billed, metered = billed.Add(c.cells[k].billed), metered.Add(c.cells[k].metered)
		}
		if r, ok := billed.Ratio(metered); ok {
			ratios = append(ratios, r)
		}
	}
	if len(ratios) < 2 {
		return price.One
	}
	for _, r := range ratios {
		if !within(r, ratios[0], 200) {
			return price.One
		}
	}
	return ratios[0]
}

// within reports whether two numbers differ by at most one part in so many.
func within(a, b price.Money, parts int64) bool {
	return a.Sub(b).Abs().Times(parts).Cmp(b.Abs()) <= 0
}

// A variance is what a model's cells differ by.
type variance struct {
	*comparison
	model  string
	keys   []key
	kinds  map[string]*series
	common price.Money
}

// A series is the cells of a kind.
type series struct {
	kind     string
	counted  bool // the bill tells quantities
	off      []key
	agree    int         // cells that agree
	billed   price.Money // of those that do not
	metered  price.Money
	constant bool // these differ by one ratio
}

func (s *series) ratio() (price.Money, bool) { return s.billed.Ratio(s.metered) }

// divide fills the series, and says of each whether quantities or prices differ.
func (v *variance) divide() {
	for _, k := range v.keys {
		s := v.kinds[k.kind]
		if s == nil {
			s = &series{kind: k.kind, counted: true}
			v.kinds[k.kind] = s
		}
		x := v.cells[k]
		s.counted = s.counted && (x.quantity != nil || x.billed.Sign() == 0)
		if x.billed.Sub(x.metered).Abs().Cmp(v.tolerance(x)) <= 0 && !v.wrongCount(x) {
			s.agree++
			continue
		}
		s.off = append(s.off, k)
		s.billed, s.metered = s.billed.Add(x.billed), s.metered.Add(x.metered)
	}
	for _, s := range v.kinds {
		s.constant = v.isConstant(s)
	}
}

// wrongCount reports whether quantities differ though amounts agree.
func (v *variance) wrongCount(x *cell) bool {
	return x.quantity != nil && x.meteredQuantity.Sign() != 0 && !within(*x.quantity, x.meteredQuantity, 2000)
}

// isConstant reports whether all cells that differ do by one ratio, as they do if a price
// differs and seldom if usage does.
func (v *variance) isConstant(s *series) bool {
	ratio, ok := s.ratio()
	if !ok || len(s.off) < 2 {
		return false
	}
	for _, k := range s.off {
		x := v.cells[k]
		expected := x.metered.Mul(ratio)
		if x.metered.Sign() == 0 || x.billed.Sub(expected).Abs().Cmp(v.tolerance(x).Add(expected.Per(500))) > 0 {
			return false
		}
	}
	return true
}

// usualFactors are what prices differ by, and why.
var usualFactors = []struct{ ratio, why string }{
	{"0.5", "as batches, or the flex tier, cost half: are these logged with their service tier?"},
	{"2", "as the priority tier costs: is it logged?"},
	{"1.1", "as regional processing costs: is the region logged?"},
	{"0.1", "as cached input costs: is it logged?"},
	{"10", "as input costs beside cached input"},
}

// priced reports whether it is the price of a series that differs, where the bill tells
// no quantities: all cells by one ratio, and not as traffic would do, which changes all
// kinds alike and is not the same share each day.
func (v *variance) priced(s *series) bool {
	ratio, _ := s.ratio()
	if !s.constant {
		return false
	}
	if v.common.Cmp(price.One) != 0 && within(ratio, v.common, 200) || usual(ratio) != "" {
		return true
	}
	for _, o := range v.kinds {
		r, ok := o.ratio()
		if o != s && (o.agree > 0 && len(o.off) == 0 || ok && o.constant && !within(r, ratio, 200)) {
			return true
		}
	}
	return len(s.off) >= 5
}

func usual(ratio price.Money) string {
	for _, f := range usualFactors {
		if m, err := price.ParseMoney(f.ratio); err == nil && within(ratio, m, 200) {
			return f.why
		}
	}
	return ""
}

// tell makes causes of the series.
func (v *variance) tell() {
	more, less, other := part{sign: 1}, part{sign: -1}, part{}
	for _, kind := range slices.Sorted(maps.Keys(v.kinds)) {
		s := v.kinds[kind]
		switch {
		case s.counted:
			for _, k := range s.off {
				quantity, rest := v.split(k)
				more.add(v.comparison, k, quantity)
				less.add(v.comparison, k, quantity)
				if rest.Abs().Cmp(v.tolerance(v.cells[k])) > 0 {
					other.add(v.comparison, k, rest)
				}
			}
		case v.priced(s):
			for _, k := range s.off {
				other.add(v.comparison, k, v.cells[k].billed.Sub(v.cells[k].metered))
			}
		default:
			for _, k := range s.off {
				d := v.cells[k].billed.Sub(v.cells[k].metered)
				more.add(v.comparison, k, d)
				less.add(v.comparison, k, d)
			}
		}
	}
	called := v.called(v.keys)
	if len(more.days) > 0 {
		v.cause(Cause{
			Kind: UnloggedUsage, Amount: more.sum, Model: v.model, Billed: called, Days: more.days, Evidence: more.evidence(v.comparison) + v.whose(&more),
			Advice: "look for a service that does not log, or a key that is used elsewhere",
		})
	}
	if len(less.days) > 0 {
		v.cause(Cause{
			Kind: UnbilledUsage, Amount: less.sum, Model: v.model, Billed: called, Days: less.days, Evidence: less.evidence(v.comparison) + v.missingDays(&less),
			Advice: "look whether the export is complete, and of all accounts that the services use",
		})
	}
	if len(other.days) > 0 {
		v.cause(Cause{
			Kind: PriceDifference, Amount: other.sum, Model: v.model, Billed: called, Days: other.days, Evidence: v.priceEvidence(&other),
			Advice: "correct the price, or enter the contract: docs/prices.md",
		})
	}
}

// split divides a cell's difference into quantity, at our price, and the rest, which is
// the price.
func (v *variance) split(k key) (quantity, rest price.Money) {
	x := v.cells[k]
	diff := x.billed.Sub(x.metered)
	if x.quantity == nil {
		return diff, price.Money{} // nothing is billed
	}
	up, down := false, false
	for _, tier := range x.tiers {
		rate, ok := tier.metered.Ratio(tier.meteredTokens)
		if !ok {
			rate = v.rate(tier.rated, k.kind)
		}
		more := tier.quantity.Sub(tier.meteredTokens)
		up, down = up || more.Sign() > 0, down || more.Sign() < 0
		quantity = quantity.Add(more.Mul(rate))
	}
	if up && down {
		// Tokens of one tier were metered as of another: their number agrees as far as the
		// sum does, and the rest is the price.
		rate, ok := x.metered.Ratio(x.meteredQuantity)
		if !ok {
			rate = v.rate(x.rated, k.kind)
		}
		quantity = x.quantity.Sub(x.meteredQuantity).Mul(rate)
	}
	if quantity.Sign() == 0 && diff.Sign() != 0 && x.metered.Sign() == 0 && v.rate(x.rated, k.kind).Sign() == 0 {
		return diff, price.Money{} // without a price of ours, there is none to differ from
	}
	rest = diff.Sub(quantity)
	if rest.Abs().Times(20).Cmp(diff.Abs()) < 0 {
		return diff, price.Money{} // what is missing is of another mix of regions or prompts than what is there
	}
	return quantity, rest
}

// A part is what one cause takes of a model.
type part struct {
	sign  int // of the amounts that it takes; 0: all
	sum   price.Money
	days  []time.Time
	keys  []key
	kinds map[string]*[2]price.Money // billed and metered, of the kinds it has
}

func (p *part) add(c *comparison, k key, amount price.Money) {
	if amount.Sign() == 0 || p.sign != 0 && amount.Sign() != p.sign {
		return
	}
	p.sum = p.sum.Add(amount)
	p.days = append(p.days, k.day)
	p.keys = append(p.keys, k)
	if p.kinds == nil {
		p.kinds = map[string]*[2]price.Money{}
	}
	if p.kinds[k.kind] == nil {
		p.kinds[k.kind] = &[2]price.Money{}
	}
	x := c.cells[k]
	billed, metered := x.billed, x.metered
	if x.quantity != nil && p.sign != 0 {
		billed, metered = *x.quantity, x.meteredQuantity
	}
	of := p.kinds[k.kind]
	of[0], of[1] = of[0].Add(billed), of[1].Add(metered)
}

// evidence says how much more or less of which kinds was billed.
func (p *part) evidence(c *comparison) string {
	by := map[string][]string{}
	var order []string
	for _, kind := range slices.Sorted(maps.Keys(p.kinds)) {
		of := p.kinds[kind]
		text := "what was not metered at all"
		switch ratio, ok := of[0].Ratio(of[1]); {
		case ok && of[0].Sign() == 0:
			text = "nothing of what was metered"
		case ok:
			text = fmt.Sprintf("%s %% %s than metered", ratio.Sub(price.One).Times(100).Abs().Round(1), map[int]string{1: "more", -1: "less"}[p.sign])
		}
		if by[text] == nil {
			order = append(order, text)
		}
		by[text] = append(by[text], cmp.Or(strings.ReplaceAll(kind, "_", " "), "usage"))
	}
	var parts []string
	for _, text := range order {
		parts = append(parts, strings.Join(by[text], " and ")+": "+text)
	}
	out := "billed " + strings.Join(parts, ", ") + ", at the listed price"
	if n := len(days(p.days)); n < len(c.days) {
		out += fmt.Sprintf(", on %d of %d days", n, len(c.days))
	}
	return out
}

func days(all []time.Time) []time.Time {
	out := slices.SortedFunc(slices.Values(all), time.Time.Compare)
	return slices.Compact(out)
}

// whose names the one key or project that was billed as much as is missing.
func (v *variance) whose(p *part) string {
	type who struct{ what, name string }
	sums := map[who]price.Money{}
	for _, k := range p.keys {
		for _, e := range v.cells[k].entries {
			cost := price.Money{}
			if e.Cost != nil {
				cost = *e.Cost
			} else if e.Quantity != nil {
				cost = e.Quantity.Mul(v.rate(e.Rated, e.Kind))
			}
			for _, w := range []who{{"key", e.APIKey}, {"project", e.Project}, {"user", e.User}, {"resource", e.Resource}} {
				if w.name != "" {
					sums[w] = sums[w].Add(cost)
				}
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(sums), func(a, b who) int { return cmp.Or(strings.Compare(a.what, b.what), strings.Compare(a.name, b.name)) })
	for _, w := range names {
		alike := func(o who) bool { return o.what == w.what && within(sums[o], p.sum, 500) }
		others := len(slices.DeleteFunc(slices.Clone(names), func(o who) bool { return o.what != w.what })) - 1
		if others > 0 && alike(w) && len(slices.DeleteFunc(slices.Clone(names), func(o who) bool { return !alike(o) })) == 1 {
			return fmt.Sprintf("; as much as %s %s was billed for", w.what, w.name)
		}
	}
	return ""
}

// missingDays says of days that the bill has no row for, of any model, that there is none.
func (v *variance) missingDays(p *part) string {
	has := map[time.Time]bool{}
	for i := range v.bill.Entries {
		has[v.dayOf(v.bill.Entries[i].Slice)] = true
	}
	var none []string
	for _, day := range days(p.days) {
		if !has[day] {
			none = append(none, day.Format(time.DateOnly))
		}
	}
	if len(none) == 0 {
		return ""
	}
	return "; the bill has no row of " + strings.Join(none, ", ")
}

// priceEvidence says by how much the price differs, and what that looks like.
func (v *variance) priceEvidence(p *part) string {
	var parts []string
	why := ""
	for _, kind := range slices.Sorted(maps.Keys(p.kinds)) {
		ratio := v.priceRatio(p, kind)
		parts = append(parts, fmt.Sprintf("%s at %s times our price", cmp.Or(strings.ReplaceAll(kind, "_", " "), "usage"), ratio.Round(3)))
		if why = cmp.Or(usual(ratio), why); v.common.Cmp(price.One) != 0 && within(ratio, v.common, 200) {
			why = fmt.Sprintf("as all models: a contract, of %s %%", ratio.Sub(price.One).Times(100).Round(1))
		}
	}
	out := "billed " + strings.Join(parts, ", ")
	if all := days(p.days); len(all) < len(v.days) {
		out += fmt.Sprintf(", from %s to %s", all[0].Format(time.DateOnly), all[len(all)-1].Format(time.DateOnly))
	}
	if why != "" {
		out += ", " + why
	}
	return out
}

// priceRatio is the billed price to ours, of the cells of a kind.
func (v *variance) priceRatio(p *part, kind string) price.Money {
	var billed, expected price.Money
	for _, k := range p.keys {
		if k.kind != kind {
			continue
		}
		quantity, _ := v.split(k)
		billed = billed.Add(v.cells[k].billed)
		if v.kinds[kind].counted {
			expected = expected.Add(v.cells[k].metered).Add(quantity)
		} else {
			expected = expected.Add(v.cells[k].metered)
		}
	}
	ratio, _ := billed.Ratio(expected)
	return ratio
}
