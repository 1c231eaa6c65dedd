// Package sdks holds what llmtag knows about LLM SDKs: which functions
// construct clients, which calls are billed, and where ownership tags can be
// attached. The knowledge is data, one YAML file per SDK; an in-house SDK is
// described in the same format.
package sdks

// SDK describes one LLM SDK. Names of functions are those of
// types.Func.FullName, names of fields are "import/path.Type.Field"; "$alias"
// stands for the import path of a module declared under modules.
type SDK struct {
	Name         string        `key:"sdk,required"`  // short name, unique; as reported in findings
	Modules      []Module      `key:"modules"`       // the modules whose packages are described here
	Source       string        `key:"source"`        // where the facts were verified
	Clients      []string      `key:"clients"`       // types whose values are clients, services, model handles or sessions
	OptionsField string        `key:"options_field"` // name of the field in which each client or service keeps its options
	Constructors []Constructor `key:"constructors"`
	Literals     []Literal     `key:"literals"`
	Calls        []Call        `key:"calls"`
	Options      []Option      `key:"options"`
	Fields       []Field       `key:"fields"` // those of one type in the order in which the SDK applies them
	Contexts     []Context     `key:"contexts"`
	Endpoints    []Endpoint    `key:"endpoints"`
	HTTPTypes    []HTTPType    `key:"http_types"`
	HTTPFuncs    []HTTPFunc    `key:"http_funcs"`
	Free         []string      `key:"free"`       // exported functions that send requests which are not billed, or none; "(*$m.T).{A, B}" is two of them
	Same         []string      `key:"same"`       // functions whose result says what their first argument says, such as aws.String
	Usage        []string      `key:"usage"`      // fields of responses, and functions of them, that say what was used: who reads one accounts for the response
	Tokenizers   []string      `key:"tokenizers"` // functions that count tokens without asking the provider, or return tokens to be counted
	Notes        []string      `key:"notes"`
}

// Module is a Go module that belongs to an SDK.
type Module struct {
	Alias    string   `key:"as"`               // "$alias" in names stands for Path; the default is "m"
	Path     string   `key:"path,required"`    // module path
	Version  string   `key:"version,required"` // version against which the names were checked
	Packages []string `key:"packages"`         // checked packages, relative to Path; "." is the root
	Shared   bool     `key:"shared"`           // other programs use it as well: importing it does not make a program use the SDK, and only the listed packages count
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
	RoleMiddleware   Role = "middleware"    // functions around each attempt: (request, next), or interceptors of gRPC
	RolePolicies     Role = "policies"      // azcore pipeline policies
	RoleCallbacks    Role = "callbacks"     // functions that may change each request, a struct whose carriers are listed under fields
	RoleAPIOptions   Role = "api-options"   // smithy stack mutators: func(*middleware.Stack) error
	RoleInterceptors Role = "interceptors"  // smithy's registry of interceptors
	RoleContext      Role = "context"       // a context in which a function of contexts put headers
	RoleTag          Role = "tag"           // the value of the tag that the field's Tag names
	RoleRecorder     Role = "recorder"      // what records the usage of responses, unless it is nil
	RoleUsage        Role = "usage"         // true if the stream is to report its usage
	RoleCount        Role = "count"         // a count of tokens in the event log
)

// Constructor is a function or method that makes a client or a part of one.
type Constructor struct {
	Func        string            `key:"func,required"`
	Makes       string            `key:"makes"`       // client (the default), service, handle (a model, session or runner: inherits from its receiver or parameters, and is no site of its own), wrapper (the same, around another SDK's object), config, transport (an HTTP client or transport for SDKs to send through)
	Params      map[string]Role   `key:"params"`      // carriers among the parameters, by name; "#1" is the second parameter where it has no name
	Tags        map[string]string `key:"tags"`        // of a transport: tags whose values are parameters, by the tags' names
	Environment []string          `key:"environment"` // variables from which it reads headers by itself
	Without     []string          `key:"without"`     // slots that it leaves out, such as http: it brings its own
	Unbilled    bool              `key:"unbilled"`    // what it makes only reaches a local process, which nobody bills: no site
	Note        string            `key:"note"`
}

