package sdks

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
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
			d.fault(d.at["modules."+strconv.Itoa(i)], `give each module a name of its own with "as"`, "two modules have the name %q", m.Alias)
		}
		x.paths[m.Alias] = m.Path
	}
	for i := range sdk.Clients {
		x.name("clients."+strconv.Itoa(i), &sdk.Clients[i])
	}
	for i := range sdk.Constructors {
		x.function("constructors", i, &sdk.Constructors[i].Func)
	}
	for i := range sdk.Literals {
		x.name("literals."+strconv.Itoa(i)+".type", &sdk.Literals[i].Type)
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
		path := "fields." + strconv.Itoa(i) + ".field"
		x.name(path, &sdk.Fields[i].Field)
		if typ, field := splitField(sdk.Fields[i].Field); typ == "" || field == "" {
			d.fault(d.at[path], `write it as "import/path.Type.Field"`, "%q is not the full name of a field", sdk.Fields[i].Field)
		}
	}
	for i := range sdk.HTTPTypes {
		x.name("http_types."+strconv.Itoa(i)+".type", &sdk.HTTPTypes[i].Type)
	}
	for i := range sdk.HTTPFuncs {
		f := &sdk.HTTPFuncs[i]
		f.Funcs = x.list("http_funcs", "http_funcs."+strconv.Itoa(i)+".funcs.", f.Funcs)
	}
	sdk.Same = x.list("same", "same.", sdk.Same)
	sdk.Free = x.free(sdk.Free)
}

// function expands the function of row i of a section.
func (x *expander) function(section string, i int, name *string) {
	path := section + "." + strconv.Itoa(i) + ".func"
	n := x.d.at[path]
	x.name(path, name)
	if x.d.named(n, *name) {
		x.once(n, section, *name)
	}
}

// free expands the list of functions that are not billed.
func (x *expander) free(names []string) []string {
	var all []string
	for i, name := range names {
		path := "free." + strconv.Itoa(i)
		n := x.d.at[path]
		x.name(path, &name)
		for _, name := range braces(name) {
			if !x.d.named(n, name) {
				continue
			}
			for _, section := range []string{"constructors", "calls", "options", "contexts"} {
				if line, ok := x.seen[section+" "+name]; ok {
					x.d.fault(n, "", "%s is free here and one of %s in line %d", name, section, line)
				}
			}
			x.once(n, "free", name)
			all = append(all, name)
		}
	}
	return all
}

// list expands a list of functions that stands below path.
func (x *expander) list(section, path string, names []string) []string {
	var all []string
	for i, name := range names {
		at := path + strconv.Itoa(i)
		n := x.d.at[at]
		x.name(at, &name)
		for _, name := range braces(name) {
			if x.d.named(n, name) {
				x.once(n, section, name)
				all = append(all, name)
			}
		}
	}
	return all
}

// once notes a name that a section holds already.
func (x *expander) once(n *yaml.Node, section, name string) {
	key := section + " " + name
	if line, ok := x.seen[key]; ok {
		x.d.fault(n, "", "%s is described twice in %s, first in line %d", name, section, line)
		return
	}
	x.seen[key] = n.Line
	x.d.funcs[key] = n
}

// name replaces the aliases in *name, which stands at path.
func (x *expander) name(path string, name *string) {
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
			hint = nearest(alias, valid)
		}
		x.d.fault(x.d.at[path], hint, "no module has the name %q", alias)
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
