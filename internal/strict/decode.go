package strict

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// A Word is a string type, or a type that contains one, with a rule for its values.
type Word interface {
	// Check says what is wrong with text and what to write instead; both are
	// empty if it is right.
	Check(text string) (problem, hint string)
	// Schema is the same rule as a JSON Schema, as far as it can say it.
	Schema() Object
}

// A Union is a type that can be written in several forms. The method has a
// pointer receiver.
type Union interface {
	DecodeYAML(d *Decoder, n *Node, path string)
	SchemaYAML() Object
}

// A Decoder fills Go values from nodes. Struct fields are named by the tag
// `key:"name"` or `key:"name,required"`; `doc:"…"` is for the schema. A
// missing or null value leaves the field as it is, so defaults are set before.
type Decoder struct {
	Report Report
}

// Decode decodes n into the value that into points to. path names n in
// messages; it is empty for the root.
func (d *Decoder) Decode(n *Node, into any, path string) {
	d.value(n, reflect.ValueOf(into).Elem(), path)
}

func (d *Decoder) value(n *Node, v reflect.Value, path string) {
	if u, ok := reflect.TypeAssert[Union](v.Addr()); ok {
		u.DecodeYAML(d, n, path)
		return
	}
	if n.Kind == Null && mayBeNull(v.Type()) {
		return // a key whose content is commented out
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), path)
	case reflect.Struct:
		if d.Is(n, Mapping, path, "a mapping") {
			d.fields(n, v, path)
		}
	case reflect.Map:
		if d.Is(n, Mapping, path, "a mapping") {
			d.entries(n, v, path)
		}
	case reflect.Slice:
		if d.Is(n, Sequence, path, "a list") {
			v.Set(reflect.MakeSlice(v.Type(), 0, len(n.Items))) // in place of a default
			for i, item := range n.Items {
				e := reflect.New(v.Type().Elem()).Elem()
				d.value(item, e, path+"["+strconv.Itoa(i)+"]")
				v.Set(reflect.Append(v, e))
			}
		}
	case reflect.String:
		d.text(n, v, path)
	case reflect.Bool:
		if n.Kind != Scalar || n.Tag != "!!bool" {
			d.Expected(n, path, "true or false")
			return
		}
		v.SetBool(strings.EqualFold(n.Text, "true"))
	case reflect.Int:
		i, err := strconv.Atoi(n.Text)
		if n.Kind != Scalar || n.Tag != "!!int" || err != nil {
			d.Expected(n, path, "a whole number")
			return
		}
		v.SetInt(int64(i))
		d.check(n, v, path)
	default:
		panic("strict: a type that is in no file: " + v.Type().String())
	}
}

func (d *Decoder) text(n *Node, v reflect.Value, path string) {
	if n.Kind != Scalar {
		d.Expected(n, path, "a word")
		return
	}
	w, ok := reflect.TypeAssert[Word](v)
	numeric := false
	if ok {
		types, _ := w.Schema()["type"].([]string)
		numeric = slices.Contains(types, "number") && (n.Tag == "!!int" || n.Tag == "!!float")
	}
	v.SetString(n.Text)
	if ok && !d.check(n, v, path) {
		return
	}
	if n.Tag != "!!str" && !numeric {
		d.Report(n.Pos, describe(path)+"expected a word, found "+found(n), "put it in quotes")
	}
}

// check reports whether the text of n keeps the rule of its type.
func (d *Decoder) check(n *Node, v reflect.Value, path string) bool {
	if w, ok := reflect.TypeAssert[Word](v); ok {
		if problem, hint := w.Check(n.Text); problem != "" {
			d.Report(n.Pos, describe(path)+problem, hint)
			return false
		}
	}
	return true
}

