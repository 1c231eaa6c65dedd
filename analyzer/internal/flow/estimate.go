package flow

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// What a local tokenizer counts is followed to where counts of tokens are kept:
// fields of events, columns of log lines and of inserted rows.

// estimated marks, as the path of an atom of kind Run, tokens that were made
// without asking the provider, or a count of them; the name of what made them is
// behind it.
const estimated = "estimate "

func estimate(c *call) Value {
	by := readable(c.name)
	if c.ins != nil && c.ins.Short != "" {
		by = c.ins.Short
	}
	return one(&Atom{K: Run, S: "counted by " + by, P: estimated + by, At: c.at})
}

func (a *Atom) isEstimate() bool { return a.K == Run && strings.HasPrefix(a.P, estimated) }

// estimateIn returns an alternative of values that is an estimate, or nil.
func estimateIn(values ...Value) *Atom {
	for _, v := range values {
		if i := slices.IndexFunc(v, (*Atom).isEstimate); i >= 0 {
			return v[i]
		}
	}
	return nil
}

// counted returns the estimate that a value is or points to, or one that methods
// put into the field that it is read from; else nil.
func (in *Interp) counted(st *state, v Value) *Atom {
	for _, a := range v {
		if a.isEstimate() {
			return a
		}
		if a.K == Ref || a.K == Box {
			if e := estimateIn(in.loadAtom(st, a)); e != nil {
				return e
			}
		}
		if cell := in.prog.cells[a.C]; a.K == Leaf && ofReceiver(a) && cell != nil {
			if e := estimateIn(cell.Values); e != nil {
				return e
			}
		}
	}
	return nil
}

// A Count is a number of tokens that is kept in the event log.
type Count struct {
	Column string // where it is kept
	By     string // the tokenizer
	At     ir.Pos // where it was counted
}

// keeps notes that a count of tokens is kept under a column's name.
func (in *Interp) keeps(c *call, column string, e *Atom) {
	ev, _ := in.rec.event(in, c, Counting, "")
	ev.Count = &Count{Column: column, By: strings.TrimPrefix(e.P, estimated), At: e.At}
}

// storesCount looks at a store to a field of an event.
func (in *Interp) storesCount(f *frame, st *state, ins *ir.Instr, v Value) {
	e := in.counted(st, v)
	if e == nil || ins.Args[0] < 0 {
		return
	}
	field := f.fn.Definition(ins.Args[0])
	if field == nil || field.Op != ir.FieldAddr {
		return
	}
	column := field.Short
	if column == "" && slices.ContainsFunc(in.prog.sdks.Fields(bare(field.Type)), func(d sdks.Field) bool { return d.As == sdks.RoleCount && d.Field == field.Sym }) {
		column = field.Sym
	}
	if column == "" {
		return
	}
	name := bare(field.Type)
	if packageOf(name) == f.fn.Pkg {
		name = shortName(name)
	} else {
		name = readable(name)
	}
	name += "." + field.Sym
	at := ins.At
	if !at.IsValid() {
		at = field.At
	}
	in.keeps(&call{name: name, at: at, f: f, ins: &ir.Instr{Op: ir.Call, Short: name, At: at}}, column, e)
}

// logsCount looks at a call of code that is not seen: a logger that is given the
// name of a column and then its value, a map or fields for such, or a row that is
// inserted.
func (in *Interp) logsCount(c *call, st *state) {
	var args []Value
	for _, v := range c.args {
		args = append(args, v)
		for _, a := range v {
			if a.K != List && a.K != Ref {
				continue
			}
			if _, array := in.arrayLen[a.N]; a.K == List || array && a.P == "" {
				for _, it := range in.atomItems(st, a) {
					args = append(args, it.V)
				}
			}
		}
	}
	for i, v := range args {
		text, ok := v.text()
		switch {
		case !ok:
			in.logsMap(c, st, v)
		case ir.IsCount(text) && i+1 < len(args):
			if e := in.counted(st, args[i+1]); e != nil {
				in.keeps(c, text, e)
			}
		default:
			in.inserts(c, st, text, args[i+1:])
		}
	}
}

// logsMap looks at a map of fields that code which is not seen gets: it is an
// event if it says whose it is, or if its type says that it holds fields of a log.
func (in *Interp) logsMap(c *call, st *state, v Value) {
	for _, a := range v {
		if !in.isMap(st, a) {
			continue
		}
		entries, _ := in.entries(st, one(a))
		event := strings.HasSuffix(a.T, ".Fields")
		for _, e := range entries {
			name, ok := e.key.text()
			event = event || ok && ir.IsOwner(name)
		}
		for _, e := range entries {
			name, ok := e.key.text()
			if counted := in.counted(st, e.val); event && ok && ir.IsCount(name) && counted != nil {
				in.keeps(c, name, counted)
			}
		}
	}
}

var insertion = sync.OnceValue(func() *regexp.Regexp { // when it is asked for: compiling it takes longer than the rest of a short process
	return regexp.MustCompile(`(?is)\binsert\s+(?:\w+\s+)*into\s+[^\s(]+\s*\(([^()]*)\)\s*values\s*\(`)
})

// inserts looks at an INSERT and the values that are bound to it: in the order of
// its columns, as far as those are placeholders.
func (in *Interp) inserts(c *call, st *state, statement string, args []Value) {
	m := insertion().FindStringSubmatchIndex(statement)
	if m == nil {
		return
	}
	names := strings.Split(statement[m[2]:m[3]], ",")
	values := strings.Split(statement[m[1]:], ",")
	bound := 0
	var flat []Value // the values, without the slice that holds them
	for _, v := range args {
		if a, ok := v.only(); !ok || a.K != List && a.K != Ref || in.counted(st, v) != nil {
			flat = append(flat, v)
		}
	}
	for i, name := range names[:min(len(names), len(values))] {
		if p := strings.TrimSpace(values[i]); !strings.HasPrefix(p, "?") && !strings.HasPrefix(p, "$") && !strings.HasPrefix(p, "@") && !strings.HasPrefix(p, ":") {
			continue // not bound
		}
		if name = strings.Trim(strings.TrimSpace(name), "\"`"); bound < len(flat) && ir.IsCount(name) {
			if e := in.counted(st, flat[bound]); e != nil {
				in.keeps(c, name, e)
			}
		}
		bound++
	}
}

// keepsCounts reports whether a function names a column of the event log that
// holds a count.
func keepsCounts(fn *ir.Func) bool {
	return slices.ContainsFunc(fn.Consts, func(c ir.Const) bool {
		return c.Kind == ir.String && (ir.IsCount(c.S) || strings.Contains(c.S, "_tokens") && insertion().MatchString(c.S))
	})
}
