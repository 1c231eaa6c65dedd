package sdks

import (
	"cmp"
	"errors"
	"slices"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/internal/symbol"
)

// VerifyImports asks of each import path that users' descriptions name whether
// it can be right: check says what is wrong with it and what to write instead.
// The error joins a [*DecodeError] for each path that is wrong, at its first
// place.
func (s *Set) VerifyImports(check func(path string) (problem, hint string)) error {
	var errs []error
	for _, src := range s.users {
		d := &decoder{}
		for _, p := range imports(src.sdk, src.d) {
			if problem, hint := check(p.path); problem != "" {
				d.Report(p.at, problem, hint)
			}
		}
		errs = append(errs, d.Err())
	}
	return errors.Join(errs...)
}

// An importPath is one that a description names.
type importPath struct {
	path string
	at   strict.Pos
}

// imports returns the import paths that a description names: those of the
// packages that it lists, and those of its rows. Each is there once.
func imports(sdk *SDK, d *decoder) []importPath {
	var all []importPath
	for i, m := range sdk.Modules {
		for j, path := range m.Imports() {
			all = append(all, importPath{path, d.at("modules", i, "packages", j)})
		}
	}
	add := func(name string, at strict.Pos) {
		pkg, _, _ := symbol.Split(name)
		all = append(all, importPath{pkg, at})
	}
	for i, name := range sdk.Clients {
		add(name, d.at("clients", i))
	}
	for i, l := range sdk.Literals {
		add(l.Type, d.at("literals", i, "type"))
	}
	for i, f := range sdk.Fields {
		typ, _ := splitField(f.Field)
		add(typ, d.at("fields", i, "field"))
	}
	for i, t := range sdk.HTTPTypes {
		add(t.Type, d.at("http_types", i, "type"))
	}
	for _, f := range d.funcs {
		add(f.name, f.at)
	}
	slices.SortStableFunc(all, func(a, b importPath) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.at.Line, b.at.Line), cmp.Compare(a.at.Column, b.at.Column))
	})
	return slices.CompactFunc(all, func(a, b importPath) bool { return a.path == b.path })
}
