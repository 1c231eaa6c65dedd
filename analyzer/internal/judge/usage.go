package judge

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/policy"
)

// asked looks for the mark of streams that were asked to report their usage.
var asked = &flow.Tag{Mark: flow.Asked}

// usage judges whether a stream that reports its usage only when asked is asked.
// The request or its client may ask. Clients that are inputs are taken not to
// ask, unless callers are seen that give one which does: few do, and whoever
// opens the stream can.
func (j *judge) usage(e *flow.Event) {
	if !e.AsksUsage || j.policy.Severity("missing-usage") == policy.Off {
		return
	}
	own := j.prog.Judge(asked, e.Effect)
	if own.Verdict != flow.Lacking {
		return // it asks, or what callers supply does, or that is not seen
	}
	worst, trail := j.askedBy(e, own)
	if worst != flow.Lacking && worst != flow.Deferred {
		return
	}
	if worst == flow.Deferred && slices.ContainsFunc(j.seen[e.Site.At], func(o *flow.Event) bool { return o.AsksUsage && len(o.Chain) > len(e.Chain) && continues(o, e) }) {
		return // the callers' clients decide
	}
	f := &Fault{Rule: "missing-usage", At: e.Site.At, Short: e.Site.Short, Site: e.Site, Trail: trail}
	if base := j.baseOfCall(e); base != nil && j.prog.Judge(asked, base.Effect).Verdict != flow.Lacking {
		f = j.faultAt(e, "missing-usage", trail) // the caller's parameters
	} else if e.Site.Pkg != j.pkg {
		return // said where the stream is opened
	}
	f.Says = "opens a stream that does not report its usage unless asked"
	j.streams = append(j.streams, f)
}

// openedStreams returns the faults of streams: one for each place, and of a stream
// that lacks the request where it is opened only that.
func (j *judge) openedStreams() []*Fault {
	var out []*Fault
	for _, f := range j.streams {
		if !slices.ContainsFunc(out, func(o *Fault) bool { return o.At == f.At }) && (f.At == f.Site.At || !slices.ContainsFunc(j.streams, func(o *Fault) bool { return o.At == f.Site.At })) {
			out = append(out, f)
		}
	}
	return out
}

// askedBy returns the worst of what clients, through which a request may go, do
// for it.
func (j *judge) askedBy(e *flow.Event, own flow.Answer) (worst flow.Verdict, trail []flow.Why) {
	trail = own.Trail
	for _, a := range e.Senders {
		switch {
		case a.K == flow.Client:
			through := j.prog.Judge(asked, flow.Through(a, e.Effect))
			if through.Verdict == flow.Lacking {
				trail = append(trail, through.Trail...)
			}
			worst = max(worst, through.Verdict)
		case a.K == flow.Leaf && !flow.Unset(a):
			worst = max(worst, flow.Deferred)
		default:
			worst = flow.Lacking // a client that somebody else made
		}
	}
	if len(e.Senders) == 0 {
		worst = flow.Lacking
	}
	return worst, trail
}

// baseOfCall returns the event of a request as the function around it sees it by
// itself.
func (j *judge) baseOfCall(e *flow.Event) *flow.Event {
	if len(e.Chain) == 0 {
		return nil
	}
	return j.base(e)
}
