package flow

import (
	"net/textproto"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// A transport that copies the headers of a request in a loop names each of
// them by a value that is not known. What conditions in the loop say of it is
// kept: a tag whose header does not meet them is not copied.
//
//	for name, values := range req.Header {
//		if strings.HasPrefix(strings.ToLower(name), "x-trace") {
//			out.Header[name] = values
//		}
//	}
//
// Such a value is an atom of kind Run with a path of the parts
// incomingMark, what was made of the name, and the tests that it has passed.
const (
	incomingMark  = "incoming"
	conditionMark = "condition on an incoming name"
	partSep       = "\x1f"
)

// incoming is the name, or the value, of any header of a request that is sent
// on.
func incoming(at ir.Pos) Value {
	return one(&Atom{K: Run, S: "a header of the request", P: incomingMark + partSep, At: at})
}

func (a *Atom) isIncoming() bool { return a.K == Run && strings.HasPrefix(a.P, incomingMark) }

func isIncoming(v Value) bool { return slices.ContainsFunc(v, (*Atom).isIncoming) }

// spelled returns an incoming name in another spelling.
func (a *Atom) spelled(how string) *Atom {
	parts := strings.Split(a.P, partSep)
	parts[1] += how + ","
	return a.with(func(c *Atom) { c.P = strings.Join(parts, partSep) })
}

// test returns the condition that an incoming name, as it is spelled, is
// compared with a text in some way.
func (a *Atom) test(how, text string, at ir.Pos) Value {
	parts := strings.Split(a.P, partSep)
	return one(&Atom{K: Run, S: "a condition on a header's name", P: conditionMark + partSep + parts[1] + "\x1e" + how + "\x1e" + text, At: at})
}

// constrain notes what a branch tells of incoming names.
func (in *Interp) constrain(f *frame, st *state, condition *Atom, truth bool) {
	_, test, _ := strings.Cut(condition.P, partSep)
	if !truth {
		test = "!" + test
	}
	for reg := range f.regs {
		if v := in.operand(f, st, reg); isIncoming(v) {
			st.refine(f, reg, v.each(func(a *Atom) Value {
				if !a.isIncoming() {
					return one(a)
				}
				return one(a.with(func(c *Atom) { c.P += partSep + test }))
			}))
		}
	}
}

// isAmong returns the condition that an incoming name is among the keys of a map.
func (in *Interp) isAmong(st *state, m, key Value, at ir.Pos) (Value, bool) {
	a, single := key.only()
	if !single || !a.isIncoming() {
		return nil, false
	}
	entries, known := in.entries(st, in.resolve(m))
	var names []string
	for _, e := range entries {
		name, ok := e.key.text()
		if val, boolean := e.val.truth(); !ok || e.more || e.maybe || boolean && !val {
			return nil, false
		}
		names = append(names, name)
	}
	return a.test("among", strings.Join(names, "\n"), at), known && len(names) > 0
}

// admits reports whether a header's name meets the conditions on an incoming
// one, and whether there are any.
func (a *Atom) admits(header string) (admitted, tested bool) {
	for _, test := range strings.Split(a.P, partSep)[2:] {
		tested = true
		test, negated := strings.CutPrefix(test, "!")
		part := strings.Split(test, "\x1e")
		name := textproto.CanonicalMIMEHeaderKey(header)
		for how := range strings.SplitSeq(part[0], ",") {
			switch how {
			case "lower":
				name = strings.ToLower(name)
			case "upper":
				name = strings.ToUpper(name)
			}
		}
		if comparisons[part[1]](name, part[2]) == negated {
			return false, true
		}
	}
	return true, tested
}

// comparisons are the ways in which names are compared with texts.
var comparisons = map[string]func(name, text string) bool{
	"prefix":   strings.HasPrefix,
	"suffix":   strings.HasSuffix,
	"contains": strings.Contains,
	"fold":     strings.EqualFold,
	"equal":    func(name, text string) bool { return name == text },
	"other":    func(name, text string) bool { return name != text },
	"among":    func(name, texts string) bool { return slices.Contains(strings.Split(texts, "\n"), name) },
}

// passesOn reports whether an effect writes headers that the request came with.
func (e Effect) passesOn() bool {
	return slices.ContainsFunc(e, func(s *Step) bool {
		return s.K == Incoming || (s.K == Set || s.K == Add) && isIncoming(s.Key) || slices.ContainsFunc(s.Sub, Effect.passesOn)
	})
}

// passes reports whether the tag's header is among those that a step copies or
// removes by incoming names, and whether conditions choose them.
func (ev *evaluation) passes(key Value) (admitted, tested bool) {
	for _, a := range key {
		if !a.isIncoming() {
			continue
		}
		for _, header := range ev.tag.Headers {
			ok, some := a.admits(header)
			admitted, tested = admitted || ok, tested || some
		}
	}
	return admitted, tested
}
