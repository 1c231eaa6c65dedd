package flow

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/sdks"
)

// described does a call that the descriptions of SDKs, or the policy's
// wrappers, know.
func (in *Interp) described(c *call, st *state) (Value, *state, bool) {
	if in.prog.sdks.Tokenizer(c.name) {
		return results(c, estimate(c)), st, true
	}
	if w, ok := in.prog.wrappers[c.name]; ok {
		return in.wrapper(c, w, st), st, true
	}
	if k, sdk := in.prog.sdks.Constructor(c.name); k != nil {
		return in.construct(c, k, sdk, st), st, true
	}
	if k, sdk := in.prog.sdks.Call(c.name); k != nil {
		return in.billed(c, k, sdk, st), st, true
	}
	if in.prog.sdks.Same(c.name) && len(c.args) > 0 {
		return c.args[0], st, true
	}
	if in.prog.sdks.Free(c.name) && strings.HasPrefix(c.name, "(") && len(c.args) > 0 {
		in.rec.free(in, in.clientsOf(st, c.args[0]), c.at)
	}
	if o, _ := in.prog.sdks.Option(c.name); o != nil {
		return in.option(c, o, st), st, true
	}
	if x, _ := in.prog.sdks.Context(c.name); x != nil {
		parent := in.effect(st, in.param(c, x.Parent), sdks.RoleContext, c.at)
		e := in.effect(st, in.param(c, x.From), x.As, c.at)
		switch slot := after + cmp.Or(x.Slot, x.Func); {
		case x.Slot != "" && len(e) > 0 && e.passesOn(): // what an interceptor was given is kept
			e = slotted(slot+part+e.Key(), e, c.at)
		case x.As != sdks.RolePairs: // a context holds one value under one key
			e = slotted(slot, e, c.at)
		case x.Slot != "" && len(e) > 0:
			e = slotted(slot+part+e.Key(), e, c.at)
		}
		return one(&Atom{K: Opt, E: parent.seq(e), At: c.at}), st, true
	}
	if f := in.prog.sdks.HTTPFunc(c.name); f != nil {
		v, next := in.library(c, f, st)
		return v, next, true
	}
	if pkg := packageOf(c.name); in.prog.sdks.SDKOf(pkg) != nil && (!in.prog.analysed(pkg) || in.prog.sdks.Shared(pkg) && pkg != in.root.Pkg) {
		if fn, ok := in.prog.standard[c.name]; ok {
			v, next := fn(in, c, st)
			return v, next, true
		}
		return in.accessor(c, st), st, true
	}
	return nil, st, false
}

// describedInvoke does a call of an SDK's interface, or of a user's interface
// on an SDK's client.
func (in *Interp) describedInvoke(c *call, recv Value, st *state) (Value, *state, bool) {
	if in.prog.sdks.Tokenizer(c.name) {
		return results(c, estimate(c)), st, true
	}
	known := in.interfaceKnown(c.name)
	clients := false
	recv = recv.each(func(a *Atom) Value { return in.pointedClient(st, a) })
	for _, a := range recv {
		clients = clients || a.K == Client
		if _, _, ok := in.method(st, a, shortName(c.name)); ok && a.K != Client {
			return nil, st, false // the user's own type: its body tells
		}
	}
	if known {
		d := *c
		d.args = append([]Value{recv}, c.args[1:]...)
		return in.described(&d, st)
	}
	if !clients {
		return nil, st, false
	}
	v, next := in.split(recv, st, func(a *Atom, st *state) (Value, *state) {
		d := *c
		d.args = append([]Value{one(a)}, c.args[1:]...)
		for _, name := range []string{"(" + a.T + ").", "(*" + bare(a.T) + ").", "(" + bare(a.T) + ")."} {
			d.name = name + shortName(c.name)
			if k, _ := in.prog.sdks.Call(d.name); a.K == Client && k != nil {
				v, next, _ := in.described(&d, st)
				return v, next
			}
		}
		if a.K == Zero {
			return nil, nil
		}
		return runtime("the result of "+readable(c.name), c.at), st
	})
	return v, next, true
}

func (in *Interp) interfaceKnown(name string) bool {
	call, _ := in.prog.sdks.Call(name)
	made, _ := in.prog.sdks.Constructor(name)
	return call != nil || made != nil
}

// param returns the argument for a parameter by its name, or "#1" for the
// second. The interpreter sees argument positions only: descriptions are
// expanded to those when they are loaded.
func (in *Interp) param(c *call, name string) Value {
	i, ok := in.prog.position(c.name, name)
	if !ok || i >= len(c.args) {
		return zero
	}
	return c.args[i]
}

