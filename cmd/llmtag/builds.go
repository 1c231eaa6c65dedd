package main

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A build is one selection of a program's files.
type build struct {
	name     string // tells it from the others of the run; empty if there is one
	tags     string // as the go command wants them
	platform platform
}

// env returns what selects the platform.
func (b build) env() []string {
	if b.platform == (platform{}) {
		return nil
	}
	return []string{"GOOS=" + b.platform.os, "GOARCH=" + b.platform.arch}
}

// builds returns the builds that are asked for: each set of tags on each platform.
func (o *checkOptions) builds() []build {
	sets, on := []string(o.tags), []platform(o.platforms)
	if len(sets) == 0 {
		sets = []string{""}
	}
	if len(on) == 0 {
		on = []platform{{}}
	}
	var out []build
	for _, p := range on {
		for _, tags := range sets {
			b := build{tags: tags, platform: p}
			var names []string
			if len(on) > 1 {
				names = append(names, p.os+"/"+p.arch)
			}
			if len(sets) > 1 && tags == "" {
				names = append(names, "the build without tags")
			} else if len(sets) > 1 {
				names = append(names, "the build with "+tags)
			}
			b.name = strings.Join(names, ", ")
			out = append(out, b)
		}
	}
	return out
}

// buildTags is the value of --tags, each time it is given: separated by commas, as
// the go command wants them.
type buildTags []string

func (b *buildTags) String() string { return strings.Join(*b, " ") }
func (b *buildTags) Type() string   { return "tags" }

func (b *buildTags) Set(s string) error {
	tags := strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
	for _, tag := range tags {
		if !buildTag.MatchString(tag) {
			return fmt.Errorf("%q is no build tag; separate tags by commas", tag)
		}
	}
	slices.Sort(tags)
	if set := strings.Join(slices.Compact(tags), ","); !slices.Contains(*b, set) {
		*b = append(*b, set)
	}
	return nil
}

var buildTag = regexp.MustCompile(`^[\p{L}\p{Nd}_.]+$`)

// A platform is an operating system and an architecture, as the go command names
// them. The zero platform is the one of the environment.
type platform struct{ os, arch string }

// platforms is the value of --platform.
type platforms []platform

func (p *platforms) Type() string { return "os/arch" }

func (p *platforms) String() string {
	var names []string
	for _, one := range *p {
		names = append(names, one.os+"/"+one.arch)
	}
	return strings.Join(names, ",")
}

func (p *platforms) Set(s string) error {
	if s == "" {
		return errors.New("it names no platform; write linux/amd64, or leave the flag out")
	}
	for name := range strings.SplitSeq(s, ",") {
		m := platformName.FindStringSubmatch(name)
		if m == nil {
			return fmt.Errorf("%q is no platform; write an operating system and an architecture, such as windows/amd64", name)
		}
		if one := (platform{m[1], m[2]}); !slices.Contains(*p, one) {
			*p = append(*p, one)
		}
	}
	return nil
}

var platformName = regexp.MustCompile(`^([a-z0-9]+)/([a-z0-9]+)$`)
