package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// A decoder makes events of the lines of one chunk after the other.
type decoder struct {
	want  Format
	event func(*usage.Event)
	e     usage.Event
	csv   csvScanner
	scan  scanner

	tally
}

// A tally is what came of the lines of a chunk.
type tally struct {
	lines   int64 // ends of lines
	events  int64
	skipped int64 // well-formed, and no request to a provider
	unknown map[string]int64
	rejects []Reject // Line is counted from the chunk's beginning, from 0
}

// chunk reads all of data, of which whole lines, records or objects are given.
func (d *decoder) chunk(f *form, data []byte) tally {
	d.tally = tally{}
	switch f.layout {
	case records:
		d.records(f.header, data)
	case document:
		d.document(data)
	default:
		d.jsonLines(data)
	}
	return d.tally
}

func (d *decoder) jsonLines(data []byte) {
	for len(data) > 0 {
		n := bytes.IndexByte(data, '\n')
		line := data
		if n >= 0 {
			line, data = data[:n], data[n+1:]
		} else {
			data = nil
		}
		d.object(line)
		if n >= 0 {
			d.lines++
		}
	}
}

func (d *decoder) document(data []byte) {
	for {
		start, end, ok := nextValue(data)
		d.lines += int64(bytes.Count(data[:start], []byte("\n")))
		if start == len(data) {
			return
		}
		if ok {
			d.object(data[start:end])
		} else {
			d.reject(data[start:end], errors.New("the file ends in the middle of an object"))
		}
		d.lines += int64(bytes.Count(data[start:end], []byte("\n")))
		data = data[end:]
	}
}

// object reads what stands for an event, or for several.
func (d *decoder) object(line []byte) {
	d.e.Reset()
	if d.want != LiteLLM && d.want != OTLP {
		idSeen, ok := d.scan.read(line, &d.e)
		if ok {
			for _, key := range d.scan.unknown {
				if string(key) != rejectedKey {
					d.know(string(key))
				}
			}
			if !idSeen {
				d.e.ID = tag.DeriveEventID(line)
			}
			d.take(line)
			return
		}
		d.e.Reset()
	}
	if len(bytes.TrimSpace(line)) == 0 {
		return
	}
	if err := d.slowly(line); err != nil {
		d.reject(line, err)
	}
}

// slowly reads an object that the scanner does not.
func (d *decoder) slowly(line []byte) error {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(line, &keys); err != nil {
		if fault := checkUTF8(line); fault != nil {
			return fault
		}
		return jsonReason(err)
	}
	shape := shapeOf(keys)
	switch d.want {
	case LiteLLM:
		shape = aLiteLLM
	case OTLP:
		shape = anOTLP
	case JSONL:
		shape = anEvent
	default:
	}
	switch shape {
	case aLiteLLM:
		return d.one(liteLLMEvent(line, &d.e))
	case anOTLP:
		others, err := otlpEvents(line, &d.e, func(e *usage.Event) error { d.give(e); return nil })
		d.skipped += int64(others)
		return err
	case otherTelemetry:
		d.skipped++
		return nil
	case aReject:
		return errors.New("was put aside before and is not repaired; write the event in place of the line")
	default:
	}
	for key := range keys {
		if !isField(key) {
			d.know(key)
		}
	}
	return d.one(unmarshalEvent(line, &d.e))
}

// one gives d.e, if err says that it was read.
func (d *decoder) one(err error) error {
	if errors.Is(err, errNotRequest) {
		d.skipped++
		return nil
	}
	if err == nil {
		err = finish(&d.e)
	}
	if err == nil {
		d.give(&d.e)
	}
	return err
}

// take gives d.e, if it can be an event.
func (d *decoder) take(line []byte) {
	if err := finish(&d.e); err != nil {
		d.reject(line, err)
		return
	}
	d.give(&d.e)
}

func (d *decoder) give(e *usage.Event) {
	d.events++
	d.event(e)
}

func (d *decoder) records(h *header, data []byte) {
	d.csv.comma = h.comma
	for len(data) > 0 {
		n, err := d.csv.record(data)
		text := data[:n]
		data = data[n:]
		at := d.lines
		if d.csv.quotes {
			d.lines += int64(bytes.Count(text, []byte("\n")))
		} else if n > 0 && text[n-1] == '\n' {
			d.lines++
		}
		if len(d.csv.fields) == 1 && len(d.csv.fields[0]) == 0 && err == nil && len(h.names) > 1 {
			continue // an empty line
		}
		whole := err == nil && len(d.csv.fields) == len(h.names)
		if err == nil {
			err = d.record(h, text)
		}
		if err != nil {
			object := text
			if whole {
				object = h.object(d.csv.fields)
			}
			d.rejects = append(d.rejects, Reject{Line: at, Reason: err.Error(), Text: bytes.Clone(object)})
		}
	}
}

// record reads the fields that d.csv has found in text.
func (d *decoder) record(h *header, text []byte) error {
	if d.csv.wide && !utf8.Valid(text) {
		return checkUTF8(text)
	}
	if len(d.csv.fields) != len(h.names) {
		return fmt.Errorf("has %d fields, expected %d as in the header", len(d.csv.fields), len(h.names))
	}
	d.e.Reset()
	if h.lite {
		return d.one(liteLLMEvent(liteLLMRecord(h, d.csv.fields), &d.e))
	}
	idSeen, err := h.event(d.csv.fields, &d.e)
	if err != nil {
		return err
	}
	if !idSeen {
		d.e.ID = tag.DeriveEventID(text)
	}
	return d.one(nil)
}

func (d *decoder) reject(line []byte, err error) {
	d.rejects = append(d.rejects, Reject{Line: d.lines, Reason: err.Error(), Text: bytes.Clone(line)})
}

// mostUnknown bounds the names of keys that are remembered: those of a file in
// which keys are values are without number.
const mostUnknown = 100

// know counts a key that is of no field.
func (d *decoder) know(key string) {
	if d.unknown == nil {
		d.unknown = make(map[string]int64)
	}
	if _, ok := d.unknown[key]; ok || len(d.unknown) < mostUnknown {
		d.unknown[key]++
	}
}
