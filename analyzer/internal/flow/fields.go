package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// carrierFields returns what the carriers among a struct's fields do.
func (in *Interp) carrierFields(st *state, a *Atom, at ir.Pos) Effect {
	if a.K == List {
		return in.itemsEffect(st, a.L, at)
	}
	var out Effect
	for i, s := range in.structs(st, a) {
		var e Effect
		switch s.K {
		case Opt:
			e = s.E
		case Leaf:
			e = Effect{in.use(s, sdks.RoleStruct, at)}
		case Run:
			e = Effect{{K: Maybe, Why: s.S, At: s.At}}
		case Map:
			e = in.structMap(st, s, at)
		default:
			e = in.fieldsOf(st, s, at)
		}
		if i == 0 {
			out = e
		} else {
			out = alt(out, e)
		}
	}
	return out
}

// structMap returns what the structs in a map do, such as each provider's
// options: whichever the client reads.
func (in *Interp) structMap(st *state, m *Atom, at ir.Pos) Effect {
	entries, known := in.entries(st, one(m))
	if !known {
		return Effect{{K: Maybe, Why: "a map that is put together at run time", At: at}}
	}
	var out Effect
	for _, entry := range entries {
		e := in.effect(st, entry.val, sdks.RoleStruct, at)
		if len(e) > 0 && (entry.maybe || entry.more) {
			e = Effect{{K: Alt, Sub: []Effect{nil, e}, At: at}}
		}
		out = out.seq(e)
	}
	return out
}

// structs returns what a pointer to a struct, or a struct, may be.
func (in *Interp) structs(st *state, a *Atom) Value {
	for range 3 {
		if a.K != Ref && a.K != Box {
			return one(a)
		}
		v := in.loadAtom(st, a).each(func(b *Atom) Value {
			if b.T == "" && a.T != "" && b.K != Leaf {
				b = b.with(func(c *Atom) { c.T = bare(a.T) })
			}
			return one(b)
		})
		b, ok := v.only()
		if !ok {
			return v
		}
		a = b
	}
	return one(a)
}

func (in *Interp) fieldsOf(st *state, s *Atom, at ir.Pos) Effect {
	var out Effect
	if s.Base != nil && s.Base.K == Opt { // what was there before fields were set
		out = s.Base.E
		s = s.with(func(c *Atom) { c.Base = nil })
	}
	for _, f := range in.prog.sdks.Fields(bare(s.T)) {
		out = out.seq(in.fieldEffect(st, s, f, at))
	}
	return out
}

// fieldEffect returns what one of a struct's carriers does.
func (in *Interp) fieldEffect(st *state, s *Atom, f sdks.Field, at ir.Pos) Effect {
	v := one(s)
	for name := range strings.SplitSeq(f.Field, ".") {
		v = v.each(func(a *Atom) Value {
			if a.K == Ref || a.K == Box {
				return projectAll(in.loadAtom(st, a), "."+name, "")
			}
			return project(a, "."+name, bare(s.T))
		})
	}
	if f.As == sdks.RoleTag {
		return in.tagValue(st, in.resolve(v), f.Tag, &call{at: at})
	}
	e := in.effect(st, v, f.As, at)
	if f.Slot != "" && (len(e) > 0 || never(v) || in.plainClients(v)) { // what attaches nothing takes the place of what does
		e = Effect{{K: Slot, Name: f.Slot, Sub: []Effect{e}, At: at}}
	}
	return e
}

// plainClients reports whether a value is the standard library's default client
// or transport.
func (in *Interp) plainClients(v Value) bool {
	return len(v) > 0 && !slices.ContainsFunc(v, func(a *Atom) bool { return a.K != Leaf || !in.plain(a) })
}

