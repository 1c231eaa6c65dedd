package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Bounds of the interpretation. When one is hit the answer is unproven and
// the run counts it; no function in the practice repositories hits any.
const (
	maxDepth  = 14    // nested calls
	maxNested = 6     // of one function in itself
	maxUnroll = 64    // rounds of a loop over a literal
	maxRounds = 6     // rounds until a loop's state must rest
	maxInstrs = 40000 // instructions per function under analysis, large states counting more
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
	succeed         bool                   // the next function that runs is asked for what it does without an error
	ended           *state                 // where the program ends, or goes on forever
	limited         bool
}

// closure is a function literal made by the root, which runs at the root's
// end if nobody is seen to call it.
type closure struct {
	fn  *Atom
	at  ir.Pos
	ran bool
}

type frame struct {
	fn      *ir.Func
	regs    []Value
	at      ir.Pos // of the call
	path    string // the calls that lead here
	first   int    // the last object made before
	defers  []*ir.Instr
	results Value
	exit    *state
	lexical bool // a function literal, called where it was made

	succeeds  bool  // returns with an error do not count
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
		allocs: map[allocKey]int{}, madeBy: map[int]string{}, temps: map[string]int{}, kept: map[int]bool{}, optional: map[int]bool{}, literals: map[int]literal{}, requestLiterals: map[int]requestLiteral{},
	}
}

// run interprets fn with arguments and captured variables. The state is nil
// if fn does not return.
func (in *Interp) run(fn *ir.Func, args, free []Value, st *state, at ir.Pos, lexical bool) (Value, *state) {
	f := &frame{fn: fn, regs: make([]Value, fn.Registers), at: at, lexical: lexical, first: in.objects, succeeds: in.succeed}
	in.succeed = false
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
		f.results, f.exit, f.defers = nil, nil, nil
		in.body(f, st)
	}
	in.frames = in.frames[:len(in.frames)-1]
	return f.results, f.exit
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
	if f.exit == nil {
		return foreign("the result of a recursion that is not seen to end", at)
	}
	return in.freeze(f.exit, f.results, 0)
}

// anyOrder runs a function whose loops have several entries, block by block
// until the state rests.
func (in *Interp) anyOrder(f *frame, entry edge) {
	in.fixing++
	defer func() { in.fixing-- }()
	into := map[int]edge{0: entry}
	dirty := map[int]bool{0: true}
	for range maxRounds * len(f.fn.Order) {
		i := slices.IndexFunc(f.fn.Order, func(b int) bool { return dirty[b] })
		if i < 0 {
			return
		}
		b := f.fn.Order[i]
		delete(dirty, b)
		for _, e := range in.block(f, b, []edge{into[b]}) {
			old, ok := into[e.to]
			if !ok {
				into[e.to], dirty[e.to] = e, true
				continue
			}
			merged, same := in.widen(old, e)
			if !same {
				into[e.to], dirty[e.to] = merged, true
			}
		}
	}
	in.limited = true
}

// widen joins what comes round a loop into what entered it, and reports
// whether nothing is new.
func (in *Interp) widen(cur, next edge) (edge, bool) {
	merged := edge{from: cur.from, to: cur.to, st: in.joinStates(cur.st, next.st, true)}
	same := sameStates(merged.st, cur.st)
	for i := range cur.phis {
		mine, theirs := in.alike(cur.st, next.st, cur.phis[i], next.phis[i], 0)
		v := joinAt(mine, theirs, true)
		same = same && v.Key() == cur.phis[i].Key()
		merged.phis = append(merged.phis, v)
	}
	return merged, same
}

