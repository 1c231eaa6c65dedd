// Package load finds the packages of a Go program that can send LLM requests
// and type-checks them from source. Nothing is compiled, no build cache is
// needed, and what cannot reach an LLM SDK or a provider's host is listed but
// never parsed, so the cost follows the LLM-using part of a program.
package load

import (
	"cmp"
	"context"
	"go/token"
	"os"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/cache"
)

// Config says what to load.
type Config struct {
	Dir       string   // where the go command runs; empty for the current directory
	Patterns  []string // package patterns of the go command; none means ./...
	BuildTags string   // comma-separated build tags
	Env       []string // environment of the go command; nil for that of the process
	Scope     Scope

	// ScopeOf, if set, is called with the directories of the packages that the
	// patterns match, sorted, before anything is parsed. What it returns takes
	// the place of Scope; its error ends the load. It is for settings that
	// depend on where the packages lie.
	ScopeOf func(dirs []string) (Scope, error)

	// Listed, if set, is called when the packages are listed, before anything is
	// parsed, with the directories that hold all of the program that can change,
	// in the sense of [Snapshot]: the modules of ours. What other modules publish
	// does not change, and which versions are used is written in ours. It gets
	// none where that is not all: without modules, if files were named in place of
	// packages, or if a file to embed is not there yet.
	Listed func(inputs []string)

	// Overlay has the contents to take for files in place of what they hold, by
	// absolute name; nil for a file that is not to be there.
	Overlay map[string][]byte

	// Cache keeps the types of packages that other modules publish. With none,
	// or without a Key, nothing is kept.
	Cache *cache.Cache
	Key   string // changes with what decides about types besides files: llmtag itself, the go command and its settings
}

func (cfg Config) environ() []string {
	if cfg.Env == nil {
		return os.Environ()
	}
	return cfg.Env
}

// Scope says what of the packages that are asked for is relevant.
type Scope struct {
	Tests   bool                         // _test.go files are
	Reaches func(importPath string) bool // is this a package of an LLM SDK? nil: none is
	Hosts   []string                     // providers' hosts; "{x}" and "*" match anything. A package whose text names one is relevant
}

// Result is a listed program. Its packages are type-checked when they are asked
// for: see [Result.Each] and [Result.Check].
type Result struct {
	Fset     *token.FileSet
	Packages []*Package // those to analyse, dependencies first
	Listed   int        // packages that the patterns match, relevant or not; test variants do not count

	errors []Error
	notes  []string
	known  known
	types  *world
}

// Load lists the packages that cfg.Patterns match and drops those that cannot
// send an LLM request. Faults of single packages are among the program's Errors;
// the error is for what leaves nothing to load, such as a missing go.mod.
func Load(ctx context.Context, cfg Config) (*Result, error) {
	l, err := list(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if cfg.ScopeOf != nil {
		listed := cfg.Scope.Tests
		if cfg.Scope, err = cfg.ScopeOf(l.dirs()); err != nil {
			return nil, err
		}
		if cfg.Scope.Tests != listed {
			if l, err = list(ctx, cfg); err != nil {
				return nil, err
			}
		}
	}
	if cfg.Listed != nil {
		cfg.Listed(l.inputs(workFile(l.dir, cfg.environ())))
	}
	chosen, err := choose(ctx, l, cfg)
	if err != nil {
		return nil, err
	}
	w := newWorld(l, chosen, cfg)
	return &Result{
		Fset:     w.fset,
		Packages: w.own,
		Listed:   l.count(),
		errors:   l.errors,
		notes:    l.notes,
		known:    l.known(),
		types:    w,
	}, nil
}

// Errors returns the packages that could not be listed, parsed or type-checked, as
// far as they were: one for each, by position.
func (p *Result) Errors() []Error {
	errs := slices.Clone(p.errors)
	for _, pkg := range p.Packages {
		if pkg.Fault != nil {
			errs = append(errs, *pkg.Fault)
		}
	}
	// What is said twice is said once: a file stands in its package and in that
	// package's test variant.
	slices.SortFunc(errs, func(a, b Error) int {
		return cmp.Or(
			strings.Compare(a.Pos.Filename, b.Pos.Filename),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Column, b.Pos.Column),
			strings.Compare(a.Package, b.Package),
			strings.Compare(a.Message, b.Message),
		)
	})
	return slices.CompactFunc(errs, func(a, b Error) bool {
		return a.Pos.Filename == b.Pos.Filename && a.Pos.Line == b.Pos.Line && a.Message == b.Message && a.Package == b.Package
	})
}

// Notes returns what a user may want to know, in sentences.
func (p *Result) Notes() []string {
	notes := slices.Clone(p.notes)
	for _, pkg := range p.Packages {
		if pkg.Note != "" {
			notes = append(notes, pkg.Note)
		}
	}
	return notes
}
