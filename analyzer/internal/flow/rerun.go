package flow

// reruns are functions that run with what a call has put into the fields of
// their receiver, to see what they come to then.
type reruns struct {
	fills map[string]Value // of the one that is running, by cell
	depth int
	steps int
	known map[string]*Record
	large map[string]bool // functions that do not come to their end
}

// maxReruns bounds the instructions of all reruns of a package.
const maxReruns = 50 * maxInstrs

// rerun runs a function with what a call has put into fields; nil if that
// cannot be done.
func (p *Program) rerun(name string, pay *payment) *Record {
	fn := p.funcs[name]
	if fn == nil || len(pay.filled()) == 0 || p.reruns.large[name] || p.reruns.depth >= maxTransfers {
		return nil
	}
	key := name + "\n" + pay.key()
	if rec, known := p.reruns.known[key]; known {
		return rec
	}
	if p.reruns.steps > maxReruns {
		return nil
	}
	outer := p.reruns.fills
	p.reruns.fills = pay.filled()
	p.reruns.depth++
	rec := newRecord(false)
	in := newInterp(p, fn, rec)
	args, free := inputs(fn)
	results, end := in.run(fn, args, free, newState(), fn.At, false)
	if end == nil {
		end = in.ended
	}
	if end != nil {
		in.leave(fn, results, end)
	}
	p.reruns.steps += in.steps
	if in.exhausted() {
		rec, p.reruns.large[name] = nil, true
	}
	p.reruns.fills = outer
	p.reruns.depth--
	p.reruns.known[key] = rec
	return rec
}

// given returns what the call whose doings are looked at has put where an input
// is read from.
func (p *Program) given(a *Atom) (Value, bool) {
	if p.reruns.fills == nil {
		return nil, false
	}
	var out Value
	found := false
	for b := a; b != nil; b = b.Base { // the outermost one: it is what is there
		if v, ok := p.reruns.fills[b.C]; ok && b.C != "" {
			out, found = v, true
			for step := range steps(a.P[len(b.P):]) {
				out = projectAll(out, step, "")
			}
		}
	}
	if found && a.NonZero {
		out = filter(out, false)
	}
	return out, found && len(out) > 0
}
