package main

import (
	"errors"
	"slices"

	"github.com/llmtag/llmtag/internal/load"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/sdks"
)

// A scope knows, once the directories to lint are known, the SDKs of all the
// policies that hold there.
type scope struct {
	finder   *policy.Finder
	tests    bool             // asked for, whatever the policies say
	policies []*policy.Policy // that hold somewhere
	holds    []held           // the same, and where
	sdks     *sdks.Set
	refused  bool // is something wrong with them?
}

// held is a policy that holds in a directory, with its hash before anything that
// it names was read.
type held struct {
	dir    string
	policy *policy.Policy
	hash   string
}

// of is a [load.Config.ScopeOf]: test files are loaded if one policy wants
// them, and the analyzer leaves out those of the others. Its error joins the faults of all policies and
// SDK descriptions: nothing is linted under half a policy.
func (s *scope) of(dirs []string) (load.Scope, error) {
	var (
		files []string
		errs  []error
		err   error
	)
	out := load.Scope{Tests: s.tests}
	for _, dir := range dirs {
		p, err := s.finder.For(dir)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if !slices.Contains(s.policies, p) {
			s.policies = append(s.policies, p)
			s.holds = append(s.holds, held{dir, p, p.Hash()})
		}
		out.Tests = out.Tests || p.Tests
		for _, file := range p.SDKs {
			if !slices.Contains(files, file) {
				files = append(files, file)
			}
		}
	}
	if err := errors.Join(errs...); err != nil {
		s.refused = true
		return load.Scope{}, err
	}
	if s.sdks, err = sdks.Load(files...); err != nil {
		s.refused = true
		return load.Scope{}, err
	}
	out.Reaches = func(path string) bool { return s.sdks.SDKOf(path) != nil }
	out.Hosts = s.sdks.Hosts()
	return out, nil
}

// imports asks check of each import path that the policies and descriptions
// name, and joins what is wrong.
func (s *scope) imports(check func(path string) (problem, hint string)) error {
	var errs []error
	for _, p := range s.policies {
		errs = append(errs, p.VerifyImports(check))
	}
	return errors.Join(append(errs, s.sdks.VerifyImports(check))...)
}
