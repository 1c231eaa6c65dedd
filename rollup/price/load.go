// Package price says what tokens cost: which rate holds for a model, a service
// tier, a region, a size of prompt and a moment, and what a row of sums costs by it.
// Prices are data, in YAML files; the format is described in docs/prices.md.
package price

import (
	_ "embed"
	"errors"
	"io/fs"
	"path/filepath"
	"sync"

	"github.com/llmtag/llmtag/internal/strict"
)

//go:embed prices.yaml
var builtinPrices []byte

// Builtin returns the table that is part of the program.
var Builtin = sync.OnceValue(func() *Table {
	t, err := parse("prices.yaml", "", builtinPrices, nil)
	if err != nil {
		panic("price: " + err.Error()) // a test loads it
	}
	t.layers[0].name = ""
	return t
})

// Load reads a price file; an empty name is the built-in table. Unless the file says
// builtin: none, what it has no price for is looked up in the built-in table. The
// error joins all faults of the file, each a [*DecodeError].
func Load(file string) (*Table, error) {
	if file == "" {
		return Builtin(), nil
	}
	abs, err := filepath.Abs(file)
	var data []byte
	if err == nil {
		data, err = strict.ReadFile(abs)
	}
	if err != nil {
		fault := strict.FileFault(file, err)
		if errors.Is(err, fs.ErrNotExist) {
			fault.Hint = "leave --prices out for the built-in table"
		}
		return nil, fault
	}
	return parse(file, filepath.Dir(abs), data, Builtin())
}

// Parse reads a price file from memory; name is how messages call it.
func Parse(name string, data []byte) (*Table, error) { return parse(name, "", data, Builtin()) }

// parse reads a file; under is the table that it may lie on, nil for none.
func parse(name, dir string, data []byte, under *Table) (*Table, error) {
	var f strict.Faults
	root := strict.Document(name, dir, data, "a price file begins with version: 1", f.Report)
	if root == nil {
		return nil, f.Err()
	}
	var doc document
	d := f.Decoder()
	if d.Is(root, strict.Mapping, "", "a mapping with keys such as version and models") {
		d.Decode(root, &doc, "")
	}
	if f.Any() {
		return nil, f.Err()
	}
	b := &builder{Faults: &f, under: under, name: name, doc: &doc, root: root, table: &Table{}}
	b.build()
	if f.Any() {
		return nil, f.Err()
	}
	return b.table, nil
}
