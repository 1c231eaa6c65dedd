package sdks

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// A DecodeError is one fault in an SDK description.
type DecodeError struct {
	File         string // as the user named it
	Line, Column int    // 1-based; the column counts bytes
	Problem      string // in the words of the file
	Hint         string // what to write instead; may be empty
}

// Error returns "file:line:column: problem; hint".
func (e *DecodeError) Error() string {
	s := fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Problem)
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// Decode reads one SDK description. The names in it are expanded: no "$alias"
// and no "{A, B}" is left. The error joins a [*DecodeError] for each fault, in
// the order of the file.
func Decode(file string, data []byte) (*SDK, error) {
	sdk, d := decode(file, data)
	if err := d.err(); err != nil {
		return nil, err
	}
	return sdk, nil
}

// decode is Decode, with the places of what was decoded.
func decode(file string, data []byte) (*SDK, *decoder) {
	d := &decoder{file: file, lines: strings.Split(string(data), "\n"), at: map[string]*yaml.Node{}, funcs: map[string]*yaml.Node{}}
	var doc, more yaml.Node
	docs := yaml.NewDecoder(bytes.NewReader(data))
	if err := docs.Decode(&doc); err != nil && !errors.Is(err, io.EOF) {
		d.syntax(err)
		return nil, d
	}
	if doc.Kind == 0 {
		d.faults = append(d.faults, &DecodeError{File: file, Line: 1, Column: 1, Problem: "the file is empty", Hint: `describe an SDK: start with "sdk: NAME"`})
		return nil, d
	}
	switch err := docs.Decode(&more); {
	case errors.Is(err, io.EOF): // the only document, as it should be
	case err != nil:
		d.syntax(err)
	default:
		d.fault(&more, "give each SDK a file of its own", "a second document begins")
	}
	sdk := new(SDK)
	d.value("", doc.Content[0], reflect.ValueOf(sdk).Elem())
	if len(d.faults) == 0 { // names that were not read cannot be judged
		d.check(sdk)
		expand(d, sdk)
	}
	return sdk, d
}

// decoder reads YAML nodes into the description types and collects faults.
type decoder struct {
	file   string
	lines  []string              // of the file, to count columns in bytes
	at     map[string]*yaml.Node // places by path, such as calls.3.func
	funcs  map[string]*yaml.Node // places of functions, by section and full name
	faults []*DecodeError
}

// err returns all faults in the order of the file, nil if there are none.
func (d *decoder) err() error {
	slices.SortStableFunc(d.faults, func(a, b *DecodeError) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	errs := make([]error, len(d.faults))
	for i, f := range d.faults {
		errs[i] = f
	}
	return errors.Join(errs...)
}

// fault notes a problem at n.
func (d *decoder) fault(n *yaml.Node, hint, format string, args ...any) {
	d.faults = append(d.faults, &DecodeError{File: d.file, Line: n.Line, Column: d.column(n), Problem: fmt.Sprintf(format, args...), Hint: hint})
}

// column returns the byte column of n; the YAML package counts characters.
func (d *decoder) column(n *yaml.Node) int {
	if n.Line < 1 || n.Line > len(d.lines) {
		return n.Column
	}
	chars, line := 0, d.lines[n.Line-1]
	for i := range line {
		if chars++; chars == n.Column {
			return i + 1
		}
	}
	return n.Column
}

// syntax notes the fault of a text that is no YAML. The YAML package tells
// the line in its message only.
func (d *decoder) syntax(err error) {
	msg, line := strings.TrimPrefix(err.Error(), "yaml: "), 1
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		if num, text, ok := strings.Cut(rest, ": "); ok {
			if n, err := strconv.Atoi(num); err == nil {
				line, msg = n, text
			}
		}
	}
	d.faults = append(d.faults, &DecodeError{File: d.file, Line: line, Column: 1, Problem: "not YAML: " + msg})
}

// value decodes n, which stands at path, into v.
func (d *decoder) value(path string, n *yaml.Node, v reflect.Value) {
	d.at[path] = n
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	switch v.Kind() {
	case reflect.Struct:
		d.fields(path, n, v)
	case reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			d.fault(n, "", "%s is %s; want a list", last(path), kindOf(n))
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
		for i, item := range n.Content {
			d.value(join(path, strconv.Itoa(i)), item, v.Index(i))
		}
	case reflect.Map:
		if n.Kind != yaml.MappingNode {
			d.fault(n, "", "%s is %s; want a map", last(path), kindOf(n))
			return
		}
		v.Set(reflect.MakeMap(v.Type()))
		d.pairs(n, func(key string, k, val *yaml.Node) {
			item := reflect.New(v.Type().Elem()).Elem()
			d.value(join(path, key), val, item)
			v.SetMapIndex(reflect.ValueOf(key), item)
		})
	case reflect.Bool:
		if n.Value != "true" && n.Value != "false" {
			d.fault(n, "", "%s is %s; want true or false", last(path), kindOf(n))
			return
		}
		v.SetBool(n.Value == "true")
	default: // strings, also of the named types
		if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
			d.fault(n, "", "%s is %s; want a text", last(path), kindOf(n))
			return
		}
		v.SetString(n.Value)
	}
}

// fields decodes the map n into the struct v, whose keys are in the yaml tags;
// keys without omitempty are required.
func (d *decoder) fields(path string, n *yaml.Node, v reflect.Value) {
	if n.Kind != yaml.MappingNode {
		d.fault(n, "", "%s is %s; want a map", last(path), kindOf(n))
		return
	}
	index, required, keys := map[string]int{}, []string{}, []string{}
	for i := range v.NumField() {
		key, opts, _ := strings.Cut(v.Type().Field(i).Tag.Get("yaml"), ",")
		index[key] = i
		keys = append(keys, key)
		if opts != "omitempty" && v.Field(i).Kind() != reflect.Slice {
			required = append(required, key)
		}
	}
	given := map[string]bool{}
	d.pairs(n, func(key string, k, val *yaml.Node) {
		i, ok := index[key]
		if !ok {
			d.fault(k, nearest(key, keys), "unknown key %q", key)
			return
		}
		given[key] = true
		d.value(join(path, key), val, v.Field(i))
	})
	for _, key := range required {
		if !given[key] {
			d.fault(n, "", "%s lacks the key %q", row(path), key)
		}
	}
}

// pairs calls f for each pair of the map n, once per key.
func (d *decoder) pairs(n *yaml.Node, f func(key string, k, val *yaml.Node)) {
	first := map[string]int{}
	for i := 0; i < len(n.Content); i += 2 {
		k := n.Content[i]
		if line, ok := first[k.Value]; ok {
			d.fault(k, "", "the key %q is given twice, first in line %d", k.Value, line)
			continue
		}
		first[k.Value] = k.Line
		f(k.Value, k, n.Content[i+1])
	}
}

// kindOf says what a node is, for messages.
func kindOf(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a map"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Tag == "!!null":
		return "empty"
	}
	return strconv.Quote(n.Value)
}

// row names the row at path for messages: "a row of calls".
func row(path string) string {
	section, _, ok := strings.Cut(path, ".")
	if !ok {
		return "the description"
	}
	return "a row of " + section
}

// last returns the last key of path that is not a number.
func last(path string) string {
	parts := strings.Split(path, ".")
	for i, part := range slices.Backward(parts) {
		if _, err := strconv.Atoi(part); err != nil && part != "" {
			if i == len(parts)-1 {
				return part
			}
			return "an entry of " + part
		}
	}
	return "the description"
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
