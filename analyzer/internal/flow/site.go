package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// SiteKind is the kind of a site.
type SiteKind uint8

// The kinds of sites.
const (
	Construction SiteKind = iota // of a client
	Request                      // construction of a raw HTTP request
	Billable                     // a call that is billed
	Wrapping                     // of a client, by something that attaches tags of its own
	Counting                     // of tokens, whose number is kept in the event log
)

// Site is a place in the code that the policy has something to say about.
type Site struct {
	Kind   SiteKind
	At     ir.Pos
	Callee string // full name
	Short  string // "openai.NewClient"
	SDK    string
	Pkg    string
	Func   string // the function around it: "New", "(*Service).Ask"
	Model  string // where constant
}

// Link is a call on the way from the function under analysis to a site.
type Link struct {
	At      ir.Pos
	Func    *ir.Func
	Lexical bool // of a function literal, where it was made
}

// Making is a call that made the receiver of one of the calls in a chain.
type Making struct {
	Link
	Receives int // the index of the call in the chain
}

// Event is a site as seen from one function under analysis.
type Event struct {
	ID        string // site and chain
	Site      *Site
	Root      *ir.Func
	Chain     []Link   // outermost first
	Effect    Effect   // of a call: what the request itself adds
	Senders   Value    // of a call: the clients it may go through
	Open      bool     // of a call: its context is an input
	Duty      *Event   // what is owed, if the outermost call is one that should supply it
	MadeBy    []string // the functions that made the receivers of the chain's calls
	MadeAt    []Making // the calls that made those receivers, outermost first
	Held      bool     // a function literal is called that another function made, which is seen or which the root calls
	Made      []Link   // the chain as if that literal were called where it was made; nil if that is not seen
	URL       Value    // of a request
	Method    Value    // of a request
	AsksUsage bool     // of a call: its stream reports its usage only if asked

	Sent   []*Sending // of a duty
	Count  *Count     // that is kept
	Passed bool       // of a duty: it was handed on from another function
	PaidBy []string   // of a duty: the functions that it was handed on from
	Left   Effect     // of a duty that is a request: see (*Record).Left

	fresh bool // noted where what seems to be nil was taken for something unseen
}

// Sending is a request sent through a constructed client, or the sending of a
// constructed request.
type Sending struct {
	Open   bool   // what it carries depends on the context that the function is given
	Depth  int    // number of calls between the function under analysis and the request
	Free   bool   // costs nothing
	Weak   bool   // made into a wrapper or handle, whose own calls tell more where they are seen
	Handle bool   // made into a handle: counts where no other request is seen
	Via    ir.Pos // where the client or wrapper that sends was made
	Effect Effect
	At     ir.Pos
	Call   *Event
}

// Event returns the event of an ID, or nil.
func (r *Record) Event(id string) *Event { return r.events[id] }

// ID returns the identity of a site seen from a root at the end of a chain.
func ID(root string, at ir.Pos, callee string, chain []Link) string {
	var b strings.Builder
	b.WriteString(root)
	b.WriteString(": ")
	b.WriteString(at.String())
	b.WriteByte(' ')
	b.WriteString(callee)
	for _, l := range slices.Backward(chain) {
		b.WriteString("<")
		b.WriteString(l.At.String())
		b.WriteString(" ")
		b.WriteString(l.Func.Name)
	}
	return b.String()
}

// Base returns the event as its callee sees it by itself: the same site at the
// end of a chain without its outermost link.
func (r *Record) Base(e *Event) *Event {
	if len(e.Chain) == 0 {
		return nil
	}
	return r.events[ID(e.Chain[0].Func.Name, e.Site.At, e.Site.Callee, e.Chain[1:])]
}

// alike reports whether two sendings are alternatives of one: what sends at one
// place may be one of several.
func (s *Sending) alike(o *Sending) bool {
	return s.At.IsValid() && s.At == o.At && s.Via == o.Via && s.Call == o.Call && s.Depth == o.Depth &&
		s.Open == o.Open && s.Free == o.Free && s.Weak == o.Weak && s.Handle == o.Handle
}

// OpenURL reports whether a request's URL depends on inputs.
func (e *Event) OpenURL() bool {
	return slices.ContainsFunc(e.URL, func(a *Atom) bool {
		return a.K == Leaf || a.K == Cat && slices.ContainsFunc(a.V, func(v Value) bool { return slices.ContainsFunc(v, func(b *Atom) bool { return b.K == Leaf }) })
	})
}
