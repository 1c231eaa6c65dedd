package ir

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// Builder turns SSA functions of one package into IR.
type Builder struct {
	fset  *token.FileSet
	spans map[token.Pos]ast.Node // by the position that SSA gives an instruction
	named func(pkg string) bool

	// Signatures has the parameters' names of the functions that are used from
	// packages for which the builder was told to keep them, by full name.
	Signatures map[string][]string
}

// NewBuilder returns a builder for a package's files that keeps signatures of
// functions from packages for which named is true.
func NewBuilder(fset *token.FileSet, files []*ast.File, named func(pkg string) bool) *Builder {
	b := &Builder{fset: fset, spans: map[token.Pos]ast.Node{}, named: named, Signatures: map[string][]string{}}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				b.spans[n.Lparen] = n
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
	}
	p, q := b.fset.Position(start), b.fset.Position(end)
	return Pos{File: p.Filename, Line: p.Line, Column: p.Column, EndLine: q.Line, EndColumn: q.Column, Start: start, End: end}
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

// FuncName returns the name under which a function is known to the analysis.
func FuncName(fn *ssa.Function) string {
	if fn.Origin() != nil {
		fn = fn.Origin()
	}
	if parent := fn.Parent(); parent != nil {
		for i, anon := range parent.AnonFuncs {
			if anon == fn {
				return FuncName(parent) + "$" + strconv.Itoa(i+1)
			}
		}
		return FuncName(parent) + "$0"
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		name := obj.Origin().FullName()
		if name == obj.Pkg().Path()+".init" { // several per package share the name
			return obj.Pkg().Path() + "." + fn.Name()
		}
		return name
	}
	if fn.Pkg != nil {
		return fn.Pkg.Pkg.Path() + "." + fn.Name()
	}
	return fn.String()
}

func displayName(fn *ssa.Function) string {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	recv := fn.Signature.Recv()
	if recv == nil {
		return fn.Name()
	}
	star := ""
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return "(" + star + n.Obj().Name() + ")." + fn.Name()
	}
	return fn.Name()
}

// TypeName returns the name of a named type, "*" before it for a pointer to
// one, or "" for any other type. Instances of a generic type have its name.
func TypeName(t types.Type) string {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		if name := TypeName(p.Elem()); name != "" && name[0] != '*' {
			return "*" + name
		}
		return ""
	}
	n, ok := t.(*types.Named)
	if !ok {
		return ""
	}
	obj := n.Origin().Obj()
	if obj.Pkg() == nil {
		return obj.Name()
	}
	return obj.Pkg().Path() + "." + obj.Name()
}

// shortType returns package and name of a named type as a reader knows them.
func shortType(t types.Type) string {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return ""
	}
	return n.Obj().Pkg().Name() + "." + n.Obj().Name()
}

// Types returns the method sets of a package's named types.
func Types(pkg *types.Package) []Type {
	var out []Type
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() || types.IsInterface(tn.Type()) {
			continue
		}
		if t := methodsOf(tn.Type()); len(t.Methods) > 0 {
			out = append(out, t)
		}
	}
	return out
}

func methodsOf(t types.Type) Type {
	out := Type{Name: TypeName(t)}
	set := types.NewMethodSet(types.NewPointer(t))
	for sel := range set.Methods() {
		fn, ok := sel.Obj().(*types.Func)
		if !ok {
			continue
		}
		m := Method{Name: fn.Name(), Func: fn.Origin().FullName()}
		if recv := fn.Signature().Recv(); recv != nil {
			_, m.Ptr = types.Unalias(recv.Type()).(*types.Pointer)
		}
		at := t
		index := sel.Index()
		for _, i := range index[:len(index)-1] {
			st, ok := deref(at).Underlying().(*types.Struct)
			if !ok {
				break
			}
			m.Path = append(m.Path, st.Field(i).Name())
			at = st.Field(i).Type()
		}
		out.Methods = append(out.Methods, m)
	}
	return out
}

