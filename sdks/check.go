package sdks

import (
	"regexp"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// What the enumerations of a description may hold.
var (
	roles = []string{
		string(RoleOptions), string(RoleStruct), string(RoleHeaders), string(RoleMetadata), string(RoleMetadataJSON), string(RolePairs), string(RoleTags), string(RoleHTTP),
		string(RoleClient), string(RoleFunctions), string(RoleMiddleware), string(RolePolicies), string(RoleCallbacks), string(RoleAPIOptions), string(RoleInterceptors), string(RoleContext),
		string(RoleTag), string(RoleRecorder), string(RoleUsage), string(RoleCount),
	}
	makes = []string{"client", "service", "handle", "wrapper", "config", "transport"}
	zeros = []string{"yes", "no", "partly"}
	kinds = []string{
		"chat", "completion", "responses", "embedding", "image", "audio", "video", "moderation",
		"batch", "realtime", "rerank", "finetune", "tokens", "decision", "agent", "raw",
	}
	// about are the keys that say something of the description, and nothing of
	// an SDK.
	about = []string{"sdk", "source", "notes"}
	// httpOperands are the keys that what a function of an HTTP library does
	// needs; those in brackets it may have.
	httpOperands = map[HTTPDoes][]string{
		HTTPMakeClient: {"[from]"}, HTTPMakeRequest: {"[url]"}, HTTPCopy: nil, HTTPSet: {"key", "value"}, HTTPMerge: {"from"}, HTTPHeaders: nil,
		HTTPSetURL: {"url"}, HTTPSetMethod: {"method"}, HTTPTransport: {"from"}, HTTPHook: {"from"}, HTTPSend: {"[url]", "[method]"},
	}
	// operands are the keys that an option of the effect needs; those in brackets
	// it may have.
	operands = map[Effect][]string{
		EffectSet: {"key", "value"}, EffectAdd: {"key", "value"}, EffectDelete: {"key"},
		EffectMerge: {"from", "as"}, EffectReplace: {"from", "as", "slot"},
		EffectSetBody: {"key", "value"}, EffectDelBody: {"key"},
		EffectBody: nil, EffectRecord: {"from"}, EffectAsk: nil, EffectRefuse: {"[from]", "[equals]", "[tags]"},
	}
)

// check notes what is wrong in a description whose keys are all known: values
// outside of an enumeration, options without what their effect needs.
func (d *decoder) check(sdk *SDK) {
	if !slices.ContainsFunc(d.root.Entries, func(e strict.Entry) bool { return !slices.Contains(about, e.Key) }) {
		d.Reportf(d.root.Pos, "add modules, and sections such as constructors and calls", "the description says nothing of the SDK %q", sdk.Name)
	}
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
		d.without(slots, c.Without, "constructors", i, "without")
		d.oneOf(makes, "makes", c.Makes, "constructors", i, "makes")
		d.params(c.Params, "constructors", i, "params")
		if n := d.root.Get("constructors", i, "tags"); n != nil && c.Makes != "transport" {
			d.Reportf(n.Pos, "add makes: transport", "the key \"tags\" has no part in what makes a client")
		}
	}
	for i, l := range sdk.Literals {
		d.oneOf(zeros, "zero", l.Zero, "literals", i, "zero")
	}
	for i, c := range sdk.Calls {
		d.without(slots, c.Without, "calls", i, "without")
		d.oneOf(kinds, "kind", c.Kind, "calls", i, "kind")
		d.params(c.Params, "calls", i, "params")
	}
	for i, o := range sdk.Options {
		d.option(o, i)
	}
	for i, f := range sdk.Fields {
		d.oneOf(roles, "role", string(f.As), "fields", i, "as")
		switch n := d.root.Get("fields", i, "tag"); {
		case n == nil && f.As == RoleTag:
			d.Reportf(d.at("fields", i), "add tag: team_id, or whichever it is", "the role tag needs the key %q", "tag")
		case n != nil && f.As != RoleTag:
			d.Reportf(n.Pos, "write as: tag", "the key %q has no part in the role %s", "tag", f.As)
		}
	}
	for i, c := range sdk.Contexts {
		d.oneOf(roles, "role", string(c.As), "contexts", i, "as")
	}
	for i, f := range sdk.HTTPFuncs {
		d.httpFunc(f, i)
	}
	for i, e := range sdk.Endpoints {
		d.endpoint(e, i)
	}
}

func (d *decoder) params(params map[string]Role, path ...any) {
	for _, name := range sortedKeys(params) {
		d.oneOf(roles, "role", string(params[name]), append(path, name)...)
	}
}

// without notes slots that nothing fills.
func (d *decoder) without(slots, names []string, path ...any) {
	for i, name := range names {
		d.oneOf(slots, "slot", name, append(path, i)...)
	}
}

