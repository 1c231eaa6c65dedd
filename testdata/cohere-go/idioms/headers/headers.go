// Written from testdata/idioms/headers.go.tmpl by make generate.

package headers

import (
	"maps"
	"net/http"
	"os"

	"example.com/cohere-go/idioms/names"
	"github.com/cohere-ai/cohere-go/v2/client"
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
func goodLiteral(team string) *client.Client {
	return client.NewClient(client.WithHTTPHeader(http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}, "X-LLM-Team-ID": {team}}))
}

func badLiteral() *client.Client {
	return client.NewClient(client.WithHTTPHeader(http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}})) // want "untagged-client: client.NewClient lacks team_id$"
}

func badValue() *client.Client {
	return client.NewClient(client.WithHTTPHeader(http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}, "X-LLM-Team-ID": {"changeme"}})) // want "empty-tag: client.NewClient attaches the placeholder \"changeme\" to team_id$"
}

// Constants of another package.
func goodConstants() *client.Client {
	h := incomplete()
	h.Set(names.Team, names.Payments)
	return client.NewClient(client.WithHTTPHeader(h))
}

func badConstants() *client.Client {
	h := incomplete()
	h.Set(names.Trace, names.Payments)
	return client.NewClient(client.WithHTTPHeader(h)) // want "untagged-client: client.NewClient lacks team_id$"
}

// Assignments on some paths.
func badBranch(debug bool) *client.Client {
	h := incomplete()
	if debug {
		h.Set("X-LLM-Team-ID", "payments")
	}
	return client.NewClient(client.WithHTTPHeader(h)) // want "untagged-client: client.NewClient lacks team_id$"
}

func goodBranch(own bool) *client.Client {
	h := incomplete()
	if own {
		h.Set("X-LLM-Team-ID", "payments")
	} else {
		h.Set("X-LLM-Team-ID", os.Getenv("TEAM_ID"))
	}
	return client.NewClient(client.WithHTTPHeader(h))
}

// Loops over literals.
func goodLoop() *client.Client {
	h := make(http.Header)
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"} {
		h.Set(name, value)
	}
	return client.NewClient(client.WithHTTPHeader(h))
}

func badLoop() *client.Client {
	h := make(http.Header)
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"} {
		h.Set(name, value)
	}
	return client.NewClient(client.WithHTTPHeader(h)) // want "untagged-client: client.NewClient lacks team_id$"
}

func unprovenLoop() *client.Client {
	h := make(http.Header)
	for name, value := range loaded() {
		h.Set(name, value)
	}
	return client.NewClient(client.WithHTTPHeader(h)) // want "unproven-tags: client.NewClient may lack project_id, service_name, team_id: a name that is known at run time only$"
}

func loaded() map[string]string {
	headers := make(map[string]string)
	for _, entry := range os.Environ() {
		headers[entry] = os.Getenv(entry)
	}
	return headers
}

// Copies.
func goodCopy() *client.Client {
	h := make(http.Header)
	h.Set("X-LLM-Team-ID", "payments")
	maps.Copy(h, incomplete())
	return client.NewClient(client.WithHTTPHeader(h))
}

func badCopy() *client.Client {
	h := make(http.Header)
	maps.Copy(h, incomplete())
	return client.NewClient(client.WithHTTPHeader(h)) // want "untagged-client: client.NewClient lacks team_id$"
}

func goodClone() *client.Client {
	h := incomplete().Clone()
	h.Set("X-LLM-Team-ID", "payments")
	return client.NewClient(client.WithHTTPHeader(h))
}

func badClone() *client.Client {
	h := incomplete()
	clone := maps.Clone(h)
	clone.Set("X-LLM-Team-ID", "payments")
	return client.NewClient(client.WithHTTPHeader(h)) // want "untagged-client: client.NewClient lacks team_id$"
}

// What is deleted is gone.
func badDeleted() *client.Client {
	h := complete()
	h.Del("X-LLM-Team-ID")
	return client.NewClient(client.WithHTTPHeader(h)) // want "untagged-client: client.NewClient lacks team_id$"
}

// Helpers that fill what they are given.
func fill(h http.Header, team string) {
	h.Set("X-LLM-Team-ID", team)
}

func goodHelper() *client.Client {
	h := incomplete()
	fill(h, "payments")
	return client.NewClient(client.WithHTTPHeader(h))
}

func badHelper() *client.Client {
	h := incomplete()
	fill(make(http.Header), "payments")
	return client.NewClient(client.WithHTTPHeader(h)) // want "untagged-client: client.NewClient lacks team_id$"
}

// Values that are a factory's parameters are its callers'.
func forTeam(team string) *client.Client {
	h := incomplete()
	fill(h, team)
	return client.NewClient(client.WithHTTPHeader(h))
}

func goodTeam() *client.Client { return forTeam("payments") }

func badTeam() *client.Client {
	return forTeam(" ") // want "empty-tag: forTeam attaches an empty value to team_id$"
}

var _ http.Header
