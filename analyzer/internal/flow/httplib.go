package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/sdks"
)

// A client of a library for HTTP requests is a struct with its headers, the
// URL that paths are relative to, and these.
const (
	roundTripField = ".$transport" // of a client: what it sends through
	hookField      = ".$hooks"     // of a client: a list of functions that see each request
	senderField    = ".$sender"    // of a request: its client
)

// methods are the names of functions that send with a method of their own.
var methods = map[string]string{
	"Get": "GET", "Head": "HEAD", "Post": "POST", "Put": "PUT", "Delete": "DELETE", "Options": "OPTIONS", "Patch": "PATCH",
}

// library does what a function of a library for HTTP requests does.
func (in *Interp) library(c *call, f *sdks.HTTPFunc, st *state) (Value, *state) {
	var recv Value
	if strings.HasPrefix(c.name, "(") {
		recv = in.resolve(c.args[0])
	}
	if recv == nil && (f.Does == sdks.HTTPSet || f.Does == sdks.HTTPMerge || f.Does == sdks.HTTPSend) {
		recv = in.newLibraryObject(c, st, nil) // a request of the default client
	}
	switch f.Does {
	case sdks.HTTPMakeClient:
		return in.newLibraryObject(c, st, func(a *Atom) *Atom {
			if f.From != "" {
				a = a.setField(roundTripField, in.param(c, f.From))
			}
			return a
		}), st
	case sdks.HTTPMakeRequest:
		return in.newLibraryObject(c, st, func(a *Atom) *Atom {
			a = a.setField(senderField, recv)
			if f.URL != "" {
				a = in.set(a, "url", in.firstOf(st, in.param(c, f.URL)))
				a = in.set(a, "method", str(methods[shortName(c.name)], c.at))
			}
			return a
		}), st
	case sdks.HTTPCopy:
		return in.copyLibraryObject(c, st, recv), st
	case sdks.HTTPSet:
		in.header(st, in.headersOf(st, recv), Set, in.param(c, f.Key), in.param(c, f.Value), c.at)
	case sdks.HTTPMerge:
		in.mapUpdate(st, in.headersOf(st, recv), mergeStep(in, c, st, in.param(c, f.From)))
	case sdks.HTTPHeaders:
		return in.headersOf(st, recv), st
	case sdks.HTTPSetURL:
		in.storePart(st, recv, "url", in.param(c, f.URL))
	case sdks.HTTPSetMethod:
		in.storePart(st, recv, "method", in.param(c, f.Method))
	case sdks.HTTPTransport:
		in.store(st, in.fieldOf(st, recv, roundTripField), in.param(c, f.From))
	case sdks.HTTPHook:
		at := in.fieldOf(st, recv, hookField)
		hooks := append(slices.Clone(in.items(st, in.load(st, at))), Item{V: in.param(c, f.From)})
		in.store(st, at, one(&Atom{K: List, L: hooks}))
	case sdks.HTTPSend:
		return in.librarySend(c, f, recv, st)
	}
	return results(c, recv), st
}

// newLibraryObject makes a client or request.
func (in *Interp) newLibraryObject(c *call, st *state, more func(*Atom) *Atom) Value {
	content := &Atom{K: Struct, T: bare(c.ins.Type)}
	content = in.set(content, "headers", one(in.newRef(st, "net/http.Header", one(&Atom{K: Map, E: Effect{{K: Clear}}}))))
	if more != nil {
		content = more(content)
	}
	id := in.place(c.f, c.ins)
	st.heap.set(id, one(content))
	return one(&Atom{K: Ref, N: id, T: c.ins.Type, At: c.at})
}

// copyLibraryObject copies a client or request with its headers.
func (in *Interp) copyLibraryObject(c *call, st *state, from Value) Value {
	headers := in.content(st, in.headersOf(st, from))
	s, ok := in.load(st, from).only()
	if !ok || s.K != Struct {
		return from
	}
	id := in.place(c.f, c.ins)
	st.heap.set(id, one(in.set(s, "headers", one(in.newRef(st, "net/http.Header", one(&Atom{K: Map, E: headers}))))))
	return one(&Atom{K: Ref, N: id, T: c.ins.Type, At: c.at})
}

