package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// StepKind is the kind of a step.
type StepKind uint8

// The kinds of steps.
const (
	Set      StepKind = iota // the header (or metadata) Key gets Value
	Add                      // the header Key gets Value beside what it has
	Del                      // the header Key goes away
	Clear                    // all headers (or metadata) go away
	Alt                      // one of Sub
	Star                     // any number of times Sub[0]
	Merge                    // the entries that Sub[0] writes into an empty map
	Slot                     // Sub[0], in place of an earlier step of the same Name, when the request is sent
	Use                      // what the leaf Value[0] does in the role Role
	Maybe                    // code that is not seen, named by Why, may attach anything
	Never                    // no request is sent on this path
	Incoming                 // nothing: in the headers of a request that is sent on, those that it came with
	Inner                    // nothing: the client Value is what sends
	Mark                     // the request gets the mark Name, or, if Why says so, may get it
	Refuse                   // a request without one of the tags Name is not sent; without any name, one of those that the policy requires
)

// Step is one change of a request's headers or metadata.
type Step struct {
	K    StepKind
	Meta bool // of the metadata, not the headers
	Key  Value
	Val  Value
	Sub  []Effect
	Role sdks.Role
	Name string
	Why  string
	At   ir.Pos
	key  string
}

// Effect is what an option, a header map, a transport or a client does to a
// request: steps in their order.
type Effect []*Step

// id identifies a step.
func (s *Step) id() string {
	if s.key != "" {
		return s.key
	}
	var b strings.Builder
	b.WriteByte(byte('a' + s.K))
	if s.Meta {
		b.WriteByte('m')
	}
	b.WriteString(s.Key.Key())
	b.WriteByte('=')
	b.WriteString(s.Val.Key())
	for _, sub := range s.Sub {
		b.WriteByte('(')
		b.WriteString(sub.Key())
	}
	b.WriteString(string(s.Role))
	b.WriteByte('|')
	b.WriteString(s.Name)
	b.WriteByte('|')
	b.WriteString(s.Why)
	s.key = short(b.String())
	return s.key
}

// Key identifies an effect.
func (e Effect) Key() string {
	var b strings.Builder
	for _, s := range e {
		b.WriteString(s.id())
		b.WriteByte(';')
	}
	return short(b.String())
}

// maxSteps bounds an effect. The longest in real code had 31.
const maxSteps = 200

// then returns e followed by more.
func (e Effect) then(more ...*Step) Effect {
	out := make(Effect, len(e), len(e)+len(more))
	copy(out, e)
	for _, s := range more {
		out = out.push(s)
	}
	return out
}

func (e Effect) push(s *Step) Effect {
	switch s.K {
	case Set, Del:
		// A later entry of the same constant name replaces an earlier one,
		// whatever stands between.
		if name, ok := s.Key.text(); ok {
			e = e.dropEntries(name, s)
		}
	case Clear:
		kept := e[:0:0]
		for _, old := range e {
			if old.K == Slot || old.K == Mark || (old.K == Set || old.K == Add || old.K == Del || old.K == Clear) && old.Meta != s.Meta {
				kept = append(kept, old)
			}
		}
		e = kept
	case Slot:
		kept := e[:0:0]
		for i, old := range e {
			if old.K != Slot || old.Name != s.Name || !lasting(s.Name) && slices.Contains(e[i:], boundary) {
				kept = append(kept, old)
			}
		}
		e = kept
	}
	// Doing the same twice is doing it once: loops come to rest here.
	if n := len(e); n > 0 && e[n-1].id() == s.id() {
		return e
	}
	if len(e) >= maxSteps {
		return Effect{{K: Maybe, Why: "too many steps to follow", At: s.At}}
	}
	return append(e, s)
}

func (e Effect) dropEntries(name string, s *Step) Effect {
	out := e[:0:0]
	for _, old := range e {
		if old.K == Set && old.Meta == s.Meta {
			if n, ok := old.Key.text(); ok && n == name && (s.K == Del || !s.blank()) {
				continue
			}
		}
		out = append(out, old)
	}
	return out
}

// blank reports whether a Set may write an empty value: then what it replaced
// is worth keeping, for "replaced by an empty value" is another finding than
// "attached empty".
func (s *Step) blank() bool {
	return slices.ContainsFunc(s.Val, func(a *Atom) bool {
		if a.K == List && len(a.L) == 1 {
			return slices.ContainsFunc(a.L[0].V, blankText)
		}
		return blankText(a)
	})
}

func blankText(a *Atom) bool {
	text, known := a.text()
	return known && strings.TrimSpace(text) == ""
}

func (e Effect) seq(more Effect) Effect { return e.then(more...) }

// alt returns the effect of one of two.
func alt(a, b Effect) Effect { return altStar(a, b, false) }

// altStar joins two effects: what they begin with alike is kept once, the
// rest are alternatives. At a loop's head (star) b is a with something added,
// which then happens any number of times.
func altStar(a, b Effect, star bool) Effect {
	n := 0
	for n < len(a) && n < len(b) && a[n].id() == b[n].id() {
		n++
	}
	ra, rb := a[n:], b[n:]
	if len(ra) == 0 && len(rb) == 0 {
		return a
	}
	out := append(Effect{}, a[:n]...)
	if star && (len(ra) == 0 || len(rb) == 0) {
		rest := ra
		if len(ra) == 0 {
			rest = rb
		}
		if len(rest) == 1 && rest[0].K == Star {
			return out.push(rest[0])
		}
		return out.push(&Step{K: Star, Sub: []Effect{rest}, At: rest[0].At})
	}
	at := ir.Pos{}
	var subs []Effect
	for _, r := range []Effect{ra, rb} {
		if len(r) == 1 && r[0].K == Alt {
			for _, sub := range r[0].Sub {
				subs = addEffect(subs, sub)
			}
			continue
		}
		subs = addEffect(subs, r)
	}
	for _, s := range subs {
		if len(s) > 0 && s[0].At.IsValid() {
			at = s[0].At
			break
		}
	}
	if len(subs) == 1 {
		return append(out, subs[0]...)
	}
	if len(subs) > maxAlternatives {
		return Effect{{K: Maybe, Why: "too many paths to follow", At: at}}
	}
	out = append(out, &Step{K: Alt, Sub: subs, At: at})
	if out.weigh(0) > 4*maxSteps {
		return Effect{{K: Maybe, Why: "too many paths to follow", At: at}}
	}
	return out
}

// weigh counts an effect's steps, up to a little more than the bound.
func (e Effect) weigh(n int) int {
	for _, s := range e {
		if n++; n > 4*maxSteps {
			return n
		}
		for _, sub := range s.Sub {
			n = sub.weigh(n)
		}
	}
	return n
}

func addEffect(subs []Effect, e Effect) []Effect {
	for _, s := range subs {
		if s.Key() == e.Key() {
			return subs
		}
	}
	return append(subs, e)
}
