package analyzer

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/policy"
)

// judge turns what the analysis saw into faults, one for each root cause.
type judge struct {
	prog   *flow.Program
	rec    *flow.Record
	policy *policy.Policy
	pkg    string

	seen    map[ir.Pos][]*flow.Event // by site
	faults  []*fault
	sites   map[ir.Pos]bool // true: deferred
	foreign *flow.Record    // functions of other packages, by themselves
	looked  map[string]bool
}

// fault is what is wrong at a place.
type fault struct {
	rule     string
	at       ir.Pos // where the finding stands
	short    string // what is called there, for the message
	site     *flow.Site
	missing  []string
	attached []string
	values   []badValue
	trail    []flow.Why
	why      string
}

// state is what holds of one tag at one event.
type state struct {
	verdict flow.Verdict
	bad     *badValue // attached, but with a value that does not count
	input   bool      // the value is an input
	answer  flow.Answer
}

func (s state) ok() bool { return s.verdict == flow.Attached && s.bad == nil }

func (s state) deferred() bool {
	return s.verdict == flow.Deferred || s.verdict == flow.Attached && s.input
}

func (j *judge) run() {
	j.sites = map[ir.Pos]bool{}
	j.looked = map[string]bool{}
	j.foreign = flow.NewRecord()
	events := j.rec.Events()
	j.seen = map[ir.Pos][]*flow.Event{}
	for _, e := range events {
		j.seen[e.Site.At] = append(j.seen[e.Site.At], e)
	}
	for _, e := range events {
		switch e.Site.Kind {
		case flow.Construction:
			j.construction(e)
		case flow.Request:
			j.request(e)
		case flow.Billable:
			j.call(e)
		case flow.Wrapping:
			j.wrapping(e)
		}
	}
}

// wrapping judges the values that a wrapper attaches by itself: its requests
// carry them, whoever sends those.
func (j *judge) wrapping(e *flow.Event) {
	own := j.states(e.Effect)
	bad := j.fresh(e, own)
	for i := range own {
		bad[i] = bad[i] && own[i].verdict == flow.Attached
	}
	j.report(e, own, bad, "untagged-call")
}

// base returns the event as the callee sees it by itself.
func (j *judge) base(e *flow.Event) *flow.Event {
	if len(e.Chain) == 0 {
		return nil
	}
	if b := j.rec.Base(e); b != nil {
		return b
	}
	callee := e.Chain[0].Func
	if callee.Pkg != j.pkg && !j.looked[callee.Name] {
		j.looked[callee.Name] = true
		j.prog.Standalone(callee.Name, j.foreign)
	}
	return j.foreign.Base(e)
}

// recordOf returns the record that an event is in.
func (j *judge) recordOf(e *flow.Event) *flow.Record {
	if e.Root.Pkg != j.pkg {
		return j.foreign
	}
	return j.rec
}

// seenFromCallers reports whether a request is also seen from functions that
// call the one around it.
func (j *judge) seenFromCallers(e *flow.Event) bool {
	return j.rec.FreeForCaller(e) || slices.ContainsFunc(j.seen[e.Site.At], func(o *flow.Event) bool {
		return o.Site.Kind == e.Site.Kind && o.Site.At == e.Site.At && len(o.Chain) > len(e.Chain)
	})
}

// alone returns the event as the function around the site sees it by itself.
func (j *judge) alone(fn *ir.Func, e *flow.Event) *flow.Event {
	id := flow.ID(fn.Name, e.Site.At, e.Site.Callee, nil)
	if ev := j.rec.Event(id); ev != nil {
		return ev
	}
	if fn.Pkg != j.pkg && !j.looked[fn.Name] {
		j.looked[fn.Name] = true
		j.prog.Standalone(fn.Name, j.foreign)
	}
	return j.foreign.Event(id)
}

func (j *judge) tag(t *policy.Tag) *flow.Tag { return &flow.Tag{Name: t.Name, Headers: t.Headers} }

// state judges one tag after an effect.
func (j *judge) state(t *policy.Tag, e flow.Effect) state {
	s := state{answer: j.prog.Judge(j.tag(t), e)}
	s.verdict = s.answer.Verdict
	for _, v := range s.answer.Values {
		s.input = s.input || v.Input
		if s.bad == nil {
			s.bad = checkValue(j.policy, t, v)
		}
	}
	return s
}