// region runs the blocks of a loop, or of the whole function if loop is -1,
// once, and returns the ways out of it and back to its head.
func (in *Interp) region(f *frame, loop int, entry []edge) (exits, backs []edge) {
	head, order := 0, f.fn.Order
	if loop >= 0 {
		head, order = f.fn.Loops[loop].Head, f.fn.Loops[loop].Blocks
	}
	pending := map[int][]edge{head: entry}
	send := func(edges []edge) {
		for _, e := range edges {
			switch {
			case loop >= 0 && e.to == head:
				backs = append(backs, e)
			case loop >= 0 && !in.inside(f.fn, loop, e.to):
				exits = append(exits, e)
			default:
				pending[e.to] = append(pending[e.to], e)
			}
		}
	}
	for _, b := range order {
		edges := pending[b]
		if len(edges) == 0 {
			continue // no path leads here
		}
		delete(pending, b)
		inner := f.fn.Blocks[b].Loop
		if inner != loop && f.fn.Loops[inner].Head == b && f.fn.Loops[inner].Parent == loop {
			live := make([]Value, len(f.fn.Loops[inner].LiveOut))
			for _, variant := range byVariant(edges) {
				out := in.loop(f, inner, variant)
				for i, r := range f.fn.Loops[inner].LiveOut {
					if len(out) > 0 {
						live[i] = join(live[i], f.regs[r])
					}
				}
				send(out)
			}
			for i, r := range f.fn.Loops[inner].LiveOut {
				f.regs[r] = live[i]
			}
			continue
		}
		send(in.block(f, b, edges))
	}
	return exits, backs
}

func (in *Interp) inside(fn *ir.Func, loop, block int) bool {
	for l := fn.Blocks[block].Loop; l >= 0; l = fn.Loops[l].Parent {
		if l == loop {
			return true
		}
	}
	return false
}

// loop runs a loop: round by round while its head decides each time, else
// until the state rests.
func (in *Interp) loop(f *frame, loop int, entry []edge) []edge {
	l := &f.fn.Loops[loop]
	var exits []edge
	live := make([]Value, len(l.LiveOut))
	cur := entry
	for range maxUnroll {
		out, backs := in.region(f, loop, cur)
		if skipped := in.skippable(f, l, cur); skipped != nil && len(backs) > 0 {
			backs = append(backs, *skipped)
		}
		if len(backs) > 0 && !in.decided(f, l) {
			break // nobody knows how often from here on
		}
		exits = append(exits, out...)
		if len(out) > 0 {
			for i, r := range l.LiveOut {
				live[i] = join(live[i], f.regs[r])
			}
		}
		if len(backs) == 0 || in.exhausted() {
			for i, r := range l.LiveOut {
				f.regs[r] = live[i]
			}
			return exits
		}
		cur = []edge{in.joinEdges(backs)}
	}
	exits = append(exits, in.fixpoint(f, loop, cur)...)
	for i, r := range l.LiveOut {
		f.regs[r] = join(live[i], f.regs[r])
	}
	return exits
}

// skippable returns the way around the last round of a loop over a map, if the
// round's entry is in the map on some paths only.
func (in *Interp) skippable(f *frame, l *ir.Loop, entry []edge) *edge {
	for i := range f.fn.Blocks[l.Head].Instrs {
		ins := &f.fn.Blocks[l.Head].Instrs[i]
		if ins.Op != ir.Next {
			continue
		}
		it, ok := in.operand(f, nil, ins.Args[0]).only()
		if !ok || it.K != Iter || !in.optional[it.N] {
			return nil
		}
		delete(in.optional, it.N)
		e := in.joinEdges(entry)
		e.st = e.st.clone()
		if n, ok := e.st.heap[it.N].number(); ok {
			e.st.heap[it.N] = integer(n + 1)
			return &e
		}
	}
	return nil
}

// decided reports whether the branch at the loop's head, or at its end where
// the loop has its condition there, chose one way in the last round.
func (in *Interp) decided(f *frame, l *ir.Loop) bool {
	for _, b := range append([]int{l.Head}, f.fn.Blocks[l.Head].Preds...) {
		instrs := f.fn.Blocks[b].Instrs
		last := &instrs[len(instrs)-1]
		if last.Op != ir.If || !slices.Contains(l.Blocks, b) || !slices.ContainsFunc(f.fn.Blocks[b].Succs, func(s int) bool { return !slices.Contains(l.Blocks, s) }) {
			continue // it does not leave the loop
		}
		_, known := in.operand(f, nil, last.Args[0]).truth()
		return known
	}
	return false
}

