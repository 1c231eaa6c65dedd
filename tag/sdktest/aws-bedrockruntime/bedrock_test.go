// Package bedrock drives bedrockruntime through package tag.
package bedrock

import (
	"context"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/document"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestConverse(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "eu.anthropic.claude-sonnet-4-6-", Retries: true, Cuts: true, CacheRead: sdktest.IfAny, CacheWrite: sdktest.IfAny,
		Open: func(_ *testing.T, url string, hc *http.Client) sdktest.Client { return converse{open(url, hc)} },
	})
}

func TestInvokeModel(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Model: "eu.anthropic.claude-sonnet-4-6-", Retries: true, Cuts: true, CacheRead: sdktest.Always, CacheWrite: sdktest.Always, Reasoning: sdktest.IfAny,
		Open: func(_ *testing.T, url string, hc *http.Client) sdktest.Client { return invoke{open(url, hc)} },
	})
}

func open(url string, hc *http.Client) *bedrockruntime.Client {
	cfg := aws.Config{
		Region: "eu-central-1", BaseEndpoint: aws.String(url),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"}, nil
		}),
	}
	return bedrockruntime.NewFromConfig(cfg, func(o *bedrockruntime.Options) { o.HTTPClient = hc })
}

type converse struct{ client *bedrockruntime.Client }

var messages = []types.Message{{Role: types.ConversationRoleUser, Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: "Tell me a story."}}}}

func (c converse) Ask(ctx context.Context, model string) error {
	_, err := c.client.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: &model, Messages: messages})
	return err
}

func (c converse) Tools(ctx context.Context, model string) error {
	_, err := c.client.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: &model, Messages: messages, ToolConfig: &types.ToolConfiguration{
		Tools: []types.Tool{&types.ToolMemberToolSpec{Value: types.ToolSpecification{
			Name: aws.String("weather"), InputSchema: &types.ToolInputSchemaMemberJson{Value: document.NewLazyDocument(map[string]any{"type": "object"})},
		}}},
	}})
	return err
}

func (c converse) Stream(ctx context.Context, model string, read func() bool) error {
	out, err := c.client.ConverseStream(ctx, &bedrockruntime.ConverseStreamInput{ModelId: &model, Messages: messages})
	if err != nil {
		return err
	}
	stream := out.GetStream()
	defer stream.Close()
	for range stream.Events() {
		if !read() {
			return nil
		}
	}
	return stream.Err()
}

type invoke struct{ client *bedrockruntime.Client }

const (
	body  = `{"anthropic_version":"bedrock-2023-05-31","max_tokens":1024,"messages":[{"role":"user","content":"Tell me a story."}]}`
	tools = `{"anthropic_version":"bedrock-2023-05-31","max_tokens":1024,"messages":[{"role":"user","content":"Weather?"}],"tools":[{"name":"weather","input_schema":{"type":"object"}}]}`
)

func (c invoke) Ask(ctx context.Context, model string) error {
	_, err := c.client.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{ModelId: &model, Body: []byte(body), ContentType: aws.String("application/json")})
	return err
}

func (c invoke) Tools(ctx context.Context, model string) error {
	_, err := c.client.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{ModelId: &model, Body: []byte(tools), ContentType: aws.String("application/json")})
	return err
}

func (c invoke) Stream(ctx context.Context, model string, read func() bool) error {
	out, err := c.client.InvokeModelWithResponseStream(ctx, &bedrockruntime.InvokeModelWithResponseStreamInput{ModelId: &model, Body: []byte(body), ContentType: aws.String("application/json")})
	if err != nil {
		return err
	}
	stream := out.GetStream()
	defer stream.Close()
	for range stream.Events() {
		if !read() {
			return nil
		}
	}
	return stream.Err()
}
