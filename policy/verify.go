package policy

import (
	"go/types"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/internal/symbol"
)

// wrapperPlace is where a policy states a wrapper.
type wrapperPlace struct {
	fn     strict.Pos
	params map[string]strict.Pos // by tag
}

// Verify holds the wrappers and recorders of a package against its types:
// one that names nothing would be silence where a finding should be, or the
// reverse. The error joins a [*DecodeError] for each name that does not exist.
func (p *Policy) Verify(pkg *types.Package) error {
	var f faults
	for _, w := range p.Wrappers {
		if path, _, _ := symbol.Split(w.Func); path != pkg.Path() {
			continue
		}
		fn, none := symbol.Func(pkg, w.Func)
		if none != nil {
			f.Report(w.at.fn, none.Problem, none.Hint)
			continue
		}
		for tag, i := range w.Params {
			if _, none := symbol.ParamAt(fn, i); none != nil {
				f.Report(w.at.params[tag], none.Problem, none.Hint)
			}
		}
	}
	for i, name := range p.recorders().Recorders {
		if path, _, _ := symbol.Split(name); path == pkg.Path() {
			if _, none := symbol.Func(pkg, name); none != nil {
				f.Report(p.recorders().at[i], none.Problem, none.Hint)
			}
		}
	}
	return f.Err()
}

// recorders returns the rule whose setting names the functions that record.
func (p *Policy) recorders() Rule { return p.Rules["unlogged-client"] }

// VerifyImports asks of each import path that a wrapper or recorder names whether it can
// be right: check says what is wrong with it and what to write instead. The
// error joins a [*DecodeError] for each name whose path is wrong.
func (p *Policy) VerifyImports(check func(path string) (problem, hint string)) error {
	var f faults
	for _, w := range p.Wrappers {
		path, _, _ := symbol.Split(w.Func)
		if problem, hint := check(path); problem != "" {
			f.Report(w.at.fn, problem, hint)
		}
	}
	for i, name := range p.recorders().Recorders {
		path, _, _ := symbol.Split(name)
		if problem, hint := check(path); problem != "" {
			f.Report(p.recorders().at[i], problem, hint)
		}
	}
	return f.Err()
}
