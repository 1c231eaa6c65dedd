// Package analyzer checks, at commit time, that every LLM request in a Go
// program carries its owner.
//
// It is a must-analysis over SSA: a tag that is attached on some paths only is
// missing. What it understands, and which way it errs where it cannot see, is
// in docs/design/analysis.md.
package analyzer

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/analyzer/internal/judge"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/sdks"
)

// Options configures an analyzer.
type Options struct {
	Policies *policy.Finder            // finds the policy of a package. The default looks in the environment, then from the package's directory upwards.
	SDKs     *sdks.Set                 // what is known of SDKs. The default is the built-in descriptions and those that the policy names.
	Tests    bool                      // also report on _test.go files. The default is the policy's word.
	Foreign  func(*analysis.Pass) bool // is the package of a third party, whose constructions nobody here can change? The default asks its module's version and directory.

	// AllDependencies is for drivers that hand over every dependency of what is
	// to be linted, the standard library's packages included: those that cannot
	// matter are not looked into. The default expects a choice.
	AllDependencies bool

	// ErrorsOnly is for drivers that know no severity: warnings are left out
	// unless the flag -warnings asks for them.
	ErrorsOnly bool

	faults bool // leave internal errors to the report
}

const doc = `find LLM requests without an owner

llmtag reports constructions of LLM clients and requests to LLM providers that
lack the ownership tags which the policy requires, on any path.`

// New returns an analyzer that reports LLM requests whose required tags are
// not attached on every path. It shares nothing with other analyzers.
func New(opts Options) *analysis.Analyzer {
	return newLinter(opts).analyzer()
}

func newLinter(opts Options) *linter {
	if opts.Policies == nil {
		opts.Policies = policy.NewFinder("", nil)
	}
	if opts.Foreign == nil {
		opts.Foreign = ofThirdParty
	}
	return &linter{opts: opts, warnings: !opts.ErrorsOnly}
}

func (c *linter) analyzer() *analysis.Analyzer {
	a := &analysis.Analyzer{
		Name:       "llmtag",
		Doc:        doc,
		URL:        "https://github.com/llmtag/llmtag",
		FactTypes:  []analysis.Fact{new(summaries)},
		ResultType: reflect.TypeFor[*Report](),
		Run:        c.run,
	}
	a.Flags.BoolVar(&c.opts.Tests, "tests", c.opts.Tests, "also check _test.go files")
	a.Flags.BoolVar(&c.warnings, "warnings", c.warnings, "also report findings of severity warning")
	return a
}

// ofThirdParty reports whether a package's module is one that others publish: it
// has a version and lies where the go command keeps such, in the module cache or
// a vendor directory. One that is replaced by a directory has a version as well.
func ofThirdParty(pass *analysis.Pass) bool {
	if pass.Module == nil {
		return false
	}
	return published(pass.Module.Version, filepath.Dir(pass.Fset.Position(pass.Files[0].FileStart).Filename), pass.Pkg.Path())
}

// published is [ofThirdParty] for a package with a path, of a module of a version,
// in a directory.
func published(version, dir, path string) bool {
	dir = filepath.ToSlash(dir)
	return version != "" && (strings.Contains(dir, "@v") || strings.HasSuffix(dir, "/vendor/"+path))
}

type linter struct {
	opts     Options
	warnings bool
	verified sync.Map // what [linter.verify] has held against the types
}

func (c *linter) run(pass *analysis.Pass) (any, error) {
	var out any
	err := guard(pass.Pkg.Path(), func() (err error) {
		out, err = c.analyse(pass)
		return err
	})
	if fault, ok := errors.AsType[*InternalError](err); ok && c.opts.faults {
		return &Report{Faults: []*InternalError{fault}}, nil // other packages are linted still
	}
	return out, err
}

// An InternalError says that the analysis of a package broke down. It is a
// fault of llmtag's own.
type InternalError struct {
	Package string
	Cause   any    // what was panicked with
	Stack   []byte // where
}

// Error names the package and the cause.
func (e *InternalError) Error() string {
	return fmt.Sprintf("%s: the analysis broke down, and nothing in this package was checked: %v; please report it at https://github.com/llmtag/llmtag/issues with llmtag --stats and the stack trace", e.Package, e.Cause)
}

// guard runs f on a package and turns a panic into an [InternalError].
func guard(pkg string, f func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = &InternalError{Package: pkg, Cause: cause, Stack: debug.Stack()}
		}
	}()
	return f()
}

