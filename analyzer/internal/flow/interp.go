package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Bounds of the interpretation. When one is hit the answer is unproven, as a
// rule, and the run counts it.
const (
	maxDepth  = 14    // nested calls
	maxChain  = 60    // nested calls of functions of a few instructions, such as those that pass options on
	maxNested = 6     // of one function in itself
	maxUnroll = 64    // rounds of a loop over a literal
	maxRounds = 6     // rounds until a loop's state must rest
	maxInstrs = 20000 // instructions per function under analysis, large states counting more
)

// Interp interprets one function under analysis (the root) and what it calls.
type Interp struct {
	prog            *Program
	root            *ir.Func
	rec             *Record
	objects         int
	symbolic        map[string]int // object of a symbolic pointer, by leaf
	leafOf          map[int]*Atom
	arrayLen        map[int]int // length of array objects
	steps           int
	frames          []*frame
	probes          []*probe // transports whose effect is being found out
	closures        map[string]*closure
	unrun           []string // keys of closures in the order they were made
	allocs          map[allocKey]int
	madeBy          map[int]string // the function that made an object, unless it is the root
	madeAt          map[int]Link   // the call in the root's package that made it
	temps           map[string]int
	kept            map[int]bool           // temporary objects and constructions: they outlive their function
	literals        map[int]literal        // constructions by composite literal, by object
	requestLiterals map[int]requestLiteral // HTTP requests that no constructor made, by object
	optional        map[int]bool           // map iterators whose last entry may be missing
	quiet           int                    // depth of probes: closures they make do not run on their own
	fixing          int                    // depth of loops that run to a fixed point
	lenient         bool                   // what seems to be nil is something that is not seen; only sites are noted that were not before
	handed          bool                   // an input went where only its caller knows what it does
	sited           bool                   // a site was seen
	origin          []Link                 // where the function literal was made that runs next
	succeed         bool                   // the next function that runs is asked for what it does without an error
	ended           *state                 // where the program ends, or goes on forever
	limited         bool
	asked           bool // a billed call was made
	payments        []*payment
	endings         endings   // of the call that has just come to its end
	direct          *ir.Instr // that call, if it is one by the function's name
}

// closure is a function literal made by the root, which runs at the root's
// end if nobody is seen to call it.
type closure struct {
	fn   *Atom
	at   ir.Pos
	ran  bool
	made []*frame // the functions that run where it is made, the root first
}

type frame struct {
	fn      *ir.Func
	regs    []Value
	at      ir.Pos // of the call
	path    string // the calls that lead here
	first   int    // the last object made before
	defers  []*ir.Instr
	endings endings
	lexical bool   // a function literal, called where it was made
	left    bool   // has come to its end: a function literal that it made runs
	made    []Link // of a function literal that another function made: the calls in which it did; nil if those are not seen

	succeeds  bool  // returns with an error, or with an answer, do not count
	recurs    bool  // a path came to a call of the function itself
	again     bool  // the function runs for the second time, with
	recursive Value // what such calls return
}

// edge is a way into a block.
type edge struct {
	variant  int // which of several slices the path goes on with; see (*Interp).fork
	from, to int
	st       *state
	phis     []Value
}

func newInterp(p *Program, root *ir.Func, rec *Record) *Interp {
	return &Interp{
		prog: p, root: root, rec: rec, symbolic: map[string]int{}, leafOf: map[int]*Atom{},
		arrayLen: map[int]int{}, closures: map[string]*closure{},
		allocs: map[allocKey]int{}, madeBy: map[int]string{}, madeAt: map[int]Link{}, temps: map[string]int{}, kept: map[int]bool{}, optional: map[int]bool{}, literals: map[int]literal{}, requestLiterals: map[int]requestLiteral{},
	}
}

func (in *Interp) body(f *frame, st *state) {
	entry := edge{from: -1, to: 0, st: st}
	if f.fn.Reducible {
		in.region(f, -1, []edge{entry})
	} else {
		in.anyOrder(f, entry)
	}
}

// recursive returns the result of a function's recursive calls.
func (in *Interp) recursive(f *frame, at ir.Pos) Value {
	results, exit := in.comesTo(f)
	if exit == nil {
		return foreign("the result of a recursion that is not seen to end", at)
	}
	return in.freeze(exit, results, 0)
}

// block runs one block and returns the ways out of it.
func (in *Interp) block(f *frame, b int, entry []edge) []edge {
	e := in.joinEdges(in.aligned(f, entry))
	return in.blockFrom(f, b, 0, e, e.st.clone()) // the edge may be needed again
}

