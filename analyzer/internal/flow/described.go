package flow

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// described does a call that the descriptions of SDKs, or the policy's
// wrappers, know.
func (in *Interp) described(c *call, st *state) (Value, *state, bool) {
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
		if x.As != sdks.RolePairs { // a context holds one value under one key
			e = slotted(after+x.Func, e, c.at)
		}
		return one(&Atom{K: Opt, E: parent.seq(e), At: c.at}), st, true
	}
	if f := in.prog.sdks.HTTPFunc(c.name); f != nil {
		v, next := in.library(c, f, st)
		return v, next, true
	}
	if in.prog.sdks.SDKOf(packageOf(c.name)) != nil && !in.prog.analysed(packageOf(c.name)) {
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

// pointedClient returns the client that an atom points to, such as
// &client.Chat.Completions, or else the atom.
func (in *Interp) pointedClient(st *state, a *Atom) Value {
	if a.K != Ref && a.K != Box {
		return one(a)
	}
	if v := in.loadAtom(st, a); len(v) > 0 && !slices.ContainsFunc(v, func(b *Atom) bool { return b.K != Client }) {
		return v.each(func(b *Atom) Value { return one(b.with(func(n *Atom) { n.T = cmp.Or(a.T, b.T) })) })
	}
	return one(a)
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

// literal notes a composite literal that is a construction. What it carries
// shows at the end: its fields may be set later.
func (in *Interp) literal(f *frame, ins *ir.Instr, obj int) {
	l, sdk := in.prog.sdks.Literal(ins.Type)
	if l == nil || l.Zero == "no" {
		return
	}
	c := &call{name: ins.Type, at: ins.At, f: f, ins: ins}
	in.kept[obj] = true
	in.literals[obj] = literal{id: in.rec.construct(in, c, sdk, nil), partly: l.Zero == "partly"}
}

type literal struct {
	id     string
	partly bool // a construction only if a carrier is set
}

// construct makes a client.
func (in *Interp) construct(c *call, k *sdks.Constructor, sdk *sdks.SDK, st *state) Value {
	if k.Makes == "config" {
		// What the SDK puts into it, such as a default client, attaches nothing.
		e := in.carried(c, k.Params, st, "")
		return results(c, one(in.withDefaults(st, &Atom{K: Struct, T: bare(c.ins.Type), At: c.at, Base: &Atom{K: Opt, E: e}}, c.at)))
	}
	if k.Unbilled {
		return results(c, runtime("a client of a local process", c.at))
	}
	e, base := in.constructorEffect(c, k, st)
	e = e.without(k.Without, c.at)
	if k.Makes == "handle" || k.Makes == "wrapper" {
		if own := e.besideClients(); len(own) > 0 {
			in.rec.wrap(in, c, sdk, own)
		}
		return results(c, in.inherit(c, k, e, st))
	}
	if len(k.Environment) > 0 && in.prog.TrustEnvironment {
		e = Effect{{K: Maybe, Name: trusted, Why: "headers that the SDK reads from the environment", At: c.at}}.seq(e)
	}
	if inner := innerClients(e); len(inner) > 0 && alwaysInner(e) {
		// Another client sends: what is missing is missing there.
		return results(c, inner.each(func(a *Atom) Value {
			return one(a.with(func(n *Atom) { n.E, n.T, n.P = e, c.ins.Type, "" }))
		}))
	}
	id := in.rec.construct(in, c, sdk, e)
	return results(c, one(&Atom{K: Client, S: id, T: c.ins.Type, E: e, V: base, At: c.at}))
}

// without empties slots.
func (e Effect) without(slots []string, at ir.Pos) Effect {
	for _, name := range slots {
		e = e.then(&Step{K: Slot, Name: name, At: at})
	}
	return e
}

// besideClients returns what an effect does without that of the clients in it.
func (e Effect) besideClients() Effect {
	out := Effect{}
	for _, s := range e {
		if s.K == Inner {
			out = out[:0]
			continue
		}
		c := *s
		c.key, c.Sub = "", nil
		for _, sub := range s.Sub {
			c.Sub = append(c.Sub, sub.besideClients())
		}
		out = append(out, &c)
	}
	return out
}

// innerClients returns the clients that an effect says are the ones to send.
func innerClients(e Effect) Value {
	var out Value
	for _, s := range e {
		if s.K == Inner {
			out = join(out, s.Val)
		}
		for _, sub := range s.Sub {
			out = join(out, innerClients(sub))
		}
	}
	return out
}

// withDefaults puts a plain HTTP client where an SDK's configuration has one.
func (in *Interp) withDefaults(st *state, a *Atom, at ir.Pos) *Atom {
	if len(a.Base.E) > 0 {
		return a // what it carries may be in any field
	}
	for _, f := range in.prog.sdks.Fields(a.T) {
		if f.As != sdks.RoleHTTP || strings.Contains(f.Field, ".") {
			continue
		}
		id := in.placeOf(in.frames[len(in.frames)-1], nil, " "+at.String()+f.Field)
		st.heap[id] = Value{{K: Zero, T: "net/http.Client"}}
		in.kept[id] = true
		a = a.setField("."+f.Field, one(&Atom{K: Ref, N: id, T: "*net/http.Client"}))
	}
	return a
}

// alwaysInner reports whether another client sends on every path.
func alwaysInner(e Effect) bool {
	return slices.ContainsFunc(e, func(s *Step) bool {
		return s.K == Inner || s.K == Alt && !slices.ContainsFunc(s.Sub, func(sub Effect) bool { return !alwaysInner(sub) }) ||
			s.K == Slot && len(s.Sub) > 0 && alwaysInner(s.Sub[0])
	})
}

const trusted = "trusted"

// constructorEffect returns what a constructor's arguments do, and the struct
// that functions among them have made, which those of each call start from.
func (in *Interp) constructorEffect(c *call, k *sdks.Constructor, st *state) (Effect, []Value) {
	// Functional options change the struct that comes with them: both are
	// carriers, and the functions see the struct.
	var base, fns string
	for _, name := range sortedKeys(k.Params) {
		switch k.Params[name] {
		case sdks.RoleStruct:
			base = name
		case sdks.RoleFunctions:
			fns = name
		default: // carried by themselves
		}
	}
	if fns == "" {
		return in.carried(c, k.Params, st, sdks.RoleClient), nil
	}
	rest := map[string]sdks.Role{}
	for name, role := range k.Params {
		if name != fns && name != base {
			rest[name] = role
		}
	}
	from := zero
	if base != "" {
		from = nil
		for _, a := range in.param(c, base) {
			from = join(from, in.structs(st, a))
		}
	}
	e, made := in.functional(st, from, in.param(c, fns), c.at)
	return in.carried(c, rest, st, sdks.RoleClient).seq(e), []Value{in.freeze(st, made, 0)}
}

// inherit makes a handle or wrapper: it sends with the tags of the clients it
// is made from.
func (in *Interp) inherit(c *call, k *sdks.Constructor, e Effect, st *state) Value {
	var from Value
	if strings.HasPrefix(c.name, "(") && len(c.args) > 0 {
		from = c.args[0]
	}
	for _, name := range sortedKeys(k.Params) {
		switch k.Params[name] {
		case sdks.RoleClient:
			from = join(from, in.param(c, name))
		case sdks.RoleStruct:
			from = join(from, in.clientsIn(st, in.param(c, name)))
		default: // no client in it
		}
	}
	from = join(from, innerClients(e))
	out := in.clientsOf(st, from).each(func(a *Atom) Value {
		switch a.K {
		case Client:
			made := a.with(func(n *Atom) { n.E, n.T, n.P, n.At = a.E.seq(e), c.ins.Type, "", c.at })
			in.rec.wrapped(in, made, c.at, k.Makes == "handle")
			return one(made)
		case Zero:
			return nil
		case Leaf:
			return one(a)
		}
		return runtime("the result of "+readable(c.name), c.at)
	})
	if len(out) == 0 {
		return runtime("the result of "+readable(c.name), c.at)
	}
	return out
}

// clientsOf looks through pointers and slices for clients.
func (in *Interp) clientsOf(st *state, v Value) Value {
	var out Value
	for _, a := range in.resolveSender(v) {
		switch a.K {
		case Ref, Box:
			if _, array := in.arrayLen[a.N]; array && a.K == Ref {
				out = join(out, in.clientsOf(st, anyOf(in.arrayItems(st, a))))
				continue
			}
			for _, b := range in.loadAtom(st, a) {
				if b.K == Client || b.K == Leaf {
					out = join(out, one(b))
				}
			}
		case List:
			out = join(out, in.clientsOf(st, anyOf(a.L)))
		default:
			out = join(out, one(a))
		}
	}
	return out
}

// clientsIn returns the clients in fields that the descriptions name.
func (in *Interp) clientsIn(st *state, v Value) Value {
	var out Value
	for _, a := range v {
		for _, s := range in.structs(st, a) {
			for _, f := range in.prog.sdks.Fields(bare(s.T)) {
				if f.As == sdks.RoleClient {
					out = join(out, in.clientsOf(st, project(s, "."+f.Field, "")))
				}
			}
		}
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
	return results(c, in.accessed(c, recv))
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

// senders resolves the receiver of a call to the clients it may be. A struct
// of a client type that is put together by hand sends with its own options.
func (in *Interp) senders(st *state, v Value, sdk *sdks.SDK) Value {
	return in.resolveSender(v).each(func(a *Atom) Value {
		switch a.K {
		case Ref, Box:
			return in.senders(st, in.loadAtom(st, a), sdk)
		case Struct:
			if options, ok := a.field("." + sdk.OptionsField); ok && sdk.OptionsField != "" {
				return one(a.with(func(n *Atom) { n.E = in.options(st, options, a.At) }))
			}
			if clients := in.clientsIn(st, one(a)); len(clients) > 0 {
				return clients
			}
			if sdk.OptionsField == "" {
				return runtime("a "+readable(a.T), a.At)
			}
		case Client:
			return one(in.overridden(st, a, sdk))
		}
		return one(a)
	})
}

// overridden applies what was stored to a service's options after the client
// was made.
func (in *Interp) overridden(st *state, a *Atom, sdk *sdks.SDK) *Atom {
	if sdk.OptionsField == "" {
		return a
	}
	if v, ok := a.field(a.P + "." + sdk.OptionsField); ok {
		e := in.options(st, v, a.At)
		return a.with(func(n *Atom) { n.E = e })
	}
	return a
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
		if i > 0 || recv == nil {
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
		return Value{{K: Zero, T: t, At: c.at}}
	}
	if t == "error" || isClient || t == "string" {
		return runtime("the result of "+readable(c.name), c.at)
	}
	return one(&Atom{K: Opt, At: c.at})
}

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
	id := in.rec.construct(in, c, &sdks.SDK{Name: "policy"}, e)
	return results(c, one(&Atom{K: Client, S: id, T: c.ins.Type, E: e, At: c.at}))
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
