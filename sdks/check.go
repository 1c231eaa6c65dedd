package sdks

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// What the enumerations of a description may hold.
var (
	roles = []string{
		string(RoleOptions), string(RoleStruct), string(RoleHeaders), string(RoleMetadata), string(RoleMetadataJSON), string(RolePairs), string(RoleTags), string(RoleHTTP),
		string(RoleClient), string(RoleFunctions), string(RoleMiddleware), string(RolePolicies), string(RoleAPIOptions), string(RoleInterceptors), string(RoleContext),
	}
	makes = []string{"client", "service", "handle", "wrapper", "config"}
	zeros = []string{"yes", "no", "partly"}
	kinds = []string{
		"chat", "completion", "responses", "embedding", "image", "audio", "video", "moderation",
		"batch", "realtime", "rerank", "finetune", "tokens", "decision", "agent", "raw",
	}
	// httpOperands are the keys that what a function of an HTTP library does
	// needs; those in brackets it may have.
	httpOperands = map[HTTPDoes][]string{
		HTTPMakeClient: {"[from]"}, HTTPMakeRequest: {"[url]"}, HTTPCopy: nil, HTTPSet: {"key", "value"}, HTTPMerge: {"from"}, HTTPHeaders: nil,
		HTTPSetURL: {"url"}, HTTPSetMethod: {"method"}, HTTPTransport: {"from"}, HTTPHook: {"from"}, HTTPSend: {"[url]", "[method]"},
	}
	// operands are the keys that an option of the effect needs; it has no other.
	operands = map[Effect][]string{
		EffectSet: {"key", "value"}, EffectAdd: {"key", "value"}, EffectDelete: {"key"},
		EffectMerge: {"from", "as"}, EffectReplace: {"from", "as", "slot"},
		EffectSetBody: {"key", "value"}, EffectDelBody: {"key"},
	}
)

// check notes what is wrong in a description whose keys are all known: values
// outside of an enumeration, options without what their effect needs,
// functions described twice.
func (d *decoder) check(sdk *SDK) {
	slots := []string{"http"}
	for _, o := range sdk.Options {
		slots = append(slots, o.Slot)
	}
	for _, f := range sdk.Fields {
		slots = append(slots, f.Slot)
	}
	slots = slices.DeleteFunc(slots, func(s string) bool { return s == "" })
	slices.Sort(slots)
	slots = slices.Compact(slots)
	for i, c := range sdk.Constructors {
		path := join("constructors", strconv.Itoa(i))
		d.without(path, c.Without, slots)
		d.oneOf(join(path, "makes"), c.Makes, makes)
		d.params(path, c.Params)
	}
	for i, l := range sdk.Literals {
		d.oneOf(join("literals", strconv.Itoa(i)+".zero"), l.Zero, zeros)
	}
	for i, c := range sdk.Calls {
		path := join("calls", strconv.Itoa(i))
		d.without(path, c.Without, slots)
		d.oneOf(join(path, "kind"), c.Kind, kinds)
		d.params(path, c.Params)
	}
	for i, o := range sdk.Options {
		d.option(join("options", strconv.Itoa(i)), o)
	}
	for i, f := range sdk.Fields {
		d.oneOf(join("fields", strconv.Itoa(i)+".as"), string(f.As), roles)
	}
	for i, c := range sdk.Contexts {
		d.oneOf(join("contexts", strconv.Itoa(i)+".as"), string(c.As), roles)
	}
	for i, f := range sdk.HTTPFuncs {
		d.httpFunc(join("http_funcs", strconv.Itoa(i)), f)
	}
	for i, e := range sdk.Endpoints {
		d.endpoint(join("endpoints", strconv.Itoa(i)), e)
	}
}

func (d *decoder) params(path string, params map[string]Role) {
	for _, name := range slices.Sorted(maps.Keys(params)) {
		d.oneOf(join(path, "params."+name), string(params[name]), roles)
	}
}

// without notes slots that nothing fills.
func (d *decoder) without(path string, names, slots []string) {
	for i, name := range names {
		if n := d.at[join(path, "without."+strconv.Itoa(i))]; n != nil && !slices.Contains(slots, name) {
			d.fault(n, nearest(name, slots), "unknown slot %q", name)
		}
	}
}