func (in *Interp) blockFrom(f *frame, b, start int, e edge, st *state) []edge {
	instrs := f.fn.Blocks[b].Instrs
	phi := 0
	for i := start; i < len(instrs); i++ {
		ins := &instrs[i]
		if in.steps++; in.exhausted() {
			in.limited = true
			if isInitializer(in.root) {
				in.end(st) // the variables that have their values keep them
			}
			return nil
		}
		switch ins.Op {
		case ir.Phi:
			if phi < len(e.phis) {
				f.regs[ins.Dst] = e.phis[phi]
				delete(st.refined, refineKey{f, ins.Dst})
			}
			phi++
		case ir.If:
			return in.branch(f, b, ins, st)
		case ir.Jump:
			return []edge{in.edgeTo(f, b, f.fn.Blocks[b].Succs[0], st)}
		case ir.Return:
			in.ret(f, ins, st)
			return nil
		case ir.Panic:
			return nil
		default:
			if out, ok := in.fork(f, b, i, e, st); ok {
				return out
			}
			in.direct = nil
			v, next := in.exec(f, ins, st)
			if next == nil {
				return nil // the path ends in a callee
			}
			st = next
			if ins.Dst >= 0 {
				f.regs[ins.Dst] = v
				delete(st.refined, refineKey{f, ins.Dst})
			}
			if ins.Op == ir.Call && in.endings[0].exit != nil {
				if out, ok := in.afterCall(f, b, i); ok {
					return out
				}
			}
		}
	}
	return nil
}

// end notes the state of a path that does not come back to the caller though
// nothing failed: a program that ends, or a server's loop.
func (in *Interp) end(st *state) {
	if in.quiet > 0 {
		return
	}
	if in.ended == nil {
		in.ended = st.clone()
	} else {
		in.ended = in.joinStates(in.ended, st, false)
	}
}

// gone is what comes of using a nil pointer or function: no path goes on.
func (in *Interp) gone(at ir.Pos) Value {
	if in.lenient {
		return foreign("what seems to be nil here", at)
	}
	return nil
}

func (in *Interp) exhausted() bool { return in.steps > maxInstrs }

func (in *Interp) ret(f *frame, ins *ir.Instr, st *state) {
	var v Value
	switch len(ins.Args) {
	case 0:
		v = zero
	case 1:
		v = in.operand(f, st, ins.Args[0])
	default:
		t := &Atom{K: Tuple}
		for _, a := range ins.Args {
			t.V = append(t.V, in.operand(f, st, a))
		}
		v = one(t)
	}
	if f.succeeds && unsent(v) {
		return
	}
	if len(in.frames) == 1 {
		in.noteRequests(st, v)
	} else {
		st.forget(f)
		in.sweep(f, st, v)
	}
	in.addReturn(f, v, st)
}

// failure reports whether a result is surely not nil.
func failure(v Value) bool {
	return len(v) > 0 && !slices.ContainsFunc(v, func(a *Atom) bool { return a.K == Zero || !a.NonZero })
}

// edgeTo captures what the target's phis get, before registers change.
func (in *Interp) edgeTo(f *frame, from, to int, st *state) edge {
	e := edge{from: from, to: to, st: st}
	block := &f.fn.Blocks[to]
	which := 0
	for i, p := range block.Preds {
		if p == from {
			which = i
			break
		}
	}
	for i := range block.Instrs {
		if block.Instrs[i].Op != ir.Phi {
			break
		}
		e.phis = append(e.phis, in.operand(f, st, block.Instrs[i].Args[which]))
	}
	return e
}

// operand returns the value of a register or constant.
func (in *Interp) operand(f *frame, st *state, arg int) Value {
	if arg >= 0 {
		if st != nil && st.refined != nil {
			if v, ok := st.refined[refineKey{f, arg}]; ok {
				return v
			}
		}
		return f.regs[arg]
	}
	c := &f.fn.Consts[^arg]
	switch c.Kind {
	case ir.None, ir.Zero:
		return zero
	case ir.String:
		return str(c.S, f.fn.At)
	case ir.Int:
		return integer(int(c.N))
	case ir.Bool:
		return boolean(c.N == 1)
	case ir.Function:
		return one(&Atom{K: Fn, S: c.S})
	case ir.Global:
		name := shortName(c.S)
		return one(&Atom{K: Leaf, S: "&" + c.S, C: c.S, NonZero: strings.HasPrefix(name, "Err") || name == "EOF"})
	case ir.Opaque:
	}
	return runtime("a constant", f.fn.At)
}

// run interprets fn with arguments and captured variables. The state is nil
// if fn does not return.
func (in *Interp) run(fn *ir.Func, args, free []Value, st *state, at ir.Pos, lexical bool) (Value, *state) {
	f := &frame{fn: fn, regs: make([]Value, fn.Registers), at: at, lexical: lexical, first: in.objects, succeeds: in.succeed, made: in.origin}
	in.succeed, in.origin = false, nil
	if n := len(in.frames); n > 0 {
		f.path = in.frames[n-1].path + "/" + at.String()
	}
	for i := range fn.Params {
		if i < len(args) {
			f.regs[i] = args[i]
		} else {
			f.regs[i] = runtime("an argument that is not seen", at)
		}
	}
	for i := range fn.Free {
		if i < len(free) {
			f.regs[len(fn.Params)+i] = free[i]
		}
	}
	in.frames = append(in.frames, f)
	in.body(f, st)
	if f.recurs {
		// What the paths without recursion come to is what the recursive calls
		// come to on the others.
		f.again, f.recursive = true, in.recursive(f, at)
		f.endings, f.defers = endings{}, nil
		in.body(f, st)
	}
	in.endings = endings{}
	results, exit := in.comesTo(f)
	in.frames = in.frames[:len(in.frames)-1]
	return results, exit
}
