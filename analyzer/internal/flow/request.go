package flow

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// requestLiteral is where an http.Request was made as a literal: its fields may
// be set later, so it is looked at when it is sent.
type requestLiteral struct {
	call   *call
	frames []*frame
}

func (in *Interp) requestLiteral(f *frame, ins *ir.Instr, obj int) {
	if bare(ins.Type) == requestType {
		in.requestLiterals[obj] = requestLiteral{&call{name: requestType, at: ins.At, f: f, ins: ins}, slices.Clone(in.frames)}
	}
}

// literalSite notes the construction of a request that is sent, if it was
// made as a literal.
func (in *Interp) literalSite(st *state, req, content *Atom) *Atom {
	lit, ok := in.requestLiterals[req.N]
	if !ok {
		return nil
	}
	url, _ := urlString(in, &call{args: []Value{project(content, ".URL", requestType)}, at: lit.call.at}, st)
	frames := in.frames
	in.frames = lit.frames
	defer func() { in.frames = frames }()
	return in.rec.request(in, lit.call, project(content, ".Method", requestType), url)
}

func newRequest(url int) transfer {
	return func(in *Interp, c *call, st *state) (Value, *state) {
		id := in.place(c.f, c.ins)
		in.objects++
		header := in.objects
		st.heap.set(header, one(&Atom{K: Map, E: Effect{{K: Clear}}}))
		content := &Atom{K: Struct, T: requestType}
		content = content.setField(".Header", one(&Atom{K: Ref, N: header, T: "net/http.Header"}))
		content = content.setField(".URL", c.args[url]).setField(".Method", c.args[url-1])
		if site := in.rec.request(in, c, c.args[url-1], c.args[url]); site != nil {
			content = content.setField(siteField, one(site))
		}
		st.heap.set(id, one(content))
		return results(c, one(&Atom{K: Ref, N: id, T: "*" + requestType, At: c.at})), st
	}
}

// sendNow is http.Post and its like: no header can be attached but by the
// client.
func sendNow(url int) transfer {
	return func(in *Interp, c *call, st *state) (Value, *state) {
		if site := in.rec.request(in, c, str("POST", c.at), c.args[url]); site != nil {
			var e Effect
			if url == 1 {
				e = in.effect(st, c.args[0], sdks.RoleHTTP, c.at)
			}
			in.rec.use(in, one(site), e, nil, c.at)
		}
		return results(c, runtime("a response", c.at)), st
	}
}

func sendThrough(in *Interp, c *call, st *state) (Value, *state) {
	in.send(st, c.args[1:], c.at, c.args[0])
	return results(c, runtime("a response", c.at)), st
}

func sendOn(in *Interp, c *call, st *state) (Value, *state) {
	in.send(st, c.args, c.at)
	return results(c, runtime("a response", c.at)), st
}

// cloneRequest copies a request with its headers.
func cloneRequest(in *Interp, c *call, st *state) (Value, *state) {
	return c.args[0].each(func(a *Atom) Value {
		if a.K != Ref {
			return one(a)
		}
		s, ok := in.loadAtom(st, a).only()
		if !ok || s.K != Struct {
			return one(a)
		}
		in.objects++
		header := in.objects
		st.heap.set(header, one(&Atom{K: Map, E: in.content(st, project(s, ".Header", requestType))}))
		id := in.place(c.f, c.ins)
		st.heap.set(id, one(s.setField(".Header", one(&Atom{K: Ref, N: header, T: "net/http.Header"}))))
		return one(&Atom{K: Ref, N: id, T: a.T, At: c.at})
	}), st
}

// withContext copies a request; the copy shares its headers.
func withContext(in *Interp, c *call, st *state) (Value, *state) {
	return c.args[0].each(func(a *Atom) Value {
		if a.K != Ref {
			return one(a)
		}
		id := in.place(c.f, c.ins)
		st.heap.set(id, in.loadAtom(st, a))
		return one(&Atom{K: Ref, N: id, T: a.T, At: c.at})
	}), st
}
