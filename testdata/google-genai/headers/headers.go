// Package headers fills the header of a client in the ways people do.
package headers

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"os"

	"google.golang.org/genai"
)

const (
	projectHeader = "X-LLM-Project-ID"
	serviceHeader = "X-LLM-Service-Name"
	teamHeader    = "X-LLM-Team-ID"
)

func with(h http.Header) *genai.ClientConfig {
	return &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}
}

// GoodSet sets each tag.
func GoodSet(ctx context.Context) (*genai.Client, error) {
	h := make(http.Header, 3)
	h.Set(projectHeader, "checkout")
	h.Set(serviceHeader, "checkout-assistant")
	h.Set(teamHeader, "payments")
	return genai.NewClient(ctx, with(h))
}

// BadSet sets one tag twice.
func BadSet(ctx context.Context) (*genai.Client, error) {
	h := make(http.Header, 3)
	h.Set(projectHeader, "checkout")
	h.Set(serviceHeader, "checkout-assistant")
	h.Set(serviceHeader, "payments")
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodAdd adds each tag.
func GoodAdd(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h.Add(projectHeader, "checkout")
	h.Add(serviceHeader, "checkout-assistant")
	h.Add(teamHeader, "payments")
	return genai.NewClient(ctx, with(h))
}

// BadAddToCopy adds the last tag to a clone that is thrown away.
func BadAddToCopy(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h.Add(projectHeader, "checkout")
	h.Add(serviceHeader, "checkout-assistant")
	c := h.Clone()
	c.Add(teamHeader, "payments")
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodAssign assigns to the map itself.
func GoodAssign(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h[http.CanonicalHeaderKey(projectHeader)] = []string{"checkout"}
	h[serviceHeader] = []string{"checkout-assistant"}
	h[teamHeader] = append(h[teamHeader], "payments")
	return genai.NewClient(ctx, with(h))
}

// BadAssign assigns one tag too few.
func BadAssign(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	h[serviceHeader] = []string{"checkout-assistant"}
	h[teamHeader] = []string{"payments"}
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks project_id$"
}

// GoodConvert converts a plain map.
func GoodConvert(ctx context.Context) (*genai.Client, error) {
	m := map[string][]string{
		projectHeader: {"checkout"},
		serviceHeader: {"checkout-assistant"},
		teamHeader:    {"payments"},
	}
	return genai.NewClient(ctx, with(http.Header(m)))
}

// BadConvert converts a plain map without a team.
func BadConvert(ctx context.Context) (*genai.Client, error) {
	m := map[string][]string{
		projectHeader: {"checkout"},
		serviceHeader: {"checkout-assistant"},
	}
	return genai.NewClient(ctx, with(http.Header(m))) // want "untagged-client: genai.NewClient lacks team_id$"
}

// defaults are the tags of the program.
func defaults() http.Header {
	h := http.Header{}
	h.Set(projectHeader, "checkout")
	h.Set(serviceHeader, "checkout-assistant")
	h.Set(teamHeader, "payments")
	return h
}

// GoodClone clones the defaults and adds to the clone.
func GoodClone(ctx context.Context) (*genai.Client, error) {
	h := defaults().Clone()
	h.Set("X-LLM-Request-Type", "batch")
	return genai.NewClient(ctx, with(h))
}

// BadClone clones before the defaults are complete.
func BadClone(ctx context.Context) (*genai.Client, error) {
	base := http.Header{}
	base.Set(projectHeader, "checkout")
	h := base.Clone()
	base.Set(serviceHeader, "checkout-assistant")
	base.Set(teamHeader, "payments")
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks service_name, team_id$"
}

// GoodCopy copies the defaults into a new header.
func GoodCopy(ctx context.Context) (*genai.Client, error) {
	h := http.Header{"X-Request-Source": {"web"}}
	maps.Copy(h, defaults())
	return genai.NewClient(ctx, with(h))
}

// BadCopy copies in the wrong direction.
func BadCopy(ctx context.Context) (*genai.Client, error) {
	h := http.Header{"X-Request-Source": {"web"}}
	maps.Copy(defaults(), h)
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// GoodMapsClone clones with package maps.
func GoodMapsClone(ctx context.Context) (*genai.Client, error) {
	h := maps.Clone(defaults())
	h.Del("X-LLM-Request-Type")
	return genai.NewClient(ctx, with(h))
}

// BadMapsClone deletes a tag from the clone.
func BadMapsClone(ctx context.Context) (*genai.Client, error) {
	h := maps.Clone(defaults())
	h.Del(serviceHeader)
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks service_name$"
}

// BadDelete deletes with the builtin.
func BadDelete(ctx context.Context) (*genai.Client, error) {
	h := http.Header{projectHeader: {"checkout"}, serviceHeader: {"checkout-assistant"}, teamHeader: {"payments"}}
	delete(h, teamHeader)
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks team_id$"
}

// BadClear clears the header.
func BadClear(ctx context.Context) (*genai.Client, error) {
	h := defaults()
	clear(h)
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
}

// BadConditionalDelete deletes on one path.
func BadConditionalDelete(ctx context.Context, private bool) (*genai.Client, error) {
	h := defaults()
	if private {
		h.Del(teamHeader)
	}
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodDeleteThenSet sets again what it deleted.
func GoodDeleteThenSet(ctx context.Context, team string) (*genai.Client, error) {
	h := defaults()
	h.Del(teamHeader)
	h.Set(teamHeader, team)
	return genai.NewClient(ctx, with(h))
}

// GoodLoopMap ranges over a literal map.
func GoodLoopMap(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	for k, v := range map[string]string{
		projectHeader: "checkout",
		serviceHeader: "checkout-assistant",
		teamHeader:    "payments",
	} {
		h.Set(k, v)
	}
	return genai.NewClient(ctx, with(h))
}

// BadLoopMap ranges over a literal map with two tags.
func BadLoopMap(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	for k, v := range map[string]string{
		projectHeader: "checkout",
		serviceHeader: "checkout-assistant",
	} {
		h.Set(k, v)
	}
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks team_id$"
}

// GoodLoopSlice ranges over a literal slice of pairs.
func GoodLoopSlice(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	for _, tag := range []struct{ name, value string }{
		{projectHeader, "checkout"},
		{serviceHeader, "checkout-assistant"},
		{teamHeader, os.Getenv("TEAM")},
	} {
		h.Add(tag.name, tag.value)
	}
	return genai.NewClient(ctx, with(h))
}

// BadLoopSlice ranges over a literal slice of pairs without a project.
func BadLoopSlice(ctx context.Context) (*genai.Client, error) {
	h := http.Header{}
	for _, tag := range [][2]string{
		{serviceHeader, "checkout-assistant"},
		{teamHeader, "payments"},
	} {
		h.Add(tag[0], tag[1])
	}
	return genai.NewClient(ctx, with(h)) // want "untagged-client: genai.NewClient lacks project_id$"
}

// UnprovenFile takes the names from a file.
func UnprovenFile(ctx context.Context, path string) (*genai.Client, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var tags map[string]string
	if err := json.Unmarshal(data, &tags); err != nil {
		return nil, err
	}
	h := http.Header{}
	for k, v := range tags {
		h.Set(k, v)
	}
	return genai.NewClient(ctx, with(h)) // want "unproven-tags: genai.NewClient may lack project_id, service_name, team_id: "
}

// UnprovenRest sets two tags and hopes for the third.
func UnprovenRest(ctx context.Context, path string) (*genai.Client, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	extra := map[string]string{}
	if err := json.Unmarshal(data, &extra); err != nil {
		return nil, err
	}
	h := http.Header{}
	for k, v := range extra {
		h.Set(k, v)
	}
	h.Set(projectHeader, "checkout")
	h.Set(serviceHeader, "checkout-assistant")
	return genai.NewClient(ctx, with(h)) // want "unproven-tags: genai.NewClient may lack team_id: "
}

// GoodFileAndTags sets all tags after those of the file.
func GoodFileAndTags(ctx context.Context, path string) (*genai.Client, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	extra := map[string]string{}
	if err := json.Unmarshal(data, &extra); err != nil {
		return nil, err
	}
	h := http.Header{}
	for k, v := range extra {
		h.Set(k, v)
	}
	maps.Copy(h, defaults())
	return genai.NewClient(ctx, with(h))
}

// GoodTagsAndFile sets all tags before those of the file.
func GoodTagsAndFile(ctx context.Context, extra map[string]string) (*genai.Client, error) {
	h := defaults()
	for k, v := range extra {
		h.Add(k, v)
	}
	return genai.NewClient(ctx, with(h))
}
