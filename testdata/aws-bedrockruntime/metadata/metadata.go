// Package metadata attaches tags to requests.
package metadata

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

const model = "anthropic.claude-3-haiku-20240307-v1:0"

func newClient() *bedrockruntime.Client {
	return bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"})
}

func messages(prompt string) []types.Message {
	return []types.Message{{
		Role:    types.ConversationRoleUser,
		Content: []types.ContentBlock{&types.ContentBlockMemberText{Value: prompt}},
	}}
}

func tags() map[string]string {
	return map[string]string{"project_id": "checkout", "service_name": "checkout-assistant", "team_id": "payments"}
}

// withTags is an option of one request.
func withTags(o *bedrockruntime.Options) {
	o.APIOptions = append(o.APIOptions,
		smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"),
		smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant"),
		smithyhttp.SetHeaderValue("X-LLM-Team-ID", "payments"),
	)
}

// goodConverse has all its requests tagged.
func goodConverse(ctx context.Context, prompt string) error {
	client := newClient()
	_, err := client.Converse(ctx, &bedrockruntime.ConverseInput{
		ModelId:         aws.String(model),
		Messages:        messages(prompt),
		RequestMetadata: map[string]string{"project_id": "checkout", "service_name": "checkout-assistant", "team_id": "payments"},
	})
	if err != nil {
		return err
	}
	input := &bedrockruntime.ConverseStreamInput{ModelId: aws.String(model), Messages: messages(prompt)}
	input.RequestMetadata = tags()
	_, err = client.ConverseStream(ctx, input)
	return err
}

// badConverse forgets the team.
func badConverse(ctx context.Context, prompt string) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // want "untagged-client: bedrockruntime.NewFromConfig lacks team_id$"
	_, err := client.Converse(ctx, &bedrockruntime.ConverseInput{
		ModelId:         aws.String(model),
		Messages:        messages(prompt),
		RequestMetadata: map[string]string{"project_id": "checkout", "service_name": "checkout-assistant"},
	})
	return err
}

// badStream tags the first request and not the stream.
func badStream(ctx context.Context, prompt string) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
	if _, err := client.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(model), Messages: messages(prompt), RequestMetadata: tags()}); err != nil {
		return err
	}
	_, err := client.ConverseStream(ctx, &bedrockruntime.ConverseStreamInput{ModelId: aws.String(model), Messages: messages(prompt)})
	return err
}

// goodJSON writes the tags of InvokeModel as JSON.
func goodJSON(ctx context.Context, body []byte) error {
	client := newClient()
	_, err := client.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{
		ModelId:         aws.String(model),
		Body:            body,
		RequestMetadata: aws.String(`{"project_id": "checkout", "service_name": "checkout-assistant", "team_id": "payments"}`),
	})
	return err
}

// badJSON forgets two tags.
func badJSON(ctx context.Context, body []byte) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name$"
	_, err := client.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{
		ModelId:         aws.String(model),
		Body:            body,
		RequestMetadata: aws.String(`{"team_id": "payments"}`),
	})
	return err
}

// goodMarshal marshals a map.
func goodMarshal(ctx context.Context, body []byte) error {
	metadata, err := json.Marshal(tags())
	if err != nil {
		return err
	}
	client := newClient()
	_, err = client.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{
		ModelId:         aws.String(model),
		Body:            body,
		RequestMetadata: aws.String(string(metadata)),
	})
	return err
}

// badMarshal marshals a map without a project.
func badMarshal(ctx context.Context, body []byte) error {
	metadata, err := json.Marshal(map[string]string{"service_name": "checkout-assistant", "team_id": "payments"})
	if err != nil {
		return err
	}
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id$"
	_, err = client.InvokeModelWithResponseStream(ctx, &bedrockruntime.InvokeModelWithResponseStreamInput{
		ModelId:         aws.String(model),
		Body:            body,
		RequestMetadata: aws.String(string(metadata)),
	})
	return err
}

