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
	switch role {
	case sdks.RoleUsage:
		return in.asks(st, a, &call{at: at}, 0)
	case sdks.RoleRecorder:
		return in.recorder(one(a), &call{at: at})
	case sdks.RoleCount: // judged where it is stored
		return nil
	default: // attaches tags, in what is found
	}
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
			return in.effectOf(st, ref, role, at).guardedBy(a)
		}
		if in.plain(a) || role == sdks.RoleHTTP && bare(a.T) == "net/http.Transport" {
			return nil
		}
		return Effect{in.use(a, role, at)}
	case Run:
		if role == sdks.RoleContext {
			return nil
		}
		if role == sdks.RoleHTTP || role == sdks.RoleMiddleware {
			// An HTTP client is seldom there for the tags: what becomes of requests
			// without one tells whether they are missing.
			return Effect{{K: Maybe, Role: role, Why: a.S, At: a.At}}
		}
		return Effect{{K: Maybe, Role: role, Val: one(a), Why: a.S, At: a.At}}
	}
	switch role {
	case sdks.RoleTag, sdks.RoleRecorder, sdks.RoleUsage, sdks.RoleCount: // not in this form
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
	case sdks.RoleCallbacks:
		return in.sequence(st, one(a), at, in.beforeRequest)
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

// guardedBy notes that what a part of an input does counts where the input was
// found not to be nil.
func (e Effect) guardedBy(input *Atom) Effect {
	if !input.NonZero {
		return e
	}
	out := slices.Clone(e)
	for i, s := range e {
		c := *s
		c.key, c.Sub = "", make([]Effect, len(s.Sub))
		for j, sub := range s.Sub {
			c.Sub[j] = sub.guardedBy(input)
		}
		if part := s.Val; s.K == Use && part[0].S == input.S && strings.HasPrefix(part[0].P, input.P) {
			c.Val = one(part[0].with(func(n *Atom) { n.NonZero = true }))
		}
		out[i] = &c
	}
	return out
}

// plain reports whether a leaf is a default of the standard library or of an
// SDK, which attaches nothing.
func (in *Interp) plain(a *Atom) bool {
	if strings.HasPrefix(a.S, "&net/http.Default") {
		return true
	}
	pkg := packageOf(strings.TrimPrefix(a.S, "&"))
	return a.S[0] == '&' && in.prog.sdks.SDKOf(pkg) != nil && !in.prog.analysed(pkg)
}

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
			e = Effect{{K: Maybe, Val: one(a), Why: a.S, At: a.At}}
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

// use is the effect of a value that is known by name only: an input is the
// callers' duty, a package variable is set by nobody knows whom.
func (in *Interp) use(a *Atom, role sdks.Role, at ir.Pos) *Step {
	if a.S[0] == '&' {
		in.prog.unresolved = in.prog.unresolved || !in.settled(a)
		return &Step{K: Maybe, Why: "the package variable " + shortName(a.S) + ", which is set elsewhere", At: at}
	}
	return &Step{K: Use, Val: one(a), Role: role, At: at}
}
