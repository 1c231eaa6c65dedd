package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/llmtag/llmtag/analyzer"
	"github.com/llmtag/llmtag/internal/cache"
	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/policy"
)

// An answer is what a run has to say, before it is put in any form.
type answer struct {
	Report *analyzer.Report
	Policy string // the file that holds in the current directory; empty for the built-in default
	Notes  []string
	Counts counts
	Day    string // on which it was found out; empty until it is kept

	errors []load.Error // packages that could not be loaded; such an answer is not kept
	laps   []lap
	cached bool
}

// counts are what --stats says of a load.
type counts struct {
	Listed, Roots, Packages int
	Recalled                int // of Packages: those of which an earlier run had told all
}

// countsOf counts the packages of a program that was checked.
func countsOf(prog *load.Result) counts {
	c := counts{Listed: prog.Listed}
	for _, pkg := range prog.Packages {
		if pkg.Fault != nil || !pkg.Analysed {
			continue
		}
		c.Packages++
		if pkg.Root {
			c.Roots++
		}
		if pkg.Recalled {
			c.Recalled++
		}
	}
	return c
}

// A question is what an answer depends on, besides the files.
type question struct {
	dir      string // where llmtag runs
	patterns []string
	opts     checkOptions
	env      func(string) string
	notes    io.Writer         // for what a user may want to know besides
	before   map[string][]byte // what to take for files in place of what they hold: see [load.Config]
}

// answer returns what there is to say of all the modules that the patterns reach,
// in all the builds that are asked for.
func (q *question) answer(ctx context.Context) (*answer, error) {
	policies := policy.NewFinder(string(q.opts.policy), q.env)
	policies.Within(q.dir)
	here, err := policies.For(q.dir)
	if err != nil {
		return nil, err
	}
	kept, err := cache.Open(q.env)
	if err != nil {
		return nil, err
	}
	programs, err := load.Programs(q.dir, q.patterns, os.Environ())
	if err != nil {
		return nil, fmt.Errorf("looking for modules: %w", err)
	}
	out := &answer{Report: &analyzer.Report{Findings: []analyzer.Finding{}}, Policy: here.File, cached: true}
	var empty error // of a program without packages
	asked := 0
	for _, program := range programs {
		if program.Reached {
			p, err := policies.For(program.Dir)
			if err != nil {
				return nil, err
			}
			if p.Excluded(program.Dir) {
				continue
			}
		}
		a, err := q.builds(ctx, program, len(programs) == 1, policies, kept)
		switch {
		case errors.Is(err, load.ErrNoPackages):
			if empty == nil || !program.Reached {
				empty = err
			}
			if !program.Reached {
				out.errors = append(out.errors, load.Error{Message: err.Error()})
			}
		case err != nil:
			return nil, err
		default:
			asked++
			out.add(a)
		}
	}
	if asked == 0 && empty != nil {
		return nil, empty
	}
	out.Notes = slices.Concat(policies.Notes(), out.Notes)
	q.note(out.Notes)
	return out, nil
}

// builds asks about one program in each build, and merges the answers. What leaves
// nothing to load is an error if the program is the only one, or one of the past,
// of which all would count as new; a fault of a policy always is.
func (q *question) builds(ctx context.Context, program load.Program, only bool, policies *policy.Finder, kept *cache.Cache) (*answer, error) {
	var (
		out     = &answer{cached: true}
		reports []analyzer.Build
		empty   error
	)
	builds := q.opts.builds()
	for _, build := range builds {
		r := &inquiry{question: q, program: program, build: build, policies: policies}
		a, err := r.answer(ctx, kept)
		switch {
		case errors.Is(err, load.ErrNoPackages):
			empty = err
			continue
		case err != nil && (r.refused || only && len(builds) == 1 || q.before != nil || ctx.Err() != nil):
			return nil, err
		case err != nil:
			out.errors = append(out.errors, load.Error{Package: r.name(), Message: err.Error()})
			continue
		}
		reports = append(reports, analyzer.Build{Name: build.name, Report: a.Report})
		out.more(a)
	}
	switch {
	case len(reports) > 0:
		out.Report = analyzer.Merge(reports)
	case len(out.errors) > 0:
		out.Report = &analyzer.Report{}
	default:
		return nil, empty
	}
	return out, nil
}

