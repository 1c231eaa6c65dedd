package sdks

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/llmtag/llmtag/internal/strict"
)

// aliasAt finds "$alias" in a name.
var aliasAt = regexp.MustCompile(`\$(\w+)`)

// expander replaces what a description abbreviates.
type expander struct {
	d     *decoder
	paths map[string]string // module paths by alias
	seen  map[string]int    // lines by section and name
}

// expand replaces each "$alias" by a module path and each "{A, B}" of free by
// the names it stands for, and notes names that are described twice.
func expand(d *decoder, sdk *SDK) {
	x := &expander{d: d, paths: map[string]string{}, seen: map[string]int{}}
	for i := range sdk.Modules {
		m := &sdk.Modules[i]
		if m.Alias == "" {
			m.Alias = "m"
		}
		if _, ok := x.paths[m.Alias]; ok {
			d.Reportf(d.at("modules", i), `give each module a name of its own with "as"`, "two modules have the name %q", m.Alias)
		}
		x.paths[m.Alias] = m.Path
		x.module(i, *m)
	}
	for i := range sdk.Clients {
		x.typ(&sdk.Clients[i], "clients", i)
	}
	for i := range sdk.Constructors {
		x.function("constructors", i, &sdk.Constructors[i].Func)
	}
	for i := range sdk.Literals {
		x.typ(&sdk.Literals[i].Type, "literals", i, "type")
	}
	for i := range sdk.Calls {
		x.function("calls", i, &sdk.Calls[i].Func)
	}
	for i := range sdk.Options {
		x.function("options", i, &sdk.Options[i].Func)
	}
	for i := range sdk.Contexts {
		x.function("contexts", i, &sdk.Contexts[i].Func)
	}
	for i := range sdk.Fields {
		x.name(&sdk.Fields[i].Field, "fields", i, "field")
		if typ, field := splitField(sdk.Fields[i].Field); typ == "" || field == "" {
			d.Reportf(d.at("fields", i, "field"), `write it as "import/path.Type.Field"`, "%q is not the full name of a field", sdk.Fields[i].Field)
		}
	}
	for i := range sdk.HTTPTypes {
		x.typ(&sdk.HTTPTypes[i].Type, "http_types", i, "type")
	}
	for i := range sdk.HTTPFuncs {
		f := &sdk.HTTPFuncs[i]
		f.Funcs = x.list("http_funcs", f.Funcs, "http_funcs", i, "funcs")
	}
	sdk.Same = x.list("same", sdk.Same, "same")
	sdk.Tokenizers = x.list("tokenizers", sdk.Tokenizers, "tokenizers")
	sdk.Usage = x.usage(sdk.Usage)
	for i := range sdk.Options {
		if o := &sdk.Options[i]; o.Equals != "" {
			x.name(&o.Equals, "options", i, "equals")
		}
	}
	sdk.Free = x.free(sdk.Free)
}

// module notes import paths that are none.
func (x *expander) module(i int, m Module) {
	if err := module.CheckImportPath(m.Path); err != nil {
		x.d.Reportf(x.d.at("modules", i, "path"), "", "%v", err)
		return
	}
	for j, path := range m.Imports() {
		if err := module.CheckImportPath(path); err != nil {
			x.d.Reportf(x.d.at("modules", i, "packages", j), "", "%v", err)
		}
	}
}

// typ expands the name of a type, and notes one that cannot be one.
func (x *expander) typ(name *string, path ...any) {
	x.name(name, path...)
	if !fullType.MatchString(*name) {
		x.d.Reportf(x.d.at(path...), `write it as "import/path.Type"`, "%q is not the full name of a type", *name)
	}
}

// function expands the function of row i of a section.
func (x *expander) function(section string, i int, name *string) {
	x.name(name, section, i, "func")
	at := x.d.at(section, i, "func")
	if !x.d.named(at, *name) {
		return
	}
	if other, line := x.elsewhere(section, *name); other != "" {
		x.d.Reportf(at, "", "%s is one of %s here and one of %s in line %d", *name, section, other, line)
	}
	x.once(at, section, *name)
}

