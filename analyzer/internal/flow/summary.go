package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Summary is what callers need to know of a function whose sites do not depend
// on its inputs: following it again, from each of its callers, would say
// nothing that following it by itself has not said.
type Summary struct {
	Func   string
	Result Value
}

// summarize notes whether fn, which was just followed by itself, need not be
// followed from its callers.
func (in *Interp) summarize(fn *ir.Func, results Value, end *state) {
	if fn.Lexical || isInit(fn) || end == nil {
		return
	}
	if in.limited {
		// Too large to be followed to its end: from callers even more so.
		results = runtime("the result of "+fn.Display+", which is too large to be followed", fn.At)
	} else if !in.closed(fn, results, end) {
		return
	}
	in.prog.summaries[fn.Name] = in.freeze(end, results, 0)
}

// closed reports whether all that a function does for tags is independent of
// what it is given.
func (in *Interp) closed(fn *ir.Func, results Value, end *state) bool {
	if in.handed || !plainResult(results, 0) {
		return false
	}
	for obj, leaf := range in.leafOf {
		if v, ok := end.heap[obj]; ok && v.Key() != in.entered(leaf).Key() {
			return false // it changes what it is given, or a package variable
		}
	}
	if in.rec.silent {
		return !in.sited
	}
	for _, e := range in.rec.events {
		if e.Root == fn && (e.Effect.dependsOn(fn) || dependsOn(e.Senders, fn, 0) || dependsOn(e.URL, fn, 0)) {
			return false
		}
	}
	return true
}

// entered returns what a symbolic object held when the function was entered.
func (in *Interp) entered(leaf *Atom) Value { return in.initial(leaf) }

// plainResult reports whether a result has no address in it, by which two of
// its callers would share something.
func plainResult(v Value, depth int) bool {
	return depth < 4 && !slices.ContainsFunc(v, func(a *Atom) bool {
		switch a.K {
		case Zero, Str, Int, Bool, Client:
			return len(a.F) > 0 || len(a.V) > 0
		case Run:
			return false
		case Cat, Tuple:
			return slices.ContainsFunc(a.V, func(w Value) bool { return !plainResult(w, depth+1) })
		}
		return true
	})
}

// dependsOn reports whether a value has an input of fn in it.
func dependsOn(v Value, fn *ir.Func, depth int) bool {
	if depth > 8 {
		return true
	}
	var inItems func(items []Item) bool
	inItems = func(items []Item) bool {
		return slices.ContainsFunc(items, func(it Item) bool {
			return dependsOn(it.V, fn, depth+1) || inItems(it.Star) || slices.ContainsFunc(it.Alt, inItems) ||
				it.Splat != nil && dependsOn(one(it.Splat), fn, depth+1)
		})
	}
	return slices.ContainsFunc(v, func(a *Atom) bool {
		return a.K == Leaf && a.S[0] != '&' && strings.HasPrefix(a.S, fn.Name) ||
			slices.ContainsFunc(a.V, func(w Value) bool { return dependsOn(w, fn, depth+1) }) ||
			slices.ContainsFunc(a.F, func(f FieldValue) bool { return dependsOn(f.V, fn, depth+1) }) ||
			inItems(a.L) || a.E.dependsOn(fn) || a.K == Struct && a.Base != nil && dependsOn(one(a.Base), fn, depth+1)
	})
}

func (e Effect) dependsOn(fn *ir.Func) bool {
	return slices.ContainsFunc(e, func(s *Step) bool {
		return dependsOn(s.Key, fn, 0) || dependsOn(s.Val, fn, 0) || slices.ContainsFunc(s.Sub, func(sub Effect) bool { return sub.dependsOn(fn) })
	})
}

// summarized returns the result of a call that need not be followed.
func (in *Interp) summarized(c *call, fn *ir.Func, st *state) (Value, bool) {
	v, ok := in.prog.summaries[fn.Name]
	if !ok || len(in.probes) > 0 || in.hands(st, c.args) {
		return nil, false
	}
	return v, true
}

// hands reports whether arguments are such that a function may use them out of
// its own sight: call them, send them, or give them away.
func (in *Interp) hands(st *state, args []Value) bool {
	return slices.ContainsFunc(args, func(v Value) bool {
		return slices.ContainsFunc(v, func(a *Atom) bool {
			switch a.K {
			case Fn, Client, Opt, Map:
				return true
			case List:
				return in.hands(st, []Value{anyOf(a.L)})
			case Ref:
				if _, array := in.arrayLen[a.N]; array && a.P == "" {
					return in.hands(st, []Value{anyOf(in.arrayItems(st, a))})
				}
				return in.isMap(st, a) || in.prog.tracked(a.T) || bare(a.T) == requestType
			case Struct:
				return in.prog.tracked(a.T)
			}
			return false
		})
	})
}
