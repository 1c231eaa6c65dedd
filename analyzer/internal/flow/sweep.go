package flow

// sweep drops the objects that the function made and that nobody can reach
// after this return: what a path left in them that ends in an error says
// nothing of those that go on.
func (in *Interp) sweep(f *frame, st *state, results Value) {
	own := func(obj int) bool {
		_, symbolic := in.leafOf[obj]
		return obj > f.first && !symbolic && !in.kept[obj]
	}
	made := false
	for obj := range st.heap.all() {
		if made = own(obj); made {
			break
		}
	}
	if !made {
		return
	}
	live := map[int]bool{}
	seen := map[*Atom]bool{} // values share parts
	var mark func(v Value)
	mark = func(v Value) {
		for _, a := range v {
			if seen[a] {
				continue
			}
			seen[a] = true
			if a.K == Ref || a.K == Iter {
				if live[a.N] {
					continue
				}
				live[a.N] = true
				mark(st.heap.at(a.N))
			}
			for _, w := range a.V {
				mark(w)
			}
			for _, field := range a.F {
				mark(field.V)
			}
			markItems(a.L, mark)
			markEffect(a.E, mark)
		}
	}
	mark(results)
	for obj := range in.kept {
		mark(st.heap.at(obj))
	}
	for obj, v := range st.heap.all() {
		if _, symbolic := in.leafOf[obj]; obj <= f.first || symbolic {
			mark(v)
		}
	}
	for obj := range st.heap.all() {
		if own(obj) && !live[obj] {
			st.heap.delete(obj)
		}
	}
}

func markItems(items []Item, mark func(Value)) {
	for _, it := range items {
		mark(it.V)
		markItems(it.Star, mark)
		for _, alt := range it.Alt {
			markItems(alt, mark)
		}
		if it.Splat != nil {
			mark(one(it.Splat))
		}
	}
}

func markEffect(e Effect, mark func(Value)) {
	for _, s := range e {
		mark(s.Key)
		mark(s.Val)
		for _, sub := range s.Sub {
			markEffect(sub, mark)
		}
	}
}
