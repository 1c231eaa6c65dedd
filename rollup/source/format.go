package source

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A Format says what files are read as. It is a value for flags.
type Format string

// The formats. The zero value means Auto.
const (
	Auto    Format = "auto"  // by what is in the file
	JSONL   Format = "jsonl" // events, an object a line
	CSV     Format = "csv"   // events, with a header
	LiteLLM Format = "litellm"
	OTLP    Format = "otlp"
)

var formats = []Format{Auto, JSONL, CSV, LiteLLM, OTLP}

// String returns the word.
func (f *Format) String() string {
	if *f == "" {
		return string(Auto)
	}
	return string(*f)
}

// Set takes the word of a flag.
func (f *Format) Set(s string) error {
	if !slices.Contains(formats, Format(s)) {
		return fmt.Errorf("%q is none of auto, jsonl, csv, litellm, otlp", s)
	}
	*f = Format(s)
	return nil
}

// Type is the flag's placeholder in help texts.
func (*Format) Type() string { return "format" }

// A layout is how a file is divided into what stands for an event each.
type layout int

const (
	lines    layout = iota // an object a line
	records                // CSV
	document               // objects over several lines, in a list perhaps
)

// A form is what was found out about one file.
type form struct {
	layout layout
	header *header // of records
	skip   int     // bytes before the first line of data
}

// magics are the beginnings of what people hand in by mistake.
var magics = []struct{ prefix, problem string }{
	{"\xff\xfe", "is UTF-16; convert it: iconv -f UTF-16 -t UTF-8"},
	{"\xfe\xff", "is UTF-16; convert it: iconv -f UTF-16 -t UTF-8"},
	{"PK\x03\x04", "is a ZIP archive (or a spreadsheet); unpack it, or save the sheet as CSV"},
	{"\x28\xb5\x2f\xfd", "is compressed by zstd; pipe it in: zstd -dc FILE | llmrollup ingest -"},
	{"BZh", "is compressed by bzip2; pipe it in: bzip2 -dc FILE | llmrollup ingest -"},
	{"\xfd7zXZ", "is compressed by xz; pipe it in: xz -dc FILE | llmrollup ingest -"},
	{"PAR1", "is Parquet; export it as CSV or JSON lines"},
	{"SQLite format 3\x00", "is a SQLite database; export the events as CSV"},
	{"%PDF", "is a PDF document, expected events as JSON lines or CSV"},
}

// formOf looks at the beginning of a file.
func formOf(head []byte, want Format) (*form, error) {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.prefix)) {
			return nil, errors.New(m.problem)
		}
	}
	f := &form{}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		f.skip = len("\ufeff")
		head = head[f.skip:]
	}
	if start := head[:min(len(head), 512)]; bytes.Count(start, []byte{0}) > len(start)/8 {
		return nil, errors.New("has NUL bytes like UTF-16 without its mark, or is no text; if it is UTF-16, convert it: iconv -f UTF-16LE -t UTF-8")
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	first = bytes.TrimRight(first, " \t\r")
	switch {
	case len(text) == 0:
		return f, nil
	case text[0] == '<':
		return nil, fmt.Errorf("is HTML or XML, not events (it begins with %.60q); was an error or log-in page saved in place of the file?", first)
	case text[0] == '[' || string(first) == "{":
		if want != CSV {
			f.layout = document
			return f, nil
		}
	case text[0] == '{' && want != CSV, want == JSONL, want == OTLP:
		return f, nil
	}
	if want == CSV || want != LiteLLM || looksLikeHeader(first) {
		header, err := parseHeader(first)
		if err == nil {
			f.layout, f.header = records, header
			f.skip += len(head) - len(rest)
			return f, nil
		}
		if want == CSV {
			return nil, err
		}
	}
	for range 10 { // a line of something else before the events
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("{")) {
			return f, nil
		}
	}
	if _, err := parseHeader(first); bytes.ContainsAny(first, ",;\t") {
		return nil, err
	}
	return nil, fmt.Errorf("is neither JSON nor CSV with a header: it begins with %.60q", first)
}

// looksLikeHeader reports whether a line is the header of an export of spend logs.
func looksLikeHeader(line []byte) bool { return strings.Contains(string(line), "startTime") }
