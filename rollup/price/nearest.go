package price

import (
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// Nearest returns the model of the table that one without a price is, or is most
// probably named like: "provider/model", of its own provider if there is one. known is
// true if it is the model itself, which has prices of other times or tiers. Without one
// that is near it is "".
func (t *Table) Nearest(provider, model string) (name string, known bool) {
	provider = t.canonical(provider)
	var own, all []string // names of models, in the order of the files
	names := map[string]string{}
	for _, l := range t.layers {
		for _, p := range l.order {
			for _, m := range l.providers[p].models {
				full := m.provider.name + "/" + m.name
				if m.provider.name == provider {
					own = append(own, m.name)
				}
				if _, ok := names[m.name]; !ok || m.provider.name == provider {
					names[m.name] = full
				}
				all = append(all, m.name)
			}
		}
		if m := l.find(provider, model); m != nil {
			return m.provider.name + "/" + m.name, true
		}
	}
	if i := strings.LastIndexByte(model, '/'); i >= 0 {
		model = model[i+1:]
	}
	for _, among := range [...][]string{own, all} {
		if near := strict.Nearest(model, among); near != "" {
			return names[near], false
		}
	}
	return "", false
}
