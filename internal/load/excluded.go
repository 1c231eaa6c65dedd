package load

import (
	"go/ast"
	"go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// unexclude says what selects a file of dir, all of which the build constraints
// of this run exclude: another system, cgo, or a tag.
func unexclude(dir string) string {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return ""
	}
	var tags []string
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.ImportsOnly)
		if err != nil {
			continue // the go command says so, once the file is selected
		}
		if selected(build.Default, file) && importsC(f) {
			return "run with CGO_ENABLED=1"
		}
		for _, setting := range systems {
			ctxt := build.Default
			ctxt.GOOS, ctxt.GOARCH = setting.os, setting.arch
			if !selected(ctxt, file) {
				continue
			}
			if ctxt.GOARCH = build.Default.GOARCH; selected(ctxt, file) {
				return "run with GOOS=" + setting.os
			}
			if ctxt.GOOS, ctxt.GOARCH = build.Default.GOOS, setting.arch; selected(ctxt, file) {
				return "run with GOARCH=" + setting.arch
			}
			return "run with GOOS=" + setting.os + " GOARCH=" + setting.arch
		}
		tags = append(tags, constraints(f)...)
	}
	if len(tags) == 0 {
		return "give the build tags with --tags"
	}
	return "give the build tags with --tags, such as " + tags[0]
}

// systems are those that people write files for, the frequent ones first.
var systems = []struct{ os, arch string }{
	{"linux", "amd64"},
	{"windows", "amd64"},
	{"darwin", "arm64"},
	{"linux", "arm64"},
	{"darwin", "amd64"},
	{"windows", "arm64"},
	{"js", "wasm"},
	{"wasip1", "wasm"},
	{"freebsd", "amd64"},
	{"openbsd", "amd64"},
	{"netbsd", "amd64"},
	{"android", "arm64"},
	{"ios", "arm64"},
	{"linux", "386"},
	{"windows", "386"},
	{"linux", "arm"},
	{"linux", "riscv64"},
	{"linux", "s390x"},
	{"linux", "ppc64le"},
}

// selected reports whether a build selects a file, cgo aside.
func selected(ctxt build.Context, file string) bool {
	ok, err := ctxt.MatchFile(filepath.Dir(file), filepath.Base(file))
	return ok && err == nil
}

// constraints returns the tags that the build constraint of f wants, in its
// order; ignore is that of no build.
func constraints(f *ast.File) []string {
	var tags []string
	for _, group := range f.Comments {
		for _, c := range group.List {
			if group.Pos() > f.Package || !constraint.IsGoBuild(c.Text) {
				continue
			}
			if expr, err := constraint.Parse(c.Text); err == nil {
				tags = wanted(expr, tags)
			}
		}
	}
	return slices.DeleteFunc(tags, func(tag string) bool {
		return tag == "cgo" || tag == "ignore" || strings.HasPrefix(tag, "go1.") || slices.ContainsFunc(systems, func(s struct{ os, arch string }) bool { return tag == s.os || tag == s.arch })
	})
}

// wanted appends the tags of expr that are not negated.
func wanted(expr constraint.Expr, tags []string) []string {
	switch x := expr.(type) {
	case *constraint.TagExpr:
		return append(tags, x.Tag)
	case *constraint.AndExpr:
		return wanted(x.Y, wanted(x.X, tags))
	case *constraint.OrExpr:
		return wanted(x.Y, wanted(x.X, tags))
	default:
		return tags
	}
}
