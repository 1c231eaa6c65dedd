package headers

import (
	"context"
	"net/http"

	"google.golang.org/genai"
)

// GoodInto fills the header through a helper.
func GoodInto(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	addTags(h)
	return genai.NewClient(ctx, with(h))
}

// BadInto forgets to call the helper on the header that is used.
func BadInto(ctx context.Context) (*genai.Client, error) {
	h, unused := http.Header{}, http.Header{}
	addTags(unused)
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

func addTags(h http.Header) {
	h.Set(projectHeader, "checkout")
	h.Set(serviceHeader, "checkout-assistant")
	h.Set(teamHeader, "payments")
}

// GoodMerge merges two headers by a helper of the project.
func GoodMerge(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, with(merge(http.Header{teamHeader: {"payments"}}, service())))
}

// BadMerge merges what is not enough.
func BadMerge(ctx context.Context) (*genai.Client, error) {
	return genai.NewClient(ctx, with(merge(http.Header{"Accept-Language": {"de"}}, service()))) // want "untagged-client: genai.NewClient lacks team_id$"
}

func service() http.Header {
	return http.Header{projectHeader: {"checkout"}, serviceHeader: {"checkout-assistant"}}
}

func merge(a, b http.Header) http.Header {
	out := a.Clone()
	for k, vs := range b {
		out[k] = vs
	}
	return out
}

// headerSet is the project's own type of header.
type headerSet struct{ h http.Header }

func newSet() *headerSet { return &headerSet{h: http.Header{}} }

func (s *headerSet) team(t string) *headerSet {
	s.h.Set(teamHeader, t)
	return s
}

func (s *headerSet) service(project, name string) *headerSet {
	s.h.Set(projectHeader, project)
	s.h.Set(serviceHeader, name)
	return s
}

// GoodChain builds the header by a chain of methods.
func GoodChain(ctx context.Context) (*genai.Client, error) {
	s := newSet().service("checkout", "checkout-assistant").team("payments")
	return genai.NewClient(ctx, with(s.h))
}

// BadChain leaves a link of the chain out.
func BadChain(ctx context.Context) (*genai.Client, error) {
	s := newSet().service("checkout", "checkout-assistant")
	return genai.NewClient(ctx, with(s.h)) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodVariadic sets pairs by a variadic helper.
func GoodVariadic(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	setAll(h, [2]string{projectHeader, "checkout"}, [2]string{serviceHeader, "checkout-assistant"}, [2]string{teamHeader, "payments"})
	return genai.NewClient(ctx, with(h))
}

// BadVariadic sets too few pairs.
func BadVariadic(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	setAll(h, [2]string{projectHeader, "checkout"}, [2]string{teamHeader, "payments"})
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks service_name$"
}

func setAll(h http.Header, pairs ...[2]string) {
	for _, p := range pairs {
		h.Set(p[0], p[1])
	}
}
