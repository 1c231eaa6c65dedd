package flow

import (
	"go/token"
	"maps"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Analyse interprets every function of a package and returns what it saw. The
// package's bundle is added to the program.
func (p *Program) Analyse(own *Bundle, main bool) *Record {
	p.add(own)
	p.own, p.mainPkg = own.Path, main
	// First what is stored where, then the sites: a method may be looked at
	// before the constructor that fills the fields it uses.
	p.settled, p.touched = false, map[string]bool{}
	if own.Foreign {
		p.settled = true // its functions are followed where they are called
		return newRecord(true)
	}
	first := newRecord(true)
	earlier := maps.Clone(p.summaries)
	var roots []*ir.Func
	for _, fn := range own.Funcs {
		if isInit(fn) {
			continue // the package's initializer calls it
		}
		if p.matters(fn) || fn.Name == own.Path+".init" || p.isSmall(fn) && p.stores(fn) {
			roots = append(roots, fn)
		}
	}
	roots = p.bottomUp(roots)
	p.noting = p.cells
	p.expose(own, roots)
	for _, fn := range roots {
		p.root(fn, first)
	}
	p.settled = true
	p.findMoved()
	p.forget(earlier)
	if p.unresolved {
		// What was stored was made with variables whose content is known now.
		p.noting = map[string]*Cell{}
		for name, c := range p.cells {
			if packageOf(name) != own.Path {
				p.noting[name] = c
			}
		}
		p.expose(own, roots)
		for _, fn := range roots {
			p.root(fn, first)
		}
		p.cells = p.noting
		p.findMoved()
		p.forget(earlier)
	}
	p.noting = nil
	p.noteChanged(own.Path)
	p.findMakers()
	var rec *Record
	for range maxTransfers {
		rec = newRecord(false)
		for _, fn := range roots {
			p.root(fn, rec)
		}
		p.settle(rec)
		more := p.payers(rec, own, roots)
		if len(more) == 0 {
			break
		}
		roots = p.bottomUp(append(roots, more...))
		p.forget(earlier)
	}
	return rec
}

// forget drops the summaries of a pass, for another one to make them again. Functions
// that were too large are not followed before that has looked at them, either: of
// several that call each other, one is looked at before the others.
func (p *Program) forget(earlier map[string]Summary) {
	for name, s := range p.summaries {
		if s.Large {
			p.tooLarge[name] = s
		}
	}
	p.summaries = maps.Clone(earlier)
}

// bottomUp orders functions so that callees come before their callers, as far
// as they do not call each other.
func (p *Program) bottomUp(fns []*ir.Func) []*ir.Func {
	roots := map[string]bool{}
	for _, fn := range fns {
		roots[fn.Name] = true
	}
	var out []*ir.Func
	seen := map[string]bool{}
	var visit func(fn *ir.Func)
	visit = func(fn *ir.Func) {
		if fn == nil || seen[fn.Name] || !roots[fn.Name] {
			return
		}
		seen[fn.Name] = true
		for ins := range fn.Instructions() {
			if ins.Op == ir.Call || ins.Op == ir.MakeClosure {
				visit(p.funcs[ins.Sym])
			}
		}
		out = append(out, fn)
	}
	for _, fn := range fns {
		visit(fn)
	}
	return out
}

// isInit reports whether a function is one of those that source code calls
// init. They run once, in the package's initializer, after its variables have
// their values.
func isInit(fn *ir.Func) bool {
	name := shortName(fn.Name)
	return strings.HasPrefix(name, "init#") && !strings.Contains(name, "$") // but no literal in one
}

// stores reports whether a function may leave something in a cell.
func (p *Program) stores(fn *ir.Func) bool {
	for ins := range fn.Instructions() {
		if ins.Op == ir.Store {
			return true
		}
	}
	return false
}

// Standalone interprets one function of another package by itself.
func (p *Program) Standalone(name string, rec *Record) {
	if fn := p.funcs[name]; fn != nil {
		p.root(fn, rec)
		p.settle(rec)
	}
}

// NewRecord returns an empty record.
func NewRecord() *Record { return newRecord(false) }

func newRecord(silent bool) *Record {
	return &Record{
		events: map[string]*Event{}, sent: map[string][]*Sending{},
		accounts: map[string]bool{}, readers: map[string]bool{}, askers: map[ir.Pos]string{},
		left: map[string]Effect{}, unbilled: map[ir.Pos]bool{}, silent: silent,
	}
}

// root interprets a function whose inputs are only names.
func (p *Program) root(fn *ir.Func, rec *Record) {
	if len(fn.Blocks) == 0 {
		return
	}
	in := newInterp(p, fn, rec)
	st := newState()
	args, free := inputs(fn)
	results, end := in.run(fn, args, free, st, fn.At, false)
	if !rec.silent && !in.exhausted() && len(in.missing(fn)) > 0 {
		// Each way to some site seems to end before, mostly at what seems to be
		// nil: what is stored where is not all seen. Then it is no evidence.
		again := newInterp(p, fn, rec)
		again.lenient = true
		again.run(fn, args, free, newState(), fn.At, false)
	}
	left := end
	if left == nil {
		left = in.ended
	}
	if left != nil {
		in.leave(fn, results, left)
	}
	if end != nil && !in.exhausted() {
		p.closedOff[fn.Name] = closedOff(in.freeze(end, results, 0), fn)
	}
	if !in.limited {
		delete(p.tooLarge, fn.Name)
	}
	in.summarize(fn, results, end) // when it is known what literals carry
	if in.exhausted() {
		if p.noting != nil && isInitializer(fn) {
			p.exposeRest(fn)
		}
		p.reruns.large[fn.Name] = true
		in.unreached(fn)
	}
	if in.limited {
		rec.Limited++
	}
}

// unreached notes the sites of a function that is too large to be looked at to
// its end: nothing can be said of them, which must be said.
func (in *Interp) unreached(fn *ir.Func) {
	in.frames = []*frame{{fn: fn, regs: make([]Value, fn.Registers), at: fn.At}}
	for _, c := range in.missing(fn) {
		unknown := Effect{{K: Maybe, Why: "the function is too large to be followed to here", At: c.at}}
		if k, sdk := in.prog.sdks.Constructor(c.name); k != nil {
			in.rec.construct(in, c, sdk, unknown)
		}
		if k, sdk := in.prog.sdks.Call(c.name); k != nil && !in.given(fn, c.ins.Args[0]) {
			in.rec.call(in, c, k, sdk, nil, unknown, true)
		}
	}
}

// given reports whether a register holds what the function was given, or what a
// function of the house has made: then the client is judged where it is made.
func (in *Interp) given(fn *ir.Func, reg int) bool {
	for range 16 {
		if reg < 0 {
			return true // a package variable
		}
		def := fn.Definition(reg)
		if def == nil {
			return true // a parameter
		}
		switch def.Op {
		case ir.FieldAddr, ir.Field, ir.Load, ir.Convert, ir.IndexAddr, ir.Index, ir.Lookup, ir.Extract:
			reg = def.Args[0]
		case ir.Call:
			if def.Mode == ir.Static && in.prog.sdks.SDKOf(packageOf(def.Sym)) != nil {
				return false
			}
			return true
		case ir.Alloc: // a variable, which a literal captures
			stored, ok := onlyStore(fn, reg)
			if !ok {
				return false
			}
			reg = stored
		default:
			return false
		}
	}
	return false
}

// onlyStore returns the register that is stored into a variable, if that happens
// in one place.
func onlyStore(fn *ir.Func, variable int) (reg int, ok bool) {
	n := 0
	for ins := range fn.Instructions() {
		if ins.Op == ir.Store && ins.Args[0] == variable {
			reg, n = ins.Args[1], n+1
		}
	}
	return reg, n == 1
}

// missing returns the sites in a function's own code that no path came to.
func (in *Interp) missing(fn *ir.Func) []*call {
	var out []*call
	for ins := range fn.Instructions() {
		if ins.Op != ir.Call || ins.Mode == ir.Builtin || in.rec.events[ID(in.root.Name, ins.At, ins.Sym, nil)] != nil {
			continue
		}
		made, _ := in.prog.sdks.Constructor(ins.Sym)
		billed, _ := in.prog.sdks.Call(ins.Sym)
		if made != nil && (made.Makes == "" || made.Makes == "client") || billed != nil && !billed.Unbilled && billed.Path == "" {
			out = append(out, &call{name: ins.Sym, at: ins.At, f: &frame{fn: fn}, ins: ins})
		}
	}
	return out
}

func inputs(fn *ir.Func) (args, free []Value) {
	for i, param := range fn.Params {
		args = append(args, one(&Atom{K: Leaf, S: fn.Name + "|" + strconv.Itoa(i), T: param.Type}))
	}
	for i, v := range fn.Free {
		free = append(free, one(&Atom{K: Leaf, S: fn.Name + "|^" + strconv.Itoa(i), T: v.Type}))
	}
	return args, free
}

// leave runs the function literals that nobody was seen to call and notes
// what the function leaves behind.
func (in *Interp) leave(fn *ir.Func, results Value, end *state) {
	in.frames = []*frame{{fn: fn, regs: make([]Value, fn.Registers), at: fn.At}}
	for i := 0; i < len(in.unrun) && i < 200; i++ {
		cl := in.closures[in.unrun[i]]
		body := in.prog.body(cl.fn.S)
		if cl.ran || body == nil || cl.fn.Bound {
			continue
		}
		args, _ := inputs(body)
		root := in.frames
		in.frames = past(cl.made) // what made it answers for what it holds
		c := &call{args: args, at: cl.at, f: in.frames[len(in.frames)-1], ins: &ir.Instr{Op: ir.Call, At: cl.at}}
		_, next := in.function(c, cl.fn, end.clone())
		if in.frames = root; next != nil {
			end = in.joinStates(end, next, false)
		}
	}
	in.repay(end)
	in.noteCells(end, results)
	in.noteStranded(end)
	in.noteLiterals(end)
	if in.prog.settled && !in.prog.mainPkg && token.IsExported(shortName(fn.Name)) && !fn.Lexical {
		in.accounted(end, results) // importers may record it
		in.escapeFrozen(in.freeze(end, results, 0))
	}
}

// past returns frames as those of functions that have come to their ends: calling
// one of them is no recursion.
func past(frames []*frame) []*frame {
	out := make([]*frame, len(frames))
	for i, f := range frames {
		g := *f
		g.left = true
		out[i] = &g
	}
	return out
}

// noteRequests notes what requests carry that the function returns: where
// nobody is seen to send one, this is what it is judged by.
func (in *Interp) noteRequests(st *state, results Value) {
	var refs []Value
	for _, a := range results {
		refs = append(refs, one(a))
		refs = append(refs, a.V...)
	}
	for _, req := range in.requests(st, refs) {
		in.noteLeft(st, in.loadAtom(st, req))
	}
}

func (in *Interp) noteLeft(st *state, content Value) {
	for _, a := range content {
		site, _ := a.field(siteField)
		for _, s := range site {
			e := in.content(st, project(a, ".Header", requestType))
			if old, ok := in.rec.left[s.S]; ok {
				e = alt(old, e)
			}
			in.rec.left[s.S] = e
		}
	}
}

// noteStranded notes what requests carry that go nowhere that is seen.
func (in *Interp) noteStranded(end *state) {
	for obj := range end.heap.all() {
		for _, a := range end.heap.at(obj) {
			site, _ := a.field(siteField)
			for _, s := range site {
				if _, ok := in.rec.left[s.S]; !ok && len(in.rec.sent[s.S]) == 0 {
					in.noteLeft(end, one(a))
				}
			}
		}
	}
}

// noteLiterals notes what constructions by composite literal carry.
func (in *Interp) noteLiterals(end *state) {
	for _, obj := range sortedKeys(in.literals) {
		l := in.literals[obj]
		ev := in.rec.events[l.id]
		if _, ok := end.heap.get(obj); !ok || ev == nil {
			continue
		}
		in.frames = []*frame{{fn: in.root, regs: make([]Value, in.root.Registers)}}
		ev.Effect = l.effect
		if !l.used {
			ev.Effect = in.carrierFields(end, &Atom{K: Ref, N: obj}, ev.Site.At)
		}
		if l.partly && len(ev.Effect) == 0 {
			delete(in.rec.events, l.id)
		}
	}
}
