package flow

import (
	"encoding/json"
	"slices"
	"sort"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// effect returns what a value does to a request when it is handed over in a
// role: as an option, a header map, an HTTP client, and so on.
func (in *Interp) effect(st *state, v Value, role sdks.Role, at ir.Pos) Effect {
	if role == sdks.RoleOptions {
		return in.options(st, v, at)
	}
	var out Effect
	first := true
	for _, a := range in.resolve(v) {
		e := in.effectOf(st, a, role, at)
		if first {
			out, first = e, false
		} else {
			out = alt(out, e)
		}
	}
	return out
}

func (in *Interp) effectOf(st *state, a *Atom, role sdks.Role, at ir.Pos) Effect {
	switch a.K {
	case Zero:
		return nil
	case Opt:
		return a.E
	case Leaf:
		if role == sdks.RoleContext {
			return nil // what the caller put into it, if it is seen, counts there
		}
		if v, changed := in.current(st, a); changed && !slices.ContainsFunc(v, func(b *Atom) bool { return b.K == Leaf }) {
			ref, _ := in.address(st, a)
			return in.effectOf(st, ref, role, at)
		}
		if in.plain(a) || role == sdks.RoleHTTP && bare(a.T) == "net/http.Transport" {
			return nil
		}
		return Effect{in.use(a, role, at)}
	case Run:
		if role == sdks.RoleContext {
			return nil
		}
		return Effect{{K: Maybe, Why: a.S, At: a.At}}
	}
	switch role {
	case sdks.RoleTags:
		return in.tagList(st, a, at)
	case sdks.RoleHeaders, sdks.RoleMetadata:
		return in.headers(st, a, role == sdks.RoleMetadata, at)
	case sdks.RoleMetadataJSON:
		return in.metadataJSON(st, a, at)
	case sdks.RolePairs:
		return in.pairs(st, a, at)
	case sdks.RoleHTTP:
		return in.transport(st, a, at)
	case sdks.RoleMiddleware:
		return in.sequence(st, one(a), at, in.middleware)
	case sdks.RolePolicies:
		return in.sequence(st, one(a), at, in.transport)
	case sdks.RoleAPIOptions:
		return in.sequence(st, one(a), at, in.stackMutator)
	case sdks.RoleStruct, sdks.RoleFunctions:
		return in.carrierFields(st, a, at)
	case sdks.RoleClient:
		var out Effect
		for i, c := range in.clientsOf(st, one(a)) {
			var e Effect
			if c.K == Client {
				e = c.E.then(&Step{K: Inner, Val: one(c), At: at})
			}
			if i == 0 {
				out = e
			} else {
				out = alt(out, e)
			}
		}
		return out
	case sdks.RoleContext: // into which nothing was put, or values under other keys
		if a.T == contextType && a.Base != nil {
			return in.effectOf(st, a.Base, role, at)
		}
	case sdks.RoleOptions, sdks.RoleInterceptors: // made by the SDK's own functions only
	}
	return nil
}

// plain reports whether a leaf is a default of the standard library, which
// attaches nothing.
func (in *Interp) plain(a *Atom) bool { return strings.HasPrefix(a.S, "&net/http.Default") }

// options returns what a slice of options, or one option, does.
func (in *Interp) options(st *state, v Value, at ir.Pos) Effect {
	var out Effect
	first := true
	for _, a := range in.resolve(v) {
		var e Effect
		switch a.K {
		case List:
			e = in.itemsEffect(st, a.L, at)
		case Ref:
			if _, array := in.arrayLen[a.N]; array && a.P == "" || in.holdsList(st, a) {
				e = in.itemsEffect(st, in.atomItems(st, a), at)
			} else {
				e = in.carrierFields(st, a, at)
			}
		case Box, Struct:
			e = in.carrierFields(st, a, at)
		case Fn:
			e = in.stackMutator(st, a, at) // an option is a function for smithy only
		default:
			e = in.effectOf(st, a, sdks.RoleOptions, at)
		}
		if first {
			out, first = e, false
		} else {
			out = alt(out, e)
		}
	}
	return out
}

func (in *Interp) holdsList(st *state, a *Atom) bool {
	for _, c := range in.loadAtom(st, a) {
		if c.K == List || c.K == Struct && len(c.F) > 0 && c.F[0].Name[0] == '[' { // made and filled by index
			return true
		}
	}
	return false
}

func (in *Interp) itemsEffect(st *state, items []Item, at ir.Pos) Effect {
	var out Effect
	for _, it := range items {
		switch {
		case it.Alt != nil:
			e := in.itemsEffect(st, it.Alt[0], at)
			for _, more := range it.Alt[1:] {
				e = alt(e, in.itemsEffect(st, more, at))
			}
			out = out.seq(e)
		case it.Star != nil:
			if e := in.itemsEffect(st, it.Star, at); len(e) > 0 {
				out = out.then(&Step{K: Star, Sub: []Effect{e}, At: e[0].At})
			}
		case it.Splat != nil:
			out = out.seq(in.effect(st, in.resolve(one(it.Splat)), rolePart(it.Splat), at))
		default:
			out = out.seq(in.options(st, it.V, at))
		}
	}
	return out
}

// rolePart is the role of a slice that is known by name only.
func rolePart(a *Atom) sdks.Role {
	if a.K == Leaf || a.K == Run {
		return sdks.RoleStruct // anything but options: those would come back here
	}
	return sdks.RoleOptions
}

// sequence applies a function or a slice of them in order.
func (in *Interp) sequence(st *state, v Value, at ir.Pos, f func(*state, *Atom, ir.Pos) Effect) Effect {
	var out Effect
	for i, a := range in.resolve(v) {
		var e Effect
		_, array := in.arrayLen[a.N]
		switch {
		case a.K == Opt:
			e = a.E
		case a.K == Run:
			e = Effect{{K: Maybe, Why: a.S, At: a.At}}
		case a.K == Leaf:
			if !in.plain(a) {
				e = Effect{in.use(a, "", at)}
			}
		case a.K == List || a.K == Ref && a.P == "" && (array || in.holdsList(st, a)):
			e = in.sequenceItems(st, in.atomItems(st, a), at, f)
		case a.K != Zero:
			e = f(st, a, at)
		}
		if i == 0 {
			out = e
		} else {
			out = alt(out, e)
		}
	}
	return out
}

func (in *Interp) sequenceItems(st *state, items []Item, at ir.Pos, f func(*state, *Atom, ir.Pos) Effect) Effect {
	var out Effect
	for _, it := range items {
		switch {
		case it.Alt != nil:
			e := in.sequenceItems(st, it.Alt[0], at, f)
			for _, more := range it.Alt[1:] {
				e = alt(e, in.sequenceItems(st, more, at, f))
			}
			out = out.seq(e)
		case it.Star != nil:
			out = out.then(&Step{K: Star, Sub: []Effect{in.sequenceItems(st, it.Star, at, f)}, At: at})
		case it.Splat != nil:
			out = out.seq(in.sequence(st, one(it.Splat), at, f))
		default:
			out = out.seq(in.sequence(st, it.V, at, f))
		}
	}
	return out
}

// headers returns the entries of a header or metadata map as they land on a
// request.
func (in *Interp) headers(st *state, a *Atom, meta bool, at ir.Pos) Effect {
	e := in.materializeEffect(st, in.contentOf(st, a))
	if len(e) == 0 {
		return nil
	}
	if meta {
		e = asMetadata(e)
	}
	return Effect{{K: Merge, Meta: meta, Sub: []Effect{e}, At: at}}
}

func asMetadata(e Effect) Effect {
	out := make(Effect, len(e))
	for i, s := range e {
		c := *s
		c.key, c.Meta = "", true
		c.Sub = make([]Effect, len(s.Sub))
		for j, sub := range s.Sub {
			c.Sub[j] = asMetadata(sub)
		}
		out[i] = &c
	}
	return out
}

// metadataJSON reads a constant JSON object; one that is put together at run
// time may hold anything.
func (in *Interp) metadataJSON(st *state, a *Atom, at ir.Pos) Effect {
	if a.K == Ref {
		return in.effect(st, in.load(st, one(a)), sdks.RoleMetadataJSON, at)
	}
	text, ok := jsonText(a)
	if !ok {
		return Effect{{K: Maybe, Why: "a JSON text that is put together at run time", At: at}}
	}
	var m map[string]any
	if json.Unmarshal([]byte(text), &m) != nil {
		return nil
	}
	var out Effect
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		s, isText := m[k].(string)
		val := str(s, a.At)
		if !isText || strings.Contains(s, hole) {
			val = runtime("a JSON value", a.At)
		}
		out = out.then(&Step{K: Set, Meta: true, Key: str(k, a.At), Val: val, At: at})
	}
	return out
}

