package flow

import (
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// A duty is a construction whose tags are in a field that a function fills
// from its parameters: `func New(hc *http.Client) *Service`, and a method that
// makes the client of s.hc. Those who call New owe the tags.

// parameter returns the function and the position of an input that is a
// parameter, and no receiver whose fields are known from cells.
func (a *Atom) parameter() (fn string, i int, ok bool) {
	if a.K != Leaf || a.S[0] == '&' || ofReceiver(a) {
		return "", 0, false
	}
	fn, pos, _ := strings.Cut(a.S, "|")
	i, err := strconv.Atoi(pos)
	return fn, i, err == nil
}

func hasParameter(v Value) bool {
	return v.some(func(a *Atom) bool { _, _, ok := a.parameter(); return ok })
}

// AsksReceiver reports whether an effect asks the receiver of a method for something,
// or what other functions have put into it, and whether it asks no other input.
func AsksReceiver(e Effect, method *ir.Func) (asked, only bool) {
	only = true
	for _, s := range e {
		names := s.Key // which are the callers' to give
		if s.K == Use {
			names = s.Val
		}
		if names.some(func(a *Atom) bool {
			held := a.K == Leaf && strings.HasPrefix(method.Name, "(") && (a.S == method.Name+"|0" || a.ofMaker(method))
			asked = asked || held
			return a.K == Leaf && !held
		}) {
			only = false
		}
		for _, sub := range s.Sub {
			some, all := AsksReceiver(sub, method)
			asked, only = asked || some, only && all
		}
	}
	return asked, only
}

// ofMaker reports whether an input of a method is what another function was given,
// which has put it into a field.
func (a *Atom) ofMaker(method *ir.Func) bool {
	fn, _, ok := a.parameter()
	return ok && fn != method.Name && !strings.HasPrefix(fn, method.Name+"$")
}

// AsksCaptured reports whether an effect asks no other input of a function literal
// than what it captured.
func AsksCaptured(e Effect, literal *ir.Func) bool {
	return !e.some(func(a *Atom) bool { return a.K == Leaf && !strings.HasPrefix(a.S, literal.Name+"|^") })
}

// Owed returns the functions whose callers owe what an event lacks, for they
// fill fields: others than the one it was seen from.
func (r *Record) Owed(p *Program, e *Event) []string {
	var out []string
	take := func(a *Atom) bool {
		fn, _, ok := a.parameter()
		if ok && fn != e.Root.Name && !strings.HasPrefix(e.Root.Name, fn+"$") && !slices.Contains(out, fn) {
			out = append(out, fn)
		}
		return false
	}
	look := func(a *Atom) bool {
		if a.K == Leaf && ofReceiver(a) { // a tag's value
			if held, ok := p.carried(a); ok {
				held.some(take)
			}
		}
		return take(a)
	}
	e.Effect.some(look)
	if e.Site.Kind == Request { // it carries what it is sent with
		for _, s := range r.sendings(e) {
			s.Effect.some(look)
		}
		r.leaves(e).some(look)
	}
	return out
}

// sendings returns what goes out through an event's construction or request,
// also of one of another package.
func (r *Record) sendings(e *Event) []*Sending {
	if e.Sent != nil {
		return e.Sent
	}
	return r.sent[e.ID]
}

// leaves returns what a request carries when its function returns.
func (r *Record) leaves(e *Event) Effect {
	if left, ok := r.left[e.ID]; ok {
		return left
	}
	return e.Left
}

// owing reports whether callers may owe what a site of a kind lacks: a call is
// judged with the client that sends it.
func (k SiteKind) owing() bool { return k == Construction || k == Request }

// exported returns what importers need to know of a duty.
func (r *Record) exported(e *Event) *Event {
	out := &Event{
		ID: e.ID, Site: e.Site, Root: &ir.Func{Name: e.Root.Name, Pkg: e.Root.Pkg, Display: e.Root.Display},
		Effect: e.Effect, Left: r.leaves(e), URL: e.URL, Method: e.Method, Passed: e.Passed || e.Duty != nil, PaidBy: e.PaidBy,
	}
	for _, s := range r.sendings(e) {
		out.Sent = append(out.Sent, &Sending{Open: s.Open, Depth: s.Depth, Weak: s.Weak, Via: s.Via, Effect: s.Effect, At: s.At})
	}
	return out
}

// dutiesOf returns the duties that a package leaves to its importers: its own,
// and those of other packages that they are made from, which are to be looked
// at again with what importers give.
func (p *Program) dutiesOf(rec *Record) []*Event {
	var out []*Event
	add := func(e *Event) {
		if !slices.ContainsFunc(out, func(known *Event) bool { return known.ID == e.ID }) {
			out = append(out, rec.exported(e))
		}
	}
	for _, id := range sortedKeys(rec.events) {
		e := rec.events[id]
		if !e.Site.Kind.owing() {
			continue
		}
		if len(rec.Owed(p, e)) > 0 && !p.owedInside(rec, e) {
			add(e)
		} else if e.Duty == nil || !e.Effect.some(input(e.Root)) {
			continue
		}
		for e.Duty != nil {
			e = e.Duty
			add(e)
		}
	}
	return out
}

// owedInside reports whether the callee of an event's outermost call owes as
// much by itself: then the callers of that are asked, and the event says
// nothing new.
func (p *Program) owedInside(rec *Record, e *Event) bool {
	if len(e.Chain) == 0 || e.Duty != nil {
		return false
	}
	base := rec.Base(e)
	if base == nil {
		id := ID(e.Chain[0].Func.Name, e.Site.At, e.Site.Callee, e.Chain[1:])
		i := slices.IndexFunc(p.duties, func(d *Event) bool { return d.ID == id })
		if i < 0 {
			return false
		}
		base = p.duties[i]
	}
	inside := rec.Owed(p, base)
	return !slices.ContainsFunc(rec.Owed(p, e), func(fn string) bool { return !slices.Contains(inside, fn) })
}

// settle makes events of what is owed and the calls that should pay it.
func (p *Program) settle(rec *Record) {
	owing := slices.Clone(p.duties)
	for _, id := range sortedKeys(rec.events) {
		if e := rec.events[id]; e.Site.Kind.owing() && e.Duty == nil && len(rec.Owed(p, e)) > 0 && !p.owedInside(rec, e) {
			owing = append(owing, e)
		}
	}
	for range maxTransfers {
		next := map[string]*Event{}
		for _, e := range owing {
			owed := slices.DeleteFunc(rec.Owed(p, e), func(fn string) bool { return slices.Contains(e.PaidBy, fn) })
			for _, pay := range rec.payments {
				if slices.Contains(owed, pay.fn.Name) {
					if ev := p.paid(rec, e, pay); ev != nil && len(rec.Owed(p, ev)) > 0 {
						next[ev.ID] = ev
					}
				}
			}
		}
		owing = owing[:0]
		for _, id := range sortedKeys(next) {
			owing = append(owing, next[id])
		}
	}
}

// maxTransfers bounds how often a duty goes from one function to those that
// fill its fields.
const maxTransfers = 4

// paid returns the event of a duty as it looks with what a call has put into
// the fields, or nil if it is known or if its site is not reached then.
func (p *Program) paid(rec *Record, e *Event, pay *payment) *Event {
	chain := append(slices.Clip(pay.chain), Link{At: pay.at, Func: pay.fn})
	ev := &Event{
		ID: ID(pay.root.Name, e.Site.At, e.Site.Callee, chain), Site: e.Site, Root: pay.root, Chain: chain,
		URL: e.URL, Method: e.Method, Duty: e, PaidBy: append(slices.Clip(e.PaidBy), pay.fn.Name),
	}
	old := rec.events[ev.ID]
	if old != nil && old.Duty == nil {
		return nil
	}
	again := p.rerun(e.Root.Name, pay)
	var seen *Event
	if again != nil {
		seen = p.seenAgain(again, e, pay)
	}
	switch {
	case seen == nil && again != nil && e.Duty == nil && !e.Passed:
		return nil
	case seen != nil:
		ev.Effect, ev.Left, ev.Sent = seen.Effect, again.left[e.ID], slices.Clone(again.sent[e.ID])
		if len(seen.URL) > 0 {
			ev.URL, ev.Method = seen.URL, seen.Method
		}
	default:
		ev.Effect, ev.Left = pay.substitute(p, e.Effect), pay.substitute(p, rec.leaves(e))
	}
	for _, s := range rec.sendings(e) { // also by other functions
		if !slices.ContainsFunc(ev.Sent, func(o *Sending) bool { return o.At == s.At }) {
			c := *s
			c.Effect = pay.substitute(p, s.Effect)
			ev.Sent = append(ev.Sent, &c)
		}
	}
	if old != nil {
		ev.Effect = alt(old.Effect, ev.Effect)
		if ev.Effect.Key() == old.Effect.Key() && len(ev.Sent) == len(old.Sent) {
			return nil
		}
	}
	rec.events[ev.ID], rec.sent[ev.ID], rec.left[ev.ID] = ev, ev.Sent, ev.Left
	return ev
}

// seenAgain returns a duty's event in what its function was seen to do with
// what a call has put into the fields.
func (p *Program) seenAgain(again *Record, e *Event, pay *payment) *Event {
	if again.events[e.ID] == nil && e.Duty != nil { // handed on by a call that the function makes
		outer := p.reruns.fills
		p.reruns.fills = pay.filled()
		p.reruns.depth++
		for _, inner := range again.payments {
			if inner.hands(e) {
				p.paid(again, e.Duty, inner)
			}
		}
		p.reruns.fills = outer
		p.reruns.depth--
	}
	return again.events[e.ID]
}

// hands reports whether an event is of what a call does.
func (pay *payment) hands(e *Event) bool {
	n := len(e.Chain) - 1
	return n >= 0 && pay.root == e.Root && pay.at == e.Chain[n].At && pay.fn == e.Chain[n].Func &&
		slices.EqualFunc(pay.chain, e.Chain[:n], func(x, y Link) bool { return x.At == y.At && x.Func == y.Func })
}
