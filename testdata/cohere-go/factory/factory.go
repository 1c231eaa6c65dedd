// Package factory makes clients of what its callers hand over.
package factory

import (
	"net/http"
	"os"

	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/option"
)

func owner(project, service, team string) option.RequestOption {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", project)
	h.Set("X-LLM-Service-Name", service)
	h.Set("X-LLM-Team-ID", team)
	return client.WithHTTPHeader(h)
}

// fromOptions adds a token to the options of its callers.
func fromOptions(opts ...option.RequestOption) *client.Client {
	all := make([]option.RequestOption, 0, len(opts)+1)
	all = append(all, client.WithToken(os.Getenv("CO_API_KEY")))
	all = append(all, opts...)
	return client.NewClient(all...)
}

// GoodOptions hands over an owner.
func GoodOptions() *client.Client {
	return fromOptions(owner("checkout", "checkout-assistant", "payments"))
}

// BadOptions hands over something else.
func BadOptions() *client.Client {
	return fromOptions(client.WithMaxAttempts(2)) // want "untagged-client: fromOptions lacks project_id, service_name, team_id$"
}

// BadOwner hands over an owner without a project.
func BadOwner() *client.Client {
	return fromOptions(owner("", "checkout-assistant", "payments")) // want "empty-tag: fromOptions attaches an empty value to project_id$"
}

// fromSlice hands a slice on.
func fromSlice(opts []option.RequestOption) *client.Client {
	return client.NewBedrockClient(opts, []client.AwsRequestOption{client.WithAwsRegion("eu-central-1")})
}

// GoodSlice fills it.
func GoodSlice() *client.Client {
	return fromSlice([]option.RequestOption{owner("checkout", "checkout-assistant", "payments")})
}

// BadSlice does not.
func BadSlice() *client.Client {
	return fromSlice(nil) // want "untagged-client: fromSlice lacks project_id, service_name, team_id$"
}

// Unused is called by nobody.
func Unused(opts ...option.RequestOption) *client.Client {
	return client.NewClient(opts...)
}
