package flow

import (
	"cmp"
	"go/token"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// Record is what the analysis of a package's functions saw.
type Record struct {
	Limited  int // functions in which a bound was hit
	events   map[string]*Event
	sent     map[string][]*Sending // by the construction's ID: its function may be looked at later
	left     map[string]Effect     // what a request carries when its function returns
	unbilled map[ir.Pos]bool       // requests that are not billed as seen from some function; true: from a caller
	accounts map[string]bool       // billed calls, by place, whose responses are recorded by hand or go where that is not seen
	readers  map[string]bool       // functions that read what some response used
	askers   map[ir.Pos]string     // the functions around billed calls
	silent   bool

	payments []*payment
}

// FreeForCaller reports whether a request goes, for some caller of the function
// around it, to an endpoint that is not billed.
func (r *Record) FreeForCaller(e *Event) bool { return r.unbilled[e.Site.At] }

// Events returns all events, constructions first, in the order of the source.
func (r *Record) Events() []*Event {
	out := make([]*Event, 0, len(r.events))
	for _, id := range sortedKeys(r.events) {
		out = append(out, r.events[id])
	}
	slices.SortStableFunc(out, func(a, b *Event) int {
		return cmp.Or(cmp.Compare(a.Site.At.File, b.Site.At.File), cmp.Compare(a.Site.At.Line, b.Site.At.Line),
			cmp.Compare(a.Site.At.Column, b.Site.At.Column), cmp.Compare(len(a.Chain), len(b.Chain)))
	})
	return out
}

// Sent returns what goes out through a construction. Where calls that are not
// seen may use it, one that adds nothing stands for them.
func (r *Record) Sent(e *Event) []*Sending { return r.sendings(e) }

// Left returns what a request carries when its function returns.
func (r *Record) Left(e *Event) Effect { return r.leaves(e) }

func (in *Interp) chain() []Link { return links(in.frames) }

// links returns the calls of frames, of which the first is the root's.
func links(frames []*frame) []Link {
	var out []Link
	for _, f := range frames[1:] {
		if isInit(f.fn) {
			continue // nobody's call: it is where it stands
		}
		out = append(out, Link{At: f.at, Func: f.fn, Lexical: f.lexical})
	}
	return out
}

// event returns the event for a call, new or known from an earlier round.
func (r *Record) event(in *Interp, c *call, kind SiteKind, sdk string) (*Event, bool) {
	in.sited = true
	chain := in.chain()
	id := ID(in.root.Name, c.at, c.name, chain)
	if e, ok := r.events[id]; ok {
		if in.lenient && !e.fresh { // known from where nothing was taken to be unseen
			c := *e
			return &c, true
		}
		return e, true
	}
	around := c.f.fn
	short := readable(c.name)
	if c.ins != nil && c.ins.Short != "" {
		short = c.ins.Short
	}
	e := &Event{ID: id, Root: in.root, Chain: chain, Site: &Site{
		Kind: kind, At: c.at, Callee: c.name, Short: short, SDK: sdk, Pkg: around.Pkg, Func: around.Display,
	}}
	outermost, link := true, -1
	for i, f := range in.frames[1:] {
		if !isInit(f.fn) {
			link++
		}
		if f.fn.Lexical {
			if !f.lexical && !e.Held {
				e.Held = outermost || f.made != nil
				if f.made != nil {
					e.Made = append(slices.Clip(f.made), links(in.frames[i+1:])...)
				}
			}
			outermost = outermost && f.lexical
			continue
		}
		outermost = false
		if len(f.fn.Params) == 0 {
			continue
		}
		a, ok := f.regs[0].only()
		if ok && a.K == Ref && in.madeBy[a.N] != "" {
			e.MadeBy = append(e.MadeBy, in.madeBy[a.N])
		}
		if at, known := in.makerOf(a); ok && known && strings.HasPrefix(f.fn.Name, "(") {
			e.MadeAt = append(e.MadeAt, Making{Link: at, Receives: link})
		}
	}
	if !r.silent && in.quiet == 0 {
		e.fresh = in.lenient
		r.events[id] = e
	}
	return e, false
}

// makerOf returns the call in the root's package that made an object, which may be
// held by a field.
func (in *Interp) makerOf(a *Atom) (at Link, ok bool) {
	switch {
	case a == nil:
	case a.K == Ref:
		at, ok = in.madeAt[a.N]
	case a.K == Leaf && in.settled(a):
		held, _ := in.prog.stored(a)
		if b, single := held.withoutZero().only(); single && b.K == Box && b.C != "" && in.prog.funcs[b.C] != nil {
			return Link{At: b.At, Func: in.prog.funcs[b.C]}, true
		}
	}
	return at, ok
}

// request notes a raw HTTP request; nil if it surely goes to no provider.
func (r *Record) request(in *Interp, c *call, method, url Value) *Atom {
	url = in.mayBe(in.resolveText(url, c.at), c.at)
	if _, ok := in.prog.provider(url); !ok {
		r.unbilled[c.at] = r.unbilled[c.at] || len(in.frames) > 1
		return nil
	}
	ev, seen := r.event(in, c, Request, "net/http")
	if seen {
		url = join(ev.URL, url)
	}
	ev.URL, ev.Method = url, method
	return &Atom{K: Client, S: ev.ID, T: requestType}
}

func (r *Record) use(in *Interp, sites Value, e Effect, call *Event, at ir.Pos) {
	if in.quiet > 0 || r.silent {
		return
	}
	for _, a := range sites {
		s := &Sending{Effect: e, At: at, Via: a.At, Call: call, Depth: len(in.frames) - 1}
		if call != nil {
			s.Open = call.Open
		}
		r.note(a, s)
	}
}

// note adds what is sent to each construction that the client may come from.
func (r *Record) note(client *Atom, s *Sending) {
	for id := range strings.SplitSeq(client.S, pooledBy) {
		i := slices.IndexFunc(r.sent[id], s.alike)
		if i < 0 {
			r.sent[id] = append(r.sent[id], s)
			continue
		}
		both := *r.sent[id][i]
		both.Effect = alt(both.Effect, s.Effect)
		r.sent[id][i] = &both
	}
}

// wrap notes what a wrapper attaches by itself.
func (r *Record) wrap(in *Interp, c *call, sdk *sdks.SDK, e Effect) {
	ev, seen := r.event(in, c, Wrapping, sdk.Name)
	if seen {
		e = alt(ev.Effect, e)
	}
	ev.Effect = e
}

// free notes a request that costs nothing.
func (r *Record) free(in *Interp, senders Value, at ir.Pos) {
	for _, a := range senders {
		if a.K == Client && in.quiet == 0 && !r.silent {
			r.note(a, &Sending{Free: true, Effect: a.E.then(boundary), At: at, Via: a.At})
		}
	}
}

// wrapped notes that a client went into a wrapper or handle.
func (r *Record) wrapped(in *Interp, a *Atom, inner ir.Pos, handle bool) {
	if in.quiet == 0 && !r.silent {
		r.note(a, &Sending{Weak: true, Handle: handle, Effect: a.E.then(boundary), At: a.At, Via: inner})
	}
}

func (r *Record) call(in *Interp, c *call, k *sdks.Call, sdk *sdks.SDK, senders Value, e Effect, none bool) {
	ev, seen := r.event(in, c, Billable, sdk.Name)
	r.askers[c.at] = outermost(c.f.fn)
	ev.AsksUsage = k.Usage != ""
	if seen {
		ev.Effect = alt(ev.Effect, e)
	} else {
		ev.Effect = e
	}
	for name, role := range k.Params {
		if role == sdks.RoleContext {
			ev.Open = ev.Open || slices.ContainsFunc(in.param(c, name), func(a *Atom) bool { return a.K == Leaf })
		}
	}
	if none {
		senders = foreign("no client is given", c.at)
	}
	ev.Senders = join(ev.Senders, senders)
	for _, a := range senders {
		if a.K == Client {
			r.use(in, one(a), a.E.then(boundary).seq(e), ev, c.at)
		}
	}
}

// boundary ends a client's own effect: slots of one level end here.
var boundary = &Step{K: Slot, Name: "level"}

// escape notes clients that go where calls are not seen.
func (in *Interp) escape(v Value) {
	for _, a := range v {
		if a.K == Client {
			in.leak(a)
		}
	}
}

func (in *Interp) leak(a *Atom) {
	if in.quiet == 0 {
		in.rec.note(a, &Sending{Effect: a.E.then(boundary)})
	}
}

// escapeFrozen finds clients in data that leaves the package.
func (in *Interp) escapeFrozen(v Value) {
	var walk func(v Value, depth int)
	walk = func(v Value, depth int) {
		if depth > 5 {
			return
		}
		for _, a := range v {
			if a.K == Client {
				in.leak(a)
			}
			for _, w := range a.V {
				walk(w, depth+1)
			}
			if a.K != Client {
				for _, f := range a.F {
					if len(f.Name) > 1 && (f.Name[0] == '[' || token.IsExported(f.Name[1:])) {
						walk(f.V, depth+1) // what is unexported is used by methods only, which are seen
					}
				}
			}
			for _, it := range a.L {
				walk(it.V, depth+1)
			}
			for _, s := range a.E {
				if a.K == Map {
					walk(s.Val, depth+1)
				}
			}
		}
	}
	walk(v, 0)
}

// Through returns what a request sent through a client carries.
func Through(client *Atom, request Effect) Effect { return client.E.then(boundary).seq(request) }

// Foreign reports whether the client constructed at an event's site was made
// by a third party's code, where nothing can be reported.
func (p *Program) Foreign(id string) bool {
	root, _, _ := strings.Cut(id, ": ")
	return p.foreign[packageOf(root)]
}

// CalledFrom names a function as code of a package writes it.
func CalledFrom(pkg string, f *ir.Func) string {
	name := strings.NewReplacer("(*", "", "(", "", ")", "").Replace(f.Display)
	if f.Pkg == pkg || strings.Contains(name, ".") {
		return name
	}
	short := f.Pkg[strings.LastIndexByte(f.Pkg, '/')+1:]
	return short + "." + name
}

// Unset reports whether a client is a package variable that nothing is seen to set.
// One that comes out of a variable's map, or of a function in one, was put there or
// is made by somebody.
func Unset(a *Atom) bool { return a.K == Leaf && a.S[0] == '&' && !strings.ContainsAny(a.P, "([") }
