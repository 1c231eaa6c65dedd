package price

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/internal/strict"
)

// builder makes a table of a document.
type builder struct {
	*strict.Faults
	name  string
	doc   *document
	root  *strict.Node
	table *Table
	layer *layer
	under *Table // nil: none
}

func (b *builder) build() {
	b.layer = &layer{
		name: b.name, standard: map[string]bool{}, unbilled: map[string]bool{},
		providers: map[string]*provider{}, alias: map[string]string{},
	}
	b.table.layers = []*layer{b.layer}
	for _, tier := range b.doc.StandardTiers {
		b.layer.standard[strings.ToLower(tier)] = true
	}
	for _, unit := range b.doc.UnbilledUnits {
		b.layer.unbilled[unit] = true
	}
	b.providers()
	for i := range b.doc.Models {
		b.model(&b.doc.Models[i], b.root.Get("models", i))
	}
	b.deployments()
	b.contracts()
	if b.doc.Builtin != "none" && b.under != nil {
		b.table.layers = append(b.table.layers, b.under.layers...)
		b.inherit()
	}
}

func (b *builder) providers() {
	n := b.root.Get("providers")
	if n == nil {
		return
	}
	for _, e := range n.Entries {
		doc := b.doc.Providers[e.Key]
		p := b.provider(e.Key)
		p.units = units(doc.Units)
		for tier, a := range doc.Tiers {
			p.tiers[strings.ToLower(tier)] = *a.money()
		}
		for kind, a := range doc.Cache {
			p.cache[string(kind)] = *a.money()
		}
		for _, alias := range doc.Aliases {
			b.layer.alias[strings.ToLower(alias)] = e.Key
		}
	}
}

func (b *builder) provider(name string) *provider {
	if p := b.layer.providers[name]; p != nil {
		return p
	}
	p := &provider{name: name, tiers: map[string]Money{}, cache: map[string]Money{}, exact: map[string]*model{}}
	b.layer.providers[name] = p
	b.layer.order = append(b.layer.order, name)
	return p
}

// inherit gives the providers of a file what the built-in table says of them and the
// file does not.
func (b *builder) inherit() {
	for _, under := range b.under.layers {
		for name, p := range b.layer.providers {
			of := under.provider(name)
			if of == nil {
				continue
			}
			for k, v := range of.tiers {
				if _, ok := p.tiers[k]; !ok {
					p.tiers[k] = v
				}
			}
			for k, v := range of.cache {
				if _, ok := p.cache[k]; !ok {
					p.cache[k] = v
				}
			}
			for k, v := range of.units {
				if _, ok := p.units[k]; !ok {
					if p.units == nil {
						p.units = map[string]Money{}
					}
					p.units[k] = v
				}
			}
		}
		for alias, name := range under.alias {
			if b.layer.alias[alias] == "" {
				b.layer.alias[alias] = name
			}
		}
	}
}

func (b *builder) model(doc *modelDoc, n *strict.Node) {
	p := b.provider(doc.Provider)
	m := &model{
		provider: p, name: doc.Model, prefixes: doc.Prefixes, regions: map[string]Money{},
		source: strings.Join(doc.Source, ", "), note: doc.Note, line: n.Line,
	}
	for region, a := range doc.Regions {
		m.regions[region] = *a.money()
	}
	for _, text := range doc.Patterns {
		m.patterns = append(m.patterns, regexp.MustCompile(string(text))) // checked when it was decoded
	}
	for i, name := range append([]string{doc.Model}, doc.Aliases...) {
		at := n.Get("model")
		if i > 0 {
			at = n.Get("aliases", i-1)
		}
		if other := p.exact[name]; other != nil {
			b.Report(at.Pos, fmt.Sprintf("%s has a model %s already", doc.Provider, strict.Quote(name)), fmt.Sprintf("it is in line %d", other.line))
			continue
		}
		p.exact[name] = m
	}
	for i := range doc.Prices {
		b.row(m, &doc.Prices[i], n.Get("prices", i))
	}
	if len(doc.Prices) == 0 {
		b.Report(n.Pos, fmt.Sprintf("%s/%s has no price", doc.Provider, doc.Model), "a free model has one of 0")
	}
	p.models = append(p.models, m)
}

func (b *builder) row(m *model, doc *priceDoc, n *strict.Node) {
	r := &row{from: doc.From.Time, to: doc.To.Time, source: strings.Join(doc.Source, ", "), line: n.Line}
	if r.source == "" {
		r.source = m.source
	}
	r.base = b.rates(n, doc.USD, doc.Tiers, doc.Contexts, doc.Units)
	if len(m.rows) > 0 {
		last := m.rows[len(m.rows)-1]
		if !last.from.Before(r.from) {
			b.Report(n.Pos, "prices are not in the order of effective_from", fmt.Sprintf("the one of line %d begins %s", last.line, begins(last.from)))
		}
		if last.to.After(r.from) {
			b.Report(n.Pos, fmt.Sprintf("this price overlaps that of line %d", last.line), "leave out its effective_to: a price ends where the next begins")
		}
		if last.to.IsZero() {
			last.to = r.from
		}
	}
	if !r.to.IsZero() && !r.from.Before(r.to) {
		b.Report(n.Get("effective_to").Pos, "effective_to is not after effective_from", "")
	}
	if windows := n.Get("windows"); windows != nil {
		for _, e := range windows.Entries {
			b.window(r, e.Key, doc.Windows[e.Key], e.Value)
		}
	}
	m.rows = append(m.rows, r)
}

func begins(t time.Time) string {
	if t.IsZero() {
		return "ever since"
	}
	return "on " + showMoment(t)
}

