// Package llm is an in-house client that leaves the tags to its callers.
package llm

import (
	"net/http"
	"strings"
)

// Ask takes the HTTP client that tags.
func Ask(hc *http.Client, prompt string) error {
	req, err := http.NewRequest("POST", "https://api.anthropic.com/v1/messages", strings.NewReader(prompt))
	if err != nil {
		return err
	}
	_, err = hc.Do(req)
	return err
}
