package flow

import (
	"cmp"
	"slices"
	"strings"
)

// alignMemory is aligned for pointers in fields and in variables that are
// captured:
//
//	if req.Config == nil {
//		req.Config = &Config{}
//	}
//	req.Config.Headers = h
func (in *Interp) alignMemory(f *frame, x, y edge) (edge, edge) {
	for range 3 { // objects in objects
		places := in.differences(x, y)
		if len(places) == 0 {
			break
		}
		var used map[int]bool
		if x.to >= 0 {
			used = f.usedFrom(x.to)
		}
		for _, at := range places {
			x, y = in.alignAt(f, x, y, at, used)
		}
	}
	return x, y
}

// alignAt is alignMemory for a pointer that lies in an object.
func (in *Interp) alignAt(f *frame, x, y edge, at location, used map[int]bool) (edge, edge) {
	a, okA := readPath(x.st.heap.at(at.obj), at.path).only()
	b, okB := readPath(y.st.heap.at(at.obj), at.path).only()
	switch {
	case !okA || !okB || a.N == b.N: // as an earlier one has left it
	case a.K == Leaf && b.K == Ref:
		return in.alignField(f, x, y, at, used)
	case a.K == Ref && b.K == Leaf:
		y, x = in.alignField(f, y, x, at, used)
	case a.K == Ref && b.K == Ref && a.T == b.T && in.nameless(f, a.N, used) && in.nameless(f, b.N, used) && !y.reaches(a.N) && !x.reaches(b.N):
		y = y.renamed(b.N, a.N)
	}
	return x, y
}

// alignField is alignAt for an input that is replaced where it is nil.
func (in *Interp) alignField(f *frame, has, nothing edge, at location, used map[int]bool) (edge, edge) {
	a, b := readPath(has.st.heap.at(at.obj), at.path)[0], readPath(nothing.st.heap.at(at.obj), at.path)[0]
	ref, has, nothing := in.alignLeaf(f, has, nothing, a, b, used)
	if ref != nil {
		has.st.heap.set(at.obj, in.write(has.st.heap.at(at.obj), at.path, one(ref)))
	}
	return has, nothing
}

// location is a place in an object.
type location struct {
	obj  int
	path string
}

// differences returns the places that hold a pointer to a whole object on both
// paths, but not to the same one.
func (in *Interp) differences(x, y edge) []location {
	var out []location
	for obj, v := range y.st.heap.unlike(&x.st.heap) {
		w, ok := x.st.heap.get(obj)
		if !ok || v.equal(w) {
			continue
		}
		if _, symbolic := in.leafOf[obj]; symbolic && (onlyPointers(v) || pointers(w)) {
			continue // a leaf there is what it points to, not a pointer
		}
		out = differing(out, location{obj: obj}, w, v)
	}
	slices.SortFunc(out, func(a, b location) int { return cmp.Or(cmp.Compare(a.obj, b.obj), strings.Compare(a.path, b.path)) })
	return out
}

func onlyPointers(v Value) bool {
	return !slices.ContainsFunc(v, func(a *Atom) bool { return a.K != Ref })
}

func differing(out []location, at location, v, w Value) []location {
	if v.equal(w) {
		return out
	}
	a, okA := v.only()
	b, okB := w.only()
	if okA && okB && a.mayAlign() && b.mayAlign() {
		if a.K == Ref || b.K == Ref {
			out = append(out, at)
		}
		return out
	}
	if strings.Count(at.path, ".") > 2 {
		return out
	}
	names := map[string]bool{}
	for _, s := range append(slices.Clip(v), w...) {
		if s.K != Struct && s.K != Zero && s.K != Leaf {
			return out
		}
		for _, field := range s.F {
			names[field.Name] = names[field.Name] || field.Name[0] == '.'
		}
	}
	for name, field := range names {
		if field {
			out = differing(out, location{at.obj, at.path + name}, projectAll(v, name, ""), projectAll(w, name, ""))
		}
	}
	return out
}

// readPath returns what an object holds at a path.
func readPath(content Value, path string) Value {
	for step := range steps(path) {
		content = projectAll(content, step, "")
	}
	return content
}
