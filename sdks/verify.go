package sdks

import (
	"errors"
	"go/types"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/internal/symbol"
)

// source is where a user's description was read.
type source struct {
	sdk *SDK
	d   *decoder
}

// Verify holds what users' descriptions say of a package against its types: a
// row that names nothing would be silence where a finding should be. The error
// joins a [*DecodeError] for each name that does not exist.
func (s *Set) Verify(pkg *types.Package) error {
	var errs []error
	for _, src := range s.users {
		v := &verifier{d: &decoder{root: src.d.root, funcs: src.d.funcs}, pkg: pkg}
		v.sdk(src.sdk)
		errs = append(errs, v.d.Err())
	}
	return errors.Join(errs...)
}

// A verifier holds a description against one package.
type verifier struct {
	d   *decoder
	pkg *types.Package
}

func (v *verifier) sdk(sdk *SDK) {
	v.clients(sdk)
	for i, l := range sdk.Literals {
		v.typ(l.Type, "literals", i, "type")
	}
	for i, t := range sdk.HTTPTypes {
		v.typ(t.Type, "http_types", i, "type")
	}
	for i, c := range sdk.Constructors {
		fn := v.function("constructors", c.Func)
		v.params(fn, c.Params, "constructors", i, "params")
		for _, tag := range sortedKeys(c.Tags) {
			v.param(fn, c.Tags[tag], "constructors", i, "tags", tag)
		}
	}
	for i, c := range sdk.Calls {
		fn := v.function("calls", c.Func)
		v.params(fn, c.Params, "calls", i, "params")
		v.param(fn, c.Path, "calls", i, "path")
	}
	for i, o := range sdk.Options {
		fn := v.function("options", o.Func)
		v.param(fn, o.Key, "options", i, "key")
		v.param(fn, o.Value, "options", i, "value")
		v.param(fn, o.From, "options", i, "from")
	}
	for i, c := range sdk.Contexts {
		fn := v.function("contexts", c.Func)
		v.param(fn, c.Parent, "contexts", i, "parent")
		v.param(fn, c.From, "contexts", i, "from")
	}
	for i, f := range sdk.Fields {
		typ, path := splitField(f.Field)
		if t := v.typ(typ, "fields", i, "field"); t != nil {
			_, none := symbol.Field(t, path)
			v.note(none, v.d.at("fields", i, "field"))
		}
	}
	for i, h := range sdk.HTTPFuncs {
		for _, name := range h.Funcs {
			fn := v.function("http_funcs", name)
			v.param(fn, h.Key, "http_funcs", i, "key")
			v.param(fn, h.Value, "http_funcs", i, "value")
			v.param(fn, h.From, "http_funcs", i, "from")
			v.param(fn, h.URL, "http_funcs", i, "url")
			v.param(fn, h.Method, "http_funcs", i, "method")
		}
	}
	for _, name := range sdk.Free {
		v.function("free", name)
	}
	for _, name := range sdk.Same {
		v.function("same", name)
	}
	for _, name := range sdk.Tokenizers {
		v.function("tokenizers", name)
	}
	for i, name := range sdk.Usage {
		if typ, path := splitField(name); !strings.HasPrefix(name, "(") && typ != "" && path != "" {
			if t := v.typ(typ, "usage", i); t != nil {
				_, none := symbol.Field(t, path)
				v.note(none, v.d.at("usage", i))
			}
			continue
		}
		v.function("usage", name)
	}
}

// clients also notes an options field that no client of the package has, though
// all clients are in it.
func (v *verifier) clients(sdk *SDK) {
	var lacking *symbol.Missing
	found := false
	for i, name := range sdk.Clients {
		t := v.typ(name, "clients", i)
		if t == nil {
			found = true // perhaps: elsewhere, or noted
			continue
		}
		_, lacking = symbol.Field(t, sdk.OptionsField)
		found = found || lacking == nil
	}
	if sdk.OptionsField != "" && !found {
		v.note(lacking, v.d.at("options_field"))
	}
}

// note notes what is missing, if anything.
func (v *verifier) note(none *symbol.Missing, at strict.Pos) {
	if none != nil {
		v.d.Report(at, none.Problem, none.Hint)
	}
}

// function returns the function with a full name, if it is one of the
// package's, and notes one that does not exist.
func (v *verifier) function(section, full string) types.Object {
	if pkg, _, _ := symbol.Split(full); pkg != v.pkg.Path() {
		return nil
	}
	fn, none := symbol.Func(v.pkg, full)
	v.note(none, v.d.funcs[section+" "+full].at)
	return fn
}

// typ is function for the type that stands at a path of the description.
func (v *verifier) typ(full string, path ...any) *types.TypeName {
	if pkg, _, _ := symbol.Split(full); pkg != v.pkg.Path() {
		return nil
	}
	t, none := symbol.Type(v.pkg, full)
	v.note(none, v.d.at(path...))
	return t
}

func (v *verifier) params(fn types.Object, params map[string]Role, path ...any) {
	for _, name := range sortedKeys(params) {
		v.param(fn, name, append(slices.Clone(path), name)...)
	}
}

// param notes a parameter that a function does not have.
func (v *verifier) param(fn types.Object, name string, path ...any) {
	if fn != nil && name != "" {
		_, none := symbol.Param(fn, name)
		v.note(none, v.d.at(path...))
	}
}
