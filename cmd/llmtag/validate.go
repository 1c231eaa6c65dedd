package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/policy"
	"github.com/llmtag/llmtag/sdks"
)

// A validation judges policies one after the other.
type validation struct {
	stdout io.Writer
	files  []string // policies that are valid
	sdks   []string // the descriptions that these name
	errs   []error
}

// add judges a policy and the SDK descriptions that it names.
func (v *validation) add(p *policy.Policy, err error) {
	if err == nil {
		_, err = sdks.Load(p.SDKs...)
	}
	if err != nil {
		v.errs = append(v.errs, err)
		return
	}
	if p.File == "" || slices.Contains(v.files, p.File) {
		return // what lies here was passed over: another policy holds
	}
	v.files = append(v.files, p.File)
	for _, file := range p.SDKs {
		if !slices.Contains(v.sdks, file) {
			v.sdks = append(v.sdks, file)
		}
	}
	fmt.Fprintf(v.stdout, "%s: valid\n", strict.Display(p.File))
}

// tree judges the policy that holds in the current directory and those below.
func (v *validation) tree(finder *policy.Finder) error {
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("finding the current directory: %w", err)
	}
	below, err := finder.Below(dir)
	if err != nil {
		return fmt.Errorf("looking for policies: %w", err)
	}
	for _, dir := range append([]string{dir}, below...) {
		v.add(finder.For(dir))
	}
	switch {
	case len(v.errs) > 0:
		return errors.Join(v.errs...)
	case len(v.files) == 0:
		return errNoPolicy
	}
	_, err = sdks.Load(v.sdks...) // one run reads the descriptions of all policies
	return err
}
