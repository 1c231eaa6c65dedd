// Package policies attaches tags by policies of the pipeline.
package policies

import (
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

// tagging is a policy that tags.
type tagging struct{ team string }

// Do implements [policy.Policy].
func (p *tagging) Do(req *policy.Request) (*http.Response, error) {
	req.Raw().Header.Set("X-LLM-Project-ID", "checkout")
	req.Raw().Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Raw().Header.Set("X-LLM-Team-ID", p.team)
	return req.Next()
}

// partial is a policy that tags in part.
type partial struct{}

// Do implements [policy.Policy].
func (partial) Do(req *policy.Request) (*http.Response, error) {
	h := req.Raw().Header
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	return req.Next()
}

// selective is a policy that tags when it is switched on.
type selective struct{ on bool }

// Do implements [policy.Policy].
func (p selective) Do(req *policy.Request) (*http.Response, error) {
	if !p.on {
		return req.Next()
	}
	req.Raw().Header.Set("X-LLM-Project-ID", "checkout")
	req.Raw().Header.Set("X-LLM-Service-Name", "checkout-assistant")
	req.Raw().Header.Set("X-LLM-Team-ID", "payments")
	return req.Next()
}

// policyFunc is a function as a policy.
type policyFunc func(*policy.Request) (*http.Response, error)

// Do implements [policy.Policy].
func (f policyFunc) Do(req *policy.Request) (*http.Response, error) { return f(req) }

// GoodPerCall has a policy that runs once per call.
func GoodPerCall(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	return azopenai.NewClientWithKeyCredential(endpoint, credential, &azopenai.ClientOptions{
		ClientOptions: azcore.ClientOptions{
			PerCallPolicies: []policy.Policy{&tagging{team: "payments"}},
		},
	})
}

// BadPerCall has one that tags in part.
func BadPerCall(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	return azopenai.NewClientWithKeyCredential(endpoint, credential, &azopenai.ClientOptions{ // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
		ClientOptions: azcore.ClientOptions{
			PerCallPolicies: []policy.Policy{partial{}},
		},
	})
}

// GoodPerRetry has a policy that runs once per attempt.
func GoodPerRetry(endpoint string, credential azcore.TokenCredential, team string) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.PerRetryPolicies = append(opts.PerRetryPolicies, &tagging{team: team})
	return azopenai.NewClient(endpoint, credential, opts)
}

// BadPerRetry has one that is not always switched on.
func BadPerRetry(endpoint string, credential azcore.TokenCredential, on bool) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.PerRetryPolicies = append(opts.PerRetryPolicies, selective{on: on})
	return azopenai.NewClient(endpoint, credential, opts) // want "untagged-client: azopenai.NewClient lacks project_id, service_name, team_id$"
}

// BadNil has no options.
func BadNil(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	return azopenai.NewClientWithKeyCredential(endpoint, credential, nil) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
}

// GoodOpenAI tags the requests to the other provider.
func GoodOpenAI(key string) (*azopenai.Client, error) {
	return azopenai.NewClientForOpenAI("https://api.openai.com/v1", azcore.NewKeyCredential(key), options())
}

// BadOpenAI does not.
func BadOpenAI(key string) (*azopenai.Client, error) {
	return azopenai.NewClientForOpenAI("https://api.openai.com/v1", azcore.NewKeyCredential(key), &azopenai.ClientOptions{}) // want "untagged-client: azopenai.NewClientForOpenAI lacks project_id, service_name, team_id$"
}

// options are the options of all clients.
func options() *azopenai.ClientOptions {
	var opts azopenai.ClientOptions
	opts.Telemetry.ApplicationID = "checkout"
	opts.PerCallPolicies = []policy.Policy{&tagging{team: "payments"}}
	return &opts
}

// BadTelemetry takes the application for a tag.
func BadTelemetry(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.Telemetry = policy.TelemetryOptions{ApplicationID: "checkout-assistant"}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
}

// GoodFunc has a closure as a policy.
func GoodFunc(endpoint string, credential *azcore.KeyCredential, team func() string) (*azopenai.Client, error) {
	opts := options()
	opts.PerCallPolicies = []policy.Policy{policyFunc(func(req *policy.Request) (*http.Response, error) {
		req.Raw().Header.Set("X-LLM-Project-ID", "checkout")
		req.Raw().Header.Set("X-LLM-Service-Name", "checkout-assistant")
		req.Raw().Header.Set("X-LLM-Team-ID", team())
		return req.Next()
	})}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, opts)
}

// BadFunc replaces the policies by a closure that logs.
func BadFunc(endpoint string, credential *azcore.KeyCredential, log func(string)) (*azopenai.Client, error) {
	opts := options()
	opts.PerCallPolicies = []policy.Policy{policyFunc(func(req *policy.Request) (*http.Response, error) {
		log(req.Raw().URL.Path)
		return req.Next()
	})}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
}

// GoodTwo completes a policy by another one.
func GoodTwo(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	team := policyFunc(func(req *policy.Request) (*http.Response, error) {
		req.Raw().Header.Add("X-LLM-Team-ID", "payments")
		return req.Next()
	})
	return azopenai.NewClientWithKeyCredential(endpoint, credential, &azopenai.ClientOptions{
		ClientOptions: policy.ClientOptions{PerCallPolicies: []policy.Policy{partial{}}, PerRetryPolicies: []policy.Policy{team}},
	})
}

// BadTwo deletes in the second policy what the first one set.
func BadTwo(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	anonymous := policyFunc(func(req *policy.Request) (*http.Response, error) {
		req.Raw().Header.Del("X-LLM-Team-ID")
		return req.Next()
	})
	opts := options()
	opts.PerRetryPolicies = []policy.Policy{anonymous}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks team_id$"
}

// BadEmpty has a policy without a team.
func BadEmpty(endpoint string, credential *azcore.KeyCredential) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.PerCallPolicies = []policy.Policy{&tagging{}}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, opts) // want "empty-tag: azopenai.NewClientWithKeyCredential attaches an empty value to team_id$"
}

// BadCondition appends the policy under a condition.
func BadCondition(endpoint string, credential *azcore.KeyCredential, team string) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	if team != "" {
		opts.PerCallPolicies = append(opts.PerCallPolicies, &tagging{team: team})
	}
	return azopenai.NewClientWithKeyCredential(endpoint, credential, opts) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
}