// hole stands for a part of a text that is known at run time only.
const hole = "\uFFFC"

// jsonText returns a text with holes where it is not constant.
func jsonText(a *Atom) (string, bool) {
	if a.K != Cat {
		return a.text()
	}
	var b strings.Builder
	for _, part := range a.V {
		if s, ok := part.text(); ok {
			b.WriteString(s)
		} else {
			b.WriteString(hole)
		}
	}
	return b.String(), true
}

// tagList reads a list of structs with Key and Value.
func (in *Interp) tagList(st *state, a *Atom, at ir.Pos) Effect {
	var walk func(items []Item) Effect
	walk = func(items []Item) Effect {
		var out Effect
		for _, it := range items {
			switch {
			case it.Alt != nil:
				e := walk(it.Alt[0])
				for _, more := range it.Alt[1:] {
					e = alt(e, walk(more))
				}
				out = out.seq(e)
			case it.Star != nil:
				out = out.then(&Step{K: Star, Sub: []Effect{walk(it.Star)}, At: at})
			case it.Splat != nil:
				out = out.seq(in.effectOf(st, it.Splat, sdks.RoleTags, at))
			default:
				part := func(name string) Value { return in.materialize(st, projectAll(it.V, name, "")) }
				out = out.then(&Step{K: Set, Meta: true, Key: part(".Key"), Val: part(".Value"), At: at})
			}
		}
		return out
	}
	return walk(in.atomItems(st, a))
}

