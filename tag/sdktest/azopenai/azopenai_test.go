// Package azopenai drives azopenai through package tag.
package azopenai

import (
	"context"
	"errors"
	"io"
	"net/http"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"

	"github.com/llmtag/llmtag/internal/sdktest"
)

func TestChat(t *testing.T) {
	sdktest.Run(t, sdktest.SDK{
		Provider: "azure", Model: "gpt-4o-", Retries: true, CacheRead: sdktest.Always, CacheWrite: sdktest.Always, Reasoning: sdktest.Always,
		Open: func(t *testing.T, url string, hc *http.Client) sdktest.Client {
			client, err := azopenai.NewClientWithKeyCredential(url, azcore.NewKeyCredential("test"), &azopenai.ClientOptions{
				ClientOptions: azcore.ClientOptions{Transport: hc, InsecureAllowCredentialWithHTTP: true},
			})
			if err != nil {
				t.Fatal(err)
			}
			return chat{client}
		},
	})
}

type chat struct{ client *azopenai.Client }

var messages = []azopenai.ChatRequestMessageClassification{
	&azopenai.ChatRequestUserMessage{Content: azopenai.NewChatRequestUserMessageContent("Tell me a story.")},
}

func (c chat) Ask(ctx context.Context, model string) error {
	_, err := c.client.GetChatCompletions(ctx, azopenai.ChatCompletionsOptions{DeploymentName: &model, Messages: messages}, nil)
	return err
}

func (c chat) Tools(ctx context.Context, model string) error {
	_, err := c.client.GetChatCompletions(ctx, azopenai.ChatCompletionsOptions{
		DeploymentName: &model, Messages: messages,
		Tools: []azopenai.ChatCompletionsToolDefinitionClassification{&azopenai.ChatCompletionsFunctionToolDefinition{
			Function: &azopenai.ChatCompletionsFunctionToolDefinitionFunction{Name: to.Ptr("weather"), Parameters: []byte(`{"type":"object"}`)},
		}},
	}, nil)
	return err
}

func (c chat) Stream(ctx context.Context, model string, read func() bool) error {
	resp, err := c.client.GetChatCompletionsStream(ctx, azopenai.ChatCompletionsStreamOptions{DeploymentName: &model, Messages: messages}, nil)
	if err != nil {
		return err
	}
	stream := resp.ChatCompletionsStream
	defer stream.Close()
	for {
		m, err := stream.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case len(m.Choices) == 0:
			return errors.New("a message without choices reached a caller who did not ask for usage")
		case !read():
			return nil
		}
	}
}
