package flow

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// Wrapper is a function that tags by itself, as a policy says.
type Wrapper struct{ Carriers []Carrier }

// Carrier is what a [Wrapper] attaches.
type Carrier struct {
	Key   string // header in canonical form, or metadata key
	Meta  bool   // Key is one of metadata
	Param int    // position of the argument that is the value; -1 is none
}

// Bundle is what the analysis of a package leaves to its importers.
type Bundle struct {
	Path       string
	Funcs      []*ir.Func
	Types      []ir.Type
	Signatures map[string][]string // parameter names of SDK functions that are called, by full name
	Cells      []Cell
	Summaries  []Summary
	Duties     []*Event // constructions whose tags the callers of an exported function owe
	Imports    []string // other packages whose functions are in Funcs; what those read of their cells is in Cells
	Thirds     []string // those of Imports that are of third-party modules
	Foreign    bool     // a third-party module: its own constructions are not reported
}

// Cell is what is stored in a field, by "import/path.Type.field", or in a
// package variable.
type Cell struct {
	Name   string
	Values Value
	Direct Value // those of Values that no function was seen to make of its caller's arguments
	Moved  bool  // stored through a pointer that came from outside, after it was made
	Open   bool  // code that is not seen may store, too
	Early  bool  // of a variable: it is set before the package's functions run
}

// Program is the code that can be seen from one package: its own functions
// and those of the bundles of its dependencies.
type Program struct {
	TrustEnvironment bool // headers that SDKs read from the environment count
	SkipTests        bool // findings in test files do not count

	standard   map[string]transfer // what is known of the standard library
	sdks       *sdks.Set
	wrappers   map[string]Wrapper
	exposed    map[string]bool // struct types that were given to code that is not interpreted
	funcs      map[string]*ir.Func
	types      map[string]*ir.Type
	methods    map[string][]string // of those types, by name without the type
	params     map[string][]string
	pkgs       map[string]bool
	foreign    map[string]bool
	cells      map[string]*Cell
	variables  map[string]bool     // SDK functions that are called through a package variable
	settled    bool                // cells are complete
	noting     map[string]*Cell    // where cells are noted, while they are
	unresolved bool                // something was made with a package variable before cells were complete
	mainPkg    bool                // the package under analysis is a command
	makers     map[string]bool     // functions that fill fields from their parameters
	filledBy   map[string][]string // those fields, by struct type
	moved      map[string][]string // fields that methods change, by struct type
	aging      map[cellKey]Value   // what cells hold after that
	reruns     reruns
	duties     []*Event           // of imported packages
	summaries  map[string]Summary // of functions that need not be followed from their callers
	weight     map[*ir.Func]bool
}

// NewProgram returns a program of the given bundles.
func NewProgram(set *sdks.Set, wrappers map[string]Wrapper, bundles ...*Bundle) *Program {
	p := &Program{
		standard: standardTable(), sdks: set, wrappers: wrappers, funcs: map[string]*ir.Func{}, types: map[string]*ir.Type{}, exposed: map[string]bool{},
		params: map[string][]string{}, pkgs: map[string]bool{}, foreign: map[string]bool{},
		methods: map[string][]string{}, cells: map[string]*Cell{}, reruns: reruns{known: map[string]*Record{}, large: map[string]bool{}}, variables: map[string]bool{}, summaries: map[string]Summary{}, aging: map[cellKey]Value{}, weight: map[*ir.Func]bool{},
	}
	for _, b := range bundles {
		p.add(b)
	}
	return p
}

func (p *Program) add(b *Bundle) {
	p.pkgs[b.Path] = true
	if b.Foreign {
		p.foreign[b.Path] = true
	}
	for _, path := range b.Imports {
		p.pkgs[path] = true
	}
	for _, path := range b.Thirds {
		p.foreign[path] = true
	}
	for _, f := range b.Funcs {
		p.funcs[f.Name] = f
	}
	for i := range b.Types {
		if p.types[b.Types[i].Name] == nil {
			for _, m := range b.Types[i].Methods {
				p.methods[m.Name] = append(p.methods[m.Name], m.Func)
			}
		}
		p.types[b.Types[i].Name] = &b.Types[i]
	}
	maps.Copy(p.params, b.Signatures)
	for _, d := range b.Duties {
		if !slices.ContainsFunc(p.duties, func(known *Event) bool { return known.ID == d.ID }) {
			p.duties = append(p.duties, d)
		}
	}
	for _, s := range b.Summaries {
		p.summaries[s.Func] = s
	}
	for i := range b.Cells {
		c := b.Cells[i]
		p.cells[c.Name] = &c
	}
}

