// Package header attaches tags by the header option of a client.
package header

import (
	"maps"
	"net/http"
	"os"

	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/core"
	"github.com/cohere-ai/cohere-go/v2/option"
)

func tags() http.Header {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
	return h
}

// Good gives a header with all tags.
func Good() *client.Client {
	return client.NewClient(
		client.WithToken(os.Getenv("CO_API_KEY")),
		client.WithHTTPHeader(http.Header{
			"X-Llm-Project-Id":   {"checkout"},
			"X-Llm-Service-Name": {"checkout-assistant"},
			"X-Llm-Team-Id":      {"payments"},
		}),
	)
}

// Bad gives one without a service.
func Bad() *client.Client {
	return client.NewClient( // want "untagged-client: client.NewClient lacks service_name$"
		client.WithToken(os.Getenv("CO_API_KEY")),
		client.WithHTTPHeader(http.Header{
			"X-Llm-Project-Id": {"checkout"},
			"X-Llm-Team-Id":    {"payments"},
		}),
	)
}

// BadNone gives none.
func BadNone() *client.Client {
	return client.NewClient() // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
}

// BadName gives the name of a client for a tag.
func BadName() *client.Client {
	name := "checkout-assistant"
	return client.NewClient(client.WithClientName(&name)) // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
}

// BadSecond gives a second header, which replaces the first one as a whole.
func BadSecond() *client.Client {
	return client.NewClient( // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
		option.WithHTTPHeader(tags()),
		option.WithHTTPHeader(http.Header{"X-Trace": {"1"}}),
	)
}

// BadThree gives three headers, of which the last one counts.
func BadThree() *client.Client {
	return client.NewClient( // want "untagged-client: client.NewClient lacks project_id, service_name$"
		client.WithHTTPHeader(http.Header{"X-Llm-Project-Id": {"checkout"}}),
		client.WithHTTPHeader(http.Header{"X-Llm-Service-Name": {"checkout-assistant"}}),
		client.WithHTTPHeader(http.Header{"X-Llm-Team-Id": {"payments"}}),
	)
}

// GoodSecond gives the tags last.
func GoodSecond() *client.Client {
	return client.NewClient(
		option.WithHTTPHeader(http.Header{"X-Trace": {"1"}}),
		option.WithHTTPHeader(tags()),
	)
}

// GoodMerged merges before it gives.
func GoodMerged() *client.Client {
	h := http.Header{"X-Trace": {"1"}}
	maps.Copy(h, tags())
	return client.NewClient(option.WithHTTPHeader(h))
}

// GoodSlice spreads a slice that grows under a condition.
func GoodSlice(baseURL string) *client.Client {
	opts := []option.RequestOption{client.WithHTTPHeader(tags())}
	if baseURL != "" {
		opts = append(opts, client.WithBaseURL(baseURL))
	}
	return client.NewClient(opts...)
}

// BadSlice appends the tags under a condition.
func BadSlice(team string) *client.Client {
	opts := []option.RequestOption{client.WithToken(os.Getenv("CO_API_KEY"))}
	if team != "" {
		opts = append(opts, client.WithHTTPHeader(tags()))
	}
	return client.NewClient(opts...) // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
}

// BadReplacedIf replaces the tags under a condition.
func BadReplacedIf(trace string) *client.Client {
	opts := []option.RequestOption{client.WithHTTPHeader(tags())}
	if trace != "" {
		opts = append(opts, client.WithHTTPHeader(http.Header{"X-Trace": {trace}}))
	}
	return client.NewClient(opts...) // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
}

// options are the options of all clients.
func options(team string) []option.RequestOption {
	h := tags()
	h.Set("X-LLM-Team-ID", team)
	return []option.RequestOption{client.WithToken(os.Getenv("CO_API_KEY")), client.WithHTTPHeader(h)}
}

// GoodHelper takes the options of a helper.
func GoodHelper(team string) *client.Client {
	return client.NewClient(append(options(team), client.WithMaxAttempts(3))...)
}

// BadHelper drops the last of them.
func BadHelper(team string) *client.Client {
	return client.NewClient(options(team)[:1]...) // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
}

// GoodLiteral writes the option as a literal.
func GoodLiteral() *client.Client {
	return client.NewClient(&core.HTTPHeaderOption{HTTPHeader: tags()})
}

// BadLiteral writes it without a team.
func BadLiteral() *client.Client {
	h := tags()
	h.Del("X-LLM-Team-ID")
	return client.NewClient(&core.HTTPHeaderOption{HTTPHeader: h}) // want "untagged-client: client.NewClient lacks team_id$"
}

// BadEmpty gives an empty value.
func BadEmpty() *client.Client {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "")
	return client.NewClient(client.WithHTTPHeader(h)) // want "empty-tag: client.NewClient attaches an empty value to team_id$"
}

// GoodBedrock gives the options as a slice.
func GoodBedrock() *client.Client {
	return client.NewBedrockClient(
		[]option.RequestOption{client.WithHTTPHeader(tags())},
		[]client.AwsRequestOption{client.WithAwsRegion("eu-central-1")},
	)
}

// BadBedrock gives an empty one.
func BadBedrock() *client.Client {
	return client.NewBedrockClient( // want "untagged-client: client.NewBedrockClient lacks project_id, service_name, team_id$"
		[]option.RequestOption{},
		[]client.AwsRequestOption{client.WithAwsRegion("eu-central-1")},
	)
}

// BadSagemaker gives nil.
func BadSagemaker() *client.Client {
	return client.NewSagemakerClient(nil, nil) // want "untagged-client: client.NewSagemakerClient lacks project_id, service_name, team_id$"
}

// GoodAws gives them to the constructor of both.
func GoodAws(service string) *client.Client {
	var opts []option.RequestOption
	opts = append(opts, option.WithHTTPHeader(tags()))
	return client.NewAwsClient(opts, nil, service)
}
