// Written from testdata/idioms/headers.go.tmpl by make generate.

package headers

import (
	"maps"
	"net/http"
	"os"

	"context"
	"example.com/google-genai/idioms/names"
	"google.golang.org/genai"
)

func complete() http.Header {
	h := make(http.Header)
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
	return h
}

func incomplete() http.Header {
	h := make(http.Header)
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	return h
}

// Literals.
func goodLiteral(team string) (*genai.Client, error) {
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}, "X-LLM-Team-ID": {team}}}})
}

func badLiteral() (*genai.Client, error) {
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}}}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

func badValue() (*genai.Client, error) {
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}, "X-LLM-Team-ID": {"changeme"}}}}) // want "empty-tag: genai.NewClient attaches the placeholder \"changeme\" to team_id$"
}

// Constants of another package.
func goodConstants() (*genai.Client, error) {
	h := incomplete()
	h.Set(names.Team, names.Payments)
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badConstants() (*genai.Client, error) {
	h := incomplete()
	h.Set(names.Trace, names.Payments)
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

// Assignments on some paths.
func badBranch(debug bool) (*genai.Client, error) {
	h := incomplete()
	if debug {
		h.Set("X-LLM-Team-ID", "payments")
	}
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

func goodBranch(own bool) (*genai.Client, error) {
	h := incomplete()
	if own {
		h.Set("X-LLM-Team-ID", "payments")
	} else {
		h.Set("X-LLM-Team-ID", os.Getenv("TEAM_ID"))
	}
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// Loops over literals.
func goodLoop() (*genai.Client, error) {
	h := make(http.Header)
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"} {
		h.Set(name, value)
	}
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badLoop() (*genai.Client, error) {
	h := make(http.Header)
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"} {
		h.Set(name, value)
	}
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

func unprovenLoop() (*genai.Client, error) {
	h := make(http.Header)
	for name, value := range loaded() {
		h.Set(name, value)
	}
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "unproven-tags: genai.NewClient may lack project_id, service_name, team_id: a name that is known at run time only$"
}

func loaded() map[string]string {
	headers := make(map[string]string)
	for _, entry := range os.Environ() {
		headers[entry] = os.Getenv(entry)
	}
	return headers
}

// Copies.
func goodCopy() (*genai.Client, error) {
	h := make(http.Header)
	h.Set("X-LLM-Team-ID", "payments")
	maps.Copy(h, incomplete())
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badCopy() (*genai.Client, error) {
	h := make(http.Header)
	maps.Copy(h, incomplete())
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

func goodClone() (*genai.Client, error) {
	h := incomplete().Clone()
	h.Set("X-LLM-Team-ID", "payments")
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badClone() (*genai.Client, error) {
	h := incomplete()
	clone := maps.Clone(h)
	clone.Set("X-LLM-Team-ID", "payments")
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

// What is deleted is gone.
func badDeleted() (*genai.Client, error) {
	h := complete()
	h.Del("X-LLM-Team-ID")
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

// Helpers that fill what they are given.
func fill(h http.Header, team string) {
	h.Set("X-LLM-Team-ID", team)
}

func goodHelper() (*genai.Client, error) {
	h := incomplete()
	fill(h, "payments")
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badHelper() (*genai.Client, error) {
	h := incomplete()
	fill(make(http.Header), "payments")
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: genai.NewClient lacks team_id$"
}

// Values that are a factory's parameters are its callers'.
func forTeam(team string) (*genai.Client, error) {
	h := incomplete()
	fill(h, team)
	return genai.NewClient(context.Background(), &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func goodTeam() (*genai.Client, error) { return forTeam("payments") }

func badTeam() (*genai.Client, error) {
	return forTeam(" ") // want "empty-tag: forTeam attaches an empty value to team_id$"
}

var _ http.Header
