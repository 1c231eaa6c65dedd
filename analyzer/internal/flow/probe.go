package flow

import (
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// probe finds out what a transport or middleware does: its code runs on a
// request whose headers are the incoming ones, and each place where that
// request is sent on is noted.
type probe struct {
	sends []Effect
	given string // name of unseen code that got the request
	reads bool   // the response's body is read or wrapped
	rpc   bool   // of gRPC: what is sent on is a context
}

const (
	requestType   = "net/http.Request"
	probeField    = ".$probe" // marks the request of a probe
	siteField     = ".$site"  // holds the construction of a request
	smithyRequest = "github.com/aws/smithy-go/transport/http.Request"
	nextMarker    = "next" // an Opt that sends the request when called
)

// marker is what stands for the rest of the chain in a middleware.
func marker() *Atom { return &Atom{K: Opt, S: nextMarker} }

// transport returns what an http.Client, RoundTripper, Doer, or azcore policy
// does to a request that passes through it.
func (in *Interp) transport(st *state, a *Atom, at ir.Pos) Effect {
	name := bare(a.T)
	switch {
	case name == "net/http.Client":
		return in.clientTransport(st, a, at)
	case a.K == Struct && isStandard(packageOf(name)), (a.K == Ref || a.K == Box) && isStandard(packageOf(name)) && name != "":
		return nil // http.Transport and the like add no headers
	case a.K == Fn && a.T == "":
		return in.middleware(st, a, at)
	case a.K == Client:
		return a.E
	}
	for _, method := range []string{"RoundTrip", "Do", "HandleBuild", "HandleFinalize", "HandleSerialize", "HandleInitialize", "HandleDeserialize"} {
		if fn, recv, ok := in.method(st, a, method); ok {
			if v, same := recv.only(); in.prog.body(fn) == nil && (!same || v != a) {
				return in.effect(st, recv, sdks.RoleHTTP, at) // what is embedded does it
			}
			return in.probed(st, fn, []Value{recv}, nil, at)
		}
	}
	if a.K == Struct || a.K == Ref || a.K == Box {
		// An SDK's own struct around a transport, or an unnamed one.
		if name == "" {
			return in.clientTransport(st, a, at)
		}
		if in.prog.sdks.SDKOf(packageOf(name)) != nil { // what it wraps, if it does
			return in.clientTransport(st, a, at)
		}
		return Effect{{K: Maybe, Why: readable(name) + ", which is not analysed", At: at}}
	}
	return nil
}

func (in *Interp) clientTransport(st *state, a *Atom, at ir.Pos) Effect {
	var out Effect
	for i, s := range in.structs(st, a) {
		var e Effect
		switch s.K {
		case Leaf:
			e = in.effectOf(st, s.sub(".Transport", "net/http.Client"), "http", at)
		case Run:
			e = Effect{{K: Maybe, Why: s.S, At: s.At}}
		case Client: // a wrapper of the policy made it
			if v, ok := s.field(s.P + ".Transport"); ok {
				e = in.effect(st, v, "http", at)
			} else {
				e = s.E
			}
		default:
			e = in.effect(st, project(s, ".Transport", "net/http.Client"), "http", at)
		}
		if i == 0 {
			out = e
		} else {
			out = alt(out, e)
		}
	}
	return out
}

// middleware returns what a function around a request does.
func (in *Interp) middleware(st *state, a *Atom, at ir.Pos) Effect {
	if a.K != Fn {
		return in.transport(st, a, at)
	}
	if a.Bound {
		return in.probed(st, a.S, a.V, nil, at)
	}
	return in.probed(st, a.S, nil, a.V, at)
}

// probed runs a function on a probe's request.
func (in *Interp) probed(st *state, name string, args, free []Value, at ir.Pos) Effect {
	fn := in.prog.body(name)
	if fn == nil {
		if isStandard(packageOf(name)) || in.prog.sdks.SDKOf(packageOf(name)) != nil {
			return nil
		}
		return Effect{{K: Maybe, Why: readable(name) + ", which is not analysed", At: at}}
	}
	scratch := st.clone()
	req := in.probeRequest(scratch)
	p := &probe{rpc: intercepts(fn)}
	for _, param := range fn.Params[min(len(args), len(fn.Params)):] {
		if p.rpc && param.Type == contextType {
			args = append(args, one(&Atom{K: Opt, E: slotted(outgoingSlot+part, Effect{{K: Incoming}}, at), At: at}))
			continue
		}
		args = append(args, in.probeArgument(scratch, param, req))
	}
	in.probes = append(in.probes, p)
	in.quiet++
	c := &call{name: name, args: args, at: at, f: in.frames[len(in.frames)-1]}
	in.inline(c, fn, args, free, scratch)
	in.quiet--
	in.probes = in.probes[:len(in.probes)-1]
	switch {
	case len(p.sends) > 0:
		out := p.sends[0]
		for _, e := range p.sends[1:] {
			out = alt(out, e)
		}
		if in.prog.Recorders[name] {
			out = out.then(&Step{K: Mark, Name: Recorded, At: at})
		} else if p.reads {
			out = out.then(&Step{K: Mark, Name: Recorded, Why: readable(name) + " reads the response, and may record it", At: at})
		}
		return out
	case p.given != "":
		return Effect{{K: Maybe, Why: "the request goes to " + p.given + ", which is not analysed", At: at}}
	}
	return Effect{{K: Never, At: at}}
}

func (in *Interp) probeRequest(st *state) *Atom {
	header := in.newRef(st, "net/http.Header", one(&Atom{K: Map, E: Effect{{K: Incoming}}}))
	content := &Atom{K: Struct, T: requestType, Base: &Atom{K: Run, S: "the request"}}
	content = content.setField(".Header", one(header)).setField(probeField, boolean(true))
	return in.newRef(st, "*"+requestType, one(content))
}

func (in *Interp) probeArgument(st *state, p ir.Param, req *Atom) Value {
	switch {
	case p.Type == "*"+smithyRequest:
		return one(in.newRef(st, p.Type, one((&Atom{K: Struct, T: smithyRequest}).setField(".Request", one(req)))))
	case strings.HasSuffix(p.Type, ".Request"): // net/http's, azcore's, smithy's
		return one(req)
	case strings.HasSuffix(p.Type, "Input") && strings.Contains(p.Type, "smithy"):
		wrapped := one((&Atom{K: Struct, T: smithyRequest}).setField(".Request", one(req)))
		return one((&Atom{K: Struct, T: p.Type}).setField(".Request", one(in.newRef(st, "*"+smithyRequest, wrapped))))
	}
	return one(marker())
}

// send notes that a request goes out with the headers it has now, through
// inner.
func (in *Interp) send(st *state, args []Value, at ir.Pos, inner ...Value) {
	if n := len(in.probes); n > 0 && in.probes[n-1].rpc && len(args) > 0 {
		in.probes[n-1].sends = append(in.probes[n-1].sends, in.effect(st, args[0], sdks.RoleContext, at))
		return
	}
	for _, req := range in.requests(st, args) {
		e := in.content(st, in.headerOf(st, req))
		for _, v := range inner {
			e = e.seq(in.effect(st, v, "http", at))
		}
		content, ok := in.load(st, one(req)).only()
		if !ok {
			continue
		}
		if _, probing := content.field(probeField); probing && len(in.probes) > 0 {
			p := in.probes[len(in.probes)-1]
			if _, rewritten := content.field(".Body"); rewritten {
				e = e.then(&Step{K: Mark, Name: Asked, Why: "the request's body is rewritten on the way", At: at})
			}
			p.sends = append(p.sends, e)
		}
		if site, ok := content.field(siteField); ok {
			in.rec.use(in, site, e, nil, at)
		} else if site := in.literalSite(st, req, content); site != nil {
			in.rec.use(in, one(site), e, nil, at)
		}
	}
}

// readsBody notes that a transport or middleware that is being found out uses the
// body of a response: it may record what is said there of the usage.
func (in *Interp) readsBody(f *frame, ins *ir.Instr) {
	if n := len(in.probes); n > 0 && ins.Sym == "Body" && bare(ins.Type) == "net/http.Response" && usesBody(f.fn, ins) {
		in.probes[n-1].reads = true
	}
}

// requests finds HTTP requests among arguments, also inside of smithy's
// inputs.
func (in *Interp) requests(st *state, args []Value) []*Atom {
	var out []*Atom
	for _, v := range args {
		for _, a := range v {
			switch {
			case a.K == Ref && bare(a.T) == requestType:
				out = append(out, a)
			case a.K == Ref && bare(a.T) == smithyRequest:
				out = append(out, in.requests(st, []Value{in.loadAtom(st, a)})...)
			case a.K == Struct:
				if r, ok := a.field(".Request"); ok {
					out = append(out, in.requests(st, []Value{r})...)
				}
			}
		}
	}
	return out
}

func (in *Interp) headerOf(st *state, req *Atom) Value {
	return projectAll(in.loadAtom(st, req), ".Header", requestType)
}

// handOver notes that unseen code gets a request.
func (in *Interp) handOver(st *state, c *call) {
	for _, req := range in.requests(st, c.args) {
		for _, a := range in.loadAtom(st, req) {
			if _, ok := a.field(probeField); ok && len(in.probes) > 0 {
				in.probes[len(in.probes)-1].given = readable(c.name)
			}
			if site, ok := a.field(siteField); ok {
				e := in.content(st, in.headerOf(st, req))
				in.rec.use(in, site, e.then(&Step{K: Maybe, Why: "the request goes to " + readable(c.name) + ", which is not analysed", At: c.at}), nil, c.at)
			}
		}
	}
}
