package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// Tag is a key of the policy as the analysis looks for it.
type Tag struct {
	Name     string   // its name in metadata
	Headers  []string // accepted header names, canonical
	Required bool     // by the policy
	Mark     string   // not a tag, but a mark
}

// Verdict is what can be said of a tag at a site.
type Verdict uint8

// The verdicts, from the best to the worst.
const (
	Attached Verdict = iota // on every path
	Deferred                // if the callers supply it
	Unproven                // something that is not seen may attach it
	Lacking                 // on some path nothing attaches it
)

// Why is a step of the reasoning, for people.
type Why struct {
	At   ir.Pos
	Text string
}

// Tagged is a value that a site attaches.
type Tagged struct {
	Text  string // if Known
	Known bool   // a constant
	Input bool   // an input of the function: callers supply the value
	At    ir.Pos
}

// Answer is what the analysis says of one tag at one site.
type Answer struct {
	Verdict Verdict
	Values  []Tagged
	Trail   []Why
	Unset   bool // lacking only where an input that is the value elsewhere is empty
}

type outcomeKind uint8

const (
	absent outcomeKind = iota
	keep               // inside a map: nothing said, the request keeps what it has
	has
	unproven
	deferred
)

type outcome struct {
	kind    outcomeKind
	val     *Atom
	why     string
	at      ir.Pos
	slots   []slot
	was     *outcome // before all headers were replaced
	guard   bool     // absent only where an input is nil, or as an input left it
	input   *Atom    // has: the input that is the value, where a branch found it not to be empty
	emptied bool     // has: an empty value in a map, in place of another one
	unset   bool     // absent only where an input, which is the value elsewhere, is empty
}

type slot struct {
	name string
	e    Effect
}

func (o *outcome) key() string {
	var b strings.Builder
	b.WriteByte(byte('0' + o.kind))
	if o.val != nil {
		b.WriteString(o.val.Key())
	}
	b.WriteString(o.why)
	if o.guard {
		b.WriteByte('g')
	}
	if o.unset {
		b.WriteByte('u')
	}
	if o.emptied {
		b.WriteByte('e')
	}
	if o.was != nil {
		b.WriteByte('<')
		b.WriteString(o.was.key())
		b.WriteByte('>')
	}
	for _, s := range o.slots {
		b.WriteString(s.name)
		b.WriteString(s.e.Key())
	}
	return b.String()
}

// Judge says whether a tag is attached once the effect has happened to a
// request without any.
func (p *Program) Judge(tag *Tag, e Effect) Answer {
	headers := p.headers(tag, e)
	if headers.Verdict == Attached || tag.Mark != "" {
		return headers
	}
	metadata := p.answer(tag, e, true)
	if metadata.Verdict < headers.Verdict {
		return metadata
	}
	if metadata.Verdict == headers.Verdict && len(metadata.Values) > len(headers.Values) {
		return metadata // attached on some path: the better story
	}
	return headers
}

// headers judges by the headers that are accepted for a tag: what one path
// attaches by one name another may attach by another; but taking one of the
// headers away, or emptying it, leaves the others.
func (p *Program) headers(tag *Tag, e Effect) Answer {
	best := p.answer(tag, e, false)
	if best.Verdict == Attached || len(tag.Headers) < 2 {
		return best
	}
	for i := range tag.Headers {
		single := *tag
		single.Headers = tag.Headers[i : i+1]
		a := p.answer(&single, e, false)
		if a.Verdict < best.Verdict || a.Verdict == best.Verdict && best.empty() && !a.empty() {
			best = a
		}
	}
	return best
}

// empty reports whether one of the values is a blank constant.
func (a Answer) empty() bool {
	return slices.ContainsFunc(a.Values, func(t Tagged) bool { return t.Known && strings.TrimSpace(t.Text) == "" })
}

func (p *Program) answer(tag *Tag, e Effect, meta bool) Answer {
	ev := &evaluation{prog: p, tag: tag, meta: meta}
	paths := ev.flush(ev.run(e, []*outcome{{}}))
	a := Answer{Unset: true}
	for _, o := range paths {
		switch o.kind {
		case has:
			a.Values = append(a.Values, tagged(o))
			continue
		case unproven:
			if a.Verdict != Lacking {
				a.Verdict = Unproven
			}
		case deferred:
			a.Verdict = max(a.Verdict, Deferred)
		default:
			if o.guard {
				a.Verdict = max(a.Verdict, Deferred)
				break
			}
			a.Verdict = Lacking
			a.Unset = a.Unset && o.unset
		}
		if o.why != "" {
			a.Trail = append(a.Trail, Why{o.at, o.why})
		}
	}
	a.Unset = a.Unset && a.Verdict == Lacking
	if len(a.Values) == 0 { // what differs between the paths is something else
		a.Trail = slices.DeleteFunc(a.Trail, func(w Why) bool { return w.Text == partly })
	}
	for i := range a.Trail {
		if tag.Mark != "" && a.Trail[i].Text == partly {
			a.Trail[i].Text = "on some paths only"
		}
	}
	return a
}

// partly is why a tag is lacking that other paths attach.
const partly = "attached on some paths only"

func tagged(o *outcome) Tagged {
	t := Tagged{At: o.at}
	if o.val == nil {
		return t
	}
	if o.val.At.IsValid() {
		t.At = o.val.At
	}
	t.Text, t.Known = o.val.text()
	t.Input = o.val.K == Leaf
	return t
}

func (o *outcome) become(k outcomeKind, why string, at ir.Pos) *outcome {
	return &outcome{kind: k, why: why, at: at, slots: o.slots, guard: o.guard, unset: o.unset, was: o.was}
}

// restored returns the outcome after the headers that the request came with
// are copied into those that replaced them.
func (o *outcome) restored() *outcome {
	if o.was == nil || o.was.kind == absent {
		return o
	}
	c := *o.was
	c.slots = o.slots
	return &c
}

func (o *outcome) withSlot(s *Step) *outcome {
	c := *o
	c.slots = slices.DeleteFunc(slices.Clone(o.slots), func(x slot) bool {
		return x.name == s.Name || strings.HasPrefix(x.name, s.Name+part)
	})
	if len(s.Sub) > 0 {
		c.slots = append(c.slots, slot{s.Name, s.Sub[0]})
	}
	return &c
}

func (o *outcome) text() (string, bool) {
	if o.val == nil {
		return "", false
	}
	return o.val.text()
}

const (
	no match = iota
	yes
	perhaps   // for some of its values
	hiddenKey // known at run time only
	inputKey  // supplied by callers
)
