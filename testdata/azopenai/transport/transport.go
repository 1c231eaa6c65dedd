// Package transport attaches tags in the transport of a client.
package transport

import (
	"net/http"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// transporter is a transport of the SDK's own kind.
type transporter struct{ client *http.Client }

// Do implements [policy.Transporter].
func (t transporter) Do(req *http.Request) (*http.Response, error) {
	req.Header.Set("X-LLM-Project-ID", "checkout")
	req.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Header.Set("X-LLM-Team-ID", "payments")
	return t.client.Do(req)
}

// limiter is a transport that waits.
type limiter struct {
	next policy.Transporter
	tick <-chan time.Time
}

// Do implements [policy.Transporter].
func (l limiter) Do(req *http.Request) (*http.Response, error) {
	<-l.tick
	return l.next.Do(req)
}

// roundTripper is a transport of net/http.
type roundTripper struct{ next http.RoundTripper }

// RoundTrip implements [http.RoundTripper].
func (t roundTripper) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	clone.Header.Set("X-LLM-Project-ID", "checkout")
	clone.Header.Set("X-LLM-Service-Name", "checkout-assistant")
	clone.Header.Set("X-LLM-Team-ID", "payments")
	return t.next.RoundTrip(clone)
}

func newClient(endpoint string, credential *azcore.KeyCredential, transport policy.Transporter) (*azopenai.Client, error) {
	opts := azopenai.ClientOptions{ClientOptions: azcore.ClientOptions{Transport: transport}}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, &opts)
}

// Good sends by a transporter that tags.
func Good(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	return newClient(endpoint, credential, transporter{http.DefaultClient})
}

// Bad sends by one that waits.
func Bad(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	return newClient(endpoint, credential, limiter{next: http.DefaultClient, tick: time.Tick(time.Second)}) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// GoodWrapped waits, and then sends by one that tags.
func GoodWrapped(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	return newClient(endpoint, credential, limiter{next: transporter{&http.Client{}}, tick: time.Tick(time.Second)})
}

// GoodHTTP sends by an http.Client whose transport tags.
func GoodHTTP(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	return newClient(endpoint, credential, &http.Client{Transport: roundTripper{http.DefaultTransport}})
}

// BadHTTP sends by an http.Client with a timeout.
func BadHTTP(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	return newClient(endpoint, credential, &http.Client{Timeout: time.Minute}) // want "untagged-client: newClient lacks project_id, service_name, team_id$"
}

// GoodField sets the promoted field.
func GoodField(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.Transport = transporter{http.DefaultClient}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, opts)
}

// BadField replaces it.
func BadField(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.Transport = transporter{http.DefaultClient}
	opts.ClientOptions = azcore.ClientOptions{Retry: policy.RetryOptions{MaxRetries: 1}}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
}
