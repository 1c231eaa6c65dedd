package flow

import (
	"maps"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// payment is a call of a function whose callers may owe something. Few do: what the
// call gives is made free of the heap when somebody asks for it.
type payment struct {
	fn    *ir.Func
	at    ir.Pos
	root  *ir.Func
	chain []Link
	in    *Interp // which has looked at it
	given []Value // the arguments, which before holds
	objs  []int   // the objects whose fields the call has filled

	before *state   // the heap as the call found it
	after  []*state // as it left it, and at the end of the root

	args  []Value          // see arguments
	fills map[string]Value // see filled
}

// arguments returns what the call gives, free of the heap.
func (pay *payment) arguments() []Value {
	if pay.args == nil {
		pay.args = make([]Value, len(pay.given))
		for i, v := range pay.given {
			pay.args[i] = pay.in.freeze(pay.before, v, 0)
		}
	}
	return pay.args
}

// filled returns what the call has put into cells that callers fill, and what its
// root has done to that afterwards, free of the heap.
func (pay *payment) filled() map[string]Value {
	if pay.fills == nil {
		pay.fills = map[string]Value{}
		for _, st := range pay.after {
			maps.Copy(pay.fills, pay.in.fillsOf(pay, st))
		}
	}
	return pay.fills
}

// onlyHeap returns a state of which the heap is kept.
func onlyHeap(st *state) *state { return &state{heap: st.heap.clone()} }

// findMakers notes the functions from whose parameters fields are filled, and
// those fields.
func (p *Program) findMakers() {
	p.makers, p.filledBy = map[string]bool{}, map[string][]string{}
	for _, name := range sortedKeys(p.cells) {
		found := false
		p.cells[name].Direct.some(func(a *Atom) bool {
			if fn, _, ok := a.parameter(); ok {
				p.makers[fn], found = true, true
			}
			return false
		})
		if i := strings.LastIndexByte(name, '.'); found && i > 0 {
			p.filledBy[name[:i]] = append(p.filledBy[name[:i]], name[i:])
		}
	}
}

// payers returns the functions of a package that were not looked at, for they
// touch nothing that tags ride on, and that call functions whose callers owe
// something.
func (p *Program) payers(rec *Record, own *Bundle, roots []*ir.Func) []*ir.Func {
	calls := map[*ir.Func]bool{}
	for _, e := range p.duties {
		for _, name := range rec.Owed(p, e) {
			calls[p.funcs[name]] = true
		}
	}
	for _, e := range rec.events {
		if e.Site.Kind.owing() {
			for _, name := range rec.Owed(p, e) {
				calls[p.funcs[name]] = true
			}
		}
	}
	if len(calls) == 0 {
		return nil
	}
	for grown := true; grown; {
		grown = false
		for _, fn := range p.funcs {
			if !calls[fn] && slices.ContainsFunc(p.callees(fn), func(callee *ir.Func) bool { return calls[callee] }) {
				calls[fn], grown = true, true
			}
		}
	}
	fresh := false
	for fn := range calls {
		if fn != nil && !p.matters(fn) {
			p.weight[fn], fresh = true, true
		}
	}
	if !fresh {
		return nil
	}
	var out []*ir.Func
	for _, fn := range own.Funcs {
		if calls[fn] && !isInit(fn) && !slices.Contains(roots, fn) {
			out = append(out, fn)
		}
	}
	return out
}

// pay notes a call of a function whose callers may owe something; nil for
// others.
func (in *Interp) pay(c *call, fn *ir.Func, st *state) *payment {
	if !in.prog.makers[fn.Name] || in.quiet > 0 || in.rec.silent || in.prog.SkipTests && strings.HasSuffix(in.root.At.File, "_test.go") {
		return nil
	}
	pay := &payment{fn: fn, at: c.at, root: in.root, chain: in.chain(), in: in, given: slices.Clone(c.args), before: onlyHeap(st)}
	in.rec.payments = append(in.rec.payments, pay)
	in.payments = append(in.payments, pay)
	return pay
}

// paid notes the objects that a call has made or changed.
func (in *Interp) paid(pay *payment, results Value, st *state) {
	made := map[int]bool{}
	in.reach(st, results, made)
	before := &pay.before.heap
	for obj, v := range st.heap.unlike(before) {
		was, old := before.get(obj)
		leaf, symbolic := in.leafOf[obj]
		switch {
		case !symbolic && !old:
			made[obj] = true
		case symbolic && leaf.S[0] == '&' && leaf.P == "" && (!old || !v.equal(was)):
			made[obj] = true
		}
	}
	pay.objs = sortedKeys(made)
	pay.after = append(pay.after, onlyHeap(st))
}

// reach collects the objects that a value leads to.
func (in *Interp) reach(st *state, v Value, seen map[int]bool) {
	v.some(func(a *Atom) bool {
		if _, symbolic := in.leafOf[a.N]; a.K == Ref && !symbolic && !seen[a.N] {
			seen[a.N] = true
			in.reach(st, st.heap.at(a.N), seen)
		}
		return false
	})
}

// fillsOf returns what the call's objects hold, by cell.
func (in *Interp) fillsOf(pay *payment, st *state) map[string]Value {
	fills := map[string]Value{}
	keep := func(cell string, v Value) { fills[cell] = join(fills[cell], in.freeze(st, v, 0)) }
	var structs func(a *Atom, depth int)
	structs = func(a *Atom, depth int) {
		if a.K != Struct && a.K != Zero || depth > 4 {
			return
		}
		for _, field := range in.prog.filledBy[bare(a.T)] {
			if a.K == Struct {
				keep(bare(a.T)+field, a.get(field))
			} else {
				keep(bare(a.T)+field, zero)
			}
		}
		for _, f := range a.F {
			for _, b := range f.V {
				structs(b, depth+1)
			}
		}
	}
	for _, obj := range pay.objs {
		v, alive := st.heap.get(obj)
		leaf, symbolic := in.leafOf[obj]
		switch {
		case alive && symbolic:
			keep(leaf.C, v)
		case alive:
			for _, a := range v {
				structs(a, 0)
			}
		}
	}
	return fills
}

// repay notes what the objects of calls hold when the function under analysis
// ends: what it changes in them after the call counts as well.
func (in *Interp) repay(end *state) {
	for _, pay := range in.payments {
		if slices.ContainsFunc(pay.objs, func(obj int) bool { _, alive := end.heap.get(obj); return alive }) {
			pay.after = append(pay.after, onlyHeap(end))
		}
	}
}

// key identifies what a call has put where.
func (pay *payment) key() string {
	fills := pay.filled()
	parts := make([]string, 0, len(fills))
	for _, cell := range sortedKeys(fills) {
		parts = append(parts, cell+"="+fills[cell].Key())
	}
	return strings.Join(parts, "\n")
}

// argument returns what a call gives for an input of the function it calls.
func (pay *payment) argument(a *Atom) (Value, bool) {
	fn, i, ok := a.parameter()
	if !ok || fn != pay.fn.Name || i >= len(pay.given) || strings.Contains(a.P, "()") {
		return nil, false
	}
	v := pay.arguments()[i]
	for step := range steps(a.P) {
		v = projectAll(v, step, "")
	}
	return v, len(v) > 0
}
