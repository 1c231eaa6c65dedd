package compliant

import (
	"context"
	"maps"
	"net/http"
	"os"

	cohere "github.com/cohere-ai/cohere-go/v2"
	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/option"
)

// literal gives a header.
func literal(team string) *client.Client {
	return client.NewClient( // site literal: client.NewClient
		client.WithToken(os.Getenv("CO_API_KEY")),
		client.WithHTTPHeader(http.Header{
			"X-Llm-Project-Id":   {"checkout"},           // carrier project_id -> literal
			"X-Llm-Service-Name": {"checkout-assistant"}, // carrier service_name -> literal
			"X-Llm-Team-Id":      {team},                 // carrier team_id -> literal
		}),
		// insert project_id,service_name,team_id -> literal | client.WithHTTPHeader(http.Header{"X-Trace": {"1"}}),
	)
}

func tags() http.Header {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")             // carrier project_id -> grown
	h.Set("X-LLM-Service-Name", "checkout-assistant") // carrier service_name -> grown
	return h
}

// grown merges before it gives.
func grown(trace string) *client.Client {
	h := http.Header{"X-Llm-Team-Id": {"payments"}}
	maps.Copy(h, tags()) // carrier project_id,service_name -> grown
	h.Add("X-Trace", trace)
	// insert team_id -> grown | delete(h, "X-Llm-Team-Id")
	opts := []option.RequestOption{client.WithToken(os.Getenv("CO_API_KEY"))}
	opts = append(opts, client.WithHTTPHeader(h)) // carrier project_id,service_name,team_id -> grown overwrite=http.Header{}
	return client.NewClient(opts...)              // site grown: client.NewClient
}

// asked tags its requests.
func asked(ctx context.Context, message, team string) error {
	co := client.NewClient() // site bare: client.NewClient
	h := make(http.Header)
	h.Set("X-LLM-Project-ID", "checkout")             // carrier project_id -> bare empty=chat
	h.Set("X-LLM-Service-Name", "checkout-assistant") // carrier service_name -> bare empty=chat
	h.Set("X-LLM-Team-ID", team)                      // carrier team_id -> bare empty=chat
	// insert service_name -> bare | h.Del("X-LLM-Service-Name")
	_, err := co.V2.Chat(ctx, &cohere.V2ChatRequest{Model: "command-r"}, // site chat untagged-call: v2.Client.Chat
		option.WithHTTPHeader(h), // carrier project_id,service_name,team_id -> bare but=conditional overwrite=http.Header{}
	)
	return err
}

// replaced has a tagged client; the headers of a request go over its own.
func replaced(ctx context.Context, message string) error {
	co := literal("payments")
	_, err := co.Chat(ctx, &cohere.ChatRequest{Message: message}, // site replaced untagged-call: client.Client.Chat
		option.WithMaxAttempts(1),
		// insert team_id -> replaced | option.WithHTTPHeader(http.Header{"X-Llm-Team-Id": {""}}),
	)
	return err
}