// librarySend notes a request with what it, its client and the transport
// below attach.
func (in *Interp) librarySend(c *call, f *sdks.HTTPFunc, req Value, st *state) (Value, *state) {
	client := in.resolve(in.load(st, in.fieldOf(st, req, senderField)).withoutZero())
	for _, h := range in.items(st, in.load(st, in.fieldOf(st, client, hookField))) {
		if h.V == nil {
			continue
		}
		d := *c
		d.args = []Value{client, req}
		if _, next := in.dynamic(&d, h.V, st); next != nil {
			st = next
		}
	}
	url, method := in.load(st, in.partAddress(st, req, "url")), in.load(st, in.partAddress(st, req, "method"))
	if f.URL != "" {
		url = in.param(c, f.URL)
	}
	if name, ok := methods[strings.TrimPrefix(shortName(c.name), "Must")]; ok {
		method = str(name, c.at)
	} else if f.Method != "" {
		method = in.param(c, f.Method)
	}
	e := in.content(st, in.headersOf(st, client))
	e = e.then(&Step{K: Merge, Sub: []Effect{in.content(st, in.headersOf(st, req))}, At: c.at})
	e = e.seq(in.effect(st, in.load(st, in.fieldOf(st, client, roundTripField)), sdks.RoleHTTP, c.at))
	if site := in.rec.request(in, c, method, in.relative(st, client, url, c)); site != nil {
		in.rec.use(in, one(site), e, nil, c.at)
	}
	return results(c, runtime("a response", c.at)), st
}

// relative puts the client's URL before a path.
func (in *Interp) relative(st *state, client, url Value, c *call) Value {
	base := in.resolveText(in.load(st, in.partAddress(st, client, "url")), c.at).each(func(a *Atom) Value {
		if text, ok := a.text(); ok {
			return str(strings.TrimSuffix(text, "/"), c.at)
		}
		return one(a)
	})
	return in.resolveText(url, c.at).each(func(a *Atom) Value {
		head, _ := constantPrefix(a)
		switch {
		case strings.Contains(head, "://"), len(base.withoutZero()) == 0:
			return one(a)
		case head == "" || head[0] == '/':
			return concat(c.at, base, one(a))
		}
		return concat(c.at, base, str("/", c.at), one(a))
	})
}

// headersOf returns the headers of a client or request.
func (in *Interp) headersOf(st *state, v Value) Value {
	return in.load(st, in.partAddress(st, v, "headers"))
}

func (in *Interp) storePart(st *state, v Value, name string, to Value) {
	in.store(st, in.partAddress(st, v, name), to)
}

func (in *Interp) partAddress(st *state, v Value, name string) Value {
	var out Value
	for _, a := range v {
		typ := a.T
		if s, ok := in.structs(st, a).only(); ok && s.T != "" {
			typ = s.T
		}
		out = join(out, in.fieldOf(st, one(a), in.fieldName(typ, name)))
	}
	return out
}

// fieldOf returns the address of a field, or the field itself of what has no
// address.
func (in *Interp) fieldOf(st *state, v Value, field string) Value {
	return v.each(func(a *Atom) Value {
		if a.K == Zero {
			return zero
		}
		ref, ok := in.address(st, a)
		if !ok {
			return project(a, field, bare(a.T))
		}
		return one(&Atom{K: Ref, N: ref.N, P: ref.P + field, C: ref.C + ";" + bare(a.T)})
	})
}

// fieldName returns the step to a part of a client or request.
func (in *Interp) fieldName(typ, name string) string {
	t := in.prog.sdks.HTTPType(bare(typ))
	if t == nil {
		return ".$" + name
	}
	switch {
	case name == "headers" && t.Headers != "":
		name = t.Headers
	case name == "url" && t.URL != "":
		name = t.URL
	case name == "method" && t.Method != "":
		name = t.Method
	default:
		name = "$" + name
	}
	return "." + name
}

// firstOf returns the first element of a variadic argument, or the argument.
func (in *Interp) firstOf(st *state, v Value) Value {
	if items := in.items(st, v); len(items) > 0 && items[0].V != nil {
		return items[0].V
	}
	return zero
}

func (in *Interp) set(a *Atom, name string, v Value) *Atom {
	return a.setField(in.fieldName(a.T, name), v)
}
