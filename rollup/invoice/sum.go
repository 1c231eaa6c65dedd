package invoice

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/rollup/price"
)

// mostHashes is how many rows are remembered to find repeated ones: 32 MB. Exports of
// days have fewer; those of a cloud have its other services beside, which are not kept.
const mostHashes = 1 << 21

// A sum adds up rows by their keys.
type sum struct {
	entries map[Key]*Entry
	seen    map[[2]uint64]struct{}
	seeds   [2]maphash.Seed
	rows    int64
	blind   int64 // rows that were not compared with others
}

func newSum() *sum {
	return &sum{
		entries: map[Key]*Entry{}, seen: map[[2]uint64]struct{}{},
		seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
	}
}

// add adds the entries of one row.
func (s *sum) add(cells []string, entries []Entry) {
	if len(entries) == 0 {
		return
	}
	s.rows++
	repeated := s.repeated(cells)
	for _, e := range entries {
		if repeated {
			e.Repeated, e.RepeatedRequests = 1, e.Requests
			if e.Quantity != nil {
				e.RepeatedQuantity = *e.Quantity
			}
			if e.Cost != nil {
				e.RepeatedCost = *e.Cost
			}
		}
		if there := s.entries[e.Key]; there != nil {
			there.add(&e)
		} else {
			s.entries[e.Key] = &e
		}
	}
}

// repeated reports whether a row was there before, equal in every cell.
func (s *sum) repeated(cells []string) bool {
	var hash [2]uint64
	for i := range hash {
		var h maphash.Hash
		h.SetSeed(s.seeds[i])
		for _, cell := range cells {
			_, _ = h.WriteString(cell) // never fails
			_ = h.WriteByte(0)
		}
		hash[i] = h.Sum64()
	}
	if _, ok := s.seen[hash]; ok {
		return true
	}
	if len(s.seen) >= mostHashes {
		s.blind++
		return false
	}
	s.seen[hash] = struct{}{}
	return false
}

func (e *Entry) add(o *Entry) {
	e.Rows += o.Rows
	e.Repeated += o.Repeated
	e.Requests += o.Requests
	e.RepeatedRequests += o.RepeatedRequests
	e.Quantity = plus(e.Quantity, o.Quantity)
	e.RepeatedQuantity = e.RepeatedQuantity.Add(o.RepeatedQuantity)
	e.RepeatedCost = e.RepeatedCost.Add(o.RepeatedCost)
	e.Cost = plus(e.Cost, o.Cost)
	e.List = plus(e.List, o.List)
}

func plus(a, b *price.Money) *price.Money {
	if a == nil || b == nil {
		return cmp.Or(a, b)
	}
	m := a.Add(*b)
	return &m
}

// sorted are the entries in the order of their keys.
func (s *sum) sorted() []Entry {
	out := make([]Entry, 0, len(s.entries))
	for _, e := range s.entries {
		out = append(out, *e)
	}
	slices.SortFunc(out, func(a, b Entry) int { return a.Compare(b.Key) })
	return out
}

// Compare orders keys by time, whose they are, and what is charged.
func (k Key) Compare(o Key) int {
	return cmp.Or(
		k.Slice.Compare(o.Slice), k.End.Compare(o.End),
		strings.Compare(k.Account, o.Account), strings.Compare(k.Project, o.Project), strings.Compare(k.APIKey, o.APIKey),
		strings.Compare(k.User, o.User), strings.Compare(k.Resource, o.Resource), strings.Compare(k.Tags, o.Tags),
		strings.Compare(k.Provider, o.Provider), strings.Compare(k.Model, o.Model), strings.Compare(k.Item, o.Item), strings.Compare(k.Kind, o.Kind),
		strings.Compare(k.ServiceTier, o.ServiceTier), strings.Compare(k.Region, o.Region), cmp.Compare(k.PromptFrom, o.PromptFrom),
		strings.Compare(string(k.Charge), string(o.Charge)),
	)
}

// bounds are the first and the last moment of entries.
func bounds(entries []Entry) (b Bill) {
	for i, e := range entries {
		if i == 0 || e.Slice.Before(b.From) {
			b.From = e.Slice
		}
		if e.End.After(b.To) {
			b.To = e.End
		}
	}
	return b
}
