package providers

import (
	"os"
	"strings"

	"charm.land/fantasy"
	"charm.land/fantasy/providers/anthropic"
)

// extended adds an entry of its own to the headers that it is given.
func extended(key string, headers map[string]string) (fantasy.Provider, error) {
	var opts []anthropic.Option
	if strings.HasPrefix(key, "Bearer ") {
		headers["Authorization"] = key
	}
	if len(headers) > 0 {
		opts = append(opts, anthropic.WithHeaders(headers))
	}
	return anthropic.New(opts...)
}

func badExtended() (fantasy.Provider, error) {
	return extended(os.Getenv("KEY"), map[string]string{}) // want "^untagged-client: extended lacks project_id, service_name, team_id$"
}

func goodExtended() (fantasy.Provider, error) {
	return extended(os.Getenv("KEY"), map[string]string{"X-LLM-Project-ID": "shell", "X-LLM-Service-Name": "commit-writer", "X-LLM-Team-ID": "devtools"})
}
