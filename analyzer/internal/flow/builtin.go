package flow

import (
	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

func (in *Interp) builtin(ins *ir.Instr, args []Value, st *state) Value {
	switch ins.Sym {
	case "append":
		return in.appendItems(st, args)
	case "len":
		in.awaits(args[0])
		return in.length(st, args[0], ins.At)
	case "copy":
		in.copyItems(st, args[0], args[1])
	case "delete":
		in.mapUpdate(st, args[0], &Step{K: Del, Key: args[1], At: ins.At})
	case "clear":
		in.mapUpdate(st, args[0], &Step{K: Clear, At: ins.At})
	case "min", "max":
		if e := estimateIn(args...); e != nil {
			return one(e)
		}
		return runtime("a computed value", ins.At)
	}
	return runtime("the result of "+ins.Sym, ins.At)
}

func (in *Interp) isMap(st *state, a *Atom) bool {
	if a.K != Ref {
		return false
	}
	for _, c := range in.loadAtom(st, a) {
		if c.K == Map {
			return true
		}
	}
	return false
}
