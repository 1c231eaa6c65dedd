package invoice

import (
	"maps"
	"slices"
	"strings"
	"unicode"
)

// fold takes from the name of a column what differs between versions and tools: case,
// and what is neither letter nor digit, such as the dots of BigQuery.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// A header is the columns of a file.
type header struct {
	names []string
	at    map[string]int // by folded name; of two of one name the first
}

func newHeader(names []string) *header {
	h := &header{at: map[string]int{}}
	for _, name := range names {
		h.add(name)
	}
	return h
}

func (h *header) add(name string) int {
	i := len(h.names)
	h.names = append(h.names, name)
	for _, alias := range []string{name, inner(name)} {
		if folded := fold(alias); folded != "" {
			if _, ok := h.at[folded]; !ok {
				h.at[folded] = i
			}
		}
	}
	return i
}

// inner is the English name of a localised column: "Kosten (CostInBillingCurrency)".
func inner(name string) string {
	_, rest, ok := strings.Cut(name, "(")
	if !ok {
		return ""
	}
	return strings.TrimSuffix(strings.TrimSpace(rest), ")")
}

func (h *header) index(name string) (int, bool) {
	i, ok := h.at[fold(name)]
	return i, ok
}

// A binding says where an export's columns are in a file.
type binding struct {
	*export
	header *header
	fields map[field][]int
	tagged []tagColumn // a column per tag
	only   [][]int     // by condition
	tokens []boundKind
	sums   []boundSum
}

type tagColumn struct {
	name string
	at   int
}

// A boundKind is the quantity of a kind: a column without others.
type boundKind struct {
	kind string
	of   int
	less []int
}

type boundSum struct {
	column string
	at     int
	kinds  []string
}

// bind finds the columns of an export.
func (e *export) bind(h *header) *binding {
	b := &binding{export: e, header: h, fields: map[field][]int{}}
	for f, names := range e.Columns {
		for _, name := range names {
			if before, after, ok := strings.Cut(name, "*"); ok && f == tags {
				b.bindTags(before, after)
				continue
			}
			if i, ok := h.index(name); ok && !slices.Contains(b.fields[f], i) {
				b.fields[f] = append(b.fields[f], i)
			}
		}
	}
	for _, o := range e.only {
		b.only = append(b.only, h.indices(o.columns))
	}
	for _, k := range e.tokens {
		for _, sum := range k.sums {
			if of, ok := h.index(sum[0]); ok {
				b.tokens = append(b.tokens, boundKind{k.kind, of, h.indices(sum[1:])})
				break
			}
		}
	}
	for _, column := range sortedKeys(e.Sums) {
		if at, ok := h.index(column); ok {
			b.sums = append(b.sums, boundSum{column, at, e.Sums[column]})
		}
	}
	return b
}

func (b *binding) bindTags(before, after string) {
	for i, name := range b.header.names {
		lower := strings.ToLower(name)
		tag, ok := strings.CutPrefix(lower, strings.ToLower(before))
		if !ok || !strings.HasSuffix(tag, strings.ToLower(after)) {
			continue
		}
		if tag = strings.TrimSuffix(tag, strings.ToLower(after)); tag != "" {
			b.tagged = append(b.tagged, tagColumn{userTag(tag), i})
		}
	}
}

// userTag is the key of a tag as its user wrote it, without AWS's mark of that.
func userTag(key string) string {
	return strings.TrimPrefix(strings.TrimPrefix(key, "user_"), "user:")
}

func (h *header) indices(names []string) []int {
	var at []int
	for _, name := range names {
		if i, ok := h.index(name); ok {
			at = append(at, i)
		}
	}
	return at
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
