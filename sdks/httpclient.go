package sdks

import (
	"slices"
	"strings"

	"github.com/llmtag/llmtag/internal/symbol"
)

// Takes is how something is handed to an SDK's constructor.
type Takes struct {
	By   string // argument, option or field
	Pkg  string // import path of the option or field
	Name string // of the parameter; "WithHTTPClient"; "ClientConfig.HTTPClient"
}

// TakesHTTPClient returns how a constructor is handed an HTTP client: as an
// argument, by an option or in a field, of its own package if there is one; ok
// is false if the descriptions know of no way.
func (s *Set) TakesHTTPClient(constructor string) (t Takes, ok bool) {
	c, sdk := s.Constructor(constructor)
	if c == nil {
		return Takes{}, false
	}
	if slices.Contains(c.Without, "http") {
		return Takes{}, false
	}
	pkg, _, _ := symbol.Split(constructor)
	options, fields := false, false
	for _, name := range sortedKeys(c.Params) {
		switch c.Params[name] {
		case RoleHTTP:
			return Takes{"argument", pkg, name}, true
		case RoleOptions:
			options = true
		case RoleStruct, RoleFunctions:
			fields = true
		default: // carries no client
		}
	}
	best := -1
	consider := func(candidate Takes) {
		if n := common(candidate.Pkg, pkg); n > best {
			t, best = candidate, n
		}
	}
	for _, o := range sdk.Options {
		if p, _, name := symbol.Split(o.Func); options && o.As == RoleHTTP {
			consider(Takes{"option", p, name})
		}
	}
	for _, f := range sdk.Fields {
		typ, field := splitField(f.Field)
		if p, _, name := symbol.Split(typ); fields && f.As == RoleHTTP && !strings.Contains(field, ".") {
			consider(Takes{"field", p, name + "." + field})
		}
	}
	return t, best >= 0
}

// UsageFlag returns the field by which the stream of a call is asked for its
// usage, "ChatCompletionRequest.StreamOptions.IncludeUsage", of the first struct in
// the call's package that fits its kind; empty if the descriptions know of none.
func (s *Set) UsageFlag(call string) string {
	c, sdk := s.Call(call)
	if c == nil {
		return ""
	}
	pkg, _, _ := symbol.Split(call)
	flag := ""
	for _, f := range sdk.Fields {
		typ, field := splitField(f.Field)
		p, _, name := symbol.Split(typ)
		if f.As != RoleUsage || p != pkg && flag != "" {
			continue
		}
		if chat := strings.Contains(name, "Chat"); flag == "" || chat == (c.Kind == "chat") {
			flag = name + "." + field
		}
	}
	return flag
}

// common counts the path elements with which two import paths begin alike; a
// package that is the other one counts one more.
func common(a, b string) int {
	x, y := strings.Split(a, "/"), strings.Split(b, "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	if a == b {
		n++
	}
	return n
}
