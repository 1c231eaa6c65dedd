package price_test

import (
	"testing"

	"github.com/llmtag/llmtag/rollup/price"
)

func TestNearest(t *testing.T) {
	table, err := price.Parse("p.yaml", []byte(`
version: 1
builtin: none
models:
- {provider: acme, model: large-1, aliases: [big], prices: [{usd_per_mtok: {input: 1, output: 2}}]}
- {provider: other, model: large-2, prices: [{usd_per_mtok: {input: 1, output: 2}}]}
- {provider: other, model: small, prices: [{usd_per_mtok: {input: 1, output: 2}}]}
`))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		provider, model, want string
		known                 bool
	}{
		"the provider's own model goes first":          {"acme", "large-2", "acme/large-1", false},
		"else it is any provider's":                    {"acme", "smal", "other/small", false},
		"without a provider it is the first":           {"", "large-3", "acme/large-1", false},
		"an alias is the model itself":                 {"acme", "big", "acme/large-1", true},
		"what stands before the last slash is no part": {"acme", "models/large-9", "acme/large-1", false},
		"nothing is near to another word":              {"acme", "whisper", "", false},
	}
	for law, tt := range tests {
		t.Run(law, func(t *testing.T) {
			if got, known := table.Nearest(tt.provider, tt.model); got != tt.want || known != tt.known {
				t.Errorf("Nearest(%q, %q) = %q, %v, want %q, %v", tt.provider, tt.model, got, known, tt.want, tt.known)
			}
		})
	}
}