func deref(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return t
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
		b.f.Params = append(b.f.Params, Param{p.Name(), TypeName(p.Type())})
	}
	for _, v := range fn.FreeVars {
		b.define(v)
		b.f.Free = append(b.f.Free, Param{v.Name(), TypeName(v.Type())})
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
		return b.constant(Const{Kind: Global, S: name})
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

func (b *funcBuilder) instr(i ssa.Instruction) (Instr, bool) {
	in := Instr{Dst: -1, N: -1, At: b.Pos(i.Pos())}
	if v, ok := i.(ssa.Value); ok {
		in.Dst = b.regs[v]
	}
	switch i := i.(type) {
	case *ssa.DebugRef:
		return in, false
	case *ssa.Alloc:
		elem := deref(i.Type())
		in.Op, in.Type, in.Short = Alloc, TypeName(elem), shortType(elem)
		if n := b.spans[i.Pos()]; n != nil {
			_, call := n.(*ast.CallExpr)
			in.CommaOK = !call
		}
		if a, ok := elem.Underlying().(*types.Array); ok {
			in.N = int(a.Len())
		}
	case *ssa.UnOp:
		switch i.Op {
		case token.MUL:
			in.Op = Load
		case token.NOT:
			in.Op = Not
		case token.ARROW:
			in.Op, in.CommaOK = Recv, i.CommaOk
		default:
			in.Op = Other
		}
		in.Args = b.operands(i.X)
	case *ssa.Store:
		in.Op, in.Args = Store, b.operands(i.Addr, i.Val)
	case *ssa.FieldAddr:
		in.Op, in.Args = FieldAddr, b.operands(i.X)
		in.Sym, in.Type = fieldName(i.X.Type(), i.Field)
	case *ssa.Field:
		in.Op, in.Args = Field, b.operands(i.X)
		in.Sym, in.Type = fieldName(i.X.Type(), i.Field)
	case *ssa.IndexAddr:
		in.Op, in.Args = IndexAddr, b.operands(i.X, i.Index)
	case *ssa.Index:
		in.Op, in.Args = Index, b.operands(i.X, i.Index)
	case *ssa.Lookup:
		in.Op, in.Args, in.CommaOK = Lookup, b.operands(i.X, i.Index), i.CommaOk
	case *ssa.MapUpdate:
		in.Op, in.Args = MapUpdate, b.operands(i.Map, i.Key, i.Value)
		in.CommaOK = headerLike(i.Map.Type())
	case *ssa.MakeMap:
		in.Op, in.Type = MakeMap, TypeName(i.Type())
	case *ssa.MakeSlice:
		in.Op, in.Args = MakeSlice, b.operands(i.Len)
	case *ssa.Slice:
		in.Op, in.Args = Slice, b.operands(i.X, i.Low, i.High)
	case *ssa.MakeClosure:
		b.closure(&in, i)
	case *ssa.MakeInterface:
		in.Op, in.Args, in.Type = MakeIface, b.operands(i.X), TypeName(i.X.Type())
		b.signMethods(i.X.Type(), i.Type())
	case *ssa.ChangeInterface:
		in.Op, in.Args = Convert, b.operands(i.X)
	case *ssa.ChangeType:
		in.Op, in.Args = Convert, b.operands(i.X)
	case *ssa.Convert:
		in.Op, in.Args = Convert, b.operands(i.X)
	case *ssa.MultiConvert:
		in.Op, in.Args = Convert, b.operands(i.X)
	case *ssa.SliceToArrayPointer:
		in.Op, in.Args = Convert, b.operands(i.X)
	case *ssa.TypeAssert:
		in.Op, in.Args, in.CommaOK, in.Type = TypeAssert, b.operands(i.X), i.CommaOk, TypeName(i.AssertedType)
		if types.IsInterface(i.AssertedType) {
			in.Sym = "interface" // says nothing about the dynamic type
		}
	case *ssa.Extract:
		in.Op, in.Args, in.N = Extract, b.operands(i.Tuple), i.Index
	case *ssa.Phi:
		in.Op, in.Args = Phi, b.operands(i.Edges...)
	case *ssa.Call:
		b.call(&in, &i.Call)
	case *ssa.Defer:
		b.call(&in, &i.Call)
		in.When = Deferred
	case *ssa.Go:
		b.call(&in, &i.Call)
		in.When = Spawned
	case *ssa.RunDefers:
		in.Op = RunDefers
	case *ssa.Return:
		in.Op, in.Args = Return, b.operands(i.Results...)
	case *ssa.If:
		in.Op, in.Args = If, b.operands(i.Cond)
	case *ssa.Jump:
		in.Op = Jump
	case *ssa.Panic:
		in.Op = Panic
	case *ssa.BinOp:
		in.Op, in.Sym, in.Args = BinOp, i.Op.String(), b.operands(i.X, i.Y)
	case *ssa.Range:
		in.Op, in.Args = Range, b.operands(i.X)
		if _, ok := i.X.Type().Underlying().(*types.Map); !ok {
			in.Op = Other // runes of a string
		}
	case *ssa.Next:
		in.Op, in.Args = Next, b.operands(i.Iter)
		if i.IsString {
			in.Op = Other
		}
	case *ssa.Send:
		in.Op, in.Args = Send, b.operands(i.Chan, i.X)
	case *ssa.Select:
		in.Op = Other
		if i.Blocking && len(i.States) == 0 { // select {} waits forever
			in.Op, in.Mode, in.Sym = Call, Static, "runtime.Goexit"
		}
	default: // MakeChan: channels are followed no further
		in.Op = Other
	}
	return in, true
}

// shortName returns package, receiver type and function as a reader knows them.
func shortName(obj types.Object) string {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil {
		return ""
	}
	name := fn.Pkg().Name() + "."
	if recv := fn.Signature().Recv(); recv != nil {
		if n, ok := types.Unalias(derefNamed(recv.Type())).(*types.Named); ok {
			name += n.Obj().Name() + "."
		}
	}
	return name + fn.Name()
}

func derefNamed(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// sign keeps the names of a function's parameters.
func (b *funcBuilder) sign(obj types.Object) {
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil || !b.named(fn.Pkg().Path()) {
		return
	}
	fn = fn.Origin()
	if _, ok := b.Signatures[fn.FullName()]; ok {
		return
	}
	var names []string
	for v := range fn.Signature().Params().Variables() {
		names = append(names, v.Name())
	}
	b.Signatures[fn.FullName()] = names
}

// signMethods keeps the names of the parameters of the methods by which a type
// implements an interface.
func (b *funcBuilder) signMethods(typ, iface types.Type) {
	methods, ok := iface.Underlying().(*types.Interface)
	if !ok {
		return
	}
	for m := range methods.Methods() {
		obj, _, _ := types.LookupFieldOrMethod(typ, false, m.Pkg(), m.Name())
		b.sign(obj)
	}
}

// headerLike reports whether a map may hold headers, metadata or clients: not
// if its values are numbers, structs of the program's own and so on.
func headerLike(t types.Type) bool {
	m, ok := t.Underlying().(*types.Map)
	if !ok {
		return true // a type parameter
	}
	if k, ok := m.Key().Underlying().(*types.Basic); !ok || k.Info()&types.IsString == 0 {
		return false
	}
	elem := derefNamed(m.Elem())
	if s, ok := elem.Underlying().(*types.Slice); ok {
		elem = s.Elem()
	}
	switch e := elem.Underlying().(type) {
	case *types.Basic:
		return e.Info()&types.IsString != 0
	case *types.Interface:
		return e.NumMethods() == 0
	}
	return false
}

func fieldName(t types.Type, index int) (field, owner string) {
	st := deref(t)
	s, ok := st.Underlying().(*types.Struct)
	if !ok { // a type parameter with a core type
		return strconv.Itoa(index), ""
	}
	return s.Field(index).Name(), TypeName(st)
}

// closure resolves the bound methods that SSA makes of method values: they
// capture the receiver as their first argument, not as a variable.
func (b *funcBuilder) closure(in *Instr, i *ssa.MakeClosure) {
	in.Op, in.Args = MakeClosure, b.operands(i.Bindings...)
	fn, ok := i.Fn.(*ssa.Function)
	if !ok {
		in.Op = Other
		return
	}
	in.Sym = FuncName(fn)
	b.sign(fn.Object())
	if fn.Synthetic != "" && fn.Parent() == nil {
		in.N = len(i.Bindings) // leading arguments
		if recv := fn.Signature.Recv(); recv == nil {
			if obj, ok := fn.Object().(*types.Func); ok && types.IsInterface(obj.Signature().Recv().Type()) {
				in.Mode = Invoke
			}
		}
	}
}

func (b *funcBuilder) call(in *Instr, c *ssa.CallCommon) {
	in.Op, in.At = Call, b.Pos(c.Pos())
	results := c.Signature().Results()
	in.N = results.Len()
	if in.N > 0 {
		in.Type = TypeName(results.At(0).Type())
	}
	args := b.operands(c.Args...)
	switch {
	case c.IsInvoke():
		b.sign(c.Method)
		in.Short = shortName(c.Method)
		in.Mode, in.Sym = Invoke, c.Method.Origin().FullName()
		in.Args = append(b.operands(c.Value), args...)
		return
	case c.StaticCallee() != nil:
		fn := c.StaticCallee()
		b.sign(fn.Object())
		in.Short = shortName(fn.Object())
		in.Mode, in.Sym, in.Args = Static, FuncName(fn), args
		if clo, ok := c.Value.(*ssa.MakeClosure); ok {
			in.Mode, in.Args = Dynamic, append(b.operands(clo), args...)
		}
		return
	}
	if bi, ok := c.Value.(*ssa.Builtin); ok {
		in.Mode, in.Sym, in.Args = Builtin, bi.Name(), args
		return
	}
	in.Mode = Dynamic
	in.Args = append(b.operands(c.Value), args...)
}
