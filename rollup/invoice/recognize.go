package invoice

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/strict"
)

// recognize finds the export that a file is by its columns: the one all of whose
// required columns are there, of several the one that knows most of them.
func (r *reader) recognize(name string, h *header) (*binding, error) {
	var best *export
	most := 0
	for _, e := range r.Exports.all {
		if n := e.known(h); len(e.lacks(h)) == 0 && n > most {
			best, most = e, n
		}
	}
	if best == nil {
		return nil, fmt.Errorf("%s: %w", name, r.unknown(h))
	}
	if r.export == nil {
		r.export, r.from = best, name
		r.bill.Provider, r.bill.Export, r.bill.Form, r.bill.Rounding = best.provider, best.Name, Form(best.Form), best.rounding
	} else if r.export != best {
		return nil, fmt.Errorf("%s is %s's %s, but %s is %s's %s; read them apart, since they count the same usage in different ways",
			name, best.provider, best.Name, r.from, r.export.provider, r.export.Name)
	}
	return best.bind(h), nil
}

// lacks are the required columns that are not there.
func (e *export) lacks(h *header) []string {
	var out []string
	for _, name := range e.Requires {
		if _, ok := h.index(name); !ok {
			out = append(out, name)
		}
	}
	return out
}

// known is how many of the columns the export knows.
func (e *export) known(h *header) int {
	var at []int
	for _, names := range e.Columns {
		at = append(at, h.indices(names)...)
	}
	for _, k := range e.tokens {
		for _, names := range k.sums {
			at = append(at, h.indices(names)...)
		}
	}
	at = append(at, h.indices(e.Requires)...)
	slices.Sort(at)
	return len(slices.Compact(at))
}

// unknown says what a file is that is no export, as far as its columns tell.
func (r *reader) unknown(h *header) error {
	has := func(names ...string) bool { return len(h.indices(names)) == len(names) }
	switch {
	case has("event_id") || has("ts", "input_tokens", "model"):
		return errors.New("these are events, not an export of a provider; llmrollup report --events reads them")
	case has("spend", "startTime") || has("spend", "request_id"):
		return errors.New("this is a spend log of LiteLLM, not an export of a provider; llmrollup report --events reads it")
	case has("error.message"):
		return errors.New("this is an error that an API answered with, not an export: ask for it again")
	}
	var near *export
	for _, e := range r.Exports.all {
		if near == nil || len(e.lacks(h))-2*e.known(h) < len(near.lacks(h))-2*near.known(h) {
			near = e
		}
	}
	if near != nil && near.known(h) > 1 {
		return fmt.Errorf("this is no export that is known; nearest is %s's %s, which has the columns %s as well", near.provider, near.Name, strict.List(quoted(near.lacks(h))))
	}
	columns := h.names
	if len(columns) > 6 {
		columns = append(slices.Clone(columns[:6]), fmt.Sprintf("and %d more", len(h.names)-6))
	}
	return fmt.Errorf("this is no export that is known; its columns are %s. Known are: %s; --exports FILE describes another", strings.Join(columns, ", "), strings.Join(r.Exports.Known(), ", "))
}

func quoted(names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = strict.Quote(name)
	}
	return out
}

// nothing says why a file without rows is none; one that has the columns of an export
// is a period without usage.
func (r *reader) nothing(name string, h *header) error {
	if h == nil || len(h.names) == 0 {
		return fmt.Errorf("%s: the file is empty", name)
	}
	_, err := r.recognize(name, h)
	return err
}

func upper(text string) string { return strings.ToUpper(strings.TrimSpace(text)) }
