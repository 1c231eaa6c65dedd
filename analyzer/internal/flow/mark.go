package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// Marks are what is said of a request beside its tags. They ride on the same
// effects, and are looked for in the same way; headers and metadata do not touch
// them.
const (
	Recorded = "recorded" // the usage in its response is recorded
	Asked    = "asked"    // its stream is asked to report the usage
)

// ofMark returns what a step does for a mark; ok is false for a step that has
// the same meaning for marks and tags.
func (ev *evaluation) ofMark(s *Step, p *outcome) (out []*outcome, ok bool) {
	same := []*outcome{p}
	switch s.K {
	case Mark:
		switch {
		case s.Name != ev.tag.Mark || p.kind == has:
			return same, true
		case s.Why != "":
			return []*outcome{p.become(unproven, s.Why, s.At)}, true
		}
		return []*outcome{{kind: has, at: s.At, slots: p.slots}}, true
	case Set, Add, Del, Clear, Merge, Refuse, Incoming:
		return same, true
	case Use, Maybe:
		return same, slices.Contains(mapRoles, s.Role)
	}
	return nil, false
}

// mapRoles are the roles of what holds headers or metadata and nothing else.
var mapRoles = []sdks.Role{sdks.RoleHeaders, sdks.RoleMetadata, sdks.RoleMetadataJSON, sdks.RoleTags, sdks.RolePairs, roleMap}

// refused returns what becomes of a tag that is not attached where requests
// without it are refused: those that are sent have it.
func (ev *evaluation) refused(s *Step, p *outcome) []*outcome {
	covered := ev.tag.Required
	if s.Name != "" {
		covered = slices.Contains(strings.Fields(s.Name), ev.tag.Name)
	}
	if p.kind == has || !covered {
		return []*outcome{p}
	}
	return []*outcome{{kind: has, at: s.At, slots: p.slots}}
}

// tagValue attaches a tag by its name, in the header that the policy has for it.
// What may be empty is attached on some paths only.
func (in *Interp) tagValue(st *state, v Value, tag string, c *call) Effect {
	key, meta := tag, true
	if header := in.prog.Headers[tag]; header != "" {
		key, meta = header, false
	}
	v = in.materialize(st, v)
	given := v.withoutZero()
	if len(given) == 0 {
		return nil
	}
	e := Effect{{K: Set, Meta: meta, Key: str(key, c.at), Val: given, At: c.at}}
	if len(given) < len(v) {
		return Effect{{K: Alt, Sub: []Effect{nil, e}, At: c.at}}
	}
	return e
}

// recorder marks requests whose responses something records that is not nil.
func (in *Interp) recorder(v Value, c *call) Effect {
	var out Effect
	for i, a := range in.resolve(v) {
		var e Effect
		if a.K != Zero {
			e = Effect{{K: Mark, Name: Recorded, At: c.at}}
		}
		if i == 0 {
			out = e
		} else {
			out = alt(out, e)
		}
	}
	return out
}

// asks marks streams of which a flag says that they report their usage. One that
// is known at run time only counts.
func (in *Interp) asks(st *state, a *Atom, c *call, depth int) Effect {
	yes := Effect{{K: Mark, Name: Asked, At: c.at}}
	switch a.K {
	case Zero:
		return nil
	case Bool:
		if a.N == 0 {
			return nil
		}
	case Leaf:
		return Effect{in.use(a, sdks.RoleUsage, c.at)}
	case Ref, Box, Struct:
		if depth > 3 {
			return yes
		}
		var v Value
		if a.K != Struct {
			v = in.loadAtom(st, a)
		} else if w, ok := a.field(".Value"); ok { // such as param.Opt
			v = w
		} else {
			return nil
		}
		var out Effect
		for i, b := range v {
			if e := in.asks(st, b, c, depth+1); i == 0 {
				out = e
			} else {
				out = alt(out, e)
			}
		}
		return out
	}
	return yes
}

// refusal is the effect of an option that makes a client refuse requests which
// lack tags, if what it is given is the constant that says so.
func (in *Interp) refusal(c *call, o *sdks.Option) Effect {
	refuse := Effect{{K: Refuse, Name: strings.Join(o.Tags, " "), At: c.at}}
	if o.Equals == "" {
		return refuse
	}
	want, known := in.prog.params[ir.ConstantPrefix+o.Equals]
	var out Effect
	for i, a := range in.resolve(in.param(c, o.From)) {
		var e Effect
		switch {
		case !known || len(want) != 1 || !constant(a):
			e = Effect{{K: Maybe, Why: "whether requests without tags are refused is known at run time only", At: c.at}}
		case isConstant(a, want[0]):
			e = refuse
		}
		if i == 0 {
			out = e
		} else {
			out = alt(out, e)
		}
	}
	return out
}

func isConstant(a *Atom, want string) bool {
	switch a.K {
	case Zero:
		return want == "0" || want == `""` || want == "false"
	case Int:
		return want == strconv.Itoa(a.N)
	case Str:
		return want == strconv.Quote(a.S)
	case Bool:
		return want == strconv.FormatBool(a.N == 1)
	}
	return false
}

// makeTransport makes an HTTP client or transport that attaches tags by itself.
func (in *Interp) makeTransport(c *call, k *sdks.Constructor, sdk *sdks.SDK, st *state) Value {
	var e Effect
	for _, tag := range sortedKeys(k.Tags) {
		e = e.seq(in.tagValue(st, in.param(c, k.Tags[tag]), tag, c))
	}
	rest := map[string]sdks.Role{}
	for _, name := range sortedKeys(k.Params) {
		if role := k.Params[name]; role != sdks.RoleStruct {
			rest[name] = role
			continue
		}
		var mine Effect
		for i, a := range in.resolve(in.param(c, name)) {
			var one Effect
			if a.K == Run { // such as one that was decoded
				one = in.anyOwner(a, sdk, c)
			} else {
				one = in.effectOf(st, a, sdks.RoleStruct, c.at)
			}
			if i == 0 {
				mine = one
			} else {
				mine = alt(mine, one)
			}
		}
		e = e.seq(mine)
	}
	return results(c, in.asTransport(c, e.seq(in.carried(c, rest, st, "")), st))
}

// anyOwner attaches all tags that fields of a description carry, with values
// that are known at run time only.
func (in *Interp) anyOwner(a *Atom, sdk *sdks.SDK, c *call) Effect {
	var e Effect
	for _, f := range sdk.Fields {
		if f.As == sdks.RoleTag {
			e = e.seq(in.tagValue(newState(), one(a), f.Tag, c))
		}
	}
	return e
}

// asTransport returns what does e to the requests that are sent through it, as
// the call's result.
func (in *Interp) asTransport(c *call, e Effect, st *state) Value {
	through := one(&Atom{K: Opt, E: e, At: c.at})
	if c.ins == nil || c.ins.Type != "*"+clientType {
		return through
	}
	id := in.place(c.f, c.ins)
	st.heap.set(id, one((&Atom{K: Struct, T: clientType}).setField(".Transport", through)))
	return one(&Atom{K: Ref, N: id, T: c.ins.Type, At: c.at})
}

const clientType = "net/http.Client"