func (in *Interp) fixpoint(f *frame, loop int, entry []edge) []edge {
	in.fixing++
	defer func() { in.fixing-- }()
	cur := in.joinEdges(entry)
	var exits []edge
	for range maxRounds {
		var backs []edge
		exits, backs = in.region(f, loop, []edge{cur})
		if len(backs) == 0 || in.exhausted() {
			return exits
		}
		next := in.joinEdges(backs)
		merged, same := in.widen(cur, next)
		if same {
			if len(exits) == 0 {
				in.end(cur.st) // it never ends
			}
			return exits
		}
		cur = merged
	}
	in.limited = true
	return exits
}

// joinEdges makes one edge of several into the same block.
func (in *Interp) joinEdges(edges []edge) edge {
	out := edges[0]
	for _, e := range edges[1:] {
		phis := make([]Value, len(out.phis))
		for i := range phis {
			phis[i] = join(out.phis[i], e.phis[i])
		}
		out = edge{from: out.from, to: out.to, st: in.joinStates(out.st, e.st, false), phis: phis}
	}
	return out
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
			v, next := in.exec(f, ins, st)
			if next == nil {
				return nil // the path ends in a callee
			}
			st = next
			if ins.Dst >= 0 {
				f.regs[ins.Dst] = v
				delete(st.refined, refineKey{f, ins.Dst})
			}
		}
	}
	return nil
}

// fork goes on once for each length of a slice, where a loop begins by asking
// for it: then the loop runs exactly.
func (in *Interp) fork(f *frame, b, i int, e edge, st *state) ([]edge, bool) {
	ins := &f.fn.Blocks[b].Instrs[i]
	if ins.Op != ir.Call || ins.Mode != ir.Builtin || ins.Sym != "len" || ins.Args[0] < 0 || in.fixing > 0 {
		return nil, false
	}
	lists := in.lists(st, in.operand(f, st, ins.Args[0]))
	if len(lists) < 2 {
		return nil, false
	}
	var out []edge
	for k, l := range lists {
		mine := st.clone()
		mine.refine(f, ins.Args[0], one(&Atom{K: List, L: l}))
		mine.refine(f, ins.Dst, integer(len(l)))
		f.regs[ins.Dst] = integer(len(l))
		for _, o := range in.blockFrom(f, b, i+1, e, mine) {
			o.variant = k + 1
			out = append(out, o)
		}
	}
	return out, true
}

// lists returns the slices that a value may be, if each is known and they
// differ in length.
func (in *Interp) lists(st *state, v Value) [][]Item {
	var out [][]Item
	for _, a := range v {
		if a.K != List && a.K != Ref || in.isMap(st, a) {
			return nil
		}
		more, ok := expand(in.atomItems(st, a))
		if !ok || len(out)+len(more) > 8 {
			return nil
		}
		out = append(out, more...)
	}
	for _, l := range out {
		if len(l) != len(out[0]) {
			return out
		}
	}
	return nil
}

func byVariant(edges []edge) [][]edge {
	var out [][]edge
	for _, e := range edges {
		i := slices.IndexFunc(out, func(g []edge) bool { return g[0].variant == e.variant })
		if i < 0 {
			out = append(out, []edge{e})
		} else {
			out[i] = append(out[i], e)
		}
	}
	return out
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
	if f.succeeds && failure(v) {
		return
	}
	if len(in.frames) == 1 {
		in.noteRequests(st, v)
	} else {
		st.forget(f)
		in.sweep(f, st, v)
	}
	if f.exit == nil {
		f.results, f.exit = v, st
		return
	}
	v, st = in.alignResults(f, v, st)
	f.results, f.exit = join(f.results, v), in.joinStates(f.exit, st, false)
}

// failure reports whether a result is surely not nil.
func failure(v Value) bool {
	return len(v) > 0 && !slices.ContainsFunc(v, func(a *Atom) bool { return a.K == Zero || !a.NonZero })
}

