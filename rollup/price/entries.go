package price

import (
	"maps"
	"slices"
	"time"

	"github.com/llmtag/llmtag/rollup/usage"
)

// An Entry is one price of a table: of a model from a moment on, in a service tier,
// for a range of prompts, in a window.
type Entry struct {
	Rate
	File     string // "": the built-in table
	Provider string
	Model    string
	Note     string
	From, To time.Time // zero: open
	Tier     string    // "standard" or another
	Prompt   int64     // the smallest prompt
	Window   string    // "": outside of all
}

// never is a window that is not in any row, so that no window is open.
var never = &window{}

// Entries returns all prices that may hold, in the order of the files. Contracts and
// regions are applied where a rate is looked up, and are not in them.
func (t *Table) Entries() []Entry {
	var entries []Entry
	bare := &Table{layers: t.layers}
	for _, l := range t.layers {
		for _, name := range l.order {
			for _, m := range l.providers[name].models {
				for _, r := range m.rows {
					entries = append(entries, bare.row(l, m, r)...)
				}
			}
		}
	}
	return entries
}

func (t *Table) row(l *layer, m *model, r *row) []Entry {
	tiers := map[string]bool{}
	for tier := range m.provider.tiers {
		tiers[tier] = true
	}
	for tier := range r.base.tiers {
		tiers[tier] = true
	}
	names := append([]string{standardTier}, slices.Sorted(maps.Keys(tiers))...)
	prompts := []int64{0}
	for _, c := range r.base.contexts {
		prompts = append(prompts, c.from)
	}
	windows := append([]*window{never}, r.windows...)
	var entries []Entry
	for _, w := range windows {
		for _, prompt := range prompts {
			for _, tier := range names {
				f := finder{table: t, layer: l, model: m, row: r, as: w}
				f.Rated = usage.Rated{Provider: m.provider.name, Model: m.name, ServiceTier: tier, PromptFrom: prompt, Slice: r.from}
				rate, ok := f.of()
				if !ok {
					continue
				}
				entries = append(entries, Entry{
					Rate: rate, File: l.name, Provider: m.provider.name, Model: m.name, Note: m.note,
					From: r.from, To: r.to, Tier: tier, Prompt: prompt, Window: w.name,
				})
			}
		}
	}
	return entries
}

// Holds reports whether the price is in force at a moment, windows aside.
func (e *Entry) Holds(at time.Time) bool { return holds(at, e.From, e.To) }

// Rates are the rates of the entry by kind, those of kinds without one of their own
// left out.
func (r *Rate) Rates() map[string]Money {
	rates := map[string]Money{
		"input": r.Input, "output": r.Output, "cache_read": r.CacheRead, "cache_write_5m": r.CacheWrite5m, "cache_write_1h": r.CacheWrite1h,
	}
	for kind, rate := range map[string]*Money{
		"reasoning": r.Reasoning, "audio_input": r.AudioInput, "audio_output": r.AudioOutput,
		"image_input": r.ImageInput, "image_output": r.ImageOutput,
	} {
		if rate != nil {
			rates[kind] = *rate
		}
	}
	return rates
}
