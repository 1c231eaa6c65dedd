package policy

import (
	"regexp"
	"slices"
)

// A Policy is what holds for one directory: the nearest policy file, over the
// ones above it, over the built-in default. It is not changed after loading
// and may be read by several goroutines.
type Policy struct {
	Version                 int             // of the file's format; 1
	Tags                    []Tag           // in the order of the file, which is the order of reports
	Enforce                 Enforce         // what must carry the tags
	Exclude                 []string        // globs of files that are not linted, relative to the directory of the file that states them
	Tests                   bool            // _test.go files are linted too
	TrustEnvironmentHeaders bool            // headers that SDKs read from the environment count as tags
	Rules                   map[string]Rule // by name; holds every rule of [Rules]
	SDKs                    []string        // absolute paths of further SDK descriptions
	Wrappers                []Wrapper       // in-house functions that tag by themselves
	Catalog                 *Catalog        // nil if there is none
	Rollup                  Rollup          // what llmrollup reads
	File                    string          // the nearest policy file, as found; empty for the built-in default
	Dir                     string          // absolute directory of File

	excludeDir string            // absolute directory that Exclude is relative to, where that is not Dir
	origins    map[string]string // "tags.team_id" → "policy.yaml:4"; what is not there is the default
}

// A Tag is a key of ownership that requests carry.
type Tag struct {
	Name        string
	Required    bool
	Headers     []string       // accepted HTTP headers in canonical form, the preferred one first; none: metadata and wrappers only
	Written     []string       // Headers as the policy spells them, for messages and fixes
	Pattern     *regexp.Regexp // that values must match; nil is any
	Values      []string       // allowed values, sorted; nil is any
	FromCatalog bool           // Values are those of the catalog
}

// Enforce says what must carry the required tags. The zero value means Effective.
type Enforce string

// The ways to enforce a policy.
const (
	Effective Enforce = "effective" // each request, be it from its client or by itself
	Client    Enforce = "client"    // each client, whatever its requests add
	Request   Enforce = "request"   // each request by itself, whatever its client adds
)

// A Wrapper is an in-house function whose result carries tags.
type Wrapper struct {
	Func   string         // as types.Func.FullName: "example.com/llm.New", "(*example.com/llm.Factory).New"
	Tags   []string       // attached whatever the arguments are
	Params map[string]int // tag → position of the parameter that is its value, from 0, receivers not counted

	at wrapperPlace
}

// Default returns the policy that holds where no file states one: three
// required tags under their standard headers, and no catalog.
func Default() *Policy {
	return &Policy{
		Version: 1,
		Tags: []Tag{
			{Name: "project_id", Required: true, Headers: []string{"X-Llm-Project-Id"}, Written: []string{"X-LLM-Project-ID"}},
			{Name: "service_name", Required: true, Headers: []string{"X-Llm-Service-Name"}, Written: []string{"X-LLM-Service-Name"}},
			{Name: "team_id", Required: true, Headers: []string{"X-Llm-Team-Id"}, Written: []string{"X-LLM-Team-ID"}},
		},
		Enforce: Effective,
		Rules:   defaultRules(),
		Rollup:  defaultRollup(),
	}
}

// Required returns the tags that every request must carry, in the order of reports.
func (p *Policy) Required() []Tag {
	return slices.DeleteFunc(slices.Clone(p.Tags), func(t Tag) bool { return !t.Required })
}

// Index returns the position in Tags of the first tag of a kind, or -1.
func (p *Policy) Index(k Kind) int {
	return slices.IndexFunc(p.Tags, func(t Tag) bool { return KindOf(t.Name) == k })
}

// Severity returns how findings of a rule count. An unknown rule is Off.
func (p *Policy) Severity(rule string) Severity { return p.Rules[rule].Severity }