// carried returns what the arguments that carry tags do together.
func (in *Interp) carried(c *call, params map[string]sdks.Role, st *state, skip sdks.Role) Effect {
	var out Effect
	for _, name := range sortedKeys(params) {
		role := params[name]
		if role == skip {
			continue
		}
		v := in.param(c, name)
		if role == sdks.RoleFunctions {
			e, _ := in.functional(st, zero, v, c.at)
			out = out.seq(e)
			continue
		}
		e := in.effect(st, v, role, c.at)
		if role == sdks.RoleHTTP {
			e = slotted("http", e, c.at)
		}
		out = out.seq(e)
	}
	return out
}

// billed notes a request.
func (in *Interp) billed(c *call, k *sdks.Call, sdk *sdks.SDK, st *state) Value {
	var recv Value
	if strings.HasPrefix(c.name, "(") && len(c.args) > 0 {
		recv = c.args[0]
	}
	for _, name := range sortedKeys(k.Params) {
		if k.Params[name] == sdks.RoleClient {
			recv = join(recv, in.param(c, name))
		}
	}
	if !k.Unbilled && in.billedPath(c, k) {
		senders := in.senders(st, recv, sdk)
		e := in.requestEffect(c, k, st, senders).without(k.Without, c.at)
		in.rec.call(in, c, k, sdk, senders, e, len(recv) == 0)
	} else {
		in.rec.free(in, in.clientsOf(st, recv), c.at)
	}
	made := in.accessed(c, recv)
	if a, ok := made.only(); ok && a.K == Opt && len(a.E) == 0 && !k.Unbilled {
		made = one(in.response(c.at))
	}
	return results(c, made)
}

// requestEffect returns what a request adds to its client's effect. Functions
// start from what the client's own functions have made, and may undo it.
func (in *Interp) requestEffect(c *call, k *sdks.Call, st *state, senders Value) Effect {
	fns := ""
	for name, role := range k.Params {
		if role == sdks.RoleFunctions {
			fns = name
		}
	}
	if fns == "" || len(in.items(st, in.resolve(in.param(c, fns)))) == 0 {
		return in.carried(c, k.Params, st, sdks.RoleClient)
	}
	rest := map[string]sdks.Role{}
	for name, role := range k.Params {
		if name != fns {
			rest[name] = role
		}
	}
	var out Effect
	for i, a := range senders {
		var e Effect
		if a.K == Client && len(a.V) > 0 {
			e, _ = in.functional(st, a.V[0], in.param(c, fns), c.at)
			e = Effect{{K: Clear, At: c.at}}.seq(e)
		} else {
			e, _ = in.functional(st, zero, in.param(c, fns), c.at)
		}
		if i == 0 {
			out = e
		} else {
			out = alt(out, e)
		}
	}
	return out.seq(in.carried(c, rest, st, sdks.RoleClient))
}

// billedPath reports whether a raw call of a client goes to an endpoint that
// is billed, as far as its path is known.
func (in *Interp) billedPath(c *call, k *sdks.Call) bool {
	if k.Path == "" {
		return true
	}
	path, ok := in.param(c, k.Path).text()
	if !ok {
		return true
	}
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	for _, host := range in.prog.sdks.Hosts() {
		for _, prefix := range []string{"", "/v1"} {
			if e, billed := in.prog.sdks.Endpoint(host, prefix+path, true); billed && len(e.Paths) > 0 {
				return true
			}
		}
	}
	return false
}

// option makes an option.
func (in *Interp) option(c *call, o *sdks.Option, st *state) Value {
	var e Effect
	key, val := in.materialize(st, in.param(c, o.Key)), in.materialize(st, in.param(c, o.Value))
	switch o.Effect {
	case sdks.EffectSet:
		e = Effect{{K: Set, Key: key, Val: val, At: c.at}}
	case sdks.EffectAdd:
		e = Effect{{K: Add, Key: key, Val: val, At: c.at}}
	case sdks.EffectDelete:
		e = Effect{{K: Del, Key: key, At: c.at}}
	case sdks.EffectMerge:
		e = in.effect(st, in.param(c, o.From), o.As, c.at)
		if o.As == sdks.RoleMiddleware && len(e) > 0 {
			e = slotted(after+e.Key(), e, c.at)
		}
	case sdks.EffectReplace:
		e = slotted(o.Slot, in.effect(st, in.param(c, o.From), o.As, c.at), c.at)
		if len(e) == 1 && len(e[0].Sub) > 0 && len(e[0].Sub[0]) == 0 {
			e[0].Sub[0] = nil
		}
	case sdks.EffectBody:
		e = Effect{{K: Mark, Name: Asked, Why: "another body is sent", At: c.at}}
	case sdks.EffectRecord:
		e = in.recorder(in.param(c, o.From), c)
	case sdks.EffectAsk:
		e = Effect{{K: Mark, Name: Asked, At: c.at}}
	case sdks.EffectRefuse:
		e = in.refusal(c, o)
	case sdks.EffectSetBody, sdks.EffectDelBody:
		e = in.bodyEffect(st, c, o, key, val)
	}
	return results(c, one(&Atom{K: Opt, E: e, At: c.at}))
}