// oneOf notes a value that is given and not among valid.
func (d *decoder) oneOf(path, value string, valid []string) {
	if n := d.at[path]; n != nil && !slices.Contains(valid, value) {
		d.fault(n, nearest(value, valid), "unknown %s %q", what(path), value)
	}
}

// what names the enumeration at path.
func what(path string) string {
	switch {
	case strings.Contains(path, ".params."), strings.HasSuffix(path, ".as"):
		return "role"
	default:
		return last(path)
	}
}

// option notes what an option lacks for its effect, and what has no part in it.
func (d *decoder) option(path string, o Option) {
	need, ok := operands[o.Effect]
	if !ok {
		d.oneOf(join(path, "effect"), string(o.Effect), sortedKeys(operands))
		return
	}
	d.oneOf(join(path, "as"), string(o.As), roles)
	for _, key := range []string{"key", "value", "from", "as", "slot"} {
		n, needed := d.at[join(path, key)], slices.Contains(need, key)
		switch {
		case n == nil && needed:
			d.fault(d.at[path], "", "the effect %s needs the key %q", o.Effect, key)
		case n != nil && !needed:
			d.fault(n, "want "+strings.Join(need, " and "), "the key %q has no part in the effect %s", key, o.Effect)
		}
	}
}

// httpFunc is option for the functions of HTTP libraries.
func (d *decoder) httpFunc(path string, f HTTPFunc) {
	need, ok := httpOperands[f.Does]
	if !ok {
		d.oneOf(join(path, "does"), string(f.Does), sortedKeys(httpOperands))
		return
	}
	if len(f.Funcs) == 0 {
		d.fault(d.at[path], "", "a row of http_funcs names no function under funcs")
	}
	for _, key := range []string{"key", "value", "from", "url", "method"} {
		n, needed := d.at[join(path, key)], slices.Contains(need, key)
		switch {
		case n == nil && needed:
			d.fault(d.at[path], "", "does: %s needs the key %q", f.Does, key)
		case n != nil && !needed && !slices.Contains(need, "["+key+"]"):
			d.fault(n, "", "the key %q has no part in does: %s", key, f.Does)
		}
	}
}

func sortedKeys[K ~string, V any](m map[K]V) []string {
	var names []string
	for k := range m {
		names = append(names, string(k))
	}
	slices.Sort(names)
	return names
}

// endpoint notes patterns that can match nothing.
func (d *decoder) endpoint(path string, e Endpoint) {
	if strings.ContainsAny(e.Host, "/:") || e.Host != strings.ToLower(e.Host) {
		d.fault(d.at[join(path, "host")], "", "the host %q must be lower-case, without scheme, port and path", e.Host)
	}
	if !balanced(e.Host) {
		d.fault(d.at[join(path, "host")], "", "in the host %q a brace is not closed, or not opened", e.Host)
	}
	for i, p := range e.Paths {
		n := d.at[join(path, "paths."+strconv.Itoa(i))]
		if n == nil { // the list is a YAML alias: its faults are noted where it stands
			continue
		}
		if !balanced(p) {
			d.fault(n, "", "in the path %q a brace is not closed, or not opened", p)
		}
		if !strings.HasPrefix(p, "/") {
			d.fault(n, "", "the path %q does not begin with a slash", p)
		}
		if rest, ok := strings.CutSuffix(p, "…"); strings.Contains(rest, "…") || !ok && strings.Contains(p, "?") {
			d.fault(n, "", `the path %q is no pattern: "…" stands at the end only, and a query is not compared`, p)
		}
	}
}

// balanced reports whether each "{" of a pattern has its "}".
func balanced(pattern string) bool {
	open := false
	for _, c := range pattern {
		switch c {
		case '{':
			if open {
				return false
			}
			open = true
		case '}':
			if !open {
				return false
			}
			open = false
		}
	}
	return !open
}

// A full name as types.Func.FullName prints it; type parameters are in brackets.
var fullName = regexp.MustCompile(`^(\(\*?[^\s()*]+\.\w+(\[[^()]*\])?\)|[^\s()*]+)\.\w+$`)

// named notes a name that is not of the form which go/types prints, and
// returns whether it is.
func (d *decoder) named(n *yaml.Node, name string) bool {
	if fullName.MatchString(name) {
		return true
	}
	d.fault(n, `write it as "import/path.Func" or "(*import/path.Type).Method"`, "%q is not the full name of a function", name)
	return false
}
