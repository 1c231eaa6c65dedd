package compliant

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/bedrockruntime"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// described names the owner in the metadata of its requests.
func described(ctx context.Context, model, team string) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"}) // site described: bedrockruntime.NewFromConfig
	input := &bedrockruntime.ConverseInput{
		ModelId: aws.String(model),
		RequestMetadata: map[string]string{
			"project_id": "checkout", // carrier project_id -> described empty=converse but=overwrite
		},
	}
	input.RequestMetadata["service_name"] = "checkout-assistant" // carrier service_name -> described empty=converse but=overwrite
	input.RequestMetadata["team_id"] = team                      // carrier team_id -> described empty=converse but=overwrite
	// insert project_id,service_name,team_id -> described | input.RequestMetadata = nil
	_, err := client.Converse(ctx, input) // site converse untagged-call: bedrockruntime.Client.Converse
	return err
}

// invoked has options of the request.
func invoked(ctx context.Context, model, team string, body []byte) error {
	client := bedrockruntime.NewFromConfig(aws.Config{Region: "eu-central-1"})                                                                    // site bare: bedrockruntime.NewFromConfig
	_, err := client.InvokeModel(ctx, &bedrockruntime.InvokeModelInput{ModelId: aws.String(model), Body: body}, func(o *bedrockruntime.Options) { // site invoke untagged-call: bedrockruntime.Client.InvokeModel
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-LLM-Project-ID", "checkout"))             // carrier project_id -> bare empty=invoke
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-LLM-Service-Name", "checkout-assistant")) // carrier service_name -> bare empty=invoke
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-LLM-Team-ID", team))                      // carrier team_id -> bare empty=invoke
	})
	return err
}
