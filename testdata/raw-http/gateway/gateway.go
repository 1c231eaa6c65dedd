// Package gateway tags and sends the requests of other packages.
package gateway

import "net/http"

// ChatURL is where chats go.
const ChatURL = "https://api.openai.com/v1/chat/completions"

// Tag tags a request.
func Tag(req *http.Request) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
}

// Trace marks a request for the traces.
func Trace(req *http.Request) {
	req.Header.Set("X-Trace", "1")
}

// Client tags what it sends.
type Client struct{ HTTP *http.Client }

// Do tags and sends req.
func (c Client) Do(req *http.Request) (*http.Response, error) {
	Tag(req)
	return c.HTTP.Do(req)
}

// NewHTTP returns a client whose transport tags.
func NewHTTP() *http.Client { return &http.Client{Transport: transport{http.DefaultTransport}} }

type transport struct{ next http.RoundTripper }

func (t transport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	Tag(req)
	return t.next.RoundTrip(req)
}
