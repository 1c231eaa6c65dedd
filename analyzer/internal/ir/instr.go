package ir

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

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
		if s, ok := deref(i.X.Type()).Underlying().(*types.Struct); ok {
			in.Short = countColumn(s, i.Field)
		}
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
		in.ofMap(i.Map.Type())
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

// ofMap says what the map that is changed may hold.
func (in *Instr) ofMap(t types.Type) {
	in.CommaOK = headerLike(t)
	if callable(t) {
		in.N = 1
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

// callable reports whether the values of a map are functions, or have methods that
// are known where they are called only.
func callable(t types.Type) bool {
	m, ok := t.Underlying().(*types.Map)
	if !ok {
		return false
	}
	switch e := m.Elem().Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		return e.NumMethods() > 0
	}
	return false
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
		if name := bi.Name(); name == "delete" || name == "clear" {
			in.ofMap(c.Args[0].Type())
		}
		return
	}
	in.Mode = Dynamic
	in.Args = append(b.operands(c.Value), args...)
}