// oneOf notes a value that is given at path and not among valid.
func (d *decoder) oneOf(valid []string, what, value string, path ...any) {
	if n := d.root.Get(path...); n != nil && !slices.Contains(valid, value) {
		d.Reportf(n.Pos, strict.Hint(value, valid), "unknown %s %q", what, value)
	}
}

// option notes what an option lacks for its effect, and what has no part in it.
func (d *decoder) option(o Option, i int) {
	need, ok := operands[o.Effect]
	if !ok {
		d.oneOf(sortedKeys(operands), "effect", string(o.Effect), "options", i, "effect")
		return
	}
	d.oneOf(roles, "role", string(o.As), "options", i, "as")
	for _, key := range []string{"key", "value", "from", "as", "slot", "equals", "tags"} {
		n, needed := d.root.Get("options", i, key), slices.Contains(need, key)
		switch {
		case n == nil && needed:
			d.Reportf(d.at("options", i), "", "the effect %s needs the key %q", o.Effect, key)
		case n != nil && !needed && !slices.Contains(need, "["+key+"]"):
			want := "want no other key"
			if len(need) > 0 {
				want = "want " + strings.Join(need, " and ")
			}
			d.Reportf(n.Pos, want, "the key %q has no part in the effect %s", key, o.Effect)
		}
	}
}

// httpFunc is option for the functions of HTTP libraries.
func (d *decoder) httpFunc(f HTTPFunc, i int) {
	need, ok := httpOperands[f.Does]
	if !ok {
		d.oneOf(sortedKeys(httpOperands), "does", string(f.Does), "http_funcs", i, "does")
		return
	}
	if len(f.Funcs) == 0 {
		d.Reportf(d.at("http_funcs", i, "funcs"), "", "a row of http_funcs names no function under funcs")
	}
	for _, key := range []string{"key", "value", "from", "url", "method"} {
		n, needed := d.root.Get("http_funcs", i, key), slices.Contains(need, key)
		switch {
		case n == nil && needed:
			d.Reportf(d.at("http_funcs", i), "", "does: %s needs the key %q", f.Does, key)
		case n != nil && !needed && !slices.Contains(need, "["+key+"]"):
			d.Reportf(n.Pos, "", "the key %q has no part in does: %s", key, f.Does)
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
func (d *decoder) endpoint(e Endpoint, i int) {
	host := d.at("endpoints", i, "host")
	if strings.ContainsAny(e.Host, "/:") || e.Host != strings.ToLower(e.Host) {
		d.Reportf(host, "", "the host %q must be lower-case, without scheme, port and path", e.Host)
	}
	if !balanced(e.Host) {
		d.Reportf(host, "", "in the host %q a brace is not closed, or not opened", e.Host)
	}
	if strings.Contains(e.Host, "*") {
		d.Reportf(host, "write {x} for any name", "in the host %q a star stands for itself", e.Host)
	}
	if fixed := placeholder.ReplaceAllString(e.Host, ""); fixed != e.Host && len(fixed) < len("a.com") {
		d.Reportf(host, "name more of it", "the host %q is almost any host", e.Host)
	}
	for j, p := range e.Paths {
		at := d.at("endpoints", i, "paths", j)
		if strings.Contains(p, "*") {
			d.Reportf(at, "write {x} for any name, or … at the end for any rest", "in the path %q a star stands for itself", p)
		}
		if !balanced(p) {
			d.Reportf(at, "", "in the path %q a brace is not closed, or not opened", p)
		}
		if !strings.HasPrefix(p, "/") {
			d.Reportf(at, "", "the path %q does not begin with a slash", p)
		}
		if rest, ok := strings.CutSuffix(p, "…"); strings.Contains(rest, "…") || !ok && strings.Contains(p, "?") {
			d.Reportf(at, "", `the path %q is no pattern: "…" stands at the end only, and a query is not compared`, p)
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

// placeholder stands for any characters in a pattern.
var placeholder = regexp.MustCompile(`\{[^}]*\}`)

var (
	// fullName is one as types.Func.FullName prints it; type parameters are in brackets.
	fullName = regexp.MustCompile(`^(\(\*?[^\s()*]+\.\w+(\[[^()]*\])?\)|[^\s()*]+)\.\w+$`)
	// fullType is the name of a type, without type parameters.
	fullType = regexp.MustCompile(`^[^\s()*\[\]]+\.\w+$`)
)

// named notes a name that is not of the form which go/types prints, and
// returns whether it is.
func (d *decoder) named(at strict.Pos, name string) bool {
	if fullName.MatchString(name) {
		return true
	}
	d.Reportf(at, `write it as "import/path.Func" or "(*import/path.Type).Method"`, "%q is not the full name of a function", name)
	return false
}
