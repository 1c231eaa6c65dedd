// Written from testdata/idioms/headers.go.tmpl by make generate.

package headers

import (
	"maps"
	"net/http"
	"os"

	"context"
	"example.com/google-adk/idioms/names"
	"google.golang.org/adk/model"
	"google.golang.org/adk/model/gemini"
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
func goodLiteral(team string) (model.LLM, error) {
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}, "X-LLM-Team-ID": {team}}}})
}

func badLiteral() (model.LLM, error) {
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}}}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

func badValue() (model.LLM, error) {
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: http.Header{"X-LLM-Project-ID": {"checkout"}, "X-LLM-Service-Name": {"checkout-assistant"}, "X-LLM-Team-ID": {"changeme"}}}}) // want "empty-tag: gemini.NewModel attaches the placeholder \"changeme\" to team_id$"
}

// Constants of another package.
func goodConstants() (model.LLM, error) {
	h := incomplete()
	h.Set(names.Team, names.Payments)
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badConstants() (model.LLM, error) {
	h := incomplete()
	h.Set(names.Trace, names.Payments)
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

// Assignments on some paths.
func badBranch(debug bool) (model.LLM, error) {
	h := incomplete()
	if debug {
		h.Set("X-LLM-Team-ID", "payments")
	}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

func goodBranch(own bool) (model.LLM, error) {
	h := incomplete()
	if own {
		h.Set("X-LLM-Team-ID", "payments")
	} else {
		h.Set("X-LLM-Team-ID", os.Getenv("TEAM_ID"))
	}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

// Loops over literals.
func goodLoop() (model.LLM, error) {
	h := make(http.Header)
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"} {
		h.Set(name, value)
	}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badLoop() (model.LLM, error) {
	h := make(http.Header)
	for name, value := range map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant"} {
		h.Set(name, value)
	}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

func unprovenLoop() (model.LLM, error) {
	h := make(http.Header)
	for name, value := range loaded() {
		h.Set(name, value)
	}
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "unproven-tags: gemini.NewModel may lack project_id, service_name, team_id: a name that is known at run time only$"
}

func loaded() map[string]string {
	headers := make(map[string]string)
	for _, entry := range os.Environ() {
		headers[entry] = os.Getenv(entry)
	}
	return headers
}

// Copies.
func goodCopy() (model.LLM, error) {
	h := make(http.Header)
	h.Set("X-LLM-Team-ID", "payments")
	maps.Copy(h, incomplete())
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badCopy() (model.LLM, error) {
	h := make(http.Header)
	maps.Copy(h, incomplete())
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

func goodClone() (model.LLM, error) {
	h := incomplete().Clone()
	h.Set("X-LLM-Team-ID", "payments")
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badClone() (model.LLM, error) {
	h := incomplete()
	clone := maps.Clone(h)
	clone.Set("X-LLM-Team-ID", "payments")
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

// What is deleted is gone.
func badDeleted() (model.LLM, error) {
	h := complete()
	h.Del("X-LLM-Team-ID")
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

// Helpers that fill what they are given.
func fill(h http.Header, team string) {
	h.Set("X-LLM-Team-ID", team)
}

func goodHelper() (model.LLM, error) {
	h := incomplete()
	fill(h, "payments")
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func badHelper() (model.LLM, error) {
	h := incomplete()
	fill(make(http.Header), "payments")
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}}) // want "untagged-client: gemini.NewModel lacks team_id$"
}

// Values that are a factory's parameters are its callers'.
func forTeam(team string) (model.LLM, error) {
	h := incomplete()
	fill(h, team)
	return gemini.NewModel(context.Background(), "gemini-2.5-flash", &genai.ClientConfig{HTTPOptions: genai.HTTPOptions{Headers: h}})
}

func goodTeam() (model.LLM, error) { return forTeam("payments") }

func badTeam() (model.LLM, error) {
	return forTeam(" ") // want "empty-tag: forTeam attaches an empty value to team_id$"
}

var _ http.Header
