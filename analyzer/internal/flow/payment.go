package flow

import (
	"maps"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// payment is a call of a function whose callers owe something.
type payment struct {
	fn    *ir.Func
	at    ir.Pos
	root  *ir.Func
	chain []Link
	args  []Value          // free of the heap
	fills map[string]Value // what the call has put into cells that callers fill; free of the heap
	objs  []int            // the objects whose fields those are
}

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
	args := make([]Value, len(c.args))
	for i, v := range c.args {
		args[i] = in.freeze(st, v, 0)
	}
	pay := &payment{fn: fn, at: c.at, root: in.root, chain: in.chain(), args: args}
	in.rec.payments = append(in.rec.payments, pay)
	in.payments = append(in.payments, pay)
	return pay
}

// filled notes what a call has put where.
func (in *Interp) filled(pay *payment, before heap, results Value, st *state) {
	made := map[int]bool{}
	in.reach(st, results, made)
	for obj, v := range st.heap.unlike(&before) {
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
	in.refill(pay, st)
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

// refill notes what the call's objects hold now.
func (in *Interp) refill(pay *payment, st *state) {
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
	if pay.fills == nil {
		pay.fills = map[string]Value{}
	}
	maps.Copy(pay.fills, fills)
}

// repay notes what the objects of calls hold when the function under analysis
// ends: what it changes in them after the call counts as well.
func (in *Interp) repay(end *state) {
	for _, pay := range in.payments {
		if slices.ContainsFunc(pay.objs, func(obj int) bool { _, alive := end.heap.get(obj); return alive }) {
			in.refill(pay, end)
		}
	}
}

// key identifies what a call has put where.
func (pay *payment) key() string {
	parts := make([]string, 0, len(pay.fills))
	for _, cell := range sortedKeys(pay.fills) {
		parts = append(parts, cell+"="+pay.fills[cell].Key())
	}
	return strings.Join(parts, "\n")
}

// argument returns what a call gives for an input of the function it calls.
func (pay *payment) argument(a *Atom) (Value, bool) {
	fn, i, ok := a.parameter()
	if !ok || fn != pay.fn.Name || i >= len(pay.args) || strings.Contains(a.P, "()") {
		return nil, false
	}
	v := pay.args[i]
	for step := range steps(a.P) {
		v = projectAll(v, step, "")
	}
	return v, len(v) > 0
}