// states judges all tags of the policy.
func (j *judge) states(e flow.Effect) []state {
	out := make([]state, len(j.policy.Tags))
	for i := range j.policy.Tags {
		out[i] = j.state(&j.policy.Tags[i], e)
	}
	service, team := j.policy.Index(policy.OfService), j.policy.Index(policy.OfTeam)
	if service >= 0 && team >= 0 && out[service].ok() && out[team].ok() {
		out[team].bad = checkOwner(j.policy, out[service].answer, out[team].answer)
	}
	return out
}

func (j *judge) note(site *flow.Site, deferred bool) {
	if site.Pkg == j.pkg {
		j.sites[site.At] = j.sites[site.At] || deferred
	}
}

// statesOf judges all tags at a construction. What is lacking, or empty, only
// where an input is empty is its callers' duty, if there are callers to be seen.
func (j *judge) statesOf(e *flow.Event) []state {
	out := j.states(e.Effect)
	for i := range out {
		orEmpty := out[i].verdict == flow.Attached && out[i].input && out[i].bad != nil
		if (out[i].answer.Unset || orEmpty) && e.Root.Pkg == j.pkg && j.calledInSight(e) {
			out[i].verdict, out[i].bad = flow.Deferred, nil
		}
	}
	return out
}

// calledInSight reports whether a construction is also seen from a function that
// calls the one under analysis.
func (j *judge) calledInSight(e *flow.Event) bool {
	return slices.ContainsFunc(j.seen[e.Site.At], func(o *flow.Event) bool { return len(o.Chain) > len(e.Chain) && continues(o, e) })
}

// continues reports whether an event is another one, as it is seen from the
// function under analysis or from those that call it.
func continues(o, e *flow.Event) bool {
	n := len(o.Chain) - len(e.Chain)
	return o.Site.Kind == e.Site.Kind && o.Site.At == e.Site.At && n >= 0 &&
		slices.EqualFunc(o.Chain[n:], e.Chain, func(x, y flow.Link) bool { return x.At == y.At && x.Func == y.Func })
}

func (j *judge) construction(e *flow.Event) {
	own := j.statesOf(e)
	if len(e.Chain) == 0 {
		j.note(e.Site, j.defers(own, make([]bool, len(own))))
	}
	if j.policy.Enforce == policy.Request {
		return // the requests are judged, not the clients
	}
	bad := j.fresh(e, own)
	if j.policy.Enforce == policy.Effective {
		bad = j.unexcused(e, own, bad)
	}
	j.report(e, own, bad, "untagged-client")
}

// defers reports whether callers are asked for a required tag.
func (j *judge) defers(own []state, bad []bool) bool {
	for i := range own {
		if j.policy.Tags[i].Required && own[i].verdict == flow.Deferred && !bad[i] {
			return true
		}
	}
	return false
}

// fresh returns the tags that are bad here and were not already where the
// callee was judged by itself: there they were left to its callers.
func (j *judge) fresh(e *flow.Event, own []state) []bool {
	bad := make([]bool, len(own))
	var inner []state
	owed := false
	switch {
	case e.Duty != nil && len(e.Chain) == 1:
		inner = j.states(e.Duty.Effect)
	case len(e.Chain) > 0:
		base := j.base(e)
		around := e.Chain[len(e.Chain)-1].Func
		switch {
		case base != nil:
			inner = j.statesOf(base)
			owed = e.Duty == nil && j.owedByMaker(e) // said where the object was made
		case e.Duty != nil:
			return bad
		case around.Lexical || j.alone(around, e) != nil:
			return bad // a literal that runs here is judged where it stands
		}
	}
	for i, s := range own {
		if s.ok() || s.verdict == flow.Deferred || !j.policy.Tags[i].Required && s.verdict != flow.Attached {
			continue
		}
		bad[i] = len(inner) == 0 || (inner[i].ok() || inner[i].deferred()) && (!owed || !inner[i].deferred())
	}
	return bad
}

// owedByMaker reports whether what an event lacks is in fields of its
// receiver that the callers of some function should have filled.
func (j *judge) owedByMaker(e *flow.Event) bool {
	i := slices.IndexFunc(e.Chain, func(l flow.Link) bool { return !l.Func.Lexical })
	if i < 0 {
		return false
	}
	base := j.base(&flow.Event{Site: e.Site, Chain: e.Chain[i:]})
	if base == nil {
		return false
	}
	owed := j.recordOf(base).Owed(j.prog, base)
	return slices.Contains(owed, e.MadeBy) || slices.ContainsFunc(j.seen[e.Site.At], func(d *flow.Event) bool {
		return d.Duty != nil && d.Root == e.Root && d.Site.At == e.Site.At && slices.Contains(owed, d.Chain[len(d.Chain)-1].Func.Name)
	})
}