// functional applies functions such as func(*Options) in order to a struct
// and returns what its carriers do afterwards, and the struct.
func (in *Interp) functional(st *state, base Value, fns Value, at ir.Pos) (Effect, Value) {
	target := in.newRef(st, typeOf(base), base)
	carried := in.functionTarget(st, fns)
	if carried != "" && carried != typeOf(base) {
		seeded := in.withDefaults(st, &Atom{K: Struct, T: carried, Base: &Atom{K: Opt}}, at)
		for _, f := range in.prog.sdks.Fields(carried) {
			v := projectAll(base, "."+f.Field, "")
			if a, single := v.only(); strings.Contains(f.Field, ".") || single && a.K == Zero {
				continue // the SDK's default
			}
			seeded = seeded.setField("."+f.Field, v)
		}
		target.T = carried
		st.heap.set(target.N, one(seeded))
	}
	items := in.items(st, in.resolve(fns))
	mixed := in.mixed(items)
	var fields []Effect
	var before Effect
	if mixed {
		fields = in.fieldEffects(st, target, at)
		before = flat(fields)
	}
	call := &call{at: at, f: in.frames[len(in.frames)-1]}
	var apply func(items []Item) (beside Effect)
	apply = func(items []Item) (beside Effect) {
		for _, it := range items {
			content, was := st.heap.at(target.N), fields
			switch {
			case it.Alt != nil:
				var after Value
				var e Effect
				for i, items := range it.Alt {
					st.heap.set(target.N, content)
					fields = was
					if mine := apply(items); i == 0 {
						e = mine
					} else {
						e = alt(e, mine)
					}
					after = join(after, st.heap.at(target.N))
				}
				st.heap.set(target.N, after)
				beside = beside.seq(e)
			case it.Star != nil:
				if e := apply(it.Star); len(e) > 0 {
					beside = beside.then(&Step{K: Star, Sub: []Effect{e}, At: at})
				}
				st.heap.set(target.N, join(content, st.heap.at(target.N)))
			case it.Splat != nil:
				beside = beside.seq(in.effectOf(st, it.Splat, sdks.RoleFunctions, at))
			default:
				beside = beside.seq(in.applyOne(st, call, target, it.V))
				if mixed {
					var changed Effect
					changed, fields = in.changes(st, target, fields, at)
					beside = beside.seq(changed)
				}
			}
		}
		return beside
	}
	beside := apply(items)
	if mixed {
		return before.seq(beside), st.heap.at(target.N)
	}
	return in.carrierFields(st, target, at).seq(beside), st.heap.at(target.N)
}

// changes returns what a function has changed in a struct's carriers: an
// option that is no function comes between what functions change before it and
// after it.
func (in *Interp) changes(st *state, target *Atom, before []Effect, at ir.Pos) (changed Effect, now []Effect) {
	now = in.fieldEffects(st, target, at)
	for i := range now {
		if i >= len(before) || now[i].Key() != before[i].Key() {
			changed = changed.seq(now[i])
		}
	}
	return changed, now
}

// mixed reports whether functions that change a struct stand beside options
// whose effect is described.
func (in *Interp) mixed(items []Item) bool {
	fns, opts := false, false
	for _, a := range in.resolve(anyOf(items)) {
		fns = fns || a.K == Fn
		opts = opts || a.K == Opt && len(a.E) > 0
	}
	return fns && opts
}

// fieldEffects returns what each carrier of a struct does.
func (in *Interp) fieldEffects(st *state, target *Atom, at ir.Pos) []Effect {
	s, ok := in.structs(st, target).only()
	if !ok || s.K != Struct {
		return nil
	}
	var out []Effect
	for _, f := range in.prog.sdks.Fields(bare(s.T)) {
		out = append(out, in.fieldEffect(st, s, f, at))
	}
	return out
}

func flat(list []Effect) Effect {
	var out Effect
	for _, e := range list {
		out = out.seq(e)
	}
	return out
}

// functionTarget returns the type of the struct that functions change.
func (in *Interp) functionTarget(st *state, fns Value) string {
	for _, a := range in.resolve(anyOf(in.items(st, in.resolve(fns)))) {
		if body := in.prog.body(a.S); a.K == Fn && body != nil && len(body.Params) > 0 {
			return bare(body.Params[len(body.Params)-1].Type)
		}
	}
	return ""
}

func (in *Interp) applyOne(st *state, c *call, target *Atom, fn Value) (beside Effect) {
	for _, a := range in.resolve(fn) {
		switch a.K {
		case Fn:
			d := *c
			d.args = []Value{one(target)}
			if _, next := in.function(&d, a, st); next != nil {
				*st = *next
			}
		case Opt:
			beside = beside.seq(a.E)
		case Leaf, Run:
			beside = beside.seq(in.effectOf(st, a, sdks.RoleFunctions, c.at))
		}
	}
	return beside
}

func typeOf(v Value) string {
	if a, ok := v.only(); ok {
		return bare(a.T)
	}
	return ""
}

// slotted wraps an effect that a later one of the same slot replaces.
func slotted(slot string, e Effect, at ir.Pos) Effect {
	if slot == "" {
		return e
	}
	return Effect{{K: Slot, Name: slot, Sub: []Effect{slices.Clone(e)}, At: at}}
}
