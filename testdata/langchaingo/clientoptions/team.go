package clientoptions

import (
	"net/http"

	"example.com/langchaingo/tagging"
)

// teamOnly returns a client that names the team.
func teamOnly() *http.Client {
	return &http.Client{Transport: tagging.WithHeader(http.DefaultTransport, "X-LLM-Team-ID", "payments")}
}
