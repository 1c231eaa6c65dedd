package price

import "github.com/llmtag/llmtag/internal/strict"

// document is a price file, as people write it.
type document struct {
	Version       version                `key:"version,required" doc:"Version of the format: 1."`
	Builtin       builtin                `key:"builtin" doc:"under: what this file does not have is looked up in the built-in table. none: this file is the whole table. The default is under."`
	Sources       map[string]string      `key:"sources" doc:"What the sources of models stand for."`
	StandardTiers []string               `key:"standard_tiers" doc:"Names of the ordinary service tier, beside standard."`
	UnbilledUnits []string               `key:"unbilled_units" doc:"Units that events report and nobody charges for."`
	Providers     map[string]providerDoc `key:"providers" doc:"What holds for all models of a provider."`
	Models        []modelDoc             `key:"models" doc:"Prices."`
	Deployments   []deploymentDoc        `key:"deployments" doc:"Your own names of models: deployments of Azure, application profiles of Bedrock."`
	Contracts     []contractDoc          `key:"contracts" doc:"What you have agreed with a provider."`
}

type providerDoc struct {
	Aliases []string             `key:"aliases" doc:"Other names of the provider in events."`
	Tiers   map[string]amount    `key:"tiers" doc:"Service tier: multiplier of all rates of models that do not say otherwise."`
	Cache   map[cacheKind]amount `key:"cache" doc:"cache_read, cache_write_5m, cache_write_1h: multiple of a model's input rate, where the model has none of its own."`
	Units   map[string]unitDoc   `key:"units" doc:"Fees for what is no token."`
}

type modelDoc struct {
	Provider string            `key:"provider,required" doc:"Whose model it is, as in events."`
	Model    string            `key:"model,required" doc:"The name that the provider answers with."`
	Aliases  []string          `key:"aliases" doc:"Other names of it, each exact."`
	Patterns []pattern         `key:"patterns" doc:"Regular expressions of other names."`
	Prefixes []string          `key:"prefixes" doc:"Beginnings of other names, which go on with a date, -latest, a version such as -v1, or : or @ only. The longest counts."`
	Regions  map[string]amount `key:"regions" doc:"Region, as in events: multiplier of all rates."`
	Prices   []priceDoc        `key:"prices,required" doc:"Prices, the earliest first."`
	Source   words             `key:"source" doc:"Where the prices are from."`
	Note     string            `key:"note" doc:"What to know about them."`
}

type priceDoc struct {
	From     moment               `key:"effective_from" doc:"Day (UTC) or moment (RFC 3339) from which on it holds, to the microsecond. The default is ever since."`
	To       moment               `key:"effective_to" doc:"The same, before which it holds. The default is until the next one."`
	USD      map[kind]amount      `key:"usd_per_mtok" doc:"US dollars per 1,000,000 tokens, by kind: input and output, and what differs from these: cache_read, cache_write_5m, cache_write_1h, reasoning, audio_input, audio_output, image_input, image_output."`
	Tiers    map[string]tierDoc   `key:"tiers" doc:"Service tiers."`
	Contexts []contextDoc         `key:"contexts" doc:"What long prompts cost, all of their tokens, output too."`
	Windows  map[string]windowDoc `key:"windows" doc:"Times of day with other rates, by a name."`
	Units    map[string]unitDoc   `key:"units" doc:"Fees for what is no token."`
	Source   words                `key:"source" doc:"Where this price is from, if not as the model's."`
}

type tierDoc struct {
	USD        map[kind]amount `key:"usd_per_mtok" doc:"Rates in this tier."`
	Multiplier amount          `key:"multiplier" doc:"Multiplier of the rates that are not given. The default is the provider's."`
}

type contextDoc struct {
	From  tokens             `key:"prompt_tokens_from,required" doc:"The first size of the whole prompt, cached tokens too, that pays these rates."`
	USD   map[kind]amount    `key:"usd_per_mtok,required" doc:"Rates."`
	Tiers map[string]tierDoc `key:"tiers" doc:"Service tiers of such prompts."`
}

type windowDoc struct {
	Zone       zone            `key:"timezone" doc:"IANA name of the zone of days and hours. The default is UTC."`
	Days       []weekday       `key:"days" doc:"Days of the week: mon, tue, wed, thu, fri, sat, sun. The default is all."`
	Hours      hours           `key:"hours,required" doc:"From and to, such as 09:00-18:00; to is exclusive and may be 24:00."`
	USD        map[kind]amount `key:"usd_per_mtok" doc:"Rates."`
	Multiplier amount          `key:"multiplier" doc:"Or a multiplier of all rates."`
}

type unitDoc struct {
	USD amount `key:"usd,required" doc:"US dollars."`
	Per tokens `key:"per" doc:"For so many units. The default is 1."`
}

type deploymentDoc struct {
	Provider    string `key:"provider,required" doc:"As in events."`
	Name        string `key:"name,required" doc:"Name or ARN in events; * stands for any text."`
	Region      string `key:"region" doc:"Only in this region. The default is any."`
	Model       string `key:"model" doc:"Model that it runs, with another provider's name before it if it is not of the same: anthropic/claude-sonnet-5."`
	ServiceTier string `key:"service_tier" doc:"Service tier that it is billed as. The default is what the event says."`
	Provisioned bool   `key:"provisioned" doc:"Paid by the hour, so that its tokens cost nothing more."`
}

type contractDoc struct {
	Name     string             `key:"name,required" doc:"How the contract is called in explanations."`
	Provider string             `key:"provider,required" doc:"With whom."`
	Models   []string           `key:"models" doc:"Models; * stands for any text. The default is all."`
	Tiers    []string           `key:"service_tiers" doc:"Service tiers. The default is all."`
	From     moment             `key:"effective_from" doc:"Day (UTC) or moment (RFC 3339) from which on it holds. The default is ever since."`
	To       moment             `key:"effective_to" doc:"The same, before which it holds. The default is no end."`
	Discount amount             `key:"discount" doc:"Share of all prices that is not paid: 0.15 for 15 %."`
	USD      map[kind]amount    `key:"usd_per_mtok" doc:"Or rates in place of the listed ones."`
	Rates    map[string]tierDoc `key:"tiers" doc:"Service tiers of these rates."`
	Contexts []contextDoc       `key:"contexts" doc:"What long prompts cost of these rates."`
	Units    map[string]unitDoc `key:"units" doc:"Fees of these rates."`
}

// words is one text or a list of texts.
type words []string

// DecodeYAML implements the decoder's rule for the type.
func (w *words) DecodeYAML(d *strict.Decoder, n *strict.Node, path string) {
	if n.Kind == strict.Sequence {
		d.Decode(n, (*[]string)(w), path)
		return
	}
	var one string
	d.Decode(n, &one, path)
	*w = words{one}
}

// SchemaYAML is the JSON Schema of the type.
func (*words) SchemaYAML() strict.Object {
	return strict.Object{"anyOf": []strict.Object{{"type": "string"}, {"type": "array", "items": strict.Object{"type": "string"}}}}
}