func (p *Program) body(name string) *ir.Func { return p.funcs[name] }

// analysed reports whether a package's own functions are part of the program.
func (p *Program) analysed(pkg string) bool { return p.pkgs[pkg] }

// position returns the index of an SDK function's argument.
func (p *Program) position(fn, param string) (int, bool) {
	if param == "" {
		return 0, false
	}
	offset := 0
	if strings.HasPrefix(fn, "(") {
		offset = 1
	}
	if n, ok := strings.CutPrefix(param, "#"); ok {
		i, err := strconv.Atoi(n)
		return i + offset, err == nil
	}
	names, known := p.params[fn]
	if !known {
		return offset, p.variables[fn] // reached through a variable: the only parameter
	}
	if i := slices.Index(names, param); i >= 0 {
		return i + offset, true
	}
	return 0, false
}

// small is the number of instructions up to which a function that touches
// nothing of interest is followed for the text or struct it may return.
const small = 60

// matters reports whether a function, or one that it calls, touches what tags
// ride on.
func (p *Program) matters(fn *ir.Func) bool {
	if v, ok := p.weight[fn]; ok {
		return v
	}
	p.weight[fn] = false // while a cycle is looked at
	found := false
	for ins := range fn.Instructions() {
		if p.touches(ins) {
			found = true
		}
	}
	for i := range fn.Params {
		found = found || p.tracked(fn.Params[i].Type)
	}
	for _, c := range fn.Consts { // functions that it hands on, such as handlers
		if c.Kind == ir.Function && !found {
			callee := p.funcs[c.S]
			found = callee != nil && p.matters(callee)
		}
	}
	p.weight[fn] = found
	return found
}

func (p *Program) mayMatter(name string) bool {
	return p.funcs[name] != nil && p.matters(p.funcs[name])
}

// writes reports whether a function may write through its parameters: it has a
// store, or calls something.
func (p *Program) writes(fn *ir.Func) bool {
	for ins := range fn.Instructions() {
		if op := ins.Op; op == ir.Store || op == ir.Call {
			return true
		}
	}
	return false
}

func (p *Program) isSmall(fn *ir.Func) bool { return instructions(fn) <= small }

// isTiny reports whether a function does next to nothing but call another.
func (p *Program) isTiny(fn *ir.Func) bool { return instructions(fn) <= small/4 }

func instructions(fn *ir.Func) int {
	n := 0
	for b := range fn.Blocks {
		n += len(fn.Blocks[b].Instrs)
	}
	return n
}

func (p *Program) touches(ins *ir.Instr) bool {
	switch ins.Op {
	case ir.MapUpdate:
		return ins.CommaOK
	case ir.Call, ir.MakeClosure:
		if ins.Mode == ir.Builtin && (ins.Sym == "delete" || ins.Sym == "clear") {
			return true
		}
		if callee := p.funcs[ins.Sym]; callee != nil {
			return p.matters(callee)
		}
		if ins.Mode == ir.Invoke && p.pkgs[packageOf(ins.Sym)] && !p.foreign[packageOf(ins.Sym)] {
			return slices.ContainsFunc(p.methods[shortName(ins.Sym)], p.mayMatter)
		}
		return sends[ins.Sym] || p.tracked(ins.Type) || p.sdks.SDKOf(packageOf(ins.Sym)) != nil
	case ir.Alloc, ir.FieldAddr, ir.Field, ir.MakeIface, ir.TypeAssert, ir.MakeMap:
		return p.tracked(ins.Type)
	}
	return false
}

// callees returns the functions that may run when fn does, as far as their
// names tell.
func (p *Program) callees(fn *ir.Func) []*ir.Func {
	var out []*ir.Func
	add := func(name string) {
		if callee := p.funcs[name]; callee != nil {
			out = append(out, callee)
		}
	}
	for ins := range fn.Instructions() {
		switch {
		case ins.Op == ir.Call && ins.Mode == ir.Invoke && p.pkgs[packageOf(ins.Sym)]:
			for _, name := range p.methods[shortName(ins.Sym)] {
				add(name)
			}
		case ins.Op == ir.Call, ins.Op == ir.MakeClosure:
			add(ins.Sym)
		}
	}
	return out
}

// sending reports whether a function, or one that it may call, sends requests.
func (p *Program) sending(fn *ir.Func) bool {
	seen := map[*ir.Func]bool{}
	var look func(fn *ir.Func) bool
	look = func(fn *ir.Func) bool {
		if seen[fn] {
			return false
		}
		seen[fn] = true
		for ins := range fn.Instructions() {
			if ins.Op == ir.Call && sends[ins.Sym] {
				return true
			}
		}
		return slices.ContainsFunc(p.callees(fn), look)
	}
	return look(fn)
}

