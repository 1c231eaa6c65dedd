package ir

import "slices"

// findLoops fills in Order, Loops, Reducible and the blocks' Loop.
func findLoops(f *Func) {
	if len(f.Blocks) == 0 {
		return
	}
	f.Order = reversePostorder(f)
	rank := make([]int, len(f.Blocks))
	for i := range rank {
		rank[i] = -1
	}
	for i, b := range f.Order {
		rank[b] = i
	}
	dom := dominators(f, rank)
	f.Reducible = true
	bodies := map[int]map[int]bool{} // by header
	for _, b := range f.Order {
		for _, s := range f.Blocks[b].Succs {
			if rank[s] > rank[b] {
				continue
			}
			if !dominates(dom, rank, s, b) {
				f.Reducible = false
				return
			}
			if bodies[s] == nil {
				bodies[s] = map[int]bool{s: true}
			}
			addBody(f, bodies[s], b, rank)
		}
	}
	addLoops(f, bodies)
}

func reversePostorder(f *Func) []int {
	seen := make([]bool, len(f.Blocks))
	var post []int
	var visit func(int)
	visit = func(b int) {
		seen[b] = true
		// The last successor first, so that a loop's body precedes its exit.
		for _, s := range slices.Backward(f.Blocks[b].Succs) {
			if !seen[s] {
				visit(s)
			}
		}
		post = append(post, b)
	}
	visit(0)
	slices.Reverse(post)
	return post
}

// dominators is the algorithm of Cooper, Harvey and Kennedy ("A Simple, Fast
// Dominance Algorithm", 2001).
func dominators(f *Func, rank []int) []int {
	idom := make([]int, len(f.Blocks))
	for i := range idom {
		idom[i] = -1
	}
	idom[0] = 0
	for changed := true; changed; {
		changed = false
		for _, b := range f.Order[1:] {
			next := -1
			for _, p := range f.Blocks[b].Preds {
				switch {
				case rank[p] < 0 || idom[p] < 0:
				case next < 0:
					next = p
				default:
					next = intersect(idom, rank, p, next)
				}
			}
			if idom[b] != next {
				idom[b], changed = next, true
			}
		}
	}
	return idom
}

func intersect(idom, rank []int, a, b int) int {
	for a != b {
		for rank[a] > rank[b] {
			a = idom[a]
		}
		for rank[b] > rank[a] {
			b = idom[b]
		}
	}
	return a
}

func dominates(idom, rank []int, a, b int) bool {
	for rank[b] > rank[a] {
		b = idom[b]
	}
	return a == b
}

func addBody(f *Func, body map[int]bool, from int, rank []int) {
	work := []int{from}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if body[b] {
			continue
		}
		body[b] = true
		for _, p := range f.Blocks[b].Preds {
			if rank[p] >= 0 {
				work = append(work, p)
			}
		}
	}
}

func addLoops(f *Func, bodies map[int]map[int]bool) {
	for _, head := range f.Order {
		body := bodies[head]
		if body == nil {
			continue
		}
		l := Loop{Head: head, Parent: f.Blocks[head].Loop}
		for _, b := range f.Order {
			if body[b] {
				l.Blocks = append(l.Blocks, b)
				f.Blocks[b].Loop = len(f.Loops) // inner headers come later in the order and overwrite
			}
		}
		f.Loops = append(f.Loops, l)
	}
	for i := range f.Loops {
		f.Loops[i].LiveOut = liveOut(f, &f.Loops[i])
	}
}

func liveOut(f *Func, l *Loop) []int {
	inside := make([]bool, len(f.Blocks))
	defined := make(map[int]bool)
	for _, b := range l.Blocks {
		inside[b] = true
		for i := range f.Blocks[b].Instrs {
			if dst := f.Blocks[b].Instrs[i].Dst; dst >= 0 {
				defined[dst] = true
			}
		}
	}
	var out []int
	for _, b := range f.Order {
		if inside[b] {
			continue
		}
		for i := range f.Blocks[b].Instrs {
			for _, a := range f.Blocks[b].Instrs[i].Args {
				if a >= 0 && defined[a] {
					out = append(out, a)
					delete(defined, a)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}
