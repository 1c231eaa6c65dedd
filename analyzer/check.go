package analyzer

import (
	"cmp"
	"context"
	"errors"
	"go/types"
	"os"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/llmtag/llmtag/internal/load"
)

// Check analyses a program and returns what it finds in the packages that were
// asked for, by file, line, column and rule. Of packages that are what they were
// in an earlier run, and import what they did, it says what it said then. The
// program's packages say afterwards which of them could not be analysed. The
// error joins the faults of policies and descriptions.
func Check(ctx context.Context, prog *load.Result, opts Options) (*Report, error) {
	opts.faults = true
	c := &checker{
		prog: prog, linter: newLinter(opts),
		outcomes: make(map[*load.Package]*outcome, len(prog.Packages)),
	}
	c.analyzer = c.linter.analyzer()
	c.kept = newKept(c.linter, prog)
	for _, pkg := range prog.Packages {
		c.outcomes[pkg] = &outcome{}
	}
	if err := prog.Each(ctx, func(pkg *load.Package) { c.visit(ctx, pkg) }); err != nil {
		return nil, err
	}
	report := &Report{Findings: []Finding{}}
	var errs []error
	seen := map[string]bool{}
	for _, pkg := range prog.Packages {
		if err := c.outcomes[pkg].err; err != nil && !errors.Is(err, errPrerequisite) && !seen[err.Error()] {
			seen[err.Error()] = true
			errs = append(errs, err)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...) // and nothing is kept: a fault of a policy is said once, by whatever package meets it first
	}
	c.kept.write()
	for _, pkg := range prog.Packages {
		switch r := c.outcomes[pkg].report; {
		case r == nil:
		case pkg.Root:
			report.Add(r)
		default:
			report.Faults = append(report.Faults, r.Faults...)
		}
	}
	slices.SortStableFunc(report.Findings, compareFindings)
	return report, ctx.Err()
}

// checker is one run over a program.
type checker struct {
	prog     *load.Result
	linter   *linter
	analyzer *analysis.Analyzer // the linter's
	kept     *kept
	outcomes map[*load.Package]*outcome
}

// outcome is what came of one package.
type outcome struct {
	report *Report // nil: it was not analysed
	fact   *summaries
	err    error // a fault of the policy or of a description

	// print is a hash of all that an importer can see of the package. It is empty
	// if that is not known; what an importer says is not kept then.
	print string

	decoding sync.Once
}

// errPrerequisite is the error of a package that imports one with an error.
var errPrerequisite = errors.New("a package that it imports was not analysed")

// visit finds out what is to say of a package whose imports were visited.
func (c *checker) visit(ctx context.Context, pkg *load.Package) {
	o := c.outcomes[pkg]
	for _, q := range pkg.Needs {
		if c.outcomes[q].err != nil {
			o.err = errPrerequisite
			return
		}
	}
	key, known := c.kept.key(pkg, c.outcomes)
	if known && c.kept.recall(pkg, key, o) {
		return
	}
	err := c.prog.Check(ctx, pkg, func(checked *packages.Package) { c.analyse(pkg, checked, o) })
	if o.err = cmp.Or(o.err, err); o.err == nil && known {
		c.kept.note(pkg, key, o)
	}
}

// analyse runs the analyzer on a package.
func (c *checker) analyse(pkg *load.Package, checked *packages.Package, o *outcome) {
	module := &analysis.Module{}
	if m := checked.Module; m != nil {
		module = &analysis.Module{Path: m.Path, Version: m.Version, GoVersion: m.GoVersion}
	}
	pass := &analysis.Pass{
		Analyzer:     c.analyzer,
		Fset:         checked.Fset,
		Files:        checked.Syntax,
		OtherFiles:   checked.OtherFiles,
		IgnoredFiles: checked.IgnoredFiles,
		Pkg:          checked.Types,
		TypesInfo:    checked.TypesInfo,
		TypesSizes:   checked.TypesSizes,
		Module:       module,
		ResultOf:     map[*analysis.Analyzer]any{},
		ReadFile:     os.ReadFile,
		Report:       func(analysis.Diagnostic) {}, // they are in the result
		ImportPackageFact: func(p *types.Package, fact analysis.Fact) bool {
			return c.fact(pkg, p.Path(), fact)
		},
		ExportPackageFact: func(fact analysis.Fact) { o.fact, _ = fact.(*summaries) },
	}
	result, err := c.linter.run(pass)
	if err != nil {
		o.err = err
		return
	}
	o.report, _ = result.(*Report) // always: see [linter.run]
}

// fact sets fact to what an import of pkg left.
func (c *checker) fact(pkg *load.Package, path string, fact analysis.Fact) bool {
	s, ok := fact.(*summaries)
	i := slices.IndexFunc(pkg.Needs, func(q *load.Package) bool { return q.PkgPath == path })
	if !ok || i < 0 {
		return false
	}
	o := c.outcomes[pkg.Needs[i]]
	if o.fact == nil {
		return false
	}
	o.decoding.Do(func() { // for all importers
		if b, err := o.fact.decode(); err == nil {
			o.fact = &summaries{bundle: b}
		}
	})
	*s = *o.fact
	return true
}