// elsewhere returns another section that has a function, and the line.
func (x *expander) elsewhere(section, name string) (other string, line int) {
	for _, other := range []string{"constructors", "calls", "options", "contexts"} {
		if line, ok := x.seen[other+" "+name]; ok && other != section {
			return other, line
		}
	}
	return "", 0
}

// free expands the list of functions that are not billed.
func (x *expander) free(names []string) []string {
	var all []string
	for i, name := range names {
		at := x.d.at("free", i)
		x.name(&name, "free", i)
		for _, name := range braces(name) {
			if !x.d.named(at, name) {
				continue
			}
			if section, line := x.elsewhere("free", name); section != "" {
				x.d.Reportf(at, "", "%s is free here and one of %s in line %d", name, section, line)
			}
			x.once(at, "free", name)
			all = append(all, name)
		}
	}
	return all
}

// usage expands the list of what says what was used: fields "$m.T.{A, B}", and
// functions.
func (x *expander) usage(names []string) []string {
	var all []string
	for i, name := range names {
		at := x.d.at("usage", i)
		x.name(&name, "usage", i)
		for _, name := range braces(name) {
			if typ, field := splitField(name); !strings.HasPrefix(name, "(") && typ != "" && field != "" {
				x.once(at, "usage", name)
				all = append(all, name)
			} else if x.d.named(at, name) {
				x.once(at, "usage", name)
				all = append(all, name)
			}
		}
	}
	return all
}

// list expands a list of functions that stands below path.
func (x *expander) list(section string, names []string, path ...any) []string {
	var all []string
	for i, name := range names {
		path := append(slices.Clone(path), i)
		at := x.d.at(path...)
		x.name(&name, path...)
		for _, name := range braces(name) {
			if x.d.named(at, name) {
				x.once(at, section, name)
				all = append(all, name)
			}
		}
	}
	return all
}

// once notes a name that a section holds already.
func (x *expander) once(at strict.Pos, section, name string) {
	key := section + " " + name
	if line, ok := x.seen[key]; ok {
		x.d.Reportf(at, "", "%s is described twice in %s, first in line %d", name, section, line)
		return
	}
	x.seen[key] = at.Line
	x.d.funcs[key] = function{name, at}
}

// name replaces the aliases in *name, which stands at path.
func (x *expander) name(name *string, path ...any) {
	*name = aliasAt.ReplaceAllStringFunc(*name, func(alias string) string {
		if p, ok := x.paths[alias[1:]]; ok {
			return p
		}
		var valid []string
		for a := range x.paths {
			valid = append(valid, "$"+a)
		}
		slices.Sort(valid)
		hint := "declare a module under modules"
		if len(valid) > 0 {
			hint = strict.Hint(alias, valid)
		}
		x.d.Reportf(x.d.at(path...), hint, "no module has the name %q", alias)
		return alias
	})
}

// braces returns the names that "prefix.{A, B}" stands for; a name without
// braces stands for itself.
func braces(name string) []string {
	prefix, list, ok := strings.Cut(name, ".{")
	if !ok || !strings.HasSuffix(list, "}") {
		return []string{name}
	}
	var names []string
	for part := range strings.SplitSeq(strings.TrimSuffix(list, "}"), ",") {
		names = append(names, prefix+"."+strings.TrimSpace(part))
	}
	return names
}

// splitField splits "import/path.Type.Field.Sub" into "import/path.Type" and
// "Field.Sub". The type is the first upper-case name behind the last slash:
// the last element of an import path may contain dots itself.
func splitField(name string) (typ, field string) {
	slash := strings.LastIndex(name, "/") + 1
	parts := strings.Split(name[slash:], ".")
	for i := 1; i < len(parts)-1; i++ {
		if c := parts[i]; c != "" && c[0] >= 'A' && c[0] <= 'Z' {
			return name[:slash] + strings.Join(parts[:i+1], "."), strings.Join(parts[i+1:], ".")
		}
	}
	return "", ""
}
