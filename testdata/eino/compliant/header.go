package compliant

import (
	"context"
	"maps"
	"os"

	"github.com/cloudwego/eino-ext/components/model/ark"
	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/components/model"
	"github.com/cloudwego/eino/schema"
)

// configured has a map in the configuration.
func configured(ctx context.Context, team string) (*ark.ChatModel, error) {
	return ark.NewChatModel(ctx, &ark.ChatModelConfig{ // site configured: ark.NewChatModel
		Model: "doubao",
		CustomHeader: map[string]string{ // carrier project_id,service_name,team_id overwrite=nil
			"X-LLM-Project-ID":   "shop",               // carrier project_id
			"X-LLM-Service-Name": os.Getenv("SERVICE"), // carrier service_name
			"X-LLM-Team-ID":      team,                 // carrier team_id
		},
	})
}

var shared = map[string]string{
	"X-LLM-Project-ID": "shop", // carrier project_id -> cloned
}

// cloned starts from what all share.
func cloned(ctx context.Context, region string) (*ark.ChatModel, error) {
	headers := maps.Clone(shared)
	headers["X-LLM-Service-Name"] = "search-" + region // carrier service_name -> cloned
	headers["X-LLM-Team-ID"] = "discovery"             // carrier team_id -> cloned
	cfg := &ark.ChatModelConfig{Model: "doubao"}
	cfg.CustomHeader = headers        // carrier project_id,service_name,team_id -> cloned only=conditional,overwrite overwrite=nil
	return ark.NewChatModel(ctx, cfg) // site cloned: ark.NewChatModel
}

// replaced has a tagged model, and requests whose map would take its place.
func replaced(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := configured(ctx, "discovery")
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, // site replaced untagged-call: ark.ChatModel.Generate
		model.WithTemperature(0),
		// insert project_id,service_name,team_id -> replaced | ark.WithCustomHeader(map[string]string{"X-Request-ID": "1"}),
	)
}

// asked tags its requests.
func asked(ctx context.Context, in []*schema.Message, team string) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // site bare: openai.NewChatModel
	if err != nil {
		return nil, err
	}
	headers := map[string]string{
		"X-LLM-Project-ID":   "shop",   // carrier project_id -> bare empty=ask but=overwrite
		"X-LLM-Service-Name": "search", // carrier service_name -> bare empty=ask but=overwrite
		"X-LLM-Team-ID":      team,     // carrier team_id -> bare empty=ask but=overwrite
	}
	opts := []model.Option{model.WithTemperature(0)}
	opts = append(opts, openai.WithExtraHeader(headers)) // carrier project_id,service_name,team_id -> bare but=drop overwrite=nil
	return cm.Generate(ctx, in, opts...)                 // site ask untagged-call: openai.ChatModel.Generate
}
