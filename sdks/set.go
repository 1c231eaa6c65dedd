package sdks

import (
	"regexp"
	"slices"
	"strings"
)

// A Set is an index of SDK descriptions by the names of functions, types and
// packages. It does not change after [Load]; use from several goroutines is safe.
type Set struct {
	sdks         []*SDK
	named        map[string]string // files by SDK name, while loading
	constructors map[string]entry[*Constructor]
	literals     map[string]entry[*Literal]
	calls        map[string]entry[*Call]
	options      map[string]entry[*Option]
	contexts     map[string]entry[*Context]
	free         map[string]entry[string]
	clients      map[string]entry[string]
	fields       map[string]map[string]entry[Field] // by type and path
	carriers     map[string][]Field                 // by type, in the order of the files
	roots        map[string]*SDK                    // by module path; whole modules
	shared       map[string]*SDK                    // by package path; of shared modules
	hosts        hostIndex
	httpTypes    map[string]entry[*HTTPType]
	httpFuncs    map[string]entry[*HTTPFunc]
	same         map[string]entry[string]
	usage        map[string]bool // fields and functions that say what was used
	usagePaths   map[string]bool // JSON paths of bodies that ask for the usage of a stream
	tokenizers   map[string]bool
	constants    []string // that options are compared with
	users        []source // of users' descriptions
	sums         []string // hashes of those, in their order
}

// entry is a row, with the description it comes from.
type entry[T any] struct {
	row  T
	sdk  *SDK
	file string
	user bool
}

func newSet() *Set {
	return &Set{
		named:        map[string]string{},
		constructors: map[string]entry[*Constructor]{},
		literals:     map[string]entry[*Literal]{},
		calls:        map[string]entry[*Call]{},
		options:      map[string]entry[*Option]{},
		contexts:     map[string]entry[*Context]{},
		free:         map[string]entry[string]{},
		clients:      map[string]entry[string]{},
		fields:       map[string]map[string]entry[Field]{},
		carriers:     map[string][]Field{},
		roots:        map[string]*SDK{},
		shared:       map[string]*SDK{},
		httpTypes:    map[string]entry[*HTTPType]{},
		httpFuncs:    map[string]entry[*HTTPFunc]{},
		same:         map[string]entry[string]{},
		usage:        map[string]bool{},
		usagePaths:   map[string]bool{},
		tokenizers:   map[string]bool{},
	}
}

// Constructor returns the description of a constructor by its full name, and
// the SDK it belongs to; nil if it is none.
func (s *Set) Constructor(fullName string) (*Constructor, *SDK) {
	e := s.constructors[fullName]
	return e.row, e.sdk
}

// Call returns the description of a call by its full name, and the SDK it
// belongs to; nil if it is none.
func (s *Set) Call(fullName string) (*Call, *SDK) {
	e := s.calls[fullName]
	return e.row, e.sdk
}

// Option returns the description of a function that makes an option, and the
// SDK it belongs to; nil if it makes none that carries tags.
func (s *Set) Option(fullName string) (*Option, *SDK) {
	e := s.options[fullName]
	return e.row, e.sdk
}

// Context returns the description of a function that puts headers into a
// context, and the SDK it belongs to; nil if it is none.
func (s *Set) Context(fullName string) (*Context, *SDK) {
	e := s.contexts[fullName]
	return e.row, e.sdk
}

// HTTPFunc returns what a function of a library for HTTP requests does; nil if
// it is none, or one that changes nothing that matters.
func (s *Set) HTTPFunc(fullName string) *HTTPFunc { return s.httpFuncs[fullName].row }

// HTTPType returns the description of a client or request of a library for
// HTTP requests, "import/path.Type"; nil if it is none.
func (s *Set) HTTPType(typeName string) *HTTPType { return s.httpTypes[typeName].row }

// Same reports whether the result of the function says what its first argument
// says.
func (s *Set) Same(fullName string) bool {
	_, ok := s.same[fullName]
	return ok
}

// SaysUsage reports whether a field "import/path.Type.Field" of a response, or a
// function of one, says what was used.
func (s *Set) SaysUsage(name string) bool { return s.usage[name] }