// sweep drops the objects that the function made and that nobody can reach
// after this return: what a path left in them that ends in an error says
// nothing of those that go on.
func (in *Interp) sweep(f *frame, st *state, results Value) {
	live := map[int]bool{}
	seen := map[*Atom]bool{} // values share parts
	var mark func(v Value)
	mark = func(v Value) {
		for _, a := range v {
			if seen[a] {
				continue
			}
			seen[a] = true
			if a.K == Ref || a.K == Iter {
				if live[a.N] {
					continue
				}
				live[a.N] = true
				mark(st.heap[a.N])
			}
			for _, w := range a.V {
				mark(w)
			}
			for _, field := range a.F {
				mark(field.V)
			}
			markItems(a.L, mark)
			markEffect(a.E, mark)
		}
	}
	mark(results)
	for obj := range in.kept {
		mark(st.heap[obj])
	}
	for obj, v := range st.heap {
		if _, symbolic := in.leafOf[obj]; obj <= f.first || symbolic {
			mark(v)
		}
	}
	for obj := range st.heap {
		_, symbolic := in.leafOf[obj]
		if obj > f.first && !live[obj] && !symbolic && !in.kept[obj] {
			delete(st.heap, obj)
		}
	}
}

func markItems(items []Item, mark func(Value)) {
	for _, it := range items {
		mark(it.V)
		markItems(it.Star, mark)
		for _, alt := range it.Alt {
			markItems(alt, mark)
		}
		if it.Splat != nil {
			mark(one(it.Splat))
		}
	}
}