func (c *linter) analyse(pass *analysis.Pass) (*Report, error) {
	report := &Report{}
	if len(pass.Files) == 0 {
		return report, nil // nothing was written here
	}
	foreign := c.opts.Foreign(pass)
	if c.opts.AllDependencies && !c.matters(pass, foreign) {
		return report, nil // its importers need to know nothing of it
	}
	pol := policy.Default() // a third party's own policy is none of ours
	if !foreign {
		var err error
		if pol, err = c.opts.Policies.For(filepath.Dir(pass.Fset.Position(pass.Files[0].FileStart).Filename)); err != nil {
			return nil, err
		}
	}
	set := c.opts.SDKs
	if set == nil {
		var err error
		if set, err = sdks.Load(pol.SDKs...); err != nil {
			return nil, err
		}
	}
	if foreign && set.SDKOf(pass.Pkg.Path()) != nil {
		return report, nil // an SDK: its description tells what it does
	}
	if err := c.verify(pass.Pkg, set, pol); err != nil {
		return nil, err
	}
	own, err := bodies(pass, set)
	if err != nil {
		return nil, err
	}
	own.Foreign = foreign
	var known []*flow.Bundle // a third party is followed where we call it, and no further: what else is loaded depends on the driver
	if !foreign {
		if known, err = imported(pass, set); err != nil {
			return nil, err
		}
	}
	prog := flow.NewProgram(set, wrappers(pol), known...)
	prog.Headers = headers(pol)
	prog.Recorders = map[string]bool{}
	for _, name := range pol.Rules["unlogged-client"].Recorders {
		prog.Recorders[name] = true
	}
	prog.TrustEnvironment = pol.TrustEnvironmentHeaders
	tests := c.opts.Tests || pol.Tests
	prog.SkipTests = !tests
	rec := prog.Analyse(own, pass.Pkg.Name() == "main")
	pass.ExportPackageFact(&summaries{bundle: prog.Bundle(pass.Pkg.Path(), own, rec)})
	if foreign {
		return report, nil // nobody here can mend it
	}

	report.Packages, report.Limited = 1, rec.Limited
	files := classify(pass, pol, set, tests)
	files.settle(report, judge.Judge(prog, rec, pol, pass.Pkg.Path()))
	for i := range report.Findings {
		if f := &report.Findings[i]; c.warnings || f.Severity == policy.Error.String() {
			pass.Report(f.diagnostic())
		}
	}
	return report, nil
}

// verify holds what users say of pkg, and of what it imports, against the
// types: of a package that many import, once for each policy.
func (c *linter) verify(pkg *types.Package, set *sdks.Set, pol *policy.Policy) error {
	type key struct {
		pkg *types.Package
		pol *policy.Policy
	}
	var errs []error
	for _, p := range append([]*types.Package{pkg}, pkg.Imports()...) {
		if _, done := c.verified.LoadOrStore(key{p, pol}, true); !done {
			errs = append(errs, set.Verify(p), pol.Verify(p))
		}
	}
	return errors.Join(errs...)
}

// wrappers translates the policy's wrappers to what requests carry: a tag's
// header where it has one, so that what undoes the header is seen, else its
// key in metadata.
func wrappers(pol *policy.Policy) map[string]flow.Wrapper {
	out := map[string]flow.Wrapper{}
	for _, w := range pol.Wrappers {
		f := flow.Wrapper{}
		for _, t := range pol.Tags {
			carrier := flow.Carrier{Key: t.Name, Meta: true, Param: -1}
			if len(t.Headers) > 0 {
				carrier = flow.Carrier{Key: t.Headers[0], Param: -1}
			}
			i, given := w.Params[t.Name]
			if given {
				carrier.Param = i
			}
			if given || slices.Contains(w.Tags, t.Name) {
				f.Carriers = append(f.Carriers, carrier)
			}
		}
		out[w.Func] = f
	}
	return out
}

// headers returns the preferred header of each of the policy's tags.
func headers(pol *policy.Policy) map[string]string {
	out := map[string]string{}
	for _, t := range pol.Tags {
		if len(t.Headers) > 0 {
			out[t.Name] = t.Headers[0]
		}
	}
	return out
}

func (f *Finding) diagnostic() analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.start, End: f.end, Category: f.Rule, Message: f.Rule + ": " + f.Message}
	for _, r := range f.Related {
		if r.start != token.NoPos {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.start, Message: r.Message})
		}
	}
	return d
}
