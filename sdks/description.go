// Package sdks holds what llmtag knows about LLM SDKs: which functions
// construct clients, which calls are billed, and where ownership tags can be
// attached. The knowledge is data, one YAML file per SDK; an in-house SDK is
// described in the same format.
package sdks

// SDK describes one LLM SDK. Names of functions are those of
// types.Func.FullName, names of fields are "import/path.Type.Field"; "$alias"
// stands for the import path of a module declared under modules.
type SDK struct {
	Name         string        `yaml:"sdk"`                     // short name, unique; as reported in findings
	Modules      []Module      `yaml:"modules"`                 // the modules whose packages are described here
	Source       string        `yaml:"source,omitempty"`        // where the facts were verified
	Clients      []string      `yaml:"clients,omitempty"`       // types whose values are clients, services, model handles or sessions
	OptionsField string        `yaml:"options_field,omitempty"` // name of the field in which each client or service keeps its options
	Constructors []Constructor `yaml:"constructors,omitempty"`
	Literals     []Literal     `yaml:"literals,omitempty"`
	Calls        []Call        `yaml:"calls,omitempty"`
	Options      []Option      `yaml:"options,omitempty"`
	Fields       []Field       `yaml:"fields,omitempty"` // those of one type in the order in which the SDK applies them
	Contexts     []Context     `yaml:"contexts,omitempty"`
	Endpoints    []Endpoint    `yaml:"endpoints,omitempty"`
	HTTPTypes    []HTTPType    `yaml:"http_types,omitempty"`
	HTTPFuncs    []HTTPFunc    `yaml:"http_funcs,omitempty"`
	Free         []string      `yaml:"free,omitempty"` // exported functions that send requests which are not billed, or none; "(*$m.T).{A, B}" is two of them
	Same         []string      `yaml:"same,omitempty"` // functions whose result says what their first argument says, such as aws.String
	Notes        []string      `yaml:"notes,omitempty"`
}

// Module is a Go module that belongs to an SDK.
type Module struct {
	Alias    string   `yaml:"as,omitempty"`     // "$alias" in names stands for Path; the default is "m"
	Path     string   `yaml:"path"`             // module path
	Version  string   `yaml:"version"`          // version against which the names were checked
	Packages []string `yaml:"packages"`         // checked packages, relative to Path; "." is the root
	Shared   bool     `yaml:"shared,omitempty"` // other programs use it as well: importing it does not make a program use the SDK, and only the listed packages count
}

// Role says how a parameter or field carries tags.
type Role string

// The roles of parameters and fields.
const (
	RoleOptions      Role = "options"       // an option, or a slice of options
	RoleStruct       Role = "struct"        // a struct, or pointer to one, whose carriers are listed under fields
	RoleHeaders      Role = "headers"       // a map from header names to values
	RoleMetadata     Role = "metadata"      // a map from the tags' own names to values
	RoleMetadataJSON Role = "metadata-json" // a JSON text of such a map
	RoleTags         Role = "tags"          // a list of structs with the fields Key and Value
	RolePairs        Role = "pairs"         // header names and values in turn
	RoleHTTP         Role = "http"          // *http.Client, http.RoundTripper or anything with Do(*http.Request)
	RoleClient       Role = "client"        // another client, whose tags are inherited
	RoleFunctions    Role = "functions"     // functions applied in order to a struct whose carriers are listed under fields
	RoleMiddleware   Role = "middleware"    // functions around each attempt: (request, next)
	RolePolicies     Role = "policies"      // azcore pipeline policies
	RoleAPIOptions   Role = "api-options"   // smithy stack mutators: func(*middleware.Stack) error
	RoleInterceptors Role = "interceptors"  // smithy's registry of interceptors
	RoleContext      Role = "context"       // a context in which a function of contexts put headers
)

// Constructor is a function or method that makes a client or a part of one.
type Constructor struct {
	Func        string          `yaml:"func"`
	Makes       string          `yaml:"makes,omitempty"`       // client (the default), service, handle (a model, session or runner: inherits from its receiver or parameters, and is no site of its own), wrapper (the same, around another SDK's object), config
	Params      map[string]Role `yaml:"params,omitempty"`      // carriers among the parameters, by name; "#1" is the second parameter where it has no name
	Environment []string        `yaml:"environment,omitempty"` // variables from which it reads headers by itself
	Without     []string        `yaml:"without,omitempty"`     // slots that it leaves out, such as http: it brings its own
	Unbilled    bool            `yaml:"unbilled,omitempty"`    // what it makes only reaches a local process, which nobody bills: no site
	Note        string          `yaml:"note,omitempty"`
}

// Literal is a type whose composite literal is a construction.
type Literal struct {
	Type string `yaml:"type"`
	Zero string `yaml:"zero"` // is the zero value usable: yes, no, partly (only when a carrier field is set)
	Note string `yaml:"note,omitempty"`
}

