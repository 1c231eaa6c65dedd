package analyzer

import (
	"fmt"
	"go/ast"
	"go/types"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// bodies builds the functions of pass's package. SSA is built here and not by
// the buildssa pass, which every package would pay for.
func bodies(pass *analysis.Pass, set *sdks.Set) (*flow.Bundle, error) {
	// The packages that the code refers to are enough but for rare promoted
	// methods; creating all that it imports takes three quarters of the time.
	own, err := buildBodies(pass, set, false)
	if err != nil {
		own, err = buildBodies(pass, set, true)
	}
	return own, err
}

// referred returns the packages of the objects that a package's code names.
func referred(pass *analysis.Pass) []*types.Package {
	seen := map[*types.Package]bool{pass.Pkg: true, nil: true}
	var out []*types.Package
	add := func(p *types.Package) {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	for _, obj := range pass.TypesInfo.Uses {
		add(obj.Pkg())
	}
	for _, sel := range pass.TypesInfo.Selections {
		add(sel.Obj().Pkg())
	}
	for _, p := range pass.Pkg.Imports() {
		add(p)
	}
	slices.SortFunc(out, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	return out
}

func buildBodies(pass *analysis.Pass, set *sdks.Set, all bool) (own *flow.Bundle, err error) {
	defer func() {
		if r := recover(); r != nil { // a bug in SSA must not end a whole run
			err = &InternalError{Package: pass.Pkg.Path(), Cause: fmt.Sprintf("building SSA: %v", r), Stack: debug.Stack()}
		}
	}()
	prog := ssa.NewProgram(pass.Fset, 0)
	created := map[*types.Package]bool{}
	var create func(pkgs []*types.Package)
	create = func(pkgs []*types.Package) {
		for _, p := range pkgs {
			if !created[p] {
				created[p] = true
				prog.CreatePackage(p, nil, nil, true)
				create(p.Imports())
			}
		}
	}
	if all {
		create(pass.Pkg.Imports())
	} else {
		for _, p := range referred(pass) {
			if !created[p] {
				created[p] = true
				prog.CreatePackage(p, nil, nil, true)
			}
		}
	}
	pkg := prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false)
	pkg.Build()

	b := ir.NewBuilder(pass.Fset, pass.Files, func(path string) bool { return set.SDKOf(path) != nil })
	own = &flow.Bundle{Path: pass.Pkg.Path(), Types: ir.Types(pass.Pkg), Signatures: b.Signatures}
	if fn := pkg.Func("init"); fn != nil {
		own.Funcs = append(own.Funcs, b.Func(fn)...)
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Name.Name == "_" {
				continue // nobody can call it
			}
			obj, ok := pass.TypesInfo.Defs[fd.Name].(*types.Func)
			if !ok {
				continue
			}
			if fn := prog.FuncValue(obj); fn != nil && len(fn.Blocks) > 0 {
				own.Funcs = append(own.Funcs, b.Func(fn)...)
			}
		}
	}
	slices.SortStableFunc(own.Funcs, func(a, b *ir.Func) int { return strings.Compare(a.Name, b.Name) })
	return own, nil
}
