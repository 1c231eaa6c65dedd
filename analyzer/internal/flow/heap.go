package flow

import (
	"iter"
	"slices"
)

// heap holds the contents of objects by their numbers, which are not negative.
// States are copied at every branch and differ in few objects: copies share what
// neither has changed, and comparing them passes over it.
type heap struct {
	root   *node
	height int // of the root above the leaves
	n      int
	owner  *owner // of the nodes that no other heap has
}

type owner struct{ _ byte } // not of size zero: each has an address of its own

const (
	fanBits = 4
	fan     = 1 << fanBits
)

// node has fan children, or in a leaf fan values.
type node struct {
	owner *owner
	kids  []*node
	vals  []Value
	has   uint16 // the values that are there
}

// get returns the content of an object.
func (h *heap) get(obj int) (Value, bool) {
	if obj < 0 || obj>>(fanBits*(h.height+1)) > 0 {
		return nil, false
	}
	nd := h.root
	for level := h.height; level > 0 && nd != nil; level-- {
		nd = nd.kids[obj>>(fanBits*level)&(fan-1)]
	}
	if i := obj & (fan - 1); nd != nil && nd.has>>i&1 == 1 {
		return nd.vals[i], true
	}
	return nil, false
}

// at is get for objects that are there.
func (h *heap) at(obj int) Value {
	v, _ := h.get(obj)
	return v
}

func (h *heap) len() int { return h.n }

// clone returns a copy.
func (h *heap) clone() heap {
	h.owner = nil // what they have now is both's
	return *h
}

func (h *heap) set(obj int, v Value) {
	leaf := h.leaf(obj)
	i := obj & (fan - 1)
	if leaf.has>>i&1 == 0 {
		h.n++
	}
	leaf.vals[i] = v
	leaf.has |= 1 << i
}

func (h *heap) delete(obj int) {
	if _, ok := h.get(obj); ok {
		leaf := h.leaf(obj)
		i := obj & (fan - 1)
		leaf.vals[i] = nil
		leaf.has &^= 1 << i
		h.n--
	}
}

// leaf returns the node that has an object, to be changed.
func (h *heap) leaf(obj int) *node {
	if h.owner == nil {
		h.owner = &owner{}
	}
	for obj>>(fanBits*(h.height+1)) > 0 {
		if h.root != nil {
			up := h.node(h.height + 1)
			up.kids[0] = h.root
			h.root = up
		}
		h.height++
	}
	at := &h.root
	for level := h.height; ; level-- {
		switch nd := *at; {
		case nd == nil:
			*at = h.node(level)
		case nd.owner != h.owner:
			*at = &node{owner: h.owner, kids: slices.Clone(nd.kids), vals: slices.Clone(nd.vals), has: nd.has}
		}
		if level == 0 {
			return *at
		}
		at = &(*at).kids[obj>>(fanBits*level)&(fan-1)]
	}
}

func (h *heap) node(level int) *node {
	if level > 0 {
		return &node{owner: h.owner, kids: make([]*node, fan)}
	}
	return &node{owner: h.owner, vals: make([]Value, fan)}
}

// all returns the objects in their order, as they are now: the loop may change
// the heap.
func (h *heap) all() iter.Seq2[int, Value] { return h.unlike(&heap{}) }

// unlike returns the objects in nodes that another heap does not share. Others
// are the same there.
func (h *heap) unlike(o *heap) iter.Seq2[int, Value] {
	mine, other := h.clone(), o.clone()
	return func(yield func(int, Value) bool) {
		theirs := other.root
		for level := other.height; theirs != nil && level > mine.height; level-- {
			theirs = theirs.kids[0]
		}
		if other.height < mine.height {
			theirs = other.raised(mine.height)
		}
		mine.root.unlike(theirs, mine.height, 0, yield)
	}
}

// raised returns the root of a heap as it would be if it were higher.
func (h *heap) raised(height int) *node {
	nd := h.root
	for level := h.height + 1; nd != nil && level <= height; level++ {
		up := h.node(level)
		up.kids[0] = nd
		nd = up
	}
	return nd
}

func (nd *node) unlike(o *node, level, base int, yield func(int, Value) bool) bool {
	if nd == o || nd == nil {
		return true
	}
	for i := range fan {
		if level == 0 {
			if nd.has>>i&1 == 1 && !yield(base+i, nd.vals[i]) {
				return false
			}
			continue
		}
		var other *node
		if o != nil {
			other = o.kids[i]
		}
		if !nd.kids[i].unlike(other, level-1, base+i<<(fanBits*level), yield) {
			return false
		}
	}
	return true
}
