package flow

import (
	"slices"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
)

// small is the number of instructions up to which a function that touches
// nothing of interest is followed for the text or struct it may return.
const small = 60

// matters reports whether a function, or one that it calls, touches what tags
// ride on.
func (p *Program) matters(fn *ir.Func) bool {
	if v, ok := p.weight[fn]; ok {
		return v
	}
	p.weight[fn] = false // while a cycle is looked at
	found := keepsCounts(fn)
	for ins := range fn.Instructions() {
		if p.touches(ins) {
			found = true
		}
	}
	for i := range fn.Params {
		found = found || p.tracked(fn.Params[i].Type)
	}
	for _, c := range fn.Consts { // functions that it hands on, such as handlers
		if c.Kind == ir.Function && !found {
			callee := p.funcs[c.S]
			found = callee != nil && p.matters(callee)
		}
	}
	p.weight[fn] = found
	return found
}

func (p *Program) mayMatter(name string) bool {
	return p.funcs[name] != nil && p.matters(p.funcs[name])
}

// writes reports whether a function may write through its parameters: it has a
// store, or calls something.
func (p *Program) writes(fn *ir.Func) bool {
	for ins := range fn.Instructions() {
		if op := ins.Op; op == ir.Store || op == ir.Call {
			return true
		}
	}
	return false
}

func (p *Program) isSmall(fn *ir.Func) bool { return instructions(fn) <= small }

// isTiny reports whether a function does next to nothing but call another.
func (p *Program) isTiny(fn *ir.Func) bool { return instructions(fn) <= small/4 }

func instructions(fn *ir.Func) int {
	n := 0
	for b := range fn.Blocks {
		n += len(fn.Blocks[b].Instrs)
	}
	return n
}

func (p *Program) touches(ins *ir.Instr) bool {
	switch ins.Op {
	case ir.MapUpdate:
		return ins.CommaOK || ins.N == 1 // what is called later may make clients
	case ir.Call, ir.MakeClosure:
		if ins.Mode == ir.Builtin && (ins.Sym == "delete" || ins.Sym == "clear") {
			return ins.CommaOK || ins.N == 1
		}
		if callee := p.funcs[ins.Sym]; callee != nil {
			return p.matters(callee)
		}
		if ins.Mode == ir.Invoke && p.pkgs[packageOf(ins.Sym)] && !p.foreign[packageOf(ins.Sym)] {
			return slices.ContainsFunc(p.methods[shortName(ins.Sym)], p.mayMatter)
		}
		return sends[ins.Sym] || p.tracked(ins.Type) || p.sdks.SDKOf(packageOf(ins.Sym)) != nil
	case ir.Alloc, ir.FieldAddr, ir.Field, ir.MakeIface, ir.TypeAssert, ir.MakeMap:
		return p.tracked(ins.Type) || ins.Op == ir.FieldAddr && ins.Short != ""
	}
	return false
}

// callees returns the functions that may run when fn does, as far as their
// names tell.
func (p *Program) callees(fn *ir.Func) []*ir.Func {
	var out []*ir.Func
	add := func(name string) {
		if callee := p.funcs[name]; callee != nil {
			out = append(out, callee)
		}
	}
	for ins := range fn.Instructions() {
		switch {
		case ins.Op == ir.Call && ins.Mode == ir.Invoke && p.pkgs[packageOf(ins.Sym)]:
			for _, name := range p.methods[shortName(ins.Sym)] {
				add(name)
			}
		case ins.Op == ir.Call, ins.Op == ir.MakeClosure:
			add(ins.Sym)
		}
	}
	return out
}

// sending reports whether a function, or one that it may call, sends requests.
func (p *Program) sending(fn *ir.Func) bool {
	if found, ok := p.sends[fn]; ok {
		return found
	}
	seen := map[*ir.Func]bool{}
	var look func(fn *ir.Func) bool
	look = func(fn *ir.Func) bool {
		if seen[fn] {
			return false
		}
		seen[fn] = true
		for ins := range fn.Instructions() {
			if ins.Op == ir.Call && sends[ins.Sym] {
				return true
			}
		}
		return slices.ContainsFunc(p.callees(fn), look)
	}
	p.sends[fn] = look(fn)
	return p.sends[fn]
}

// sends are the functions of net/http by which requests are made, tagged or
// sent.
var sends = map[string]bool{
	"net/http.NewRequest": true, "net/http.NewRequestWithContext": true, "net/http.Post": true, "net/http.PostForm": true,
	"(*net/http.Client).Do": true, "(*net/http.Client).Post": true, "(net/http.RoundTripper).RoundTrip": true,
	"(*net/http.Client).PostForm": true,
}

// tracked reports whether values of a type carry tags. Requests do not count
// by themselves: every HTTP server has them.
func (p *Program) tracked(typ string) bool {
	switch name := bare(typ); name {
	case "":
		return false
	case "net/http.Client", "net/http.Header", "net/http.Transport", "net/http.RoundTripper":
		return true
	default:
		return p.sdks.SDKOf(packageOf(name)) != nil
	}
}
