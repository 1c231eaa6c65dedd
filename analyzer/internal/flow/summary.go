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
	Large  bool // it was not followed to its end
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
	in.prog.summaries[fn.Name] = Summary{fn.Name, in.freeze(end, results, 0), in.limited}
}

// closed reports whether all that a function does for tags is independent of
// what it is given.
func (in *Interp) closed(fn *ir.Func, results Value, end *state) bool {
	if in.handed || !plainResult(results, 0) {
		return false
	}
	for obj, leaf := range in.leafOf {
		if v, ok := end.heap.get(obj); ok && !untouched(v, leaf.S, leaf.P) && !v.equal(in.initial(leaf)) {
			return false // it changes what it is given, or a package variable
		}
	}
	if in.rec.silent {
		return !in.sited
	}
	for _, e := range in.rec.events {
		if e.Root == fn && e.Site.Kind == Request && slices.ContainsFunc(in.rec.sent[e.ID], func(s *Sending) bool { return s.Effect.some(input(fn)) }) {
			return false
		}
		if e.Root == fn && (e.Effect.some(input(fn)) || e.Senders.some(input(fn)) || e.URL.some(input(fn)) || len(in.rec.Owed(in.prog, e)) > 0) {
			return false
		}
	}
	return true
}

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

// input reports whether an atom is an input of fn.
func input(fn *ir.Func) func(*Atom) bool {
	return func(a *Atom) bool { return a.K == Leaf && a.S[0] != '&' && strings.HasPrefix(a.S, fn.Name) }
}

// summarized returns the result of a call that need not be followed.
func (in *Interp) summarized(c *call, fn *ir.Func, st *state) (Value, bool) {
	s, ok := in.prog.summaries[fn.Name]
	if !ok {
		s, ok = in.prog.tooLarge[fn.Name]
	}
	if !ok || len(in.probes) > 0 || in.prog.reruns.fills != nil || in.hands(st, c.args) {
		return nil, false
	}
	if s.Large {
		in.unfollowed(c, fn, st)
	}
	return s.Result, true
}

// unfollowed notes a call that gives a provider's address to a function that is
// too large to be followed: it may send a request there.
func (in *Interp) unfollowed(c *call, fn *ir.Func, st *state) {
	if in.quiet > 0 || !in.prog.sending(fn) {
		return
	}
	for _, arg := range c.args {
		in.freeze(st, arg, 0).some(func(a *Atom) bool {
			in.handed = in.handed || input(in.root)(a) // its callers' address
			url := one(a)
			if _, known := target(a); !known {
				return false
			}
			if request := in.rec.request(in, c, runtime("a method", c.at), url); request != nil {
				unknown := Effect{{K: Maybe, Why: fn.Display + " is too large to be followed", At: c.at}}
				in.rec.note(request, &Sending{Effect: unknown, At: c.at})
			}
			return true
		})
	}
}

// hands reports whether arguments are such that a function may use them out of
// its own sight: call them, send them, or give them away.
func (in *Interp) hands(st *state, args []Value) bool {
	return slices.ContainsFunc(args, func(v Value) bool {
		return slices.ContainsFunc(v, func(a *Atom) bool {
			switch a.K {
			case Fn, Client, Opt, Map:
				return true
			case Run:
				return a.isEstimate()
			case List:
				return in.hands(st, []Value{anyOf(a.L)})
			case Ref:
				if _, array := in.arrayLen[a.N]; array && a.P == "" {
					return in.hands(st, []Value{anyOf(in.arrayItems(st, a))})
				}
				return in.isMap(st, a) || in.prog.tracked(a.T) || bare(a.T) == requestType
			case Struct:
				return in.prog.tracked(a.T) || a.T == contextType
			}
			return false
		})
	})
}
