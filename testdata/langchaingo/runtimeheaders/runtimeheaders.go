// Package runtimeheaders sets headers from maps: a map that is written down in
// the code is proof, one that is read at run time is not.
package runtimeheaders

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"strings"

	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

// headers sends each of its pairs with each request.
type headers struct {
	pairs map[string]string
	next  http.RoundTripper
}

func (h *headers) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for key, value := range h.pairs {
		req.Header.Set(key, value)
	}
	return h.next.RoundTrip(req)
}

func client(pairs map[string]string) *http.Client {
	return &http.Client{Transport: &headers{pairs: pairs, next: http.DefaultTransport}}
}

func goodLiteral() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(client(map[string]string{
		"X-LLM-Project-ID":   "shop",
		"X-LLM-Service-Name": "search",
		"X-LLM-Team-ID":      "discovery",
	})))
}

func badLiteral() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(client(map[string]string{ // want "untagged-client: openai.New lacks team_id$"
		"X-LLM-Project-ID":   "shop",
		"X-LLM-Service-Name": "search",
		"X-Request-Source":   "batch",
	})))
}

func goodAssigned(region string) (*openai.LLM, error) {
	pairs := make(map[string]string)
	pairs[tagging.HeaderProject] = "shop"
	pairs[tagging.HeaderService] = "search-" + region
	pairs[tagging.HeaderTeam] = "discovery"
	return openai.New(openai.WithHTTPClient(client(pairs)))
}

func badAssignedInBranch(region string) (*openai.LLM, error) {
	pairs := map[string]string{tagging.HeaderProject: "shop", tagging.HeaderTeam: "discovery"}
	if region != "" {
		pairs[tagging.HeaderService] = "search-" + region
	}
	return openai.New(openai.WithHTTPClient(client(pairs))) // want "untagged-client: openai.New lacks service_name$"
}

func badDeleted() (*openai.LLM, error) {
	pairs := map[string]string{tagging.HeaderProject: "shop", tagging.HeaderService: "search", tagging.HeaderTeam: "discovery"}
	delete(pairs, tagging.HeaderService)
	return openai.New(openai.WithHTTPClient(client(pairs))) // want "untagged-client: openai.New lacks service_name$"
}

func shared() map[string]string {
	return map[string]string{tagging.HeaderProject: "shop", tagging.HeaderTeam: "discovery"}
}

func goodCopied() (*openai.LLM, error) {
	pairs := map[string]string{tagging.HeaderService: "search"}
	maps.Copy(pairs, shared())
	return openai.New(openai.WithHTTPClient(client(pairs)))
}

func badCloned() (*openai.LLM, error) {
	pairs := maps.Clone(shared())
	pairs["X-Request-Source"] = "batch"
	return openai.New(openai.WithHTTPClient(client(pairs))) // want "untagged-client: openai.New lacks service_name$"
}

func goodMerged() (*openai.LLM, error) {
	pairs := map[string]string{}
	for key, value := range shared() {
		pairs[key] = value
	}
	pairs[tagging.HeaderService] = "search"
	return openai.New(openai.WithHTTPClient(client(pairs)))
}

func unprovenFile(name string) (*openai.LLM, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var pairs map[string]string
	if err := json.Unmarshal(text, &pairs); err != nil {
		return nil, err
	}
	return openai.New(openai.WithHTTPClient(client(pairs))) // want "unproven-tags: openai.New may lack project_id, service_name, team_id: "
}

func unprovenEnvironment() (*openai.LLM, error) {
	pairs := map[string]string{}
	for _, pair := range strings.Split(os.Getenv("LLM_HEADERS"), ",") {
		if key, value, ok := strings.Cut(pair, "="); ok {
			pairs[key] = value
		}
	}
	return openai.New(openai.WithHTTPClient(client(pairs))) // want "unproven-tags: openai.New may lack project_id, service_name, team_id: "
}

// What the file holds besides does not matter where two tags are sure.
func unprovenTeamOnly(name string) (*openai.LLM, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	pairs := map[string]string{}
	if err := json.Unmarshal(text, &pairs); err != nil {
		return nil, err
	}
	pairs[tagging.HeaderProject] = "shop"
	pairs[tagging.HeaderService] = "search"
	return openai.New(openai.WithHTTPClient(client(pairs))) // want "unproven-tags: openai.New may lack team_id: "
}

// complete tags after the runtime headers: theirs may be what they like.
type complete struct{ next http.RoundTripper }

func (c complete) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(tagging.HeaderProject, "shop")
	req.Header.Set(tagging.HeaderService, "search")
	req.Header.Set(tagging.HeaderTeam, "discovery")
	return c.next.RoundTrip(req)
}

func goodRuntimeAndTags(pairs []string) (*openai.LLM, error) {
	extra := map[string]string{}
	for _, pair := range pairs {
		if key, value, ok := strings.Cut(pair, ":"); ok {
			extra[key] = value
		}
	}
	rt := &headers{pairs: extra, next: complete{next: http.DefaultTransport}}
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: rt}))
}

// fromSlice ranges over pairs that are written down.
type fromSlice struct{ next http.RoundTripper }

func (f fromSlice) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for _, pair := range [][2]string{
		{tagging.HeaderProject, "shop"},
		{tagging.HeaderService, "search"},
		{tagging.HeaderTeam, "discovery"},
	} {
		req.Header.Set(pair[0], pair[1])
	}
	return f.next.RoundTrip(req)
}

func goodLiteralSlice() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: fromSlice{http.DefaultTransport}}))
}

// fromLiteral ranges over a map that is written down, without the team.
type fromLiteral struct{ next http.RoundTripper }

func (f fromLiteral) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	for key, value := range map[string]string{tagging.HeaderProject: "shop", tagging.HeaderService: "search"} {
		req.Header.Set(key, value)
	}
	return f.next.RoundTrip(req)
}

func badLiteralMap() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: fromLiteral{http.DefaultTransport}})) // want "untagged-client: openai.New lacks team_id$"
}

// A header map by parameter is the caller's duty.
func open(pairs map[string]string) (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(client(pairs)))
}

func goodOpen() (*openai.LLM, error) {
	return open(map[string]string{tagging.HeaderProject: "shop", tagging.HeaderService: "search", tagging.HeaderTeam: "discovery"})
}

func badOpen() (*openai.LLM, error) {
	return open(shared()) // want "untagged-client: open lacks service_name$"
}
