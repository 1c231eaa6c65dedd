package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// grpcMetadata is the path of gRPC's metadata, which are to its clients what
// http.Header is to others.
const grpcMetadata = "google.golang.org/grpc/metadata."

// outgoingSlot is the slot of a context that holds outgoing metadata, as the
// description of Google's APIs names it.
const outgoingSlot = after + "outgoing"

// grpcTable has the functions of gRPC's metadata, by full name.
func grpcTable() map[string]transfer {
	const md = "(" + grpcMetadata + "MD)."
	return map[string]transfer{
		grpcMetadata + "New":                 newMetadata,
		grpcMetadata + "Pairs":               metadataPairs,
		grpcMetadata + "Join":                joinMetadata,
		grpcMetadata + "FromOutgoingContext": fromOutgoing,
		md + "Set":                           metadataStep(Set),
		md + "Append":                        metadataStep(Add),
		md + "Copy":                          cloneMap,
		md + "Delete": func(in *Interp, c *call, st *state) (Value, *state) {
			in.mapUpdate(st, c.args[0], &Step{K: Del, Key: canonical(c.args[1]), At: c.at})
			return zero, st
		},
		md + "Get": func(in *Interp, c *call, st *state) (Value, *state) {
			return in.mapGet(st, c.args[0], canonical(c.args[1])), st
		},
	}
}

// metadataStep is MD.Set or MD.Append; without values both do nothing.
func metadataStep(k StepKind) transfer {
	return func(in *Interp, c *call, st *state) (Value, *state) {
		m := c.args[0]
		if c.ins != nil && len(c.ins.Args) == len(c.args) {
			m = in.ownMap(c.f, c.ins, m, st)
		}
		if items := in.items(st, in.resolve(c.args[2])); len(items) > 0 {
			in.mapUpdate(st, m, &Step{K: k, Key: canonical(c.args[1]), Val: one(&Atom{K: List, L: items, At: c.at}), At: c.at})
		}
		return zero, st
	}
}

// newMetadata is metadata.New: of no map, too, it makes one that can be written to.
func newMetadata(in *Interp, c *call, st *state) (Value, *state) {
	return in.newMetadata(c, in.content(st, in.resolve(c.args[0])), st), st
}

// metadataPairs is metadata.Pairs.
func metadataPairs(in *Interp, c *call, st *state) (Value, *state) {
	return in.newMetadata(c, in.effect(st, c.args[0], "pairs", c.at), st), st
}

// joinMetadata is metadata.Join: values of the same name stand beside each other.
func joinMetadata(in *Interp, c *call, st *state) (Value, *state) {
	var e Effect
	for _, it := range in.items(st, in.resolve(c.args[0])) {
		v := it.V
		if v == nil {
			return runtime("metadata that is put together at run time", c.at), st
		}
		e = e.then(mergeStep(in, c, st, v))
	}
	return in.newMetadata(c, e, st), st
}

// fromOutgoing is metadata.FromOutgoingContext. What callers put into a context
// that is an input counts where it was put there.
func fromOutgoing(in *Interp, c *call, st *state) (Value, *state) {
	found := one(&Atom{K: Tuple, V: []Value{zero, boolean(false)}})
	for i, a := range c.args[0] {
		var e Effect
		if a.K == Opt {
			e = a.E.outgoing()
		}
		if len(e) == 0 && a.K == Opt {
			continue
		}
		v := one(&Atom{K: Tuple, V: []Value{in.newMetadata(c, e, st), boolean(true)}})
		if i == 0 && a.K == Opt {
			found = v
		} else {
			found = join(found, v)
		}
	}
	return found, st
}

// intercepts reports whether a function is a client's interceptor: it sends
// by calling the invoker or streamer that it is given.
func intercepts(fn *ir.Func) bool {
	return slices.ContainsFunc(fn.Params, func(p ir.Param) bool {
		return p.Type == "google.golang.org/grpc.UnaryInvoker" || p.Type == "google.golang.org/grpc.Streamer"
	})
}

func (in *Interp) newMetadata(c *call, e Effect, st *state) Value {
	id := in.place(c.f, c.ins)
	st.heap.set(id, one(&Atom{K: Map, E: e}))
	return one(&Atom{K: Ref, N: id, T: grpcMetadata + "MD", At: c.at})
}

// outgoing returns what the effect of a context does by outgoing metadata.
func (e Effect) outgoing() Effect {
	var out Effect
	for _, s := range e {
		switch {
		case s.K == Slot && s.Name == outgoingSlot:
			out = nil
			if len(s.Sub) > 0 {
				out = s.Sub[0]
			}
		case s.K == Slot && strings.HasPrefix(s.Name, outgoingSlot+part) && len(s.Sub) > 0:
			out = out.seq(s.Sub[0])
		case s.K == Alt || s.K == Star:
			c := *s
			c.key, c.Sub = "", make([]Effect, len(s.Sub))
			for i, sub := range s.Sub {
				c.Sub[i] = sub.outgoing()
			}
			out = out.then(&c)
		}
	}
	return out
}