// unexcused drops the tags which every request through the client attaches by
// itself, if all those requests are seen, and judges the others by the worst
// of the requests.
func (j *judge) unexcused(e *flow.Event, own []state, bad []bool) []bool {
	if !slices.Contains(bad, true) {
		return bad
	}
	sent := j.sent(e)
	if len(sent) == 0 {
		return bad
	}
	out := make([]bool, len(bad))
	for i := range bad {
		if !bad[i] {
			continue
		}
		var worst state
		for _, s := range sent {
			if s.Free {
				continue
			}
			st := j.state(&j.policy.Tags[i], s.Effect)
			// A bad value that a call brings is the call's fault.
			same := st.bad != nil && own[i].bad != nil && st.bad.text == own[i].bad.text
			if st.verdict == flow.Attached && !same {
				continue
			}
			if st.verdict == flow.Deferred || s.Open {
				if j.seenWithCaller(sent, s) {
					continue // judged with what the callers supply
				}
				if st.verdict == flow.Deferred {
					st = own[i]
				}
			}
			if !out[i] || st.verdict > worst.verdict {
				worst = st
			}
			out[i] = true
		}
		if out[i] {
			own[i] = worst
		}
	}
	return out
}

// seenWithCaller reports whether a sending is also seen from functions that
// call the one around it.
func (j *judge) seenWithCaller(sent []*flow.Sending, s *flow.Sending) bool {
	return slices.ContainsFunc(sent, func(o *flow.Sending) bool { return o.At == s.At && o.At.IsValid() && o.Depth > s.Depth })
}

// sent collects what goes out through what was constructed, in this function
// and in those that call it.
func (j *judge) sent(e *flow.Event) []*flow.Sending {
	var out []*flow.Sending
	for _, other := range j.seen[e.Site.At] {
		if continues(other, e) {
			out = append(out, j.rec.Sent(other)...)
		}
	}
	seen := slices.ContainsFunc(out, func(s *flow.Sending) bool { return !s.Weak && !s.Free })
	return slices.DeleteFunc(slices.Clone(out), func(s *flow.Sending) bool {
		if s.Handle && seen {
			return true
		}
		return s.Weak && covered(out, s.At, 0)
	})
}

// covered reports whether requests are seen through what was made at a place,
// or through something made of it.
func covered(sent []*flow.Sending, at ir.Pos, depth int) bool {
	return depth < 6 && slices.ContainsFunc(sent, func(s *flow.Sending) bool {
		return s.Via == at && (!s.Weak || s.At != at && covered(sent, s.At, depth+1))
	})
}

// request judges a raw HTTP request by how it is sent, or, where nobody is
// seen to send it, by what it carries when it leaves the function.
func (j *judge) request(e *flow.Event) {
	target, billed := j.billed(e)
	if !billed || j.prog.Foreign(e.Site.Pkg+".") {
		return // inside of a third party's client nobody here can change it
	}
	worst, bad := j.requestStates(e, j.rec)
	j.note(e.Site, len(e.Chain) == 0 && j.defers(worst, bad))
	atSite := e.Site.Pkg == j.pkg
	if alone, rec := j.requestAlone(e); alone != nil {
		// Judged where it is made, but for what was left to the callers.
		inner, innerBad := j.requestStates(alone, rec)
		owed := e.Duty == nil && j.owedByMaker(e) // said where the object was made
		for i := range bad {
			bad[i] = bad[i] && inner[i].deferred() && !innerBad[i] && !owed
		}
		atSite = atSite && e.Duty != nil && !j.suppliedElsewhere(e, bad)
	} else if base := j.base(e); base != nil {
		inner, innerBad := j.requestStates(base, j.recordOf(base))
		_, said := j.billed(base)
		owed := j.owedByMaker(e)
		for i := range bad {
			bad[i] = bad[i] && (!said || !innerBad[i]) && (!owed || !inner[i].deferred())
		}
	}
	site := *e.Site
	site.Short += " to " + target.Host
	j.reportAt(e, &site, worst, bad, "raw-endpoint", atSite)
}

// billed returns the provider's endpoint to which a request goes, if that is to be
// told from this event.
func (j *judge) billed(e *flow.Event) (flow.Target, bool) {
	target, billed := j.prog.Billed(e)
	if !billed {
		return target, false // the host is known to the callers only, or to nobody
	}
	if !target.PathKnown && e.OpenURL() && j.seenFromCallers(e) {
		return target, false // the callers' paths decide
	}
	return target, true
}

