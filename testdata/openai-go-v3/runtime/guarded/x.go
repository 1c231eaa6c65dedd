// Package guarded attaches headers from a file where there are any. Whether they
// hold the tags is not known, and that there may be none is no evidence.
package guarded

import (
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"strings"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

type config struct {
	Extra   map[string]string
	Options []option.RequestOption
}

func read() config {
	var c config
	if data, err := os.ReadFile("config.json"); err == nil {
		_ = json.Unmarshal(data, &c)
	}
	return c
}

func looped() openai.Client {
	var opts []option.RequestOption
	for k, v := range read().Extra {
		opts = append(opts, option.WithHeader(k, v))
	}
	return openai.NewClient(opts...) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
}

func guardedLoop() openai.Client {
	c := read()
	var opts []option.RequestOption
	if len(c.Extra) > 0 {
		for k, v := range c.Extra {
			opts = append(opts, option.WithHeader(k, v))
		}
	}
	return openai.NewClient(opts...) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
}

func guardedOptions() openai.Client {
	c := read()
	var opts []option.RequestOption
	if len(c.Options) > 0 {
		opts = append(opts, c.Options...)
	}
	return openai.NewClient(opts...) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
}

// A tag of its own that the guard makes conditional is missing where there are no headers.
func conditional() openai.Client {
	c := read()
	opts := []option.RequestOption{option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "assistant")}
	if len(c.Options) > 0 {
		opts = append(opts, c.Options...)
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "payments"))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

// So is one behind a loop over them.
func conditionalLoop() openai.Client {
	c := read()
	opts := []option.RequestOption{option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "assistant")}
	if len(c.Extra) > 0 {
		for k, v := range c.Extra {
			opts = append(opts, option.WithHeader(k, v))
		}
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "payments"))
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}

// The way on which there are none leads to a client, too.
func emptyCopy() openai.Client {
	c := read()
	headers := map[string]string{}
	if c.Extra != nil {
		headers = maps.Clone(c.Extra)
	}
	if len(headers) > 0 {
		return openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "assistant"), option.WithHeader("X-LLM-Team-ID", "payments"))
	}
	return openai.NewClient() // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

func entries(names []string) (map[string]string, error) {
	out := make(map[string]string)
	for _, name := range names {
		value, ok := os.LookupEnv(name)
		if !ok {
			return nil, os.ErrNotExist
		}
		out[name] = value
	}
	return out, nil
}

// A map that is not nil may be empty all the same, also where it comes with an error.
func emptyResult(names []string) (openai.Client, error) {
	headers, err := entries(names)
	if err != nil {
		return openai.Client{}, err
	}
	if len(headers) > 0 {
		return openai.NewClient(option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "assistant"), option.WithHeader("X-LLM-Team-ID", "payments")), nil
	}
	return openai.NewClient(), nil // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

// One that has an entry in any case is never empty.
func neverEmpty(region string) openai.Client {
	headers := map[string]string{"X-LLM-Project-ID": "checkout", "X-LLM-Service-Name": "assistant", "X-LLM-Team-ID": "payments"}
	if region != "" {
		headers["X-Region"] = region
	}
	var opts []option.RequestOption
	if len(headers) > 0 {
		for k, v := range headers {
			opts = append(opts, option.WithHeader(k, v))
		}
	}
	return openai.NewClient(opts...)
}

// collected makes a header of each entry.
func collected(lines []string) []http.Header {
	values := map[string][]string{}
	for _, line := range lines {
		if name, value, ok := strings.Cut(line, ":"); ok {
			values[name] = append(values[name], value)
		}
	}
	var out []http.Header
	for name, all := range values {
		header := make(http.Header)
		for _, value := range all {
			header.Add(name, value)
		}
		out = append(out, header)
	}
	return out
}

type extra struct {
	headers []http.Header
	next    http.RoundTripper
}

func (e *extra) RoundTrip(req *http.Request) (*http.Response, error) {
	for _, header := range e.headers {
		for name, values := range header {
			for _, value := range values {
				req.Header.Add(name, value)
			}
		}
	}
	return e.next.RoundTrip(req)
}

// What a list of unknown length brings is no less known where it is asked whether it
// has any.
func guardedTransport() openai.Client {
	var opts []option.RequestOption
	if headers := collected(strings.Split(os.Getenv("EXTRA_HEADERS"), ",")); len(headers) > 0 {
		opts = append(opts, option.WithHTTPClient(&http.Client{Transport: &extra{headers, http.DefaultTransport}}))
	}
	return openai.NewClient(opts...) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
}

func headerOptions() []option.RequestOption {
	var opts []option.RequestOption
	for k, v := range read().Extra {
		opts = append(opts, option.WithHeader(k, v))
	}
	return opts
}

func guardedList() openai.Client {
	var opts []option.RequestOption
	if more := headerOptions(); len(more) > 0 {
		opts = append(opts, more...)
	}
	return openai.NewClient(opts...) // want "^unproven-tags: openai.NewClient may lack project_id, service_name, team_id: "
}

// Where a list is empty that has tags in any case, they are missing.
func guardedTags(teams []string) openai.Client {
	opts := []option.RequestOption{option.WithHeader("X-LLM-Project-ID", "checkout"), option.WithHeader("X-LLM-Service-Name", "assistant")}
	var more []option.RequestOption
	for range teams {
		more = append(more, option.WithHeader("X-LLM-Team-ID", "payments"))
	}
	if len(more) > 0 {
		opts = append(opts, more...)
	}
	return openai.NewClient(opts...) // want "^untagged-client: openai.NewClient lacks team_id$"
}
