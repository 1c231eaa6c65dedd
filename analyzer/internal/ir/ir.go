// Package ir is the form in which the analysis keeps function bodies: SSA
// reduced to what can move an ownership tag, free of go/types, so that a
// package's functions can travel to its importers as a fact.
package ir

import (
	"go/token"
	"iter"
	"strconv"
)

// Op is an operation.
type Op uint8

// The operations. Operands and the meaning of Sym and Type are given per
// operation; Dst is the register that is defined, or -1.
const (
	Other       Op = iota // a value of no interest; Args are only read
	Alloc                 // a new variable of type Type; N is the length of an array, -1 for anything else; CommaOK: by a composite literal
	Load                  // *Args[0]
	Store                 // *Args[0] = Args[1]
	FieldAddr             // &Args[0].Sym, in struct type Type
	Field                 // Args[0].Sym, in struct type Type
	IndexAddr             // &Args[0][Args[1]]
	Index                 // Args[0][Args[1]], of an array, string or type parameter
	Lookup                // Args[0][Args[1]] of a map; a tuple if CommaOK
	MapUpdate             // Args[0][Args[1]] = Args[2]; CommaOK: such a map may hold headers; N is 1 if it holds functions or what has methods, else -1
	MakeMap               // an empty map
	MakeSlice             // a slice of unknown length
	Slice                 // Args[0][Args[1]:Args[2]]; -0 operands are constants of kind None
	MakeClosure           // the function Sym with its captured variables Args
	MakeIface             // Args[0] of dynamic type Type, in an interface
	Convert               // Args[0] in another type, same value
	TypeAssert            // Args[0].(Type); a tuple if CommaOK
	Extract               // component N of the tuple Args[0]
	Phi                   // Args[i] if control came from the block's predecessor i
	Call                  // see Mode; N results, the first of type Type
	RunDefers             // runs what Defer put aside
	Return                // returns Args
	If                    // to successor 0 if Args[0], else 1
	Jump                  // to successor 0
	Panic                 // ends the path
	Not                   // !Args[0]
	BinOp                 // Args[0] Sym Args[1]
	Range                 // an iterator over the map Args[0]
	Next                  // a tuple (ok, key, value) of the iterator Args[0]
	Send                  // Args[0] <- Args[1]
	Recv                  // <-Args[0]
)

// CallMode tells how the callee of a Call is named.
type CallMode uint8

// The ways to call.
const (
	Static  CallMode = iota // Sym is the callee's full name, Args the arguments with the receiver first
	Dynamic                 // Args[0] is a function value, the rest the arguments
	Invoke                  // Args[0] is an interface value, Sym the method's full name, the rest the arguments
	Builtin                 // Sym is the builtin's name; of delete and clear, CommaOK and N are as of MapUpdate
)

// When tells when a Call happens.
type When uint8

// The times of a call.
const (
	Now When = iota
	Deferred
	Spawned
)

// Instr is one instruction.
type Instr struct {
	Op      Op
	Mode    CallMode
	When    When
	CommaOK bool
	Dst     int   // register, or -1
	Args    []int // registers, or ^i for Func.Consts[i]
	Sym     string
	Short   string // of a Call: the callee for people, "openai.ChatCompletionService.New"; of a FieldAddr: the column of the event log, if it is a count of tokens
	Type    string // a type's name, "*" before it for a pointer; "" for an unnamed one
	N       int
	At      Pos
}

// Pos is a place in a source file.
type Pos struct {
	File               string // absolute
	Line, Column       int    // 1-based; the column counts bytes
	EndLine, EndColumn int
	start, end         token.Pos // not kept in facts: they are valid in the pass that built it only
}

// Range returns the place in the files of the pass that built it; [token.NoPos]
// for a place that a fact has brought.
func (p Pos) Range() (start, end token.Pos) { return p.start, p.end }

// IsValid reports whether p names a place.
func (p Pos) IsValid() bool { return p.Line > 0 }

// ConstKind is the kind of a constant operand.
type ConstKind uint8

// The kinds of constant operands.
const (
	None     ConstKind = iota // an absent operand
	Zero                      // the zero value of any type
	String                    // S
	Int                       // N
	Bool                      // N is 0 or 1
	Global                    // the address of the package variable S; N is 1 if the linker may set it
	Function                  // the function S
	Opaque                    // any other constant
)

// Const is a constant operand.
type Const struct {
	Kind ConstKind
	S    string
	N    int64
}

// Param is a parameter or a captured variable.
type Param struct {
	Name string
	Type string // as in Instr
	Text bool   // of a type of texts, numbers or truth values
}

// Block is a basic block.
type Block struct {
	Instrs       []Instr
	Preds, Succs []int
	Loop         int // index in Func.Loops of the innermost loop the block is in, or -1
}

// Loop is a natural loop.
type Loop struct {
	Head    int   // its header block
	Parent  int   // index of the enclosing loop, or -1
	Blocks  []int // its blocks, in reverse postorder, inner loops included
	LiveOut []int // registers defined inside and used outside
}

// Func is a function body. Registers are numbered: parameters, captured
// variables, then instructions.
type Func struct {
	Name      string // types.Func.FullName of its origin; for a function literal the enclosing name, "$" and a number
	Display   string // name for people: "New", "(*Service).Ask"
	Pkg       string
	Exported  bool // may be called by name from other packages
	Lexical   bool // a function literal
	Variadic  bool
	Params    []Param
	Free      []Param
	Results   int
	Registers int
	Consts    []Const
	Blocks    []Block
	Order     []int // blocks in reverse postorder
	Loops     []Loop
	Defs      []Place // of the registers after those of Params and Free
	Reducible bool    // false: loops with several entries
	At        Pos
}

// Definition returns the instruction that defines a register, or nil for
// parameters and captured variables.
func (f *Func) Definition(reg int) *Instr {
	i := reg - len(f.Params) - len(f.Free)
	if i < 0 || i >= len(f.Defs) {
		return nil
	}
	return &f.Blocks[f.Defs[i].Block].Instrs[f.Defs[i].Index]
}

// Instructions yields the instructions of f, block by block.
func (f *Func) Instructions() iter.Seq[*Instr] {
	return func(yield func(*Instr) bool) {
		for b := range f.Blocks {
			for i := range f.Blocks[b].Instrs {
				if !yield(&f.Blocks[b].Instrs[i]) {
					return
				}
			}
		}
	}
}

// StoresThrough reports whether something is stored where a register points
// to, or in a field of that, up to a depth.
func (f *Func) StoresThrough(reg, depth int) bool {
	for ins := range f.Instructions() {
		switch {
		case ins.Op == Store && ins.Args[0] == reg:
			return true
		case ins.Op == FieldAddr && ins.Args[0] == reg && depth > 0 && f.StoresThrough(ins.Dst, depth-1):
			return true
		}
	}
	return false
}

// Place is where an instruction stands.
type Place struct{ Block, Index int }

// Type is a named type with methods, or an embedding struct type.
type Type struct {
	Name    string
	Methods []Method
}

// Method is an entry of a type's method set, promoted methods included.
type Method struct {
	Name string   // short name
	Func string   // full name of the function that runs
	Path []string // embedded fields from the type to the function's receiver
	Ptr  bool     // the function takes a pointer receiver
}

// String returns file:line:column.
func (p Pos) String() string {
	return p.File + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
}
