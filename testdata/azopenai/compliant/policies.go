package compliant

import (
	"context"
	"net/http"
	"os"

	"github.com/Azure/azure-sdk-for-go/sdk/ai/azopenai"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/to"
)

// owner is a policy that tags.
type owner struct{ service, team string }

// Do implements [policy.Policy].
func (o *owner) Do(req *policy.Request) (*http.Response, error) {
	req.Raw().Header.Set("X-LLM-Project-ID", "checkout")  // carrier project_id -> literal,grown
	req.Raw().Header.Set("X-LLM-Service-Name", o.service) // carrier service_name -> literal,grown
	req.Raw().Header.Set("X-LLM-Team-ID", o.team)         // carrier team_id -> literal,grown
	// insert team_id -> literal,grown | req.Raw().Header.Del("X-LLM-Team-ID")
	return req.Next()
}

func credential() *azcore.KeyCredential { return azcore.NewKeyCredential(os.Getenv("KEY")) }

// literal lists the policy in the options.
func literal(endpoint, team string) (*azopenai.Client, error) {
	return azopenai.NewClientWithKeyCredential(endpoint, credential(), &azopenai.ClientOptions{ // site literal: azopenai.NewClientWithKeyCredential
		ClientOptions: azcore.ClientOptions{
			PerCallPolicies: []policy.Policy{
				&owner{ // carrier project_id,service_name,team_id
					service: "checkout-assistant", // value service_name
					team:    team,                 // value team_id
				},
			},
		},
	})
}

// grown appends it.
func grown(endpoint string) (*azopenai.Client, error) {
	opts := &azopenai.ClientOptions{}
	opts.PerRetryPolicies = append(opts.PerRetryPolicies, &owner{service: "checkout-assistant", team: "payments"}) // carrier project_id,service_name,team_id
	// insert project_id,service_name,team_id | opts.PerRetryPolicies = nil
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential(), opts) // site grown: azopenai.NewClientWithKeyCredential
	if err != nil {
		return nil, err
	}
	return client, nil
}

// asked tags its request by its context and its metadata.
func asked(ctx context.Context, endpoint, team string) error {
	client, err := azopenai.NewClientWithKeyCredential(endpoint, credential(), nil) // site bare: azopenai.NewClientWithKeyCredential
	if err != nil {
		return err
	}
	ctx = policy.WithHTTPHeader(ctx, http.Header{
		"X-LLM-Project-ID": {"checkout"}, // carrier project_id -> bare empty=ask but=overwrite
	})
	body := azopenai.ChatCompletionsOptions{
		DeploymentName: to.Ptr("gpt-4o-mini"),
		Metadata: map[string]*string{
			"service_name": to.Ptr("checkout-assistant"), // carrier service_name -> bare empty=ask but=overwrite
		},
	}
	body.Metadata["team_id"] = &team                   // carrier team_id -> bare only=drop,conditional
	_, err = client.GetChatCompletions(ctx, body, nil) // site ask untagged-call: azopenai.Client.GetChatCompletions
	return err
}
