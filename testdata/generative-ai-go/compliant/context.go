package compliant

import (
	"context"
	"os"

	"github.com/google/generative-ai-go/genai"
	"github.com/googleapis/gax-go/v2/callctx"
	"google.golang.org/api/option"
)

// asked tags its requests by their context.
func asked(ctx context.Context, prompt, team string) error {
	client, err := genai.NewClient(ctx, option.WithAPIKey(os.Getenv("GEMINI_API_KEY"))) // site asked: genai.NewClient
	if err != nil {
		return err
	}
	defer client.Close()
	ctx = callctx.SetHeaders(ctx, "X-LLM-Project-ID", "checkout")                                    // carrier project_id -> asked empty=ask but=overwrite
	ctx = callctx.SetHeaders(ctx, "X-LLM-Service-Name", os.Getenv("SERVICE"), "X-LLM-Team-ID", team) // carrier service_name,team_id -> asked
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	model := client.GenerativeModel("gemini-1.5-flash")
	model.SetTemperature(0.2)
	_, err = model.GenerateContent(ctx, genai.Text(prompt)) // site ask untagged-call: genai.GenerativeModel.GenerateContent
	return err
}
