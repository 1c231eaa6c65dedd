package loops

import (
	"net/http"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

type header struct{ name, value string }

// byIndex fills a slice of known length, as a function that maps does.
func byIndex(hs []header) []option.RequestOption {
	out := make([]option.RequestOption, len(hs))
	for i, h := range hs {
		out[i] = option.WithHeader(h.name, h.value)
	}
	return out
}

func mapped[T, R any](in []T, f func(T) R) []R {
	out := make([]R, len(in))
	for i := range in {
		out[i] = f(in[i])
	}
	return out
}

func goodByIndex() openai.Client {
	return openai.NewClient(byIndex([]header{{"X-LLM-Project-ID", "checkout"}, {"X-LLM-Service-Name", "checkout-assistant"}, {"X-LLM-Team-ID", "payments"}})...)
}

func badByIndex() openai.Client {
	return openai.NewClient(byIndex([]header{{"X-LLM-Project-ID", "checkout"}, {"X-LLM-Service-Name", "checkout-assistant"}})...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

func goodMapped() openai.Client {
	hs := []header{{"X-LLM-Project-ID", "checkout"}, {"X-LLM-Service-Name", "checkout-assistant"}, {"X-LLM-Team-ID", "payments"}}
	return openai.NewClient(mapped(hs, func(h header) option.RequestOption { return option.WithHeader(h.name, h.value) })...)
}

// clientByIndex leaves the headers to its callers.
func clientByIndex(hs []header) openai.Client { return openai.NewClient(byIndex(hs)...) }

func callsByIndex() openai.Client {
	return clientByIndex([]header{{"X-LLM-Project-ID", "checkout"}}) // want "^untagged-client: clientByIndex lacks service_name, team_id$"
}

func fromRequest(r *http.Request) openai.Client {
	out := make([]option.RequestOption, len(r.Header))
	i := 0
	for name := range r.Header {
		out[i] = option.WithHeader(name, r.Header.Get(name))
		i++
	}
	return openai.NewClient(out...)
}
