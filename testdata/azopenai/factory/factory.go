// Package factory makes clients of what its callers hand over, and keeps them.
package factory

import (
	"context"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
)

// owner is a policy that tags with an owner.
type owner struct{ project, service, team string }

// Do implements [policy.Policy].
func (o owner) Do(req *policy.Request) (*http.Response, error) {
	h := req.Raw().Header
	h.Set("X-LLM-Project-ID", o.project)
	h.Set("X-LLM-Service-Name", o.service)
	h.Set("X-LLM-Team-ID", o.team)
	return req.Next()
}

// fromPolicies takes policies.
func fromPolicies(endpoint string, key string, policies ...policy.Policy) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.PerCallPolicies = policies
	return azopenai.NewClientWithKeyCredential(endpoint, azcore.NewKeyCredential(key), opts)
}

// GoodPolicies hands one over.
func GoodPolicies(endpoint, key string) (*azopenai.Client, error) {
	return fromPolicies(endpoint, key, owner{"checkout", "checkout-assistant", "payments"})
}

// BadPolicies hands none over.
func BadPolicies(endpoint, key string) (*azopenai.Client, error) {
	return fromPolicies(endpoint, key) // want "untagged-client: fromPolicies lacks project_id, service_name, team_id$"
}

// fromOwner takes the values.
func fromOwner(endpoint, key, service, team string) (*azopenai.Client, error) {
	return fromPolicies(endpoint, key, owner{"checkout", service, team})
}

// GoodOwner names service and team.
func GoodOwner(endpoint, key string) (*azopenai.Client, error) {
	return fromOwner(endpoint, key, "checkout-assistant", "payments")
}

// BadOwner does not.
func BadOwner(endpoint, key string) (*azopenai.Client, error) {
	return fromOwner(endpoint, key, "", "payments") // want "empty-tag: fromOwner attaches an empty value to service_name$"
}

// Assistant keeps a client.
type Assistant struct {
	client     *azopenai.Client
	deployment string
}

// NewGood constructs a tagged client.
func NewGood(endpoint, key string) (*Assistant, error) {
	client, err := fromOwner(endpoint, key, "checkout-assistant", "payments")
	if err != nil {
		return nil, err
	}
	return &Assistant{client: client, deployment: "gpt-4o-mini"}, nil
}

// NewBad constructs an untagged client.
func NewBad(endpoint, key string) (*Assistant, error) {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, azcore.NewKeyCredential(key), nil) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &Assistant{client: client, deployment: "gpt-4o-mini"}, nil
}

// Embed computes vectors.
func (a *Assistant) Embed(ctx context.Context, texts []string) (azopenai.GetEmbeddingsResponse, error) {
	return a.client.GetEmbeddings(ctx, azopenai.EmbeddingsOptions{DeploymentName: to.Ptr(a.deployment), Input: texts}, nil)
}