func (b *builder) window(r *row, name string, doc windowDoc, n *strict.Node) {
	w := &window{name: name, zone: time.UTC, multiplier: doc.Multiplier.money()}
	if doc.Zone != "" {
		if zone, err := time.LoadLocation(string(doc.Zone)); err == nil { // checked when it was decoded
			w.zone = zone
		}
	}
	w.from, w.to, _ = doc.Hours.minutes()
	for _, day := range doc.Days {
		w.days[slices.Index(weekdays, string(day))] = true
	}
	if len(doc.Days) == 0 {
		w.days = [7]bool{true, true, true, true, true, true, true}
	}
	switch {
	case (doc.USD == nil) == (doc.Multiplier == ""):
		b.Report(n.Pos, fmt.Sprintf("window %s needs rates or a multiplier", name), "write one of usd_per_mtok, multiplier")
	case doc.USD != nil && len(r.base.contexts) > 0:
		b.Report(n.Pos, fmt.Sprintf("window %s has rates, but long prompts have others", name), "write a multiplier")
	case doc.USD != nil:
		w.base = b.rates(n, doc.USD, nil, nil, nil)
	}
	r.windows = append(r.windows, w)
}

// rates makes rates of what n has.
func (b *builder) rates(n *strict.Node, usd map[kind]amount, tiers map[string]tierDoc, contexts []contextDoc, fees map[string]unitDoc) *rates {
	if usd == nil && fees == nil {
		b.Report(n.Pos, "this price has no rates", "write usd_per_mtok, or units")
	}
	r := &rates{usd: amountsOf(usd), tiers: map[string]tier{}, units: units(fees)}
	if usd != nil {
		b.complete(n.Get("usd_per_mtok"), r.usd)
	}
	for name, doc := range tiers {
		t := tier{usd: amountsOf(doc.USD), multiplier: doc.Multiplier.money()}
		if doc.USD == nil && t.multiplier == nil {
			b.Report(n.Get("tiers", name).Pos, fmt.Sprintf("tier %s has neither rates nor a multiplier", name), "write usd_per_mtok or multiplier")
		}
		r.tiers[strings.ToLower(name)] = t
	}
	for i := range contexts {
		doc := &contexts[i]
		at := n.Get("contexts", i)
		c := context{from: int64(doc.From), rates: b.rates(at, doc.USD, doc.Tiers, nil, nil)}
		if len(r.contexts) > 0 && r.contexts[len(r.contexts)-1].from >= c.from {
			b.Report(at.Pos, "contexts are not in the order of prompt_tokens_from", "")
		}
		r.contexts = append(r.contexts, c)
	}
	return r
}

// complete reports rates without what everything else is measured by.
func (b *builder) complete(n *strict.Node, usd map[string]Money) {
	for _, kind := range [...]string{"input", "output"} {
		if _, ok := usd[kind]; !ok {
			b.Report(n.Pos, kind+" is missing", `where there is no charge write "0"`)
		}
	}
	_, in := usd["image_input"]
	_, out := usd["image_output"]
	if in && out {
		b.Report(n.Pos, "image_input and image_output cannot both have rates", "events have one count of images; write what differs from input or output")
	}
}

func amountsOf(doc map[kind]amount) map[string]Money {
	usd := make(map[string]Money, len(doc))
	for k, a := range doc {
		usd[string(k)] = *a.money()
	}
	return usd
}

func units(doc map[string]unitDoc) map[string]Money {
	if doc == nil {
		return nil
	}
	fees := make(map[string]Money, len(doc))
	for name, u := range doc {
		fees[name] = u.USD.money().Per(int64(max(u.Per, 1)))
	}
	return fees
}

func (b *builder) deployments() {
	for i, doc := range b.doc.Deployments {
		n := b.root.Get("deployments", i)
		if (doc.Model == "") == !doc.Provisioned {
			b.Report(n.Pos, fmt.Sprintf("deployment %s needs a model", strict.Quote(doc.Name)), "write model, or provisioned: true if it is paid by the hour")
		}
		d := deployment{
			provider: doc.Provider, name: doc.Name, region: doc.Region, toProvider: doc.Provider, toModel: doc.Model,
			tier: doc.ServiceTier, provisioned: doc.Provisioned,
		}
		if before, after, ok := strings.Cut(doc.Model, "/"); ok {
			d.toProvider, d.toModel = before, after
		}
		b.table.deployments = append(b.table.deployments, d)
	}
}

func (b *builder) contracts() {
	one, _ := ParseMoney("1")
	for i, doc := range b.doc.Contracts {
		n := b.root.Get("contracts", i)
		c := contract{name: doc.Name, provider: doc.Provider, models: doc.Models, from: doc.From.Time, to: doc.To.Time}
		for _, tier := range doc.Tiers {
			c.tiers = append(c.tiers, strings.ToLower(tier))
		}
		if !c.to.IsZero() && !c.from.Before(c.to) {
			b.Report(n.Get("effective_to").Pos, "effective_to is not after effective_from", "")
		}
		discount := doc.Discount.money()
		switch {
		case (discount == nil) == (doc.USD == nil):
			b.Report(n.Pos, fmt.Sprintf("contract %s needs a discount or rates", strict.Quote(doc.Name)), "write one of discount, usd_per_mtok; a contract of both is two")
		case discount != nil && discount.Cmp(one) > 0:
			b.Report(n.Get("discount").Pos, "a discount is a share of at most 1, found "+discount.String(), "15 % is 0.15")
		case discount != nil:
			left := one.Sub(*discount)
			c.discount = &left
		default:
			c.base = b.rates(n, doc.USD, doc.Rates, doc.Contexts, doc.Units)
		}
		b.table.contracts = append(b.table.contracts, c)
	}
}
