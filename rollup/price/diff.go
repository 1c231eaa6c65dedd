package price

import (
	"slices"
	"strings"
)

// A Change is one difference between two tables.
type Change struct {
	ID            string // of the price
	Kind          string // of tokens, or the unit; "" where the price as a whole came or went
	Before, After *Money // nil: there was none, or is none
}

// Diff returns what differs from one table to another, by price and kind. Of a price
// that two files of a table have, the first file's counts.
func Diff(before, after *Table) []Change {
	old, now := before.byID(), after.byID()
	var changes []Change
	for id, e := range old {
		n, ok := now[id]
		if !ok {
			changes = append(changes, Change{ID: id, Before: &e.Input})
			continue
		}
		changes = append(changes, differ(id, e.Rates(), n.Rates())...)
		changes = append(changes, differ(id, e.Units, n.Units)...)
	}
	for id, n := range now {
		if _, ok := old[id]; !ok {
			changes = append(changes, Change{ID: id, After: &n.Input})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int {
		if c := strings.Compare(a.ID, b.ID); c != 0 {
			return c
		}
		if c := kindOrder(a.Kind) - kindOrder(b.Kind); c != 0 {
			return c
		}
		return strings.Compare(a.Kind, b.Kind)
	})
	return changes
}

func (t *Table) byID() map[string]Entry {
	byID := map[string]Entry{}
	for _, e := range t.Entries() {
		if _, ok := byID[e.ID]; !ok {
			byID[e.ID] = e
		}
	}
	return byID
}

func differ(id string, before, after map[string]Money) []Change {
	var changes []Change
	for kind, b := range before {
		a, ok := after[kind]
		switch {
		case !ok:
			changes = append(changes, Change{ID: id, Kind: kind, Before: &b})
		case a.Cmp(b) != 0:
			changes = append(changes, Change{ID: id, Kind: kind, Before: &b, After: &a})
		}
	}
	for kind, a := range after {
		if _, ok := before[kind]; !ok {
			changes = append(changes, Change{ID: id, Kind: kind, After: &a})
		}
	}
	return changes
}
