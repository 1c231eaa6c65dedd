package flow

import (
	"cmp"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/sdks"
)

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
			in.rec.wrapped(in, made, a.At, k.Makes == "handle")
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
			if l, ok := in.literals[a.N]; ok && a.K == Ref && a.P == "" { // a client by composite literal, as it is now
				e := in.carrierFields(st, a, a.At)
				if l.used {
					l.effect = alt(l.effect, e)
				} else {
					l.used, l.effect = true, e
				}
				in.literals[a.N] = l
				out = join(out, one(&Atom{K: Client, S: l.id, T: a.T, E: e, At: a.At}))
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
