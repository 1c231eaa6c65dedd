package analyzer

import (
	"bytes"
	"compress/flate"
	"encoding/gob"
	"fmt"
	"io"

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
	if err := gob.NewEncoder(w).Encode(s.bundle); err != nil {
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
	b := new(flow.Bundle)
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(b); err != nil {
		return nil, fmt.Errorf("reading a fact: %w", err)
	}
	return b, nil
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
