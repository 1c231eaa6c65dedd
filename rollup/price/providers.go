package price

import "slices"

// Providers returns the names of the providers that the table knows, sorted. One may
// have other names besides; see [Table.Find].
func (t *Table) Providers() []string {
	var names []string
	for _, l := range t.layers {
		for _, p := range l.providers {
			names = append(names, p.name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
