package flow

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/llmtag/llmtag/analyzer/internal/ir"
	"github.com/llmtag/llmtag/sdks"
)

// Wrapper is a function that tags by itself, as a policy says.
type Wrapper struct{ Carriers []Carrier }

// Carrier is what a [Wrapper] attaches.
type Carrier struct {
	Key   string // header in canonical form, or metadata key
	Meta  bool   // Key is one of metadata
	Param int    // position of the argument that is the value; -1 is none
}

// Program is the code that can be seen from one package: its own functions
// and those of the bundles of its dependencies.
type Program struct {
	TrustEnvironment bool              // headers that SDKs read from the environment count
	Headers          map[string]string // of tags, in canonical form, by the tag's name
	Recorders        map[string]bool   // functions that record the usage of responses, or make what does, besides those that are described
	SkipTests        bool              // findings in test files do not count

	standard   map[string]transfer // what is known of the standard library
	sdks       *sdks.Set
	wrappers   map[string]Wrapper
	linked     map[string]bool // package variables that the linker may set
	exposed    map[string]bool // struct types that were given to code that is not interpreted
	funcs      map[string]*ir.Func
	types      map[string]*ir.Type
	methods    map[string][]string // of those types, by name without the type
	params     map[string][]string
	pkgs       map[string]bool
	foreign    map[string]bool
	cells      map[string]*Cell
	variables  map[string]bool     // SDK functions that are called through a package variable
	own        string              // the package under analysis
	settled    bool                // its cells are complete
	noting     map[string]*Cell    // where cells are noted, while they are
	unresolved bool                // something was made with a package variable before cells were complete
	mainPkg    bool                // the package under analysis is a command
	makers     map[string]bool     // functions that fill fields from their parameters
	filledBy   map[string][]string // those fields, by struct type
	moved      map[string][]string // fields that methods change, by struct type
	touched    map[string]bool     // fields of other packages' structs that the package under analysis changes
	aging      map[cellKey]Value   // what cells hold after that
	reruns     reruns
	duties     []*Event           // of imported packages
	summaries  map[string]Summary // of functions that need not be followed from their callers
	tooLarge   map[string]Summary // of functions that an earlier pass did not come to the end of, until this one does
	closedOff  map[string]bool    // functions that make something of which their callers supply no more than texts
	weight     map[*ir.Func]bool
	sends      map[*ir.Func]bool // what sending has found
}

// NewProgram returns a program of the given bundles.
func NewProgram(set *sdks.Set, wrappers map[string]Wrapper, bundles ...*Bundle) *Program {
	p := &Program{
		standard: standardTable(), sdks: set, wrappers: wrappers, funcs: map[string]*ir.Func{}, types: map[string]*ir.Type{}, exposed: map[string]bool{}, linked: map[string]bool{},
		params: map[string][]string{}, pkgs: map[string]bool{}, foreign: map[string]bool{},
		methods: map[string][]string{}, cells: map[string]*Cell{}, reruns: reruns{known: map[string]*Record{}, large: map[string]bool{}}, variables: map[string]bool{}, summaries: map[string]Summary{}, aging: map[cellKey]Value{}, weight: map[*ir.Func]bool{},
		sends:     map[*ir.Func]bool{},
		closedOff: map[string]bool{}, tooLarge: map[string]Summary{},
	}
	for _, b := range bundles {
		p.add(b)
	}
	return p
}

func (p *Program) body(name string) *ir.Func { return p.funcs[name] }

// analysed reports whether a package's own functions are part of the program.
func (p *Program) analysed(pkg string) bool { return p.pkgs[pkg] }

// position returns the index of an SDK function's argument.
func (p *Program) position(fn, param string) (int, bool) {
	if param == "" {
		return 0, false
	}
	offset := 0
	if strings.HasPrefix(fn, "(") {
		offset = 1
	}
	if n, ok := strings.CutPrefix(param, "#"); ok {
		i, err := strconv.Atoi(n)
		return i + offset, err == nil
	}
	names, known := p.params[fn]
	if !known {
		return offset, p.variables[fn] // reached through a variable: the only parameter
	}
	if i := slices.Index(names, param); i >= 0 {
		return i + offset, true
	}
	return 0, false
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	return slices.Sorted(maps.Keys(m))
}

func (p *Program) typeOf(name string) *ir.Type { return p.types[name] }
