package flow

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// A heap is a map whose copies are independent, and what two of them do not
// share is a part of one that has all that differs.
func TestHeapIsAMap(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	type pair struct {
		heap heap
		want map[int]Value
	}
	all := []*pair{{want: map[int]Value{}}}
	content := make([]Value, 8)
	for i := range content {
		content[i] = integer(i)
	}
	for range 20000 {
		p := all[rng.IntN(len(all))]
		obj := rng.IntN(1 << rng.IntN(13))
		switch rng.IntN(8) {
		case 0:
			p.heap.delete(obj)
			delete(p.want, obj)
		case 1:
			if len(all) < 12 {
				all = append(all, &pair{heap: p.heap.clone(), want: maps.Clone(p.want)})
			} else {
				*all[rng.IntN(len(all))] = pair{heap: p.heap.clone(), want: maps.Clone(p.want)}
			}
		default:
			v := content[rng.IntN(len(content))]
			p.heap.set(obj, v)
			p.want[obj] = v
		}
	}
	for i, p := range all {
		if got := maps.Collect(p.heap.all()); !maps.EqualFunc(got, p.want, func(a, b Value) bool { return a[0] == b[0] }) || p.heap.len() != len(p.want) {
			t.Errorf("heap %d has %d objects, want %d", i, len(got), len(p.want))
		}
		if _, ok := p.heap.get(1 << 40); ok {
			t.Error("an object that never was is there")
		}
		for _, o := range all {
			unlike := maps.Collect(p.heap.unlike(&o.heap))
			for obj, v := range p.want {
				w, there := o.want[obj]
				if differs := !there || v[0] != w[0]; differs && len(unlike[obj]) == 0 {
					t.Fatalf("object %d differs and is not among the unlike", obj)
				}
			}
			for obj, v := range unlike {
				if p.want[obj][0] != v[0] {
					t.Fatalf("object %d of the unlike is not the heap's", obj)
				}
			}
		}
	}
	last := -1
	for obj := range all[0].heap.all() {
		if obj <= last {
			t.Fatalf("object %d comes after %d", obj, last)
		}
		last = obj
	}
}