func (d *Decoder) fields(n *Node, v reflect.Value, path string) {
	names := make([]string, v.NumField())
	for i := range names {
		names[i], _ = key(v.Type().Field(i))
	}
	var meant []string // by keys that are misspelt
	for _, e := range n.Entries {
		if !slices.Contains(names, e.Key) {
			d.Unknown(e.KeyPos, "key", e.Key, path, names)
			meant = append(meant, Nearest(e.Key, names))
		}
	}
	for i, name := range names {
		_, required := key(v.Type().Field(i))
		e := n.Entry(name)
		switch {
		case e != nil:
			d.value(e.Value, v.Field(i), join(path, name))
		case required && !slices.Contains(meant, name):
			d.Report(n.Pos, describe(path)+name+" is missing", "")
		}
	}
	d.Repeated(n, path)
}

func (d *Decoder) entries(n *Node, v reflect.Value, path string) {
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.Entries)))
	for _, e := range n.Entries {
		k := reflect.New(v.Type().Key()).Elem()
		k.SetString(e.Key)
		if w, ok := reflect.TypeAssert[Word](k); ok {
			if problem, hint := w.Check(e.Key); problem != "" {
				d.Report(e.KeyPos, describe(path)+problem, hint)
			}
		}
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(e.Value, item, join(path, e.Key))
		v.SetMapIndex(k, item)
	}
	d.Repeated(n, path)
}

// Is reports whether n is of a kind, and reports the fault if it is not.
func (d *Decoder) Is(n *Node, kind Kind, path, what string) bool {
	if n.Kind != kind {
		d.Expected(n, path, what)
	}
	return n.Kind == kind
}

// Expected reports that n is not what is expected there.
func (d *Decoder) Expected(n *Node, path, what string) {
	d.Report(n.Pos, describe(path)+"expected "+what+", found "+found(n), "")
}

// Unknown reports a name that is not among the valid ones. noun says what it names.
func (d *Decoder) Unknown(at Pos, noun, name, path string, valid []string) {
	problem := fmt.Sprintf("unknown %s %s", noun, Quote(name))
	if path != "" {
		problem += " in " + path
	}
	d.Report(at, problem, Hint(name, valid))
}

// Hint is the hint for a name that is not among the valid ones.
func Hint(name string, valid []string) string {
	if near := Nearest(name, valid); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	if len(valid) == 0 {
		return ""
	}
	if len(valid) > 20 {
		return fmt.Sprintf("valid are %s and %d more", strings.Join(valid[:20], ", "), len(valid)-20)
	}
	return "valid: " + strings.Join(valid, ", ")
}

// Repeated reports the keys that n has twice.
func (d *Decoder) Repeated(n *Node, path string) {
	for _, e := range n.Again {
		d.Report(e.KeyPos, fmt.Sprintf("%skey %s appears twice", describe(path), Quote(e.Key)),
			fmt.Sprintf("line %d has it too", n.Entry(e.Key).KeyPos.Line))
	}
}

// mayBeNull reports whether nothing is a value of t: an empty list or mapping.
func mayBeNull(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Map, reflect.Slice:
		return true
	case reflect.Struct:
		for f := range t.Fields() {
			if _, required := key(f); required {
				return false
			}
		}
		return true
	default:
		return false
	}
}

// HasKey reports whether a struct has a field of that name in files.
func HasKey(v any, name string) bool {
	for f := range reflect.TypeOf(v).Fields() {
		if k, _ := key(f); k == name {
			return true
		}
	}
	return false
}

func key(f reflect.StructField) (name string, required bool) {
	name, option, _ := strings.Cut(f.Tag.Get("key"), ",")
	return name, option == "required"
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func describe(path string) string {
	if path == "" {
		return ""
	}
	return path + ": "
}

func found(n *Node) string {
	switch n.Kind {
	case Null:
		return "nothing"
	case Mapping:
		return "a mapping"
	case Sequence:
		return "a list"
	default:
		if n.Tag == "!!str" {
			return Quote(n.Text)
		}
		if len(n.Text) > 60 {
			return n.Text[:60] + "…"
		}
		return n.Text
	}
}