// goodFormatted formats the JSON.
func goodFormatted(ctx context.Context, team string, body []byte) error {
	client := newClient()
	_, err := client.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{
		ModelId:         aws.String(model),
		Body:            body,
		RequestMetadata: aws.String(fmt.Sprintf(`{"project_id": "checkout", "service_name": "checkout-assistant", "team_id": %q}`, team)),
	})
	return err
}

// unprovenFile takes the JSON from a file.
func unprovenFile(ctx context.Context, path string, body []byte) error {
	metadata, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // want "unproven-tags: bedrockruntime.NewFromConfig may lack project_id, service_name, team_id: "
	_, err = client.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{
		ModelId:         aws.String(model),
		Body:            body,
		RequestMetadata: aws.String(string(metadata)),
	})
	return err
}

// goodTags tags an asynchronous job.
func goodTags(ctx context.Context, input bedrockruntime.StartAsyncInvokeInput) error {
	client := newClient()
	_, err := client.StartAsyncInvoke(ctx, &bedrockruntime.StartAsyncInvokeInput{
		ModelId:          aws.String("amazon.nova-reel-v1:0"),
		ModelInput:       input.ModelInput,
		OutputDataConfig: input.OutputDataConfig,
		Tags: []types.Tag{
			{Key: aws.String("project_id"), Value: aws.String("checkout")},
			{Key: aws.String("service_name"), Value: aws.String("checkout-assistant")},
			{Key: aws.String("team_id"), Value: aws.String("payments")},
		},
	})
	return err
}

// badTags tags an asynchronous job without a team.
func badTags(ctx context.Context, input bedrockruntime.StartAsyncInvokeInput) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // want "untagged-client: bedrockruntime.NewFromConfig lacks team_id$"
	_, err := client.StartAsyncInvoke(ctx, &bedrockruntime.StartAsyncInvokeInput{
		ModelId:          aws.String("amazon.nova-reel-v1:0"),
		ModelInput:       input.ModelInput,
		OutputDataConfig: input.OutputDataConfig,
		Tags: []types.Tag{
			{Key: aws.String("project_id"), Value: aws.String("checkout")},
			{Key: aws.String("service_name"), Value: aws.String("checkout-assistant")},
		},
	})
	return err
}

// goodOption tags by an option of the request.
func goodOption(ctx context.Context, prompt string) error {
	client := newClient()
	_, err := client.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(model), Messages: messages(prompt)}, withTags)
	return err
}

// badOption has an option that does something else.
func badOption(ctx context.Context, prompt string) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // want "untagged-client: bedrockruntime.NewFromConfig lacks project_id, service_name, team_id$"
	_, err := client.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(model), Messages: messages(prompt)}, func(o *bedrockruntime.Options) {
		o.Region = "us-east-1"
	})
	return err
}

// goodTagged needs nothing from its requests.
func goodTagged(ctx context.Context, prompt string) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}, withTags)
	_, err := client.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(model), Messages: messages(prompt)}, func(o *bedrockruntime.Options) {
		o.Region = "us-east-1"
	})
	return err
}

// badDropped drops the tags of its client for one request.
func badDropped(ctx context.Context, prompt string) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}, withTags)
	input := &bedrockruntime.ConverseInput{ModelId: aws.String(model), Messages: messages(prompt)}
	if _, err := client.Converse(ctx, input); err != nil {
		return err
	}
	drop := func(o *bedrockruntime.Options) { o.APIOptions = []func(*middleware.Stack) error{} }
	_, err := client.Converse(ctx, input, drop) // want "untagged-call: bedrockruntime.Client.Converse lacks project_id, service_name, team_id$"
	return err
}

// badZero asks a client that nobody has configured.
func badZero(ctx context.Context, prompt string) error {
	var client bedrockruntime.Client
	_, err := client.Converse(ctx, &bedrockruntime.ConverseInput{ModelId: aws.String(model), Messages: messages(prompt)}) // want "untagged-call: bedrockruntime.Client.Converse lacks project_id, service_name, team_id$"
	return err
}