// bodyEffect understands JSON paths below "metadata".
func (in *Interp) bodyEffect(st *state, c *call, o *sdks.Option, key, val Value) Effect {
	path, ok := key.text()
	if !ok {
		if o.Effect == sdks.EffectDelBody {
			return nil
		}
		return Effect{{K: Maybe, Why: "a JSON path that is known at run time only", At: c.at}}
	}
	if o.Effect == sdks.EffectSetBody && in.prog.sdks.AsksForUsage(path) {
		return in.effect(st, in.param(c, o.Value), sdks.RoleUsage, c.at)
	}
	if o.Effect == sdks.EffectSetBody && in.prog.sdks.MayAskForUsage(path) {
		return Effect{{K: Mark, Name: Asked, Why: path + " is set as a whole", At: c.at}}
	}
	name, below := strings.CutPrefix(path, "metadata.")
	switch {
	case path == "metadata" && o.Effect == sdks.EffectSetBody:
		return Effect{{K: Clear, Meta: true, At: c.at}}.seq(in.effect(st, in.param(c, o.Value), sdks.RoleMetadata, c.at))
	case path == "metadata":
		return Effect{{K: Clear, Meta: true, At: c.at}}
	case below && o.Effect == sdks.EffectSetBody:
		return Effect{{K: Set, Meta: true, Key: str(name, c.at), Val: val, At: c.at}}
	case below:
		return Effect{{K: Del, Meta: true, Key: str(name, c.at), At: c.at}}
	}
	return nil
}

// accessor is any other function of an SDK: it attaches nothing. A part of a
// client sends as the client does.
func (in *Interp) accessor(c *call, st *state) Value {
	if t := bare(c.ins.Type); in.prog.sdks.HTTPType(t) != nil && strings.HasPrefix(c.name, "(*"+t+").") {
		return c.args[0] // such as SetTimeout
	}
	if in.prog.sdks.SaysUsage(c.name) {
		in.accounted(st, c.args...)
	}
	for _, v := range c.args {
		for _, a := range v {
			if a.K == Fn {
				in.callback(a, st, c) // such as a tool, or a stream's consumer
			}
		}
	}
	var recv Value
	if strings.HasPrefix(c.name, "(") && len(c.args) > 0 {
		recv = in.clientsOf(st, c.args[0])
	}
	for i, a := range c.args {
		if (i > 0 || recv == nil) && !in.prog.sdks.Free(c.name) {
			in.escape(a)
		}
	}
	return results(c, in.accessed(c, recv))
}

func (in *Interp) accessed(c *call, recv Value) Value {
	t := bare(c.ins.Type)
	_, isClient := in.prog.sdks.IsClient(t)
	if isClient && len(recv) > 0 {
		return recv
	}
	if len(in.prog.sdks.Fields(t)) > 0 {
		return recv.each(func(a *Atom) Value { // the configuration of a client
			if a.K == Client {
				return one(&Atom{K: Struct, T: t, At: c.at, Base: &Atom{K: Opt, E: a.E}})
			}
			return runtime("the configuration of a client", c.at)
		}).orElse(Value{{K: Zero, T: t, At: c.at}})
	}
	if t == "error" || isClient || t == "string" {
		return runtime("the result of "+readable(c.name), c.at)
	}
	for _, v := range c.args {
		for _, a := range v {
			if a.isResponse() && (t == "" || strings.Contains(t, ".")) {
				return one(a) // such as what a stream has read
			}
		}
	}
	return one(&Atom{K: Opt, At: c.at})
}

// results shapes a call's first result with its others, of which errors are
// the most.
func results(c *call, first Value) Value {
	if c.ins == nil || c.ins.N <= 1 {
		return first
	}
	t := &Atom{K: Tuple, V: []Value{first}}
	for i := 1; i < c.ins.N; i++ {
		t.V = append(t.V, runtime("result "+strconv.Itoa(i+1)+" of "+readable(c.name), c.at))
	}
	return one(t)
}
