package invoice

import (
	"cmp"
	"embed"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/llmtag/llmtag/internal/strict"
	"github.com/llmtag/llmtag/rollup/price"
)

//go:embed exports/*.yaml
var builtinExports embed.FS

// Exports are descriptions of what providers export.
type Exports struct{ all []*export }

// Builtin returns the descriptions that are part of the program.
var Builtin = sync.OnceValue(func() *Exports {
	entries, err := builtinExports.ReadDir("exports")
	if err != nil {
		panic("invoice: " + err.Error()) // it is embedded
	}
	out := &Exports{}
	var faults strict.Faults
	for _, entry := range entries {
		data, err := builtinExports.ReadFile("exports/" + entry.Name())
		if err != nil {
			panic("invoice: " + err.Error()) // it is embedded
		}
		out.add(entry.Name(), "", data, &faults)
	}
	if err := faults.Err(); err != nil {
		panic("invoice: " + err.Error()) // a test loads them
	}
	return out
})

// Load returns the built-in descriptions and those of files before them, such as of
// the export of a gateway of one's own. The error joins all faults.
func Load(files ...string) (*Exports, error) {
	out := &Exports{}
	var faults strict.Faults
	for _, file := range files {
		abs, err := filepath.Abs(file)
		var data []byte
		if err == nil {
			data, err = strict.ReadFile(abs)
		}
		if err != nil {
			faults.Add(strict.FileFault(file, err))
			continue
		}
		out.add(file, filepath.Dir(abs), data, &faults)
	}
	out.all = append(out.all, Builtin().all...)
	return out, faults.Err()
}

// An export is a description, ready to be used.
type export struct {
	*exportDoc
	provider string // who exports
	models   string // whose models
	only     []only
	items    []*regexp.Regexp
	rewrites []rewriting
	tokens   []kindColumns
	per      int64
	rounding price.Money
}

type only struct {
	columns []string
	match   *regexp.Regexp
}

type rewriting struct {
	match *regexp.Regexp
	as    string
}

// kindColumns are the alternatives for a kind: each is one column without others.
type kindColumns struct {
	kind string
	sums [][]string
}

// add reads a file of descriptions.
func (e *Exports) add(name, dir string, data []byte, faults *strict.Faults) {
	root := strict.Document(name, dir, data, "a description of exports begins with version: 1", faults.Report)
	if root == nil {
		return
	}
	before := len(faults.All)
	var doc document
	d := faults.Decoder()
	if d.Is(root, strict.Mapping, "", "a mapping with keys such as version and exports") {
		d.Decode(root, &doc, "")
	}
	if len(faults.All) > before {
		return
	}
	for i := range doc.Exports {
		compiled := doc.compile(&doc.Exports[i])
		compiled.check(root.Get("exports", i), faults.Report)
		e.all = append(e.all, compiled)
	}
}

// compile prepares a description. Its parts were checked when they were decoded.
func (doc *document) compile(d *exportDoc) *export {
	e := &export{exportDoc: d, provider: doc.Provider, models: cmp.Or(doc.ModelsOf, doc.Provider), per: int64(max(d.CostPer, 1))}
	for _, o := range d.Only {
		e.only = append(e.only, only{o.Columns, regexp.MustCompile(string(o.Match))})
	}
	for _, p := range d.Items {
		e.items = append(e.items, regexp.MustCompile(string(p)))
	}
	for _, r := range slices.Concat(d.Models, doc.Models) {
		e.rewrites = append(e.rewrites, rewriting{regexp.MustCompile(string(r.Match)), r.As})
	}
	for _, kind := range sortedKeys(d.Tokens) {
		k := kindColumns{kind: kind}
		for _, text := range d.Tokens[kind] {
			var names []string
			for name := range strings.SplitSeq(text, " - ") {
				names = append(names, strings.TrimSpace(name))
			}
			k.sums = append(k.sums, names)
		}
		e.tokens = append(e.tokens, k)
	}
	e.rounding, _ = price.ParseMoney(cmp.Or(string(d.Rounding), "0"))
	for name, values := range d.Values {
		folded := make(map[string]string, len(values))
		for text, value := range values {
			folded[strings.ToLower(text)] = value
		}
		d.Values[name] = folded
	}
	return e
}

// check reports what is well-formed and does not make sense.
func (e *export) check(n *strict.Node, report strict.Report) {
	if len(e.Columns[start]) == 0 {
		report(n.Pos, "the export has no column for start", "name the one that says when usage began")
	}
	switch {
	case e.Form == form(Cost) && len(e.Columns[cost]) == 0:
		report(n.Pos, "an export of cost needs a column for cost", "")
	case e.Form == form(Usage) && len(e.tokens) == 0 && len(e.Columns[quantity]) == 0:
		report(n.Pos, "an export of usage needs tokens, or a column for quantity", "")
	}
	for _, value := range e.Values[charge] {
		if !slices.Contains(charges, Charge(value)) {
			_, hint := oneOf(value, "charge", charges...)
			report(n.Pos, "unknown charge "+strict.Quote(value), hint)
		}
	}
}
