package flow

import (
	"go/token"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// expose notes what code that is not interpreted may leave in package
// variables and fields of own: unseen functions that are given their address,
// such as flag.StringVar or json.Unmarshal, and functions that are no roots.
func (p *Program) expose(own *Bundle, roots []*ir.Func) {
	followed := map[*ir.Func]bool{}
	for _, fn := range roots {
		followed[fn] = true
	}
	for _, fn := range own.Funcs {
		for ins := range fn.Instructions() {
			switch {
			case ins.Op == ir.Store && !followed[fn] && !isInit(fn):
				p.exposeAddress(own, fn, ins.Args[0], ins.At)
			case ins.Op == ir.MapUpdate && !followed[fn] && !isInit(fn):
				p.exposeMap(own, fn, ins)
			case ins.Op == ir.Call && ins.Mode == ir.Static && p.fills(ins.Sym):
				for _, arg := range ins.Args {
					p.exposeAddress(own, fn, arg, ins.At)
				}
			}
		}
	}
}

// isInitializer reports whether a function gives a package's variables the
// values that they are declared with.
func isInitializer(fn *ir.Func) bool { return fn.Name == fn.Pkg+".init" }

// exposeRest notes the variables that a package's initializer sets where it was
// too large to be followed, such as behind a table of many thousand entries.
// Without a value they would pass for inputs, which callers answer for.
func (p *Program) exposeRest(initializer *ir.Func) {
	for ins := range initializer.Instructions() {
		if ins.Op != ir.Store || ins.Args[0] >= 0 {
			continue
		}
		global := &initializer.Consts[^ins.Args[0]]
		if c := p.noting[global.S]; global.Kind != ir.Global || c != nil && c.Early {
			continue
		}
		p.note(global.S, runtime("set where the package's initializer is too large to be followed", ins.At), false, p.mainPkg, true)
		p.noting[global.S].Early = true
	}
}

// fills reports whether a function that is not interpreted may write through
// what it is given.
func (p *Program) fills(name string) bool {
	if pkg := packageOf(name); isStandard(pkg) {
		return decodes(name)
	} else if p.sdks.SDKOf(pkg) != nil {
		return false
	}
	fn := p.body(name)
	return fn == nil || p.foreign[fn.Pkg]
}

// exposeMap notes an entry in a map that a field or package variable holds.
func (p *Program) exposeMap(own *Bundle, fn *ir.Func, ins *ir.Instr) {
	def := fn.Definition(ins.Args[0])
	if def == nil || def.Op != ir.Load {
		return
	}
	cell := p.cellAt(own, fn, def.Args[0])
	if packageOf(cell) != own.Path {
		return
	}
	entry := &Step{K: Set, Key: runtime("a key that is known at run time only", ins.At), Val: runtime("set at run time", ins.At), At: ins.At}
	held := one(&Atom{K: Leaf, S: "&" + cell, C: cell})
	p.note(cell, one(&Atom{K: Map, E: Effect{{K: Use, Val: held, At: ins.At}, entry}, At: ins.At}), true, p.mainPkg, true)
}

func (p *Program) exposeAddress(own *Bundle, fn *ir.Func, arg int, at ir.Pos) {
	if cell := p.cellAt(own, fn, arg); packageOf(cell) == own.Path {
		p.note(cell, runtime("set at run time", at), false, false, false)
	}
}

// cellAt returns the cell whose address a register is; "" if that of a variable
// of the function's own, or what another function gave it.
func (p *Program) cellAt(own *Bundle, fn *ir.Func, arg int) string {
	if arg < 0 {
		if c := &fn.Consts[^arg]; c.Kind == ir.Global {
			return c.S
		}
		return ""
	}
	def := fn.Definition(arg)
	if def == nil {
		return ""
	}
	switch def.Op {
	case ir.FieldAddr:
		if def.Type == "" { // of an unnamed struct: what holds it
			return p.cellAt(own, fn, def.Args[0])
		}
		return bare(def.Type) + "." + def.Sym
	case ir.MakeIface:
		if name, pointer := strings.CutPrefix(def.Type, "*"); pointer && packageOf(name) == own.Path {
			p.exposed[name] = true
		}
		return p.cellAt(own, fn, def.Args[0])
	}
	return ""
}

// filled reports whether a leaf is an exported field, and so one that decoders
// set, of a struct that was given to code that is not interpreted.
func (p *Program) filled(a *Atom) bool {
	dot := strings.LastIndexByte(a.C, '.')
	return dot > 0 && p.exposed[a.C[:dot]] && token.IsExported(a.C[dot+1:])
}