// AsksForUsage reports whether a JSON path of a request's body asks for the
// usage of a stream.
func (s *Set) AsksForUsage(path string) bool { return s.usagePaths[path] }

// MayAskForUsage reports whether what asks for the usage of a stream lies below a
// JSON path of a request's body.
func (s *Set) MayAskForUsage(path string) bool {
	for p := range s.usagePaths {
		if strings.HasPrefix(p, path+".") {
			return true
		}
	}
	return false
}

// Tokenizer reports whether a function counts tokens without asking the
// provider, or returns tokens to be counted.
func (s *Set) Tokenizer(fullName string) bool { return s.tokenizers[fullName] }

// Constants returns the full names of the constants that arguments of options
// are compared with. The slice belongs to the set.
func (s *Set) Constants() []string { return s.constants }

// Free reports whether the function is known to send nothing that is billed.
func (s *Set) Free(fullName string) bool {
	_, ok := s.free[fullName]
	return ok
}

// Literal returns the description of a type, "import/path.Type", whose
// composite literal is a construction, and the SDK it belongs to; nil if it is
// none.
func (s *Set) Literal(typeName string) (*Literal, *SDK) {
	e := s.literals[typeName]
	return e.row, e.sdk
}

// Fields returns the fields of the struct type "import/path.Type" that carry
// tags, in the order in which the SDK applies them. Their names are relative to
// the type, such as HTTPOptions.Headers. The slice belongs to the set.
func (s *Set) Fields(typeName string) []Field { return s.carriers[typeName] }

// IsClient reports whether values of the type "import/path.Type", or pointers
// to them, are clients, services, model handles or wrappers, and of which SDK.
// Generic types go without their parameters.
func (s *Set) IsClient(typeName string) (*SDK, bool) {
	e, ok := s.clients[typeName]
	return e.sdk, ok
}

// major is a path element that begins another module, such as v2.
var major = regexp.MustCompile(`^v([2-9]|[1-9]\d+)$`)

// Shared reports whether a package is one of those that are described of a module that
// has others besides. What it does is told by its description, also where its code is at
// hand, as that of a module that a directory replaces.
func (s *Set) Shared(pkgPath string) bool { return s.shared[pkgPath] != nil }

// SDKOf returns the SDK one of whose modules holds the package, whether or not
// the package is described; nil if there is none. Of a shared module only the
// described packages count.
func (s *Set) SDKOf(pkgPath string) *SDK {
	if sdk := s.shared[pkgPath]; sdk != nil {
		return sdk
	}
	path, below := pkgPath, ""
	for {
		if sdk := s.roots[path]; sdk != nil {
			if major.MatchString(below) && !major.MatchString(path[strings.LastIndex(path, "/")+1:]) {
				return nil // another major version, which nobody described
			}
			return sdk
		}
		i := strings.LastIndex(path, "/")
		if i < 0 {
			return nil
		}
		path, below = path[:i], path[i+1:]
	}
}

