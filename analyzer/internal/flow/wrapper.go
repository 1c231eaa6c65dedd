package flow

import (
	"strings"

	"github.com/llmtag/llmtag/sdks"
)

// wrapper is a function that the policy says tags by itself.
func (in *Interp) wrapper(c *call, w Wrapper, st *state) Value {
	var e Effect
	offset := 0
	if strings.HasPrefix(c.name, "(") {
		offset = 1
	}
	for _, w := range w.Carriers {
		val := runtime("attached by "+readable(c.name), c.at)
		if i := w.Param + offset; w.Param >= 0 && i < len(c.args) {
			val = in.materialize(st, c.args[i])
		}
		e = e.then(&Step{K: Set, Meta: w.Meta, Key: str(w.Key, c.at), Val: val, At: c.at})
	}
	if v, ok := in.wrapped(c, e, st); ok {
		return results(c, v)
	}
	id := in.rec.construct(in, c, &sdks.SDK{Name: "policy"}, e)
	made := &Atom{K: Client, S: id, T: c.ins.Type, E: e, At: c.at}
	if strings.HasPrefix(c.ins.Type, "*") { // its fields may be assigned: a transport replaces what it attaches
		id := in.place(c.f, c.ins)
		st.heap.set(id, one(made))
		return results(c, one(&Atom{K: Ref, N: id, T: c.ins.Type, At: c.at}))
	}
	return results(c, one(made))
}

// wrapped is what a wrapper returns that is no client, but goes into one: the
// tags are there where it is used, and whatever else a client needs may come
// from elsewhere.
func (in *Interp) wrapped(c *call, e Effect, st *state) (Value, bool) {
	t := c.ins.Type
	option := &Atom{K: Opt, E: e, At: c.at}
	switch {
	case bare(t) == "net/http.Client":
		return in.asTransport(c, e, st), true
	case t == "net/http.Header":
		return one(in.newRef(st, t, one(&Atom{K: Map, E: e}))), true
	case t == "", t == "net/http.RoundTripper", t == "context.Context", in.carriesTags(t): // without a name: a slice of options, or a map
		return one(option), true
	}
	return nil, false
}

// carriesTags reports whether a type is an SDK's, and none that sends. Options
// may be aliases of types in an internal package.
func (in *Interp) carriesTags(t string) bool {
	t = bare(t)
	if _, client := in.prog.sdks.IsClient(t); client {
		return false
	}
	path, _, _ := strings.Cut(packageOf(t), "/internal/")
	return in.prog.sdks.SDKOf(path) != nil
}
