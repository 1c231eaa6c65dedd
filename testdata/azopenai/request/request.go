// Package request tags requests by their metadata and their context.
package request

import (
	"context"
	"net/http"

	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
)

const deployment = "gpt-4o-mini"

func messages(prompt string) []azopenai.ChatRequestMessageClassification {
	return []azopenai.ChatRequestMessageClassification{
		&azopenai.ChatRequestUserMessage{Content: azopenai.NewChatRequestUserMessageContent(prompt)},
	}
}

func tags() http.Header {
	return http.Header{
		"X-LLM-Project-ID":   {"checkout"},
		"X-LLM-Service-Name": {"checkout-assistant"},
		"X-LLM-Team-ID":      {"payments"},
	}
}

// tagger tags all requests of a client.
type tagger struct{}

func (tagger) Do(req *policy.Request) (*http.Response, error) {
	for name, values := range tags() {
		req.Raw().Header[name] = values
	}
	return req.Next()
}

// goodMetadata tags a request by its metadata.
func goodMetadata(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil)
	if err != nil {
		return err
	}
	_, err = client.GetChatCompletions(ctx, azopenai.ChatCompletionsOptions{
		DeploymentName: to.Ptr(deployment),
		Messages:       messages(prompt),
		Metadata: map[string]*string{
			"project_id":   to.Ptr("checkout"),
			"service_name": to.Ptr("checkout-assistant"),
			"team_id":      to.Ptr("payments"),
		},
	}, nil)
	return err
}

// badMetadata forgets the project.
func badMetadata(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id$"
	if err != nil {
		return err
	}
	body := azopenai.ChatCompletionsOptions{DeploymentName: to.Ptr(deployment), Messages: messages(prompt)}
	body.Metadata = make(map[string]*string)
	body.Metadata["service_name"] = to.Ptr("checkout-assistant")
	body.Metadata["team_id"] = to.Ptr("payments")
	_, err = client.GetChatCompletions(ctx, body, nil)
	return err
}

// goodStream tags a stream by its metadata.
func goodStream(ctx context.Context, endpoint, prompt, team string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil)
	if err != nil {
		return err
	}
	resp, err := client.GetChatCompletionsStream(ctx, azopenai.ChatCompletionsStreamOptions{
		DeploymentName: to.Ptr(deployment),
		Messages:       messages(prompt),
		Metadata: map[string]*string{
			"project_id":   to.Ptr("checkout"),
			"service_name": to.Ptr("checkout-assistant"),
			"team_id":      &team,
		},
	}, nil)
	if err != nil {
		return err
	}
	return resp.ChatCompletionsStream.Close()
}

// badStream gives the end user for a tag.
func badStream(ctx context.Context, endpoint, prompt, team string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	resp, err := client.GetChatCompletionsStream(ctx, azopenai.ChatCompletionsStreamOptions{
		DeploymentName: to.Ptr(deployment),
		Messages:       messages(prompt),
		User:           to.Ptr(team),
	}, nil)
	if err != nil {
		return err
	}
	return resp.ChatCompletionsStream.Close()
}

// goodContext tags all requests by their context.
func goodContext(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil)
	if err != nil {
		return err
	}
	ctx = policy.WithHTTPHeader(ctx, tags())
	if _, err := client.GetChatCompletions(ctx, azopenai.ChatCompletionsOptions{DeploymentName: to.Ptr(deployment), Messages: messages(prompt)}, nil); err != nil {
		return err
	}
	_, err = client.GetEmbeddings(ctx, azopenai.EmbeddingsOptions{DeploymentName: to.Ptr("embeddings"), Input: []string{prompt}}, nil)
	return err
}

// badContext sends one of its requests with the context that has no tags.
func badContext(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	tagged := policy.WithHTTPHeader(ctx, tags())
	if _, err := client.GetChatCompletions(tagged, azopenai.ChatCompletionsOptions{DeploymentName: to.Ptr(deployment), Messages: messages(prompt)}, nil); err != nil {
		return err
	}
	_, err = client.GetEmbeddings(ctx, azopenai.EmbeddingsOptions{DeploymentName: to.Ptr("embeddings"), Input: []string{prompt}}, nil)
	return err
}

// goodDerived derives another context from the one that has the tags.
func goodDerived(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(policy.WithHTTPHeader(ctx, tags()))
	defer cancel()
	_, err = client.GetChatCompletions(ctx, azopenai.ChatCompletionsOptions{DeploymentName: to.Ptr(deployment), Messages: messages(prompt)}, nil)
	return err
}

// badTwice replaces the headers of the context by others.
func badTwice(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil) // want "untagged-client: azopenai.NewClientWithKeyCredential lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	ctx = policy.WithHTTPHeader(ctx, tags())
	ctx = policy.WithHTTPHeader(ctx, http.Header{"X-Trace": {"1"}})
	_, err = client.GetChatCompletions(ctx, azopenai.ChatCompletionsOptions{DeploymentName: to.Ptr(deployment), Messages: messages(prompt)}, nil)
	return err
}

// goodInherited adds a header to a request of a tagged client.
func goodInherited(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	opts := &azopenai.ClientOptions{}
	opts.PerCallPolicies = []policy.Policy{tagger{}}
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, opts)
	if err != nil {
		return err
	}
	ctx = policy.WithHTTPHeader(ctx, http.Header{"X-Trace": {"1"}})
	_, err = client.GetChatCompletions(ctx, azopenai.ChatCompletionsOptions{DeploymentName: to.Ptr(deployment), Messages: messages(prompt)}, nil)
	return err
}

// badEmptied empties a tag of its client by the context.
func badEmptied(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	opts := &azopenai.ClientOptions{}
	opts.PerCallPolicies = []policy.Policy{tagger{}}
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, opts)
	if err != nil {
		return err
	}
	ctx = policy.WithHTTPHeader(ctx, http.Header{"X-LLM-Team-ID": {""}})
	_, err = client.GetChatCompletions(ctx, azopenai.ChatCompletionsOptions{DeploymentName: to.Ptr(deployment), Messages: messages(prompt)}, nil) // want "untagged-call: azopenai.Client.GetChatCompletions lacks team_id$"
	return err
}

// goodFree lists files without tags.
func goodFree(ctx context.Context, endpoint, prompt string, credential *azcore.KeyCredential) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential, nil)
	if err != nil {
		return err
	}
	if _, err := client.ListFiles(ctx, nil); err != nil {
		return err
	}
	_, err = client.GetEmbeddings(policy.WithHTTPHeader(ctx, tags()), azopenai.EmbeddingsOptions{Input: []string{prompt}}, nil)
	return err
}
