// Package values attaches tags whose values come from constants, formatting,
// parameters and the environment.
package values

import (
	"cmp"
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/tmc/langchaingo/llms/openai"

	"example.com/langchaingo/tagging"
)

const (
	project = "shop"
	service = project + "-search"
	blank   = " "
	unset   = ""
)

// teamID is a typed constant's type, as catalogs generate them.
type teamID string

const payments teamID = "payments"

// fixed sets constants only.
type fixed struct{}

func (fixed) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(tagging.HeaderProject, project)
	req.Header.Set(tagging.HeaderService, service)
	req.Header.Set(tagging.HeaderTeam, string(payments))
	return http.DefaultTransport.RoundTrip(req)
}

func goodConstants() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: fixed{}}))
}

// emptied sets the team to an empty constant.
type emptied struct{}

func (emptied) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(tagging.HeaderProject, project)
	req.Header.Set(tagging.HeaderService, service)
	req.Header.Set(tagging.HeaderTeam, unset)
	return http.DefaultTransport.RoundTrip(req)
}

func badEmpty() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: emptied{}})) // want "empty-tag: openai.New attaches an empty value to team_id$"
}

// overwritten sets the team well, and then empties it: it has none.
type overwritten struct{}

func (overwritten) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set(tagging.HeaderProject, project)
	req.Header.Set(tagging.HeaderService, service)
	req.Header.Set(tagging.HeaderTeam, string(payments))
	req.Header.Set(tagging.HeaderTeam, "")
	return http.DefaultTransport.RoundTrip(req)
}

func badOverwritten() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: overwritten{}})) // want "untagged-client: openai.New lacks team_id$"
}

func goodFormatted(region string) (*openai.LLM, error) {
	hc := tagging.NewClient(project, fmt.Sprintf("%s-%s", service, region), "discovery")
	return openai.New(openai.WithHTTPClient(hc))
}

func goodEnvironment() (*openai.LLM, error) {
	hc := tagging.NewClient(os.Getenv("PROJECT_ID"), service, strings.ToLower(os.Getenv("TEAM_ID")))
	return openai.New(openai.WithHTTPClient(hc))
}

func goodDefaulted() (*openai.LLM, error) {
	hc := tagging.NewClient(project, cmp.Or(os.Getenv("SERVICE"), service), "discovery")
	return openai.New(openai.WithHTTPClient(hc))
}

func goodFlag(args []string) (*openai.LLM, error) {
	set := flag.NewFlagSet("ask", flag.ContinueOnError)
	team := set.String("team", "", "who pays")
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	return openai.New(openai.WithHTTPClient(tagging.NewClient(project, service, *team)))
}

func badBlank() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(tagging.NewClient(project, blank, "discovery"))) // want "empty-tag: openai.New attaches an empty value to service_name$"
}

func badPlaceholder() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(tagging.NewClient(project, service, "changeme"))) // want `empty-tag: openai.New attaches the placeholder "changeme" to team_id$`
}

func badTwoFaults() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: tagging.Teamless{Project: "unknown", Service: service}})) // want "untagged-client: openai.New lacks team_id$" `empty-tag: openai.New attaches the placeholder "unknown" to project_id$`
}

// A field that the literal leaves out is empty.
func badFieldLeftOut() (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: &tagging.Transport{Project: project, Service: service}})) // want "empty-tag: openai.New attaches an empty value to team_id$"
}

func goodFieldAssigned() (*openai.LLM, error) {
	t := &tagging.Transport{Project: project, Service: service}
	t.Team = "discovery"
	return openai.New(openai.WithHTTPClient(&http.Client{Transport: t}))
}

// open makes its callers' arguments the values to check.
func open(team string) (*openai.LLM, error) {
	return openai.New(openai.WithHTTPClient(tagging.NewClient(project, service, team)))
}

func goodArgument() (*openai.LLM, error) { return open("discovery") }

func goodTypedArgument() (*openai.LLM, error) { return open(string(payments)) }

func badArgument() (*openai.LLM, error) {
	return open("") // want "empty-tag: open attaches an empty value to team_id$"
}

func badPlaceholderArgument() (*openai.LLM, error) {
	return open("xxx") // want `empty-tag: open attaches the placeholder "xxx" to team_id$`
}
