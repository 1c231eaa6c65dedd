package sdks

import (
	"net"
	"slices"
	"strings"
)

// Endpoint returns the billed endpoint at a host, with or without a port, and
// a path without query. If the path is not known to its end, what it begins
// with decides: some billed path may begin so.
func (s *Set) Endpoint(host, path string, pathKnown bool) (*Endpoint, bool) {
	host = strings.ToLower(host)
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(host, ".")
	for _, e := range s.hosts.find(host) {
		if pathKnown && e.bills(strings.TrimSuffix(path, "/")) || !pathKnown && e.mayBill(path) {
			return e, true
		}
	}
	return nil, false
}

// Hosts returns the patterns of the hosts that have billed endpoints, sorted.
func (s *Set) Hosts() []string {
	var hosts []string
	for _, sdk := range s.sdks {
		for _, e := range sdk.Endpoints {
			hosts = append(hosts, e.Host)
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// bills reports whether requests to path are billed.
func (e *Endpoint) bills(path string) bool {
	if len(e.Paths) == 0 {
		return true
	}
	return slices.ContainsFunc(e.Paths, func(pattern string) bool {
		if prefix, ok := strings.CutSuffix(pattern, "…"); ok {
			return matchPrefix(prefix, path)
		}
		return match(pattern, path)
	})
}

// mayBill reports whether requests to a path that begins with front may be
// billed.
func (e *Endpoint) mayBill(front string) bool {
	return len(e.Paths) == 0 || slices.ContainsFunc(e.Paths, func(pattern string) bool {
		prefix, open := strings.CutSuffix(pattern, "…")
		return begins(prefix, front) || open && matchPrefix(prefix, front)
	})
}

// hostIndex finds endpoints by host.
type hostIndex struct {
	exact    map[string][]*Endpoint
	patterns map[string][]*Endpoint // by the last two labels, which few patterns share
}

func (x *hostIndex) add(e *Endpoint) {
	if x.exact == nil {
		x.exact, x.patterns = map[string][]*Endpoint{}, map[string][]*Endpoint{}
	}
	if strings.Contains(e.Host, "{") {
		key := domain(e.Host)
		x.patterns[key] = append(x.patterns[key], e)
		return
	}
	x.exact[e.Host] = append(x.exact[e.Host], e)
}

func (x *hostIndex) find(host string) []*Endpoint {
	found := slices.Clone(x.exact[host])
	for _, e := range slices.Concat(x.patterns[domain(host)], x.patterns[""]) {
		if match(e.Host, host) {
			found = append(found, e)
		}
	}
	return found
}

// domain returns the last two labels of a host, "" if they hold a pattern.
func domain(host string) string {
	labels := strings.Split(host, ".")
	key := strings.Join(labels[max(0, len(labels)-2):], ".")
	if strings.Contains(key, "{") {
		return ""
	}
	return key
}

// match reports whether text is an instance of pattern, in which "{x}" stands
// for one or more characters other than "/" and ":".
func match(pattern, text string) bool {
	literal, rest, ok := strings.Cut(pattern, "{")
	text, fits := strings.CutPrefix(text, literal)
	if !ok || !fits {
		return fits && text == ""
	}
	_, rest, _ = strings.Cut(rest, "}")
	for i := range len(text) {
		if text[i] == '/' || text[i] == ':' {
			return false
		}
		if match(rest, text[i+1:]) {
			return true
		}
	}
	return false
}

// begins reports whether some instance of pattern begins with text.
func begins(pattern, text string) bool {
	literal, rest, ok := strings.Cut(pattern, "{")
	if len(text) <= len(literal) {
		return strings.HasPrefix(literal, text)
	}
	text, fits := strings.CutPrefix(text, literal)
	if !ok || !fits {
		return false
	}
	_, rest, _ = strings.Cut(rest, "}")
	for i := range len(text) {
		if text[i] == '/' || text[i] == ':' {
			return false
		}
		if begins(rest, text[i+1:]) {
			return true
		}
	}
	return true
}

// matchPrefix reports whether text begins with an instance of pattern and goes on.
func matchPrefix(pattern, text string) bool {
	for i := 1; i <= len(text); i++ {
		if match(pattern, text[:i]) {
			return true
		}
	}
	return false
}
