package report

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"time"
)

// WriteJSON writes the report as docs/rollup.md describes it, a row a line.
func (r *Report) WriteJSON(w io.Writer) error {
	var b jsonWriter
	b.open('{')
	b.field("version", 1)
	b.field("from", r.From.UTC().Format(time.RFC3339Nano))
	b.field("to", r.To.UTC().Format(time.RFC3339Nano))
	b.field("by", notNil(r.By))
	b.field("currency", r.currency())
	if r.Compare != None {
		b.name("compare")
		b.open('{')
		b.field("with", string(r.Compare))
		b.field("from", r.BeforeFrom.UTC().Format(time.RFC3339Nano))
		b.field("to", r.BeforeTo.UTC().Format(time.RFC3339Nano))
		b.close('}')
	}
	b.name("rows")
	b.open('[')
	for i := range r.Rows {
		if i > 0 {
			b.raw(",")
			b.comma = false
		}
		b.raw("\n ")
		b.line(r, &r.Rows[i], true)
	}
	b.close(']')
	if r.Others != nil {
		b.name("others")
		b.line(r, r.Others, false)
	}
	b.name("total")
	b.line(r, &r.Total, false)
	b.close('}')
	b.raw("\n")
	_, err := w.Write(b.Bytes())
	return err
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

func (b *jsonWriter) line(r *Report, l *Line, key bool) {
	b.open('{')
	if key {
		for i, name := range r.By {
			b.field(name, l.Key[i])
		}
	} else if l == r.Others {
		b.field("rows", r.Folded)
	}
	b.sum(&l.Sum)
	if l.Before != nil {
		b.name("before")
		b.open('{')
		b.sum(l.Before)
		b.close('}')
		b.field("cost_change", l.change())
	}
	if r.Explain {
		b.name("explain")
		b.open('[')
		for i := range l.Items {
			b.next()
			b.item(&l.Items[i])
		}
		b.close(']')
	}
	b.close('}')
}

// change is the difference to the period before; nil if one of the two is not known.
func (l *Line) change() any {
	if l.Null() || l.Before.Null() {
		return nil
	}
	return l.Cost.Sub(l.Before.Cost).String()
}

func (b *jsonWriter) sum(s *Sum) {
	b.field("requests", s.Requests)
	b.field("input_tokens", s.Input)
	b.field("output_tokens", s.Output)
	if s.Null() {
		b.field("cost", nil)
	} else {
		b.field("cost", s.Cost.String())
	}
	b.field("unpriced_tokens", s.UnpricedTokens)
	b.field("unpriced_models", notNil(s.UnpricedModels))
	if len(s.UnpricedUnits) > 0 {
		b.field("unpriced_units", s.UnpricedUnits)
	}
}

func (b *jsonWriter) item(i *Item) {
	b.open('{')
	b.field("price", i.Rate.ID)
	b.field("source", i.Rate.Source)
	b.field("kind", i.Kind)
	b.field("quantity", i.Quantity.String())
	b.field("rate", i.Line.Rate.String())
	if i.Tokens {
		b.field("per", 1_000_000)
	} else {
		b.field("per", 1)
	}
	if len(i.Rate.Factor) > 0 && i.Tokens {
		b.field("factors", i.Rate.Factor)
	}
	b.field("cost", i.Cost.String())
	b.close('}')
}

// A jsonWriter writes objects whose keys keep the order in which they are written.
type jsonWriter struct {
	bytes.Buffer
	comma bool
}

func (b *jsonWriter) raw(text string) { b.WriteString(text) }

func (b *jsonWriter) next() {
	if b.comma {
		b.raw(", ")
	}
	b.comma = false
}

func (b *jsonWriter) open(bracket byte) {
	b.WriteByte(bracket)
	b.comma = false
}

func (b *jsonWriter) close(bracket byte) {
	b.WriteByte(bracket)
	b.comma = true
}

func (b *jsonWriter) name(name string) {
	b.next()
	b.raw(strconv.Quote(name) + ": ")
}

func (b *jsonWriter) field(name string, value any) {
	b.name(name)
	encoded := json.NewEncoder(&b.Buffer)
	encoded.SetEscapeHTML(false)
	if err := encoded.Encode(value); err != nil {
		panic("report: " + err.Error()) // strings, numbers and lists of these
	}
	b.Truncate(b.Len() - 1) // the end of the line
	b.comma = true
}