// suppliedElsewhere reports whether another call that makes what sends a
// request supplies some of the tags that are bad with this one: then the
// request relies on those calls, and this one is to blame.
func (j *judge) suppliedElsewhere(e *flow.Event, bad []bool) bool {
	return slices.ContainsFunc(j.seen[e.Site.At], func(o *flow.Event) bool {
		if o.Duty == nil || o.ID == e.ID || o.Site.At != e.Site.At {
			return false
		}
		states, worse := j.requestStates(o, j.rec)
		for i := range bad {
			if bad[i] && !worse[i] && states[i].verdict == flow.Attached {
				return true
			}
		}
		return false
	})
}

// requestAlone returns a request as it is seen without the callers that this
// event was seen from; nil if nothing can be said of it there.
func (j *judge) requestAlone(e *flow.Event) (*flow.Event, *flow.Record) {
	switch {
	case e.Duty != nil && len(e.Chain) > 1: // as the callee that made the object sees it
		if base := j.rec.Base(e); base != nil {
			return base, j.rec
		}
		return e.Duty, j.rec
	case e.Duty != nil:
		return e.Duty, j.rec
	case len(e.Chain) == 0:
		return nil, nil
	}
	around := e.Chain[len(e.Chain)-1].Func
	alone := j.alone(around, e)
	if alone == nil {
		return nil, nil
	}
	if t, known := j.prog.Billed(alone); !known || !t.PathKnown && alone.OpenURL() && around.Pkg == j.pkg {
		return nil, nil
	}
	if around.Pkg != j.pkg {
		return alone, j.foreign
	}
	return alone, j.rec
}

// requestStates judges a raw request by the worst of its sendings.
func (j *judge) requestStates(e *flow.Event, rec *flow.Record) (worst []state, bad []bool) {
	sent := rec.Sent(e)
	if len(sent) == 0 && rec == j.rec {
		sent = j.sent(e) // by the functions that get it
	}
	effects := make([]flow.Effect, 0, len(sent)+1)
	for _, s := range sent {
		effects = append(effects, s.Effect)
	}
	if len(effects) == 0 {
		effects = append(effects, rec.Left(e))
	}
	worst = j.states(effects[0])
	bad = make([]bool, len(worst))
	for _, effect := range effects {
		for i, s := range j.states(effect) {
			if s.ok() && s.input {
				worst[i] = s // its callers' values
			}
			if s.verdict == flow.Deferred && worst[i].verdict < flow.Deferred {
				worst[i] = s
			}
			if s.ok() || s.verdict == flow.Deferred || !j.policy.Tags[i].Required && s.verdict != flow.Attached {
				continue
			}
			bad[i], worst[i] = true, s
		}
	}
	return worst, bad
}

// call judges a request that an SDK sends: what its client lacks is the
// construction's fault, what it undoes or never had is its own.
func (j *judge) call(e *flow.Event) {
	if len(e.Chain) == 0 {
		j.note(e.Site, false)
	}
	worst, bad := j.callStates(e)
	if len(e.Chain) > 0 {
		base := j.base(e)
		if base == nil {
			return
		}
		inner, innerBad := j.callStates(base)
		for i := range bad {
			left := inner[i].deferred() || j.unknownSender(base)
			bad[i] = bad[i] && !innerBad[i] && left
		}
	}
	j.report(e, worst, bad, "untagged-call")
}

func (j *judge) unknownSender(e *flow.Event) bool {
	return slices.ContainsFunc(e.Senders, func(a *flow.Atom) bool { return a.K == flow.Leaf })
}

