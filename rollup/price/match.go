package price

import (
	"regexp"
	"strings"
)

// suffix is what may follow a prefix: else "claude-opus-5" would price a
// "claude-opus-5-5", and wrongly.
var suffix = regexp.MustCompile(`^(-(latest|\d{4}-?\d{2}-?\d{2}|\d{2}-\d{2}|\d{4}|v\d+))*([:@].*)?$`)

// find is the model of that name: by its name or an alias, a pattern, or the longest
// prefix, in this order.
func (p *provider) find(name string) *model {
	if m := p.exact[name]; m != nil {
		return m
	}
	for _, m := range p.models {
		for _, pattern := range m.patterns {
			if pattern.MatchString(name) {
				return m
			}
		}
	}
	var best *model
	longest := 0
	for _, m := range p.models {
		for _, prefix := range m.prefixes {
			rest, ok := strings.CutPrefix(name, prefix)
			if ok && len(prefix) > longest && suffix.MatchString(rest) {
				best, longest = m, len(prefix)
			}
		}
	}
	return best
}

// find is the model that a provider and a name mean in this file. Without a
// provider it is that of the first provider that has the model.
func (l *layer) find(providerName, name string) *model {
	if providerName == "" {
		if before, after, ok := strings.Cut(name, "/"); ok {
			if p := l.provider(before); p != nil {
				return p.find(after)
			}
		}
		for _, p := range l.order {
			if m := l.providers[p].find(name); m != nil {
				return m
			}
		}
		return nil
	}
	p := l.provider(providerName)
	if p == nil {
		return nil
	}
	if m := p.find(name); m != nil {
		return m
	}
	// The name of a resource ends with that of what it is: a region's inference
	// profile of Bedrock, a model of Vertex.
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return p.find(name[i+1:])
	}
	return nil
}

func (l *layer) provider(name string) *provider {
	if p := l.providers[name]; p != nil {
		return p
	}
	return l.providers[l.alias[strings.ToLower(name)]]
}

// Glob reports whether name matches pattern, in which * stands for any text.
func Glob(pattern, name string) bool {
	before, after, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == name
	}
	rest, ok := strings.CutPrefix(name, before)
	if !ok {
		return false
	}
	for i := range len(rest) + 1 {
		if Glob(after, rest[i:]) {
			return true
		}
	}
	return false
}