// Call is a function or method that sends a request.
type Call struct {
	Func      string          `yaml:"func"`
	Kind      string          `yaml:"kind"` // chat, completion, responses, embedding, image, audio, video, moderation, batch, realtime, rerank, finetune, tokens, decision, agent, raw
	Streaming bool            `yaml:"streaming,omitempty"`
	Interface bool            `yaml:"interface,omitempty"` // Func is an interface's method
	Unbilled  bool            `yaml:"unbilled,omitempty"`  // a request the vendor does not bill, such as token counting: no site
	Params    map[string]Role `yaml:"params,omitempty"`    // carriers among the parameters, as in Constructor
	Without   []string        `yaml:"without,omitempty"`   // slots of its client that it does not use, such as http
	Path      string          `yaml:"path,omitempty"`      // parameter that names the endpoint of a raw call
	Note      string          `yaml:"note,omitempty"`
}

// Effect is what an option does to the headers or metadata of a request.
type Effect string

// The effects of options.
const (
	EffectSet     Effect = "set"      // sets the header Key to Value, replacing it
	EffectAdd     Effect = "add"      // adds a value to the header Key
	EffectDelete  Effect = "delete"   // removes the header Key
	EffectMerge   Effect = "merge"    // applies From, in the role As, over what is there
	EffectReplace Effect = "replace"  // applies From, in the role As, in place of what an earlier option of the same Slot applied
	EffectSetBody Effect = "set-body" // sets the JSON path Key of the body to Value; "metadata.x" is the metadata x
	EffectDelBody Effect = "del-body" // removes the JSON path Key of the body
)

// Option is a function whose result is an option that carries tags. A
// function of a described package that is not listed makes an option (or
// anything else) that neither attaches nor removes tags.
type Option struct {
	Func   string `yaml:"func"`
	Effect Effect `yaml:"effect"`
	Key    string `yaml:"key,omitempty"`   // parameter name
	Value  string `yaml:"value,omitempty"` // parameter name
	From   string `yaml:"from,omitempty"`  // parameter name
	As     Role   `yaml:"as,omitempty"`
	Slot   string `yaml:"slot,omitempty"` // http, headers, metadata …: the last option of a slot wins, on the client and on the request each; of "http" and of slots that begin with "request" the last of both
	Note   string `yaml:"note,omitempty"`
}

// Field is a struct field that carries tags.
type Field struct {
	Field string `yaml:"field"` // import/path.Type.Field, dotted further for nested structs; pointers are passed through
	As    Role   `yaml:"as"`
	Slot  string `yaml:"slot,omitempty"` // as in Option
	Note  string `yaml:"note,omitempty"`
}

// Context is a function that puts headers into a context.
type Context struct {
	Func   string `yaml:"func"`
	Parent string `yaml:"parent"` // parameter name of the parent context
	From   string `yaml:"from"`   // parameter name
	As     Role   `yaml:"as"`
	Note   string `yaml:"note,omitempty"`
}

// Endpoint is a provider's HTTP interface, for requests made without an SDK.
type Endpoint struct {
	Host  string   `yaml:"host"`  // "{x}" matches any run of characters but "/" and ":"
	Paths []string `yaml:"paths"` // billed paths, without query; "{x}" as above, a trailing "…" matches any rest; none: every path
	Note  string   `yaml:"note,omitempty"`
}

// HTTPType is a client or a request of a library for HTTP requests that are
// made without an SDK.
type HTTPType struct {
	Type    string `yaml:"type"`
	Headers string `yaml:"headers,omitempty"` // field with the headers; where it is not exported, any name
	URL     string `yaml:"url,omitempty"`     // field with the URL, of a client the one that paths are relative to; as above
	Method  string `yaml:"method,omitempty"`  // field with the method
}

// HTTPDoes is what a function of a library for HTTP requests does.
type HTTPDoes string

// What a function of a library for HTTP requests does.
const (
	HTTPMakeClient  HTTPDoes = "make-client"  // makes a client, around From, an *http.Client, if it has that
	HTTPMakeRequest HTTPDoes = "make-request" // makes a request, which is sent with what its receiver attaches
	HTTPCopy        HTTPDoes = "copy"         // copies its receiver
	HTTPSet         HTTPDoes = "set"          // sets the header Key of its receiver to Value
	HTTPMerge       HTTPDoes = "merge"        // sets the headers From, a map
	HTTPHeaders     HTTPDoes = "headers"      // returns its receiver's headers
	HTTPSetURL      HTTPDoes = "set-url"      // sets the URL
	HTTPSetMethod   HTTPDoes = "set-method"   // sets the method
	HTTPTransport   HTTPDoes = "transport"    // sends through From, an *http.Client or http.RoundTripper
	HTTPHook        HTTPDoes = "hook"         // calls From with the client and the request before it is sent
	HTTPSend        HTTPDoes = "send"         // sends a request
)

// HTTPFunc says what functions of a library for HTTP requests do. Those of
// its methods that are not listed, and return their receiver, change nothing
// that matters.
type HTTPFunc struct {
	Funcs  []string `yaml:"funcs"` // "(*$m.T).{A, B}" is two of them
	Does   HTTPDoes `yaml:"does"`
	Key    string   `yaml:"key,omitempty"`    // parameter name, as the others
	Value  string   `yaml:"value,omitempty"`  // of a header
	From   string   `yaml:"from,omitempty"`   // see HTTPDoes
	URL    string   `yaml:"url,omitempty"`    // of set-url and send
	Method string   `yaml:"method,omitempty"` // of set-method and send; without it send's method is the function's name, if it is one of HTTP's, else the one set before
}
