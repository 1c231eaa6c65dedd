package flow

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// smithy is the path of AWS's HTTP machinery, which is to its SDK what
// net/http is to others.
const smithy = "github.com/aws/smithy-go/"

// smithyTable has smithy's own functions, by full name.
func smithyTable() map[string]transfer {
	table := map[string]transfer{
		smithy + "middleware.AddSerializeMiddleware":                      runtimeResult,
		"(*" + smithy + "middleware.InitializeStep).Add":                  addStep,
		"(*" + smithy + "middleware.SerializeStep).Add":                   addStep,
		"(*" + smithy + "middleware.BuildStep).Add":                       addStep,
		"(*" + smithy + "middleware.FinalizeStep).Add":                    addStep,
		"(*" + smithy + "middleware.DeserializeStep).Add":                 addStep,
		"(*" + smithy + "middleware.InitializeStep).Insert":               addStep,
		"(*" + smithy + "middleware.SerializeStep).Insert":                addStep,
		"(*" + smithy + "middleware.BuildStep).Insert":                    addStep,
		"(*" + smithy + "middleware.FinalizeStep).Insert":                 addStep,
		"(*" + smithy + "middleware.DeserializeStep).Insert":              addStep,
		smithy + "middleware.InitializeMiddlewareFunc":                    stepFunc,
		smithy + "middleware.SerializeMiddlewareFunc":                     stepFunc,
		smithy + "middleware.BuildMiddlewareFunc":                         stepFunc,
		smithy + "middleware.FinalizeMiddlewareFunc":                      stepFunc,
		smithy + "middleware.DeserializeMiddlewareFunc":                   stepFunc,
		"(" + smithy + "middleware.InitializeHandler).HandleInitialize":   sendOn,
		"(" + smithy + "middleware.SerializeHandler).HandleSerialize":     sendOn,
		"(" + smithy + "middleware.BuildHandler).HandleBuild":             sendOn,
		"(" + smithy + "middleware.FinalizeHandler).HandleFinalize":       sendOn,
		"(" + smithy + "middleware.DeserializeHandler).HandleDeserialize": sendOn,
	}
	for _, phase := range []string{"AfterSerialization", "BeforeRetryLoop", "BeforeAttempt", "BeforeSigning", "AfterSigning", "BeforeTransmit"} {
		table["(*"+smithy+"transport/http.InterceptorRegistry).Add"+phase] = addInterceptor
	}
	return table
}

// stackMutator returns what a func(*middleware.Stack) error of smithy adds to
// the stack.
func (in *Interp) stackMutator(st *state, a *Atom, at ir.Pos) Effect {
	fn := in.prog.body(a.S)
	if a.K != Fn || fn == nil {
		return nil
	}
	scratch := st.clone()
	stack := in.newRef(scratch, "*"+stackType, nil)
	content := (&Atom{K: Struct, T: stackType}).setField(stackEffect, one(&Atom{K: Map}))
	for _, step := range []string{".Initialize", ".Serialize", ".Build", ".Finalize", ".Deserialize"} {
		content = content.setField(step, one(stack))
	}
	scratch.heap.set(stack.N, one(content))
	args, free := []Value{one(stack)}, a.V
	if a.Bound {
		args, free = append(slices.Clone(a.V), args...), nil
	}
	in.quiet++
	in.succeed = true // where it returns an error, no request is sent
	_, end := in.inline(&call{name: a.S, args: args, at: at, f: in.frames[len(in.frames)-1]}, fn, args, free, scratch)
	in.quiet--
	if end == nil {
		return nil
	}
	return in.content(end, projectAll(end.heap.at(stack.N), stackEffect, ""))
}

// stackEffect is the field in which a probed stack keeps what is added to it.
const stackEffect = ".$effect"

const stackType = smithy + "middleware.Stack"

// addToStack adds what a middleware does to smithy's stack, and reports
// whether it is one.
func (in *Interp) addToStack(st *state, stack Value, e Effect) bool {
	added := false
	for _, a := range stack {
		if a.K != Ref {
			continue
		}
		for _, s := range st.heap.at(a.N) {
			if v, ok := s.field(stackEffect); ok {
				st.heap.set(a.N, one(s.setField(stackEffect, one(&Atom{K: Map, E: in.content(st, v).seq(e)}))))
				added = true
			}
		}
	}
	return added
}

// addStep is (*middleware.BuildStep).Add and its like.
func addStep(in *Interp, c *call, st *state) (Value, *state) {
	in.addToStack(st, c.args[0], in.effect(st, c.args[1], sdks.RoleHTTP, c.at))
	return zero, st
}

// stepFunc is middleware.BuildMiddlewareFunc and its like.
func stepFunc(in *Interp, c *call, st *state) (Value, *state) {
	return one(&Atom{K: Opt, E: in.effect(st, c.args[1], sdks.RoleMiddleware, c.at), At: c.at}), st
}

// addInterceptor is (*InterceptorRegistry).AddBeforeSigning and its like: the
// method of the same name sees the request before it goes out.
func addInterceptor(in *Interp, c *call, st *state) (Value, *state) {
	phase := strings.TrimPrefix(shortName(c.name), "Add")
	var e Effect
	for i, a := range in.resolve(c.args[1]) {
		mine := in.intercepted(st, a, phase, c)
		if i == 0 {
			e = mine
		} else {
			e = alt(e, mine)
		}
	}
	for _, a := range c.args[0] {
		ref, ok := in.address(st, a)
		if !ok {
			continue
		}
		all := in.effect(st, in.loadAtom(st, ref), sdks.RoleInterceptors, c.at).seq(e)
		st.heap.set(ref.N, in.write(st.heap.at(ref.N), ref.P, one(&Atom{K: Opt, E: all, At: c.at})))
	}
	return zero, st
}

// intercepted runs an interceptor on a request and returns what it does to it.
func (in *Interp) intercepted(st *state, a *Atom, phase string, c *call) Effect {
	name, recv, ok := in.method(st, a, phase)
	fn := in.prog.body(name)
	if !ok || fn == nil {
		return in.sequence(st, one(a), c.at, func(*state, *Atom, ir.Pos) Effect {
			return Effect{{K: Maybe, Why: readable(a.T) + ", which is not analysed", At: c.at}}
		})
	}
	scratch := st.clone()
	req := in.probeRequest(scratch)
	wrapped := in.newRef(scratch, "*"+smithyRequest, one((&Atom{K: Struct, T: smithyRequest}).setField(".Request", one(req))))
	context := in.newRef(scratch, "*"+smithy+"transport/http.InterceptorContext",
		one((&Atom{K: Struct, T: smithy + "transport/http.InterceptorContext"}).setField(".Request", one(wrapped))))
	in.quiet++
	in.succeed = true // where it returns an error, no request is sent
	_, end := in.inline(&call{name: name, at: c.at, f: in.frames[len(in.frames)-1]}, fn, []Value{recv, runtime("a context", c.at), one(context)}, nil, scratch)
	in.quiet--
	if end == nil {
		return nil
	}
	return in.content(end, in.headerOf(end, req))
}
