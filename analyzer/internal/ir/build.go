package ir

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Builder turns SSA functions of one package into IR.
type Builder struct {
	fset  *token.FileSet
	spans map[token.Pos]ast.Node // by the position that SSA gives an instruction: calls and composite literals
	parts map[token.Pos]ast.Node // fields, alike: where they are selected, or set in a literal
	named func(pkg string) bool

	initialized map[*ssa.Global]bool // the package's variables with an initial value, when asked for

	// Signatures has the parameters' names of the functions that are used from
	// packages for which the builder was told to keep them, by full name.
	Signatures map[string][]string
}

// NewBuilder returns a builder for a package's files that keeps signatures of
// functions from packages for which named is true.
func NewBuilder(fset *token.FileSet, files []*ast.File, named func(pkg string) bool) *Builder {
	b := &Builder{fset: fset, spans: map[token.Pos]ast.Node{}, parts: map[token.Pos]ast.Node{}, named: named, Signatures: map[string][]string{}}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				b.spans[n.Lparen] = n
			case *ast.KeyValueExpr:
				b.parts[n.Colon] = n
			case *ast.SelectorExpr:
				b.parts[n.Sel.Pos()] = n.Sel
			case *ast.UnaryExpr:
				if lit, ok := n.X.(*ast.CompositeLit); ok && n.Op == token.AND {
					b.spans[lit.Lbrace] = n
				}
			case *ast.CompositeLit:
				if _, ok := b.spans[n.Lbrace]; !ok { // an enclosing &T{…} came first
					b.spans[n.Lbrace] = n
				}
			}
			return true
		})
	}
	return b
}

// Pos returns the place of the expression to which SSA gives position at.
func (b *Builder) Pos(at token.Pos) Pos {
	if !at.IsValid() {
		return Pos{}
	}
	start, end := at, at
	if n, ok := b.spans[at]; ok {
		start, end = n.Pos(), n.End()
	} else if n, ok := b.parts[at]; ok {
		start, end = n.Pos(), n.End()
	}
	p, q := b.fset.Position(start), b.fset.Position(end)
	return Pos{File: p.Filename, Line: p.Line, Column: p.Column, EndLine: q.Line, EndColumn: q.Column, start: start, end: end}
}

// Func builds fn and, appended to the result, the function literals in it.
func (b *Builder) Func(fn *ssa.Function) []*Func {
	f := &Func{
		Name: FuncName(fn), Display: displayName(fn), Lexical: fn.Parent() != nil,
		Variadic: fn.Signature.Variadic(), Results: fn.Signature.Results().Len(), At: b.Pos(fn.Pos()),
	}
	if fn.Pkg != nil {
		f.Pkg = fn.Pkg.Pkg.Path()
	}
	if obj := fn.Object(); obj != nil {
		f.Exported = obj.Exported()
	}
	fb := &funcBuilder{Builder: b, f: f, regs: map[ssa.Value]int{}, consts: map[Const]int{}}
	fb.build(fn)
	out := []*Func{f}
	for _, anon := range fn.AnonFuncs {
		out = append(out, b.Func(anon)...)
	}
	return out
}

type funcBuilder struct {
	*Builder
	f      *Func
	regs   map[ssa.Value]int
	consts map[Const]int
}

func (b *funcBuilder) build(fn *ssa.Function) {
	for _, p := range fn.Params {
		b.define(p)
		b.f.Params = append(b.f.Params, Param{p.Name(), TypeName(p.Type()), isBasic(p.Type())})
	}
	for _, v := range fn.FreeVars {
		b.define(v)
		b.f.Free = append(b.f.Free, Param{v.Name(), TypeName(v.Type()), false})
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if v, ok := instr.(ssa.Value); ok {
				b.define(v)
			}
		}
	}
	for _, block := range fn.Blocks {
		out := Block{Loop: -1}
		for _, p := range block.Preds {
			out.Preds = append(out.Preds, p.Index)
		}
		for _, s := range block.Succs {
			out.Succs = append(out.Succs, s.Index)
		}
		for _, instr := range block.Instrs {
			if in, ok := b.instr(instr); ok {
				out.Instrs = append(out.Instrs, in)
			}
		}
		b.f.Blocks = append(b.f.Blocks, out)
	}
	b.f.Registers = len(b.regs)
	first := len(b.f.Params) + len(b.f.Free)
	b.f.Defs = make([]Place, b.f.Registers-first)
	for i := range b.f.Blocks {
		for j := range b.f.Blocks[i].Instrs {
			if dst := b.f.Blocks[i].Instrs[j].Dst; dst >= first {
				b.f.Defs[dst-first] = Place{i, j}
			}
		}
	}
	findLoops(b.f)
}

func (b *funcBuilder) define(v ssa.Value) { b.regs[v] = len(b.regs) }

func (b *funcBuilder) constant(c Const) int {
	i, ok := b.consts[c]
	if !ok {
		i = len(b.f.Consts)
		b.consts[c] = i
		b.f.Consts = append(b.f.Consts, c)
	}
	return ^i
}

// linkable reports whether a variable is a string without an initial value: such
// variables are declared for the linker to set (-ldflags "-X …").
func (b *funcBuilder) linkable(v *ssa.Global) bool {
	if t, ok := deref(v.Type()).(*types.Basic); !ok || t.Kind() != types.String || v.Pkg == nil {
		return false
	}
	init := v.Pkg.Func("init")
	if len(init.Blocks) == 0 {
		return false // another package's
	}
	if b.initialized == nil {
		b.initialized = map[*ssa.Global]bool{}
		for _, block := range init.Blocks {
			for _, instr := range block.Instrs {
				if s, ok := instr.(*ssa.Store); ok {
					if g, ok := s.Addr.(*ssa.Global); ok {
						b.initialized[g] = true
					}
				}
			}
		}
	}
	return !b.initialized[v]
}

// operand returns the register or constant that stands for v.
func (b *funcBuilder) operand(v ssa.Value) int {
	switch v := v.(type) {
	case nil:
		return b.constant(Const{Kind: None})
	case *ssa.Const:
		return b.constant(constOf(v))
	case *ssa.Global:
		name := v.Name()
		if v.Pkg != nil {
			name = v.Pkg.Pkg.Path() + "." + name
		}
		c := Const{Kind: Global, S: name}
		if b.linkable(v) {
			c.N = 1
		}
		return b.constant(c)
	case *ssa.Function:
		b.sign(v.Object())
		return b.constant(Const{Kind: Function, S: FuncName(v)})
	case *ssa.Builtin:
		return b.constant(Const{Kind: Opaque, S: v.Name()})
	}
	if r, ok := b.regs[v]; ok {
		return r
	}
	return b.constant(Const{Kind: Opaque})
}

func constOf(c *ssa.Const) Const {
	if c.Value == nil {
		return Const{Kind: Zero}
	}
	switch c.Value.Kind() {
	case constant.String:
		return Const{Kind: String, S: constant.StringVal(c.Value)}
	case constant.Bool:
		if constant.BoolVal(c.Value) {
			return Const{Kind: Bool, N: 1}
		}
		return Const{Kind: Bool}
	case constant.Int:
		if n, exact := constant.Int64Val(c.Value); exact {
			return Const{Kind: Int, N: n}
		}
	}
	return Const{Kind: Opaque}
}

func (b *funcBuilder) operands(vs ...ssa.Value) []int {
	out := make([]int, len(vs))
	for i, v := range vs {
		out[i] = b.operand(v)
	}
	return out
}