// Literal is a type whose composite literal is a construction.
type Literal struct {
	Type string `key:"type,required"`
	Zero string `key:"zero,required"` // is the zero value usable: yes, no, partly (only when a carrier field is set)
	Note string `key:"note"`
}

// Call is a function or method that sends a request.
type Call struct {
	Func      string          `key:"func,required"`
	Kind      string          `key:"kind,required"` // chat, completion, responses, embedding, image, audio, video, moderation, batch, realtime, rerank, finetune, tokens, decision, agent, raw
	Streaming bool            `key:"streaming"`
	Interface bool            `key:"interface"` // Func is an interface's method
	Unbilled  bool            `key:"unbilled"`  // a request the vendor does not bill, such as token counting: no site
	Params    map[string]Role `key:"params"`    // carriers among the parameters, as in Constructor
	Without   []string        `key:"without"`   // slots of its client that it does not use, such as http
	Path      string          `key:"path"`      // parameter that names the endpoint of a raw call
	Usage     string          `key:"usage"`     // JSON path of the body that must be true for the stream to report its usage
	Note      string          `key:"note"`
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
	EffectBody    Effect = "body"     // sends another body, which is not looked at
	EffectRecord  Effect = "record"   // From records the usage of responses, unless it is nil
	EffectAsk     Effect = "ask"      // asks for the usage of streams
	EffectRefuse  Effect = "refuse"   // refuses requests that lack one of Tags, before anything is sent, if From is the constant Equals
)

// Option is a function whose result is an option that carries tags. A
// function of a described package that is not listed makes an option (or
// anything else) that neither attaches nor removes tags.
type Option struct {
	Func   string `key:"func,required"`
	Effect Effect `key:"effect,required"`
	Key    string `key:"key"`   // parameter name
	Value  string `key:"value"` // parameter name
	From   string `key:"from"`  // parameter name
	As     Role   `key:"as"`
	Slot   string `key:"slot"` // http, headers, metadata …: the last option of a slot wins, on the client and on the request each; of "http" and of slots that begin with "request" the last of both

	Tags   []string `key:"tags"`   // of refuse; none: those that the policy requires
	Equals string   `key:"equals"` // of refuse; none: whatever is given

	Note string `key:"note"`
}

// Field is a struct field that carries tags.
type Field struct {
	Field string `key:"field,required"` // import/path.Type.Field, dotted further for nested structs; pointers are passed through
	As    Role   `key:"as,required"`
	Slot  string `key:"slot"` // as in Option
	Tag   string `key:"tag"`  // name of the tag, for the role tag
	Note  string `key:"note"`
}

// Context is a function that puts headers into a context.
type Context struct {
	Func   string `key:"func,required"`
	Parent string `key:"parent,required"` // parameter name of the parent context
	From   string `key:"from,required"`   // parameter name
	As     Role   `key:"as,required"`
	Slot   string `key:"slot"` // what functions of several names write: pairs add to it, all else replaces it; the default is the function's own
	Note   string `key:"note"`
}

// Endpoint is a provider's HTTP interface, for requests made without an SDK.
type Endpoint struct {
	Host  string   `key:"host,required"` // "{x}" matches any run of characters but "/" and ":"
	Paths []string `key:"paths"`         // billed paths, without query; "{x}" as above, a trailing "…" matches any rest; none: every path
	Note  string   `key:"note"`
}

// HTTPType is a client or a request of a library for HTTP requests that are
// made without an SDK.
type HTTPType struct {
	Type    string `key:"type,required"`
	Headers string `key:"headers"` // field with the headers; where it is not exported, any name
	URL     string `key:"url"`     // field with the URL, of a client the one that paths are relative to; as above
	Method  string `key:"method"`  // field with the method
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
	Funcs  []string `key:"funcs"` // "(*$m.T).{A, B}" is two of them
	Does   HTTPDoes `key:"does,required"`
	Key    string   `key:"key"`    // parameter name, as the others
	Value  string   `key:"value"`  // of a header
	From   string   `key:"from"`   // see HTTPDoes
	URL    string   `key:"url"`    // of set-url and send
	Method string   `key:"method"` // of set-method and send; without it send's method is the function's name, if it is one of HTTP's, else the one set before
}