// add indexes a description.
func (s *Set) add(file string, sdk *SDK, user bool) {
	s.sdks = append(s.sdks, sdk)
	for i := range sdk.Constructors {
		c := &sdk.Constructors[i]
		s.constructors[c.Func] = entry[*Constructor]{c, sdk, file, user}
	}
	for i := range sdk.Literals {
		l := &sdk.Literals[i]
		s.literals[l.Type] = entry[*Literal]{l, sdk, file, user}
	}
	for i := range sdk.Calls {
		c := &sdk.Calls[i]
		s.calls[c.Func] = entry[*Call]{c, sdk, file, user}
	}
	for i := range sdk.Options {
		o := &sdk.Options[i]
		if o.Equals != "" {
			s.constants = append(s.constants, o.Equals)
		}
		s.options[o.Func] = entry[*Option]{o, sdk, file, user}
	}
	for i := range sdk.Contexts {
		c := &sdk.Contexts[i]
		s.contexts[c.Func] = entry[*Context]{c, sdk, file, user}
	}
	for _, name := range sdk.Usage {
		s.usage[name] = true
	}
	for _, name := range sdk.Tokenizers {
		s.tokenizers[name] = true
	}
	for _, c := range sdk.Calls {
		if c.Usage != "" {
			s.usagePaths[c.Usage] = true
		}
	}
	for _, name := range sdk.Same {
		s.same[name] = entry[string]{name, sdk, file, user}
	}
	for _, name := range sdk.Free {
		s.free[name] = entry[string]{name, sdk, file, user}
	}
	for _, name := range sdk.Clients {
		s.clients[name] = entry[string]{name, sdk, file, user}
	}
	for _, f := range sdk.Fields {
		typ, path := splitField(f.Field)
		if s.fields[typ] == nil {
			s.fields[typ] = map[string]entry[Field]{}
		}
		f.Field = path
		s.fields[typ][path] = entry[Field]{f, sdk, file, user}
	}
	for i := range sdk.HTTPTypes {
		t := &sdk.HTTPTypes[i]
		s.httpTypes[t.Type] = entry[*HTTPType]{t, sdk, file, user}
	}
	for i := range sdk.HTTPFuncs {
		f := &sdk.HTTPFuncs[i]
		for _, name := range f.Funcs {
			s.httpFuncs[name] = entry[*HTTPFunc]{f, sdk, file, user}
		}
	}
	for _, m := range sdk.Modules {
		if !m.Shared {
			s.roots[m.Path] = sdk
			continue
		}
		for _, p := range m.Imports() {
			s.shared[p] = sdk
		}
	}
}

// finish builds what depends on all descriptions.
func (s *Set) finish() {
	for _, sdk := range s.sdks {
		for _, f := range sdk.Fields {
			typ, path := splitField(f.Field)
			if e := s.fields[typ][path]; e.sdk == sdk { // else a later description replaces it
				s.carriers[typ] = append(s.carriers[typ], e.row)
			}
		}
		for i := range sdk.Endpoints {
			s.hosts.add(&sdk.Endpoints[i])
		}
	}
}

// forget drops what the built-in descriptions say about the functions of a
// user's description; its other rows simply take their place.
func (s *Set) forget(sdk *SDK) {
	for _, name := range functions(sdk) {
		if e, ok := s.constructors[name]; ok && !e.user {
			delete(s.constructors, name)
		}
		if e, ok := s.calls[name]; ok && !e.user {
			delete(s.calls, name)
		}
		if e, ok := s.options[name]; ok && !e.user {
			delete(s.options, name)
		}
		if e, ok := s.contexts[name]; ok && !e.user {
			delete(s.contexts, name)
		}
		if e, ok := s.free[name]; ok && !e.user {
			delete(s.free, name)
		}
	}
}

// conflict is a function that two descriptions of the same rank describe.
type conflict struct {
	section    string
	row        int
	name, file string
}

// conflicts returns what sdk describes although the set does already.
func (s *Set) conflicts(sdk *SDK) []conflict {
	var all []conflict
	note := func(section string, row int, name, file string) {
		if file != "" {
			all = append(all, conflict{section, row, name, file})
		}
	}
	for i, c := range sdk.Constructors {
		note("constructors", i, c.Func, s.constructors[c.Func].file)
	}
	for i, c := range sdk.Calls {
		note("calls", i, c.Func, s.calls[c.Func].file)
	}
	for i, o := range sdk.Options {
		note("options", i, o.Func, s.options[o.Func].file)
	}
	for i, c := range sdk.Contexts {
		note("contexts", i, c.Func, s.contexts[c.Func].file)
	}
	return all
}

// functions returns the names of all functions that sdk describes.
func functions(sdk *SDK) []string {
	names := slices.Clone(sdk.Free)
	for _, c := range sdk.Constructors {
		names = append(names, c.Func)
	}
	for _, c := range sdk.Calls {
		names = append(names, c.Func)
	}
	for _, o := range sdk.Options {
		names = append(names, o.Func)
	}
	for _, c := range sdk.Contexts {
		names = append(names, c.Func)
	}
	return names
}