func (in *Interp) pairs(st *state, a *Atom, at ir.Pos) Effect {
	items := in.atomItems(st, a)
	n, ok := length(items)
	if !ok {
		return Effect{{K: Maybe, Why: "names and values that are put together at run time", At: at}}
	}
	var out Effect
	for i := 0; i+1 < n; i += 2 {
		out = out.then(&Step{K: Add, Key: items[i].V, Val: items[i+1].V, At: at})
	}
	return out
}

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

// structs returns what a pointer to a struct, or a struct, may be.
func (in *Interp) structs(st *state, a *Atom) Value {
	for range 3 {
		if a.K != Ref && a.K != Box {
			return one(a)
		}
		v := in.loadAtom(st, a)
		if b, ok := v.only(); ok {
			if b.T == "" && a.T != "" && b.K != Leaf {
				b = b.with(func(c *Atom) { c.T = bare(a.T) })
			}
			a = b
			continue
		}
		return v
	}
	return one(a)
}

func (in *Interp) fieldsOf(st *state, s *Atom, at ir.Pos) Effect {
	var out Effect
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
	e := in.effect(st, v, f.As, at)
	if f.Slot != "" && (len(e) > 0 || never(v)) { // what attaches nothing takes the place of what does
		e = Effect{{K: Slot, Name: f.Slot, Sub: []Effect{e}, At: at}}
	}
	return e
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
		st.heap[target.N] = one(seeded)
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
			content, was := st.heap[target.N], fields
			switch {
			case it.Alt != nil:
				var after Value
				var e Effect
				for i, items := range it.Alt {
					st.heap[target.N], fields = content, was
					if mine := apply(items); i == 0 {
						e = mine
					} else {
						e = alt(e, mine)
					}
					after = join(after, st.heap[target.N])
				}
				st.heap[target.N] = after
				beside = beside.seq(e)
			case it.Star != nil:
				if e := apply(it.Star); len(e) > 0 {
					beside = beside.then(&Step{K: Star, Sub: []Effect{e}, At: at})
				}
				st.heap[target.N] = join(content, st.heap[target.N])
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
		return before.seq(beside), st.heap[target.N]
	}
	return in.carrierFields(st, target, at).seq(beside), st.heap[target.N]
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

// use is the effect of a value that is known by name only: an input is the
// callers' duty, a package variable is set by nobody knows whom.
func (in *Interp) use(a *Atom, role sdks.Role, at ir.Pos) *Step {
	if a.S[0] == '&' {
		in.prog.unresolved = in.prog.unresolved || !in.prog.settled
		return &Step{K: Maybe, Why: "the package variable " + shortName(a.S) + ", which is set elsewhere", At: at}
	}
	return &Step{K: Use, Val: one(a), Role: role, At: at}
}
