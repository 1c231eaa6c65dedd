package analyzer

import (
	"fmt"
	"go/ast"
	"go/types"
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
func bodies(pass *analysis.Pass, set *sdks.Set) (own *flow.Bundle, err error) {
	defer func() {
		if r := recover(); r != nil { // a bug in SSA must not end a whole run
			err = fmt.Errorf("%s: building SSA: %v", pass.Pkg.Path(), r)
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
	create(pass.Pkg.Imports())
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
