package flow

import (
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Target is where a raw request goes.
type Target struct {
	Host      string
	Path      string
	PathKnown bool
}

// provider returns the first alternative of a URL that may go to a provider:
// to a host that the descriptions know, or to one that callers choose.
func (p *Program) provider(url Value) (Target, bool) {
	for _, a := range url {
		t, known := target(a)
		if dependsOnCaller(a) {
			return Target{}, true
		}
		if !known {
			continue
		}
		if _, ok := p.sdks.Endpoint(t.Host, t.Path, t.PathKnown); ok {
			return t, true
		}
	}
	return Target{}, false
}

// Billed returns the provider's endpoint to which an event's request goes.
func (p *Program) Billed(e *Event) (Target, bool) {
	method, _ := e.Method.text()
	for _, a := range e.URL {
		if t, known := target(a); known {
			if !t.PathKnown && (method == "GET" || method == "HEAD" || method == "DELETE") {
				continue // it asks for the state of something
			}
			if _, ok := p.sdks.Endpoint(t.Host, t.Path, t.PathKnown); ok {
				return t, true
			}
		}
	}
	return Target{}, false
}

// target reads host and path of a URL as far as its text is constant.
func target(a *Atom) (Target, bool) {
	head, rest := constantPrefix(a)
	_, after, ok := strings.Cut(head, "://")
	if !ok {
		return Target{}, false
	}
	host, path, slash := strings.Cut(after, "/")
	if !slash && rest {
		return Target{}, false // "https://" + host, or a host that goes on
	}
	host, _, _ = strings.Cut(host, ":")
	path, _, _ = strings.Cut(path, "?")
	return Target{Host: host, Path: "/" + path, PathKnown: !rest || strings.Contains(head, "?")}, host != ""
}

// constantPrefix returns the text with which a string begins, and whether it
// goes on with something that is not constant.
func constantPrefix(a *Atom) (head string, rest bool) {
	switch a.K {
	case Str:
		return a.S, false
	case Cat:
		var b strings.Builder
		for _, part := range a.V {
			s, ok := part.text()
			if !ok {
				if placeholder := b.String(); strings.Contains(placeholder, "://") {
					// A region or resource in the host name: "{x}" of the patterns.
					if !strings.Contains(placeholder[strings.Index(placeholder, "://")+3:], "/") {
						b.WriteString("x")
						continue
					}
				}
				return b.String(), true
			}
			b.WriteString(s)
		}
		return b.String(), false
	}
	return "", true
}

// dependsOnCaller reports whether a string begins with an input.
func dependsOnCaller(a *Atom) bool {
	switch a.K {
	case Leaf:
		return true
	case Cat:
		for _, b := range a.V[0] {
			if b.K == Leaf {
				return true
			}
		}
		if s, ok := a.V[0].text(); ok && strings.HasSuffix(s, "://") && len(a.V) > 1 {
			for _, b := range a.V[1] {
				if b.K == Leaf {
					return true
				}
			}
		}
	}
	return false
}

// resolveText resolves the parts of a text.
func (in *Interp) resolveText(v Value, at ir.Pos) Value {
	return in.resolveSender(v).each(func(a *Atom) Value {
		if a.K != Cat {
			return one(a)
		}
		return rebuilt(a, at, in.resolveSender)
	})
}

// rebuilt is the concatenation of what f makes of the parts of another one.
func rebuilt(a *Atom, at ir.Pos, f func(Value) Value) Value {
	parts := make([]Value, len(a.V))
	for i, part := range a.V {
		parts[i] = f(part)
	}
	return concat(at, parts...)
}

func joinPath(in *Interp, c *call, st *state) (Value, *state) {
	parts := []Value{c.args[0]}
	for _, it := range in.items(st, c.args[1]) {
		if it.V == nil {
			it.V = runtime("a path", c.at)
		}
		parts = append(parts, str("/", c.at), it.V)
	}
	return results(c, concat(c.at, parts...)), st
}

// urlJoinPath is joinPath for a URL that was parsed or built.
func urlJoinPath(in *Interp, c *call, st *state) (Value, *state) {
	d := *c
	text, _ := urlString(in, c, st)
	d.args = append([]Value{text}, c.args[1:]...)
	return joinPath(in, &d, st)
}

// parseURL makes a URL whose parts may be set later, if its scheme and host are
// constant; else it keeps the text.
func parseURL(in *Interp, c *call, st *state) (Value, *state) {
	a, ok := in.resolveText(c.args[0], c.at).only()
	if !ok {
		return results(c, c.args[0]), st
	}
	head, _ := a.text()
	var tail []Value // what follows the first constant part
	if a.K == Cat {
		head, _ = a.V[0].text()
		tail = a.V[1:]
	}
	scheme, after, found := strings.Cut(head, "://")
	host, path, slash := strings.Cut(after, "/")
	if !found || host == "" || len(tail) > 0 && !slash {
		return results(c, c.args[0]), st
	}
	if slash {
		path = "/" + path
	}
	where := concat(c.at, append([]Value{str(path, c.at)}, tail...)...)
	id := in.place(c.f, c.ins)
	u := (&Atom{K: Struct, T: urlType}).setField(".Scheme", str(scheme, c.at)).setField(".Host", str(host, c.at)).setField(".Path", where)
	st.heap.set(id, one(u))
	return results(c, one(&Atom{K: Ref, N: id, T: "*" + urlType, At: c.at})), st
}

const urlType = "net/url.URL"

// urlString puts a URL together that was built as a struct.
func urlString(in *Interp, c *call, st *state) (Value, *state) {
	return c.args[0].each(func(a *Atom) Value {
		s, ok := in.structs(st, a).only()
		if !ok || s.K != Struct {
			return one(a)
		}
		part := func(name string) Value { return project(s, name, urlType) }
		path := part(".Path")
		if text, ok := path.text(); ok && text != "" && text[0] != '/' {
			path = str("/"+text, c.at)
		}
		return concat(c.at, part(".Scheme"), str("://", c.at), part(".Host"), path)
	}), st
}

// mayBe adds to a URL what it may be with what is stored in fields, even where
// something else may be stored there: a base URL is one that an option or a
// setter can replace, as a rule.
func (in *Interp) mayBe(url Value, at ir.Pos) Value {
	possible := func(v Value) Value {
		return v.each(func(a *Atom) Value {
			if c := in.prog.cells[a.C]; a.K == Leaf && ofReceiver(a) && in.prog.settled && c != nil {
				return join(one(a), c.Values.each(func(b *Atom) Value {
					if b.K == Str || b.K == Cat {
						return one(b)
					}
					return nil
				}))
			}
			return one(a)
		})
	}
	return url.each(func(a *Atom) Value {
		if a.K != Cat {
			return possible(one(a))
		}
		return rebuilt(a, at, possible)
	})
}