// sends are the functions of net/http by which requests are made, tagged or
// sent.
var sends = map[string]bool{
	"net/http.NewRequest": true, "net/http.NewRequestWithContext": true, "net/http.Post": true, "net/http.PostForm": true,
	"(*net/http.Client).Do": true, "(*net/http.Client).Post": true, "(net/http.RoundTripper).RoundTrip": true,
	"(*net/http.Client).PostForm": true,
}

// tracked reports whether values of a type carry tags. Requests do not count
// by themselves: every HTTP server has them.
func (p *Program) tracked(typ string) bool {
	switch name := bare(typ); name {
	case "":
		return false
	case "net/http.Client", "net/http.Header", "net/http.Transport", "net/http.RoundTripper":
		return true
	default:
		return p.sdks.SDKOf(packageOf(name)) != nil
	}
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}

// Bundle returns what pkg leaves to its importers: its functions that matter,
// with those of other packages that they call.
func (p *Program) Bundle(pkg string, own *Bundle, rec *Record) *Bundle {
	out := &Bundle{Path: pkg, Foreign: own.Foreign, Signatures: map[string][]string{}}
	seen := map[string]bool{}
	imports := map[string]bool{}
	types := map[string]ir.Type{}
	for _, t := range own.Types {
		types[t.Name] = t
	}
	var take func(name string)
	take = func(name string) {
		fn := p.funcs[name]
		if fn == nil || seen[name] {
			return
		}
		seen[name] = true
		if !p.matters(fn) && !p.isSmall(fn) {
			return
		}
		out.Funcs = append(out.Funcs, fn)
		if fn.Pkg != pkg {
			imports[fn.Pkg] = true
		}
		for ins := range fn.Instructions() {
			if names, ok := p.params[ins.Sym]; ok {
				out.Signatures[ins.Sym] = names
			}
			if ins.Op == ir.Call || ins.Op == ir.MakeClosure {
				take(ins.Sym)
			}
			if ins.Op == ir.MakeIface && p.tracked(ins.Type) { // its methods may be called through the interface
				for name, names := range p.params {
					if strings.HasPrefix(name, "("+ins.Type+").") {
						out.Signatures[name] = names
					}
				}
			}
			if t := p.types[bare(ins.Type)]; t != nil && ins.Op == ir.MakeIface {
				types[t.Name] = *t
				for _, m := range t.Methods {
					take(m.Func)
				}
			}
		}
		for _, c := range fn.Consts {
			if c.Kind == ir.Function {
				take(c.S)
			}
		}
	}
	for _, f := range own.Funcs {
		take(f.Name)
	}
	for _, e := range p.dutiesOf(rec) {
		take(e.Root.Name)
		out.Duties = append(out.Duties, e)
	}
	for _, path := range sortedKeys(imports) {
		if p.pkgs[path] {
			out.Imports = append(out.Imports, path)
		}
		if p.foreign[path] {
			out.Thirds = append(out.Thirds, path)
		}
	}
	for _, name := range sortedKeys(types) {
		out.Types = append(out.Types, types[name])
	}
	read := cellsRead(out.Funcs)
	for _, name := range sortedKeys(p.cells) {
		whole, _, _ := strings.Cut(name, "[")
		if c := p.cells[name]; (strings.HasPrefix(name, pkg+".") || read[whole]) && len(c.Values) > 0 {
			out.Cells = append(out.Cells, *c)
		}
	}
	for _, f := range out.Funcs {
		if s, ok := p.summaries[f.Name]; ok {
			out.Summaries = append(out.Summaries, s)
		}
	}
	slices.SortFunc(out.Summaries, func(a, b Summary) int { return cmp.Compare(a.Func, b.Func) })
	slices.SortFunc(out.Funcs, func(a, b *ir.Func) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// cellsRead returns the names of the package variables and fields that
// functions read.
func cellsRead(fns []*ir.Func) map[string]bool {
	read := map[string]bool{}
	for _, fn := range fns {
		for _, c := range fn.Consts {
			if c.Kind == ir.Global {
				read[c.S] = true
			}
		}
		for ins := range fn.Instructions() {
			if ins.Op == ir.FieldAddr || ins.Op == ir.Field {
				read[bare(ins.Type)+"."+ins.Sym] = true
			}
		}
	}
	return read
}

func (p *Program) typeOf(name string) *ir.Type { return p.types[name] }
