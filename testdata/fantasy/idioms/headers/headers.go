// Written from testdata/idioms/headers.go.tmpl by make generate.

package headers

import (
	"maps"
	"os"

	"charm.land/fantasy"
	"charm.land/fantasy/providers/openai"
	"example.com/fantasy/idioms/names"
)

func complete() map[string]string {
	h := make(map[string]string)
	h["X-LLM-Project-ID"] = "checkout"
	h["X-LLM-Service-Name"] = "checkout-assistant"
	h["X-LLM-Team-ID"] = "payments"
	return h
}

func incomplete() map[string]string {
	h := make(map[string]string)
	h["X-LLM-Project-ID"] = "checkout"
	h["X-LLM-Service-Name"] = "checkout-assistant"
	return h
}

// Literals.
func goodLiteral(team string) (fantasy.Provider, error) {
	return openai.New(openai.WithHeaders(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": team}))
}

func badLiteral() (fantasy.Provider, error) {
	return openai.New(openai.WithHeaders(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"})) // want "untagged-client: openai.New lacks team_id$"
}

func badValue() (fantasy.Provider, error) {
	return openai.New(openai.WithHeaders(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "changeme"})) // want "empty-tag: openai.New attaches the placeholder \"changeme\" to team_id$"
}

// Constants of another package.
func goodConstants() (fantasy.Provider, error) {
	h := incomplete()
	h[names.Team] = names.Payments
	return openai.New(openai.WithHeaders(h))
}

func badConstants() (fantasy.Provider, error) {
	h := incomplete()
	h[names.Trace] = names.Payments
	return openai.New(openai.WithHeaders(h)) // want "untagged-client: openai.New lacks team_id$"
}

// Assignments on some paths.
func badBranch(debug bool) (fantasy.Provider, error) {
	h := incomplete()
	if debug {
		h["X-LLM-Team-ID"] = "payments"
	}
	return openai.New(openai.WithHeaders(h)) // want "untagged-client: openai.New lacks team_id$"
}

func goodBranch(own bool) (fantasy.Provider, error) {
	h := incomplete()
	if own {
		h["X-LLM-Team-ID"] = "payments"
	} else {
		h["X-LLM-Team-ID"] = os.Getenv("TEAM_ID")
	}
	return openai.New(openai.WithHeaders(h))
}

// Loops over literals.
func goodLoop() (fantasy.Provider, error) {
	h := make(map[string]string)
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"} {
		h[name] = value
	}
	return openai.New(openai.WithHeaders(h))
}

func badLoop() (fantasy.Provider, error) {
	h := make(map[string]string)
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"} {
		h[name] = value
	}
	return openai.New(openai.WithHeaders(h)) // want "untagged-client: openai.New lacks team_id$"
}

func unprovenLoop() (fantasy.Provider, error) {
	h := make(map[string]string)
	for name, value := range loaded() {
		h[name] = value
	}
	return openai.New(openai.WithHeaders(h)) // want "unproven-tags: openai.New may lack project_id, service_name, team_id: a name that is known at run time only$"
}

func loaded() map[string]string {
	headers := make(map[string]string)
	for _, entry := range os.Environ() {
		headers[entry] = os.Getenv(entry)
	}
	return headers
}

// Copies.
func goodCopy() (fantasy.Provider, error) {
	h := make(map[string]string)
	h["X-LLM-Team-ID"] = "payments"
	maps.Copy(h, incomplete())
	return openai.New(openai.WithHeaders(h))
}

func badCopy() (fantasy.Provider, error) {
	h := make(map[string]string)
	maps.Copy(h, incomplete())
	return openai.New(openai.WithHeaders(h)) // want "untagged-client: openai.New lacks team_id$"
}

func goodClone() (fantasy.Provider, error) {
	h := maps.Clone(incomplete())
	h["X-LLM-Team-ID"] = "payments"
	return openai.New(openai.WithHeaders(h))
}

func badClone() (fantasy.Provider, error) {
	h := incomplete()
	clone := maps.Clone(h)
	clone["X-LLM-Team-ID"] = "payments"
	return openai.New(openai.WithHeaders(h)) // want "untagged-client: openai.New lacks team_id$"
}

// What is deleted is gone.
func badDeleted() (fantasy.Provider, error) {
	h := complete()
	delete(h, "X-LLM-Team-ID")
	return openai.New(openai.WithHeaders(h)) // want "untagged-client: openai.New lacks team_id$"
}

// Helpers that fill what they are given.
func fill(h map[string]string, team string) {
	h["X-LLM-Team-ID"] = team
}

func goodHelper() (fantasy.Provider, error) {
	h := incomplete()
	fill(h, "payments")
	return openai.New(openai.WithHeaders(h))
}

func badHelper() (fantasy.Provider, error) {
	h := incomplete()
	fill(make(map[string]string), "payments")
	return openai.New(openai.WithHeaders(h)) // want "untagged-client: openai.New lacks team_id$"
}

// Values that are a factory's parameters are its callers'.
func forTeam(team string) (fantasy.Provider, error) {
	h := incomplete()
	fill(h, team)
	return openai.New(openai.WithHeaders(h))
}

func goodTeam() (fantasy.Provider, error) { return forTeam("payments") }

func badTeam() (fantasy.Provider, error) {
	return forTeam(" ") // want "empty-tag: forTeam attaches an empty value to team_id$"
}
