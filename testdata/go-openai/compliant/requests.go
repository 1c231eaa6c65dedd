package compliant

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"

	openai "github.com/sashabaranov/go-openai"
)

// described names the owner in the metadata of its requests.
func described(ctx context.Context, team string) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // site client: openai.NewClient
	req := openai.ChatCompletionRequest{
		Model: openai.GPT4oMini,
		Metadata: map[string]string{
			"project_id": "editor", // carrier project_id -> client empty=stream only=drop,conditional,empty,placeholder
		},
	}
	req.Metadata["service_name"] = "autocomplete" // carrier service_name -> client empty=stream only=drop,conditional,empty,placeholder
	req.Metadata["team_id"] = team                // carrier team_id -> client empty=stream only=drop,conditional,empty,placeholder
	// insert team_id -> client | delete(req.Metadata, "team_id")
	stream, err := client.CreateChatCompletionStream(ctx, req) // site stream untagged-call: openai.Client.CreateChatCompletionStream
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		if _, err := stream.Recv(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// assistant holds a client that its configuration tags.
type assistant struct {
	client *openai.Client
	model  string
}

// owner is a transport with fields.
type owner struct{ project, service, team string }

func (o owner) RoundTrip(req *http.Request) (*http.Response, error) {
	clone := req.Clone(req.Context())
	clone.Header.Set("X-LLM-Project-ID", o.project)
	clone.Header.Set("X-LLM-Service-Name", o.service)
	clone.Header.Set("X-LLM-Team-ID", o.team)
	return http.DefaultTransport.RoundTrip(clone)
}

func config(o owner) openai.ClientConfig {
	cfg := openai.DefaultAzureConfig(os.Getenv("AZURE_KEY"), "https://acme.openai.azure.com")
	cfg.APIVersion = "2024-10-21"
	cfg.HTTPClient = &http.Client{Transport: o} // carrier project_id,service_name,team_id -> assistant overwrite=http.DefaultClient
	return cfg
}

func newAssistant() *assistant {
	cfg := config(owner{
		project: "editor",             // value project_id -> assistant
		service: "autocomplete",       // value service_name -> assistant
		team:    os.Getenv("TEAM_ID"), // value team_id -> assistant
	})
	return &assistant{
		client: openai.NewClientWithConfig(cfg), // site assistant: openai.NewClientWithConfig
		model:  openai.GPT4oMini,
	}
}

func (a *assistant) ask(ctx context.Context) error {
	_, err := a.client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: a.model})
	return err
}
