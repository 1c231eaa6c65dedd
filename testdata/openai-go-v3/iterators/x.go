// Package iterators ranges over functions.
package iterators

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func full() map[string]string {
	return map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "checkout-assistant", "X-LLM-Team-ID": "payments"}
}

func good() openai.Client {
	var opts []option.RequestOption
	for k, v := range maps.All(full()) {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...)
}

func bad() openai.Client {
	var opts []option.RequestOption
	for k, v := range maps.All(map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Team-ID": "payments"}) {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks service_name$"
}

func beside() openai.Client {
	for range maps.All(map[string]string{"a": "b"}) {
	}
	return openai.NewClient() // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func keys() openai.Client {
	var opts []option.RequestOption
	for k := range maps.Keys(full()) {
		opts = append(opts, option.WithHeader(k, full()[k]))
	}
	return openai.NewClient(opts...)
}

func values() openai.Client {
	var opts []option.RequestOption
	for k := range slices.Values([]string{"X-LLM-Project-ID", "X-LLM-Service-Name", "X-LLM-Team-ID"}) {
		opts = append(opts, option.WithHeader(k, "checkout"))
	}
	return openai.NewClient(opts...)
}

func valuesStopped() openai.Client {
	var opts []option.RequestOption
	for k := range slices.Values([]string{"X-LLM-Project-ID", "X-LLM-Service-Name", "X-LLM-Team-ID"}) {
		if k == "X-LLM-Team-ID" {
			break
		}
		opts = append(opts, option.WithHeader(k, "checkout"))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

func pairs(yield func(string, string) bool) {
	_ = yield("X-LLM-Project-ID", "checkout") && yield("X-LLM-Service-Name", "checkout-assistant") && yield("X-LLM-Team-ID", "payments")
}

func house() openai.Client {
	var opts []option.RequestOption
	for k, v := range pairs {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...)
}

func seq(m map[string]string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for k, v := range m {
			if !yield(k, v) {
				return
			}
		}
	}
}

func houseSeq() openai.Client {
	var opts []option.RequestOption
	for k, v := range seq(full()) {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...)
}

func houseSeqBad() openai.Client {
	var opts []option.RequestOption
	for k, v := range seq(map[string]string{"X-LLM-Project-ID": "checkout"}) {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks service_name, team_id$"
}

func split(text string) openai.Client {
	for part := range strings.SplitSeq(text, ",") {
		_ = part
	}
	return openai.NewClient() // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

// A client for each of some teams.
func each() (out []openai.Client) {
	for team := range slices.Values([]string{"payments", ""}) {
		out = append(out, openai.NewClient( // want "^empty-tag: openai.NewClient attaches an empty value to team_id$"
			option.WithHeader("X-LLM-Project-ID", "checkout"),
			option.WithHeader("X-LLM-Service-Name", "checkout-assistant"),
			option.WithHeader("X-LLM-Team-ID", team)))
	}
	return out
}

type settings struct{ retries int }

// A number that nobody sets is zero.
func zeroNumber() openai.Client {
	var s settings
	if s.retries == 0 {
		return openai.NewClient() // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	}
	return good()
}
