package analyzer

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"fmt"
	"io"
	"maps"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/llmtag/llmtag/analyzer/internal/flow"
	"github.com/llmtag/llmtag/sdks"
)

// summaries is the fact that a package leaves to its importers. Drivers that
// analyse one package at a time pass the facts of all dependencies along, so
// it stays in its encoded form until somebody asks.
type summaries struct {
	bundle  *flow.Bundle
	encoded []byte // compressed gob of the bundle; nil if it was never written
}

// AFact marks summaries as a fact.
func (*summaries) AFact() {}

// String describes the fact for tests.
func (s *summaries) String() string {
	b, err := s.decode()
	if err != nil {
		return err.Error()
	}
	return fmt.Sprintf("summaries(%d functions)", len(b.Funcs))
}

// GobEncode implements [gob.GobEncoder].
func (s *summaries) GobEncode() ([]byte, error) {
	if s.encoded != nil {
		return s.encoded, nil
	}
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := gob.NewEncoder(w).Encode(inOrder(s.bundle)); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// GobDecode implements [gob.GobDecoder].
func (s *summaries) GobDecode(data []byte) error {
	s.encoded, s.bundle = bytes.Clone(data), nil
	return nil
}

func (s *summaries) decode() (*flow.Bundle, error) {
	if s.bundle != nil {
		return s.bundle, nil
	}
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(s.encoded)))
	if err != nil {
		return nil, fmt.Errorf("reading a fact: %w", err)
	}
	var o ordered
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&o); err != nil {
		return nil, fmt.Errorf("reading a fact: %w", err)
	}
	return o.bundle()
}

// ordered is a bundle as it is written: without maps, whose order changes from one
// time to the next. Caches compare facts by their bytes.
type ordered struct {
	Bundle flow.Bundle // without Signatures
	Names  []string    // the keys of those, sorted
	Params [][]string
}

// The numbers that gob gives to types, in what it writes, follow the order in which
// a process meets them. These types come first, always.
var _ = gob.NewEncoder(io.Discard).Encode(ordered{})

func inOrder(b *flow.Bundle) ordered {
	o := ordered{Bundle: *b, Names: slices.Sorted(maps.Keys(b.Signatures))}
	o.Bundle.Signatures = nil
	for _, name := range o.Names {
		o.Params = append(o.Params, b.Signatures[name])
	}
	return o
}

func (o *ordered) bundle() (*flow.Bundle, error) {
	if len(o.Names) != len(o.Params) {
		return nil, fmt.Errorf("reading a fact: %d names have %d signatures", len(o.Names), len(o.Params))
	}
	o.Bundle.Signatures = make(map[string][]string, len(o.Names))
	for i, name := range o.Names {
		o.Bundle.Signatures[name] = o.Params[i]
	}
	return &o.Bundle, nil
}

// imported returns the summaries of the packages that pass's package imports,
// but for those of SDKs: their descriptions tell what they do.
func imported(pass *analysis.Pass, set *sdks.Set) ([]*flow.Bundle, error) {
	var out []*flow.Bundle
	for _, p := range pass.Pkg.Imports() {
		var s summaries
		if !pass.ImportPackageFact(p, &s) {
			continue
		}
		b, err := s.decode()
		if err != nil {
			return nil, err
		}
		if b.Foreign && set.SDKOf(b.Path) != nil {
			continue
		}
		out = append(out, b)
	}
	return out, nil
}
