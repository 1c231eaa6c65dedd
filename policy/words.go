package policy

import (
	"fmt"
	"net/textproto"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // a policy names the same zone on every machine

	"github.com/llmtag/llmtag/internal/strict"
)

// The types below are scalars of the file that have a rule of their own. Each
// says the rule twice, for the decoder and as JSON Schema; a test holds the
// two against each other.

func oneOf(text string, words ...string) (problem, hint string) {
	if slices.Contains(words, text) {
		return "", ""
	}
	if near := strict.Nearest(text, words); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Sprintf("expected %s, found %s", strict.List(words), strict.Quote(text)), hint
}

func matching(re *regexp.Regexp, text, what string) (problem, hint string) {
	if re.MatchString(text) {
		return "", ""
	}
	return fmt.Sprintf("expected %s, found %s", what, strict.Quote(text)), ""
}

type formatVersion int

func (formatVersion) Check(text string) (problem, hint string) {
	if text == "1" {
		return "", ""
	}
	if n, err := strconv.Atoi(text); err == nil && n > 1 {
		return "this program reads version 1, the file is of version " + text, "use a newer llmtag"
	}
	return "expected 1, found " + text, ""
}

func (formatVersion) Schema() strict.Object {
	return strict.Object{"type": "integer", "enum": []int{1}, "default": 1}
}

// Check implements the decoder's rule for the word.
func (Enforce) Check(text string) (problem, hint string) {
	return oneOf(text, string(Effective), string(Client), string(Request))
}

// Schema is the JSON Schema of the word.
func (Enforce) Schema() strict.Object {
	return strict.Object{"type": "string", "enum": []Enforce{Effective, Client, Request}, "default": Effective}
}

type environmentHeaders string

func (environmentHeaders) Check(text string) (problem, hint string) {
	return oneOf(text, "ignore", "trust")
}

func (environmentHeaders) Schema() strict.Object {
	return strict.Object{"type": "string", "enum": []string{"ignore", "trust"}, "default": "ignore"}
}

// tagName is a key of tags. It is also a metadata key, and LLM providers take
// no others.
type tagName string

var tagNames = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]{0,63}$`)

func (tagName) Check(text string) (problem, hint string) {
	return matching(tagNames, text, "the name of a tag (a letter, then letters, digits, _ . -; at most 64)")
}

func (tagName) Schema() strict.Object {
	return strict.Object{"type": "string", "pattern": tagNames.String()}
}

// header is an HTTP header name: a token of RFC 9110, section 5.6.2.
type header string

var headerNames = regexp.MustCompile("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")

func (header) Check(text string) (problem, hint string) {
	problem, _ = matching(headerNames, text, "the name of an HTTP header")
	if problem != "" {
		hint = "it has letters, digits and -, and no value"
	}
	return problem, hint
}

func (header) Schema() strict.Object {
	return strict.Object{"type": "string", "pattern": headerNames.String()}
}

func (h header) canonical() string { return textproto.CanonicalMIMEHeaderKey(string(h)) }

type pattern string

func (pattern) Check(text string) (problem, hint string) {
	if text == "" {
		return "the pattern is empty", "leave the key out to allow any value"
	}
	if _, err := regexp.Compile(text); err != nil {
		what := strings.TrimPrefix(err.Error(), "error parsing regexp: ")
		return fmt.Sprintf("bad pattern %s: %s", strict.Quote(text), what), "the syntax is that of Go's package regexp"
	}
	return "", ""
}

func (pattern) Schema() strict.Object {
	return strict.Object{"type": "string", "format": "regex", "minLength": 1}
}

type glob string

func (glob) Check(text string) (problem, hint string) {
	if err := checkGlob(text); err != nil {
		return fmt.Sprintf("bad glob %s: %v", strict.Quote(text), err), ""
	}
	return "", ""
}

func (glob) Schema() strict.Object {
	return strict.Object{"type": "string", "minLength": 1, "pattern": `^[^/\\][^\\]*$`}
}

// fileName is the name of a file, relative to the directory of its policy.
type fileName string

func (fileName) Check(text string) (problem, hint string) {
	if text == "" {
		return "expected the name of a file, found nothing", ""
	}
	return "", ""
}

func (fileName) Schema() strict.Object { return strict.Object{"type": "string", "minLength": 1} }

type value string

func (value) Check(text string) (problem, hint string) {
	if strings.TrimSpace(text) == "" {
		return "expected a value, found a blank one", ""
	}
	return "", ""
}

func (value) Schema() strict.Object { return strict.Object{"type": "string", "pattern": `\S`} }

// funcName is the name of a function or method as types.Func.FullName has it.
type funcName string

// identifier is one of Go, and a little more: of ASCII it has underscores,
// letters and, but for the first, digits. What it cannot have is in hexadecimal
// so that Go and JavaScript understand it.
const identifier = `[^\x00-\x40\x5B-\x5E\x60\x7B-\x7E][^\x00-\x2F\x3A-\x40\x5B-\x5E\x60\x7B-\x7E]*`

var (
	funcNames = regexp.MustCompile(`^(?:[^\s()*]+\.` + identifier + `|\(\*?[^\s()*]+\.` + identifier + `\)\.` + identifier + `)$`)
	typePart  = regexp.MustCompile(`^(\*?)([^\s()*]*/[^\s()*/.]+\.` + identifier + `)\.(` + identifier + `)$`)
)

func (funcName) Check(text string) (problem, hint string) {
	if funcNames.MatchString(text) {
		return "", ""
	}
	hint = "write example.com/llm.New, or (*example.com/llm.Factory).New for a method"
	if m := typePart.FindStringSubmatch(text); m != nil {
		hint = fmt.Sprintf("write (%s%s).%s", m[1], m[2], m[3])
	}
	return "expected the full name of a function, found " + strict.Quote(text), hint
}

func (funcName) Schema() strict.Object {
	return strict.Object{"type": "string", "pattern": funcNames.String()}
}

type position int

func (position) Check(text string) (problem, hint string) {
	if strings.HasPrefix(text, "-") {
		return "expected the position of a parameter, found " + text, "the first one is 0"
	}
	return "", ""
}

func (position) Schema() strict.Object { return strict.Object{"type": "integer", "minimum": 0} }

// Timezone is the IANA name of a time zone.
type Timezone string

// Check implements the decoder's rule for the word.
func (Timezone) Check(text string) (problem, hint string) {
	if text == "" || text == "Local" {
		return strict.Quote(text) + " is not the name of a time zone", "write one such as UTC or Europe/Berlin: it must be the same on every machine"
	}
	if _, err := time.LoadLocation(text); err != nil {
		return "unknown time zone " + strict.Quote(text), "write an IANA name such as UTC or Europe/Berlin"
	}
	return "", ""
}

// Schema is the JSON Schema of the word.
func (Timezone) Schema() strict.Object {
	return strict.Object{"type": "string", "pattern": `^[A-Za-z][A-Za-z0-9_+/-]*$`, "not": strict.Object{"enum": []string{"Local"}}, "default": "UTC"}
}