func markEffect(e Effect, mark func(Value)) {
	for _, s := range e {
		mark(s.Key)
		mark(s.Val)
		for _, sub := range s.Sub {
			markEffect(sub, mark)
		}
	}
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

// branch follows the ways that the condition leaves open.
func (in *Interp) branch(f *frame, b int, ins *ir.Instr, st *state) []edge {
	succs := f.fn.Blocks[b].Succs
	if val, known := in.operand(f, st, ins.Args[0]).truth(); known && !in.unset(f, ins.Args[0]) {
		if val {
			return []edge{in.edgeTo(f, b, succs[0], st)}
		}
		return []edge{in.edgeTo(f, b, succs[1], st)}
	}
	yes, no := st, st.clone()
	var out []edge
	if in.assume(f, b, ins.Args[0], yes, true) {
		out = append(out, in.edgeTo(f, b, succs[0], yes))
	}
	if in.assume(f, b, ins.Args[0], no, false) {
		out = append(out, in.edgeTo(f, b, succs[1], no))
	}
	return out
}

// assume narrows st to the paths on which the condition in register cond has
// the given truth; false means there are none.
func (in *Interp) assume(f *frame, b, cond int, st *state, truth bool) bool {
	if cond < 0 {
		return true
	}
	def := f.fn.Definition(cond)
	if def == nil {
		return true
	}
	switch def.Op {
	case ir.Not:
		return in.assume(f, b, def.Args[0], st, !truth)
	case ir.Extract, ir.Load:
		return in.narrow(f, b, cond, st, !truth) // v, ok := …; a variable
	case ir.BinOp:
		if def.Sym != "==" && def.Sym != "!=" {
			return in.assumeLength(f, b, def, st, truth)
		}
		x, y := def.Args[0], def.Args[1]
		if in.isZero(f, st, x) {
			x, y = y, x
		}
		if !in.isZero(f, st, y) {
			return true
		}
		return in.narrow(f, b, x, st, (def.Sym == "==") == truth)
	}
	return true
}

// assumeLength understands len(x) > 0 and len(x) == 0.
func (in *Interp) assumeLength(f *frame, b int, def *ir.Instr, st *state, truth bool) bool {
	if def.Sym == ">" && in.isZero(f, st, def.Args[1]) {
		return in.narrow(f, b, def.Args[0], st, !truth)
	}
	return true
}

func (in *Interp) isZero(f *frame, st *state, arg int) bool {
	a, ok := in.operand(f, st, arg).only()
	return ok && (a.K == Zero || a.K == Int && a.N == 0)
}

// narrow keeps of register reg what is zero, or what is not, and does the
// same to the variable it was just loaded from.
func (in *Interp) narrow(f *frame, b, reg int, st *state, isZero bool) bool {
	v := in.operand(f, st, reg)
	if reg < 0 {
		return true
	}
	def := f.fn.Definition(reg)
	if def != nil && def.Op == ir.Call && def.Sym == "(net/http.Header).Get" && !isZero {
		// A header that is there already is attached.
		in.mapUpdate(st, in.operand(f, st, def.Args[0]), &Step{
			K: Set, Key: canonical(in.operand(f, st, def.Args[1])), Val: runtime("a header that is there already", def.At), At: def.At,
		})
	}
	if def != nil && def.Op == ir.Call && def.Mode == ir.Builtin && def.Sym == "len" {
		return in.narrow(f, b, def.Args[0], st, isZero)
	}
	kept := in.filter(v, isZero)
	if len(kept) == 0 && isZero && in.unset(f, reg) {
		st.refine(f, reg, zero)
		return true // the variable itself stays: finding it unset does not store in it
	}
	if len(kept) == 0 {
		return false
	}
	st.refine(f, reg, kept)
	if def != nil && def.Op == ir.Extract {
		in.narrowTuple(f, b, def, st, isZero)
	}
	if def != nil && def.Op == ir.Field && def.Args[0] >= 0 {
		whole := in.writeAs(in.operand(f, st, def.Args[0]), "."+def.Sym, []string{def.Type}, kept, true)
		st.refine(f, def.Args[0], whole)
	}
	if def != nil && def.Op == ir.Load {
		addr := in.operand(f, st, def.Args[0])
		if a, ok := addr.only(); ok {
			if ref, ok := in.address(st, a); ok && in.loadAtom(st, ref).Key() == v.Key() {
				st.heap[ref.N] = in.write(st.heap[ref.N], ref.P, kept)
			}
		}
	}
	return true
}

// narrowTuple keeps of all results of a call those that can come with the one
// that a branch has looked at: opts with a nil err.
func (in *Interp) narrowTuple(f *frame, b int, def *ir.Instr, st *state, isZero bool) {
	var kept Value
	for _, t := range in.operand(f, st, def.Args[0]) {
		if t.K != Tuple || def.N >= len(t.V) || len(in.filter(t.V[def.N], isZero)) > 0 {
			kept = append(kept, t)
		}
	}
	st.refine(f, def.Args[0], kept)
	for range 4 {
		instrs := f.fn.Blocks[b].Instrs
		for i := range instrs {
			if e := &instrs[i]; e.Op == ir.Extract && e.Args[0] == def.Args[0] && e.Dst != def.Dst {
				st.refine(f, e.Dst, extract(kept, e.N))
			}
			if e := &instrs[i]; e.Op == ir.Store {
				in.restore(f, e, def.Args[0], kept, st)
			}
		}
		if len(f.fn.Blocks[b].Preds) != 1 {
			return
		}
		b = f.fn.Blocks[b].Preds[0]
	}
}

// restore narrows a variable into which a result was stored, if it still
// holds it.
func (in *Interp) restore(f *frame, store *ir.Instr, tuple int, kept Value, st *state) {
	from := f.fn.Definition(store.Args[1])
	if from == nil || from.Op != ir.Extract || from.Args[0] != tuple {
		return
	}
	addr := in.operand(f, st, store.Args[0])
	a, ok := addr.only()
	if !ok || a.K != Ref {
		return
	}
	if in.loadAtom(st, a).Key() == f.regs[store.Args[1]].Key() {
		st.heap[a.N] = in.write(st.heap[a.N], a.P, extract(kept, from.N))
	}
}

func (in *Interp) filter(v Value, isZero bool) Value {
	var out Value
	for _, a := range v {
		switch a.K {
		case Zero:
			if isZero {
				out = join(out, one(a))
			}
		case Run:
			switch {
			case !isZero:
				out = join(out, one(a.with(func(c *Atom) { c.NonZero = true })))
			case !a.NonZero:
				out = join(out, one(a))
			}
		case Leaf:
			switch {
			case !isZero:
				out = join(out, one(a.with(func(c *Atom) { c.NonZero = true })))
			case !a.NonZero:
				out = join(out, zero)
			}
		case List:
			n, fixed := length(a.L)
			if !fixed || (n == 0) == isZero {
				out = join(out, one(a))
			}
		case Bool:
			if (a.N == 0) == isZero {
				out = join(out, one(a))
			}
		default:
			if !isZero {
				out = join(out, one(a))
			}
		}
	}
	return out
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
