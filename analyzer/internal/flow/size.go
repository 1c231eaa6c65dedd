package flow

// size is how large a value is. Recursive data would grow in each round of a
// loop, and in many ways at once: values share parts, but whoever walks through
// one sees them all.
type size struct{ depth, weight int }

// The bounds of a value. The largest in real code that attaches tags had a
// depth of 11 and a weight of 900.
const (
	maxNesting = 24
	maxWeight  = 5000
)

func (s size) tooLarge() bool { return s.depth > maxNesting || s.weight > maxWeight }

// with adds a part.
func (s size) with(part size) size {
	return size{max(s.depth, part.depth), min(s.weight+part.weight, maxWeight+1)}
}

func (a *Atom) measure() size {
	if a.size.depth == 0 {
		s := sizeOfItems(a.L).with(sizeOfEffect(a.E))
		for _, v := range a.V {
			s = s.with(v.measure())
		}
		for _, f := range a.F {
			s = s.with(f.V.measure())
		}
		a.size = size{s.depth + 1, s.weight + 1}
	}
	return a.size
}

func (v Value) measure() size {
	var s size
	for _, a := range v {
		s = s.with(a.measure())
	}
	return s
}

func sizeOfItems(items []Item) size {
	var s size
	for _, it := range items {
		s = s.with(it.V.measure()).with(sizeOfItems(it.Star)).with(size{weight: 1})
		for _, alt := range it.Alt {
			s = s.with(sizeOfItems(alt))
		}
		if it.Splat != nil {
			s = s.with(it.Splat.measure())
		}
		if s.tooLarge() {
			break
		}
	}
	return s
}

func sizeOfEffect(e Effect) size {
	var s size
	for _, step := range e {
		s = s.with(step.Key.measure()).with(step.Val.measure()).with(size{weight: 1})
		for _, sub := range step.Sub {
			s = s.with(sizeOfEffect(sub))
		}
	}
	return s
}

// bounded returns a value that is not too large.
func (v Value) bounded() Value {
	if v.measure().tooLarge() {
		return runtime("data nested too deep to follow", v[0].At)
	}
	return v
}

// boundedItems is bounded for the elements of a slice.
func boundedItems(items []Item) []Item {
	if len(items) > maxSteps || sizeOfItems(items).tooLarge() {
		return []Item{{Splat: &Atom{K: Run, Foreign: true, S: "a slice too long to follow"}}}
	}
	return items
}
