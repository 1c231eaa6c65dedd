package analyzer

import (
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/sdks"
)

// files says which findings of a package count.
type files struct {
	pkg        string
	policy     *policy.Policy
	sdks       *sdks.Set
	fset       *token.FileSet
	skipped    map[string]bool // generated, excluded and test files
	directives []*directive
}

func classify(pass *analysis.Pass, pol *policy.Policy, set *sdks.Set, tests bool) *files {
	fs := &files{pkg: pass.Pkg.Path(), policy: pol, sdks: set, fset: pass.Fset, skipped: map[string]bool{}}
	for _, f := range pass.Files {
		name := written(pass.Fset, f.FileStart).Filename
		if ast.IsGenerated(f) || pol.Excluded(name) || !tests && strings.HasSuffix(name, "_test.go") {
			fs.skipped[name] = true
			continue
		}
		fs.directives = append(fs.directives, directives(pass.Fset, f)...)
	}
	return fs
}

// written returns the place of p in the file that is read, whatever //line says.
func (fs *files) written(p ir.Pos) token.Position {
	start, _ := p.Range()
	if !start.IsValid() {
		return position(p) // of another package
	}
	return written(fs.fset, start)
}