func (j *judge) callStates(e *flow.Event) (worst []state, bad []bool) {
	worst = j.states(e.Effect)
	bad = make([]bool, len(worst))
	if j.policy.Enforce == policy.Client {
		return worst, bad // whatever the requests add
	}
	blame := func(states []state, explained func(i int) bool) {
		for i, s := range states {
			if s.ok() || s.verdict == flow.Deferred || !j.policy.Tags[i].Required && s.verdict != flow.Attached || explained(i) {
				continue
			}
			bad[i], worst[i] = true, s
		}
	}
	nobody := func(int) bool { return false }
	if j.policy.Enforce == policy.Request {
		blame(worst, nobody)
		return worst, bad
	}
	for _, a := range e.Senders {
		switch {
		case a.K == flow.Client:
			own := j.states(a.E)
			reported := !j.prog.Foreign(a.S)
			brought := j.states(e.Effect) // by the request itself
			for i := range brought {
				if brought[i].verdict == flow.Attached {
					brought[i].bad = nil
				}
			}
			through := j.states(flow.Through(a, e.Effect))
			for i := range through {
				// An empty value in place of a good one removes the tag.
				if s := &through[i]; own[i].ok() && s.bad != nil && s.bad.empty {
					s.answer.Trail = append(s.answer.Trail, flow.Why{At: s.bad.at, Text: "replaced by an empty value here"})
					s.verdict, s.bad = flow.Lacking, nil
				}
			}
			made := own // as constructed, without what a handle around it adds
			if ev := j.rec.Event(a.S); ev != nil {
				made = j.states(ev.Effect)
			}
			blame(through, func(i int) bool {
				if own[i].verdict == flow.Deferred || !own[i].ok() && reported && !brought[i].ok() {
					return true
				}
				return own[i].ok() && made[i].verdict == flow.Lacking && reported && !brought[i].ok() // said where it is made
			})
		case a.K == flow.Run && a.Foreign, flow.Unset(a):
			blame(j.states(e.Effect), nobody)
		case a.K == flow.Zero && len(e.Senders) == 1:
			blame(j.states(e.Effect), nobody)
		case a.K == flow.Struct:
			blame(j.states(flow.Through(a, e.Effect)), nobody)
		}
	}
	return worst, bad
}

func (j *judge) report(e *flow.Event, states []state, bad []bool, rule string) {
	j.reportAt(e, e.Site, states, bad, rule, false)
}

// declared reports whether a function is one of the policy's wrappers, which
// attach a tag in ways that need not be seen.
func (j *judge) declared(f *ir.Func, tag string) bool {
	return slices.ContainsFunc(j.policy.Wrappers, func(w policy.Wrapper) bool {
		_, param := w.Params[tag]
		within := f.Name == w.Func || strings.HasPrefix(f.Name, w.Func+"$")
		return within && (param || slices.Contains(w.Tags, tag))
	})
}

// reportAt makes the faults of an event. They stand at the outermost call that
// should have supplied the tags, or at the site.
func (j *judge) reportAt(e *flow.Event, site *flow.Site, states []state, bad []bool, rule string, atSite bool) {
	for i, t := range j.policy.Tags {
		bad[i] = bad[i] && !j.declared(e.Root, t.Name)
	}
	if !slices.Contains(bad, true) {
		return
	}
	at, short := site.At, site.Short
	if !atSite {
		for _, l := range e.Chain {
			if !l.Lexical {
				at, short = l.At, j.called(l.Func)
				break
			}
		}
	}
	var attached, lacking, hidden []string
	var lackTrail, hideTrail []flow.Why
	for i := range states {
		t, s := &j.policy.Tags[i], states[i]
		switch {
		case !bad[i]:
			if t.Required && s.ok() {
				attached = append(attached, t.Name)
			}
		case s.verdict == flow.Lacking:
			lacking = append(lacking, t.Name)
			lackTrail = append(lackTrail, s.answer.Trail...)
		case s.verdict == flow.Unproven:
			hidden = append(hidden, t.Name)
			hideTrail = append(hideTrail, s.answer.Trail...)
		case s.bad != nil:
			f := &fault{rule: s.bad.rule, at: at, short: short, site: site, missing: []string{t.Name}, values: []badValue{*s.bad}}
			j.faults = append(j.faults, f)
		}
	}
	trail := j.trail(e, at)
	for _, f := range j.faults {
		if f.at == at && f.site.At == site.At {
			f.attached = attached
		}
	}
	if len(lacking) > 0 {
		j.faults = append(j.faults, &fault{rule: rule, at: at, short: short, site: site, missing: lacking, attached: attached, trail: append(trail, lackTrail...)})
	} else if len(hidden) > 0 {
		f := &fault{rule: "unproven-tags", at: at, short: short, site: site, missing: hidden, attached: attached, trail: append(trail, hideTrail...)}
		if len(hideTrail) > 0 {
			f.why = hideTrail[0].Text
		}
		j.faults = append(j.faults, f)
	}
}

// trail tells the way from the finding to the site.
func (j *judge) trail(e *flow.Event, at ir.Pos) []flow.Why {
	var out []flow.Why
	for _, l := range e.Chain {
		if l.At != at {
			out = append(out, flow.Why{At: l.At, Text: "calls " + j.called(l.Func)})
		}
	}
	if e.Site.At != at {
		out = append(out, flow.Why{At: e.Site.At, Text: e.Site.Short + " is called here"})
	}
	return out
}

// called names a function as a caller in this package writes it.
func (j *judge) called(f *ir.Func) string { return flow.CalledFrom(j.pkg, f) }
