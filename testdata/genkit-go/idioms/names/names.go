// Written from testdata/idioms/names.go.tmpl by make generate.

// Package names has what other packages attach.
package names

// Names of headers.
const (
	Project = "X-LLM-Project-ID"
	Service = "X-LLM-Service-Name"
	Team    = "X-LLM-Team-ID"
	Trace   = "X-Trace"
)

// Values.
const (
	Checkout  = "checkout"
	Assistant = Checkout + "-assistant"
	Payments  = "payments"
)
