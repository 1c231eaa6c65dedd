package flow

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

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
	Name    string
	Values  Value
	Direct  Value    // those of Values that no function was seen to make of its caller's arguments
	Moved   bool     // stored through a pointer that came from outside, after it was made
	Open    bool     // code that is not seen may store, too
	Early   bool     // of a variable: it is set before the package's functions run
	Changed []string // fields of other packages' structs in Values that the cell's own package changes
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
				p.takeConstants(packageOf(ins.Sym), out.Signatures)
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

// takeConstants adds the constants of a package whose values are kept.
func (p *Program) takeConstants(pkg string, to map[string][]string) {
	for _, name := range p.sdks.Constants() {
		if value, ok := p.params[ir.ConstantPrefix+name]; ok && packageOf(name) == pkg {
			to[ir.ConstantPrefix+name] = value
		}
	}
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
		for _, c := range f.Consts {
			if c.Kind == ir.Global && c.N == 1 {
				p.linked[c.S] = true
			}
		}
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
