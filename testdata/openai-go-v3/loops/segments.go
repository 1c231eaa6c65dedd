package loops

import (
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

type settings struct{ opts []option.RequestOption }

type setting func(*settings)

func withOwner(team string) setting {
	return func(s *settings) {
		for name, value := range headersOf(team) {
			s.opts = append(s.opts, option.WithHeader(name, value))
		}
	}
}

func reset(s *settings) { s.opts = nil }

// ownerFirst applies what the callers bring after the owner.
func ownerFirst(extra ...setting) openai.Client {
	var s settings
	for _, apply := range append([]setting{withOwner("payments")}, extra...) {
		apply(&s)
	}
	return openai.NewClient(s.opts...)
}

// ownerLast applies the owner after what the callers bring.
func ownerLast(extra ...setting) openai.Client {
	var s settings
	extra = append(extra, withOwner("payments"))
	for _, apply := range extra {
		apply(&s)
	}
	return openai.NewClient(s.opts...)
}

// ownerBetween has unknown ones before and after it.
func ownerBetween(before, after []setting) openai.Client {
	all := append(append(before, withOwner("payments")), after...)
	var s settings
	for _, apply := range all {
		apply(&s)
	}
	return openai.NewClient(s.opts...)
}

// firstFour stops before the owner's turn, if there are many.
func firstFour(extra ...setting) openai.Client {
	var s settings
	for i, apply := range append(extra, withOwner("payments")) {
		if i > 3 {
			break
		}
		apply(&s)
	}
	return openai.NewClient(s.opts...) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: it depends on what callers supply"
}

func apply(verbose setting) []openai.Client {
	return []openai.Client{
		ownerFirst(),
		ownerFirst(verbose),
		ownerFirst(reset), // want "^untagged-client: ownerFirst lacks project_id, service_name, team_id$"
		ownerLast(),
		ownerLast(verbose, reset),
		ownerBetween([]setting{reset}, nil),
		firstFour(verbose),
		ownerBetween(nil, []setting{reset}), // want "^untagged-client: ownerBetween lacks project_id, service_name, team_id$"
	}
}