// add adds the answer about another program.
func (a *answer) add(b *answer) {
	a.Report.Add(b.Report)
	a.errors = append(a.errors, b.errors...)
	a.Counts.Listed += b.Counts.Listed
	a.Counts.Roots += b.Counts.Roots
	a.Counts.Packages += b.Counts.Packages
	a.Counts.Recalled += b.Counts.Recalled
	a.join(b)
}

// more adds the answer about another build of the same program, but for its report.
func (a *answer) more(b *answer) {
	for _, e := range b.errors {
		if !slices.Contains(a.errors, e) {
			a.errors = append(a.errors, e)
		}
	}
	a.Counts.Listed = max(a.Counts.Listed, b.Counts.Listed)
	a.Counts.Roots = max(a.Counts.Roots, b.Counts.Roots)
	a.Counts.Packages = max(a.Counts.Packages, b.Counts.Packages)
	a.Counts.Recalled = max(a.Counts.Recalled, b.Counts.Recalled)
	a.join(b)
}

func (a *answer) join(b *answer) {
	for _, note := range b.Notes {
		if !slices.Contains(a.Notes, note) {
			a.Notes = append(a.Notes, note)
		}
	}
	for _, l := range b.laps {
		if i := slices.IndexFunc(a.laps, func(m lap) bool { return m.name == l.name }); i >= 0 {
			a.laps[i].took += l.took
		} else {
			a.laps = append(a.laps, l)
		}
	}
	a.cached = a.cached && b.cached
}

func (q *question) note(notes []string) {
	if q.before != nil {
		return // they were written for the program of now
	}
	for _, note := range notes {
		fmt.Fprintln(q.notes, "llmtag:", note)
	}
}

// An inquiry is about one program in one build.
type inquiry struct {
	*question

	program  load.Program
	build    build
	policies *policy.Finder
	refused  bool // are policies or descriptions at fault?
}

// environ returns the environment of the go command.
func (r *inquiry) environ() []string {
	return slices.Concat(os.Environ(), r.program.Env, r.build.env())
}

// name says which program and build it is, for an error.
func (r *inquiry) name() string {
	name := r.program.Dir
	if rel, err := filepath.Rel(r.dir, name); err == nil {
		name = filepath.ToSlash(rel)
	}
	if r.build.name != "" {
		name += " (" + r.build.name + ")"
	}
	return name
}

// answer returns the answer of an earlier run, if nothing has changed since, or
// a new one.
func (r *inquiry) answer(ctx context.Context, kept *cache.Cache) (*answer, error) {
	m := r.memory(kept)
	if a := m.recall(); a != nil {
		return a, nil
	}
	a, err := r.ask(ctx, m)
	if err != nil {
		return nil, err
	}
	m.keep(a)
	return a, nil
}

// ask loads and analyses.
func (r *inquiry) ask(ctx context.Context, m *memory) (*answer, error) {
	clock := stopwatch{last: time.Now()}
	scope := &scope{finder: r.policies, tests: r.opts.tests}
	prog, err := load.Load(ctx, load.Config{
		Dir:       r.program.Dir,
		Patterns:  r.program.Patterns,
		BuildTags: r.build.tags,
		Env:       r.environ(),
		ScopeOf:   scope.of,
		Listed:    func(inputs []string) { m.before(inputs, scope.holds) },
		Overlay:   r.before,
		Cache:     m.cache,
		Key:       m.world,
	})
	if err != nil {
		r.refused = scope.refused
		return nil, err
	}
	clock.lap("load")
	report, err := analyzer.Check(ctx, prog, analyzer.Options{Policies: r.policies, SDKs: scope.sdks, Tests: r.opts.tests})
	if errors.Is(err, load.ErrPlatform) {
		return nil, err
	}
	if err := errors.Join(scope.imports(prog.Absent), err); err != nil {
		r.refused = true
		return nil, err
	}
	a := &answer{
		Report: report,
		Notes:  slices.Concat(prog.Notes(), faults(scope.imports(prog.Near))),
		Counts: countsOf(prog),
		errors: prog.Errors(),
	}
	clock.lap("analysis")
	a.laps = clock.laps
	return a, nil
}
