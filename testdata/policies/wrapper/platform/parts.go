package platform

import (
	"net/http"

	"github.com/openai/openai-go/v3/option"
)

// Options returns what tags a client or a request.
func Options(team string) []option.RequestOption {
	return []option.RequestOption{option.WithHTTPClient(HTTP())}
}

// Project returns an option that attaches one tag.
func Project() option.RequestOption { return option.WithHTTPClient(HTTP()) }

// Transport attaches two.
func Transport(base http.RoundTripper) http.RoundTripper { return transport() }
