// Package perrequest tags each request for itself. A model needs no tags when
// every call that can use it brings them.
package perrequest

import (
	"context"
	"log/slog"

	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/components/model"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

func owner() model.Option {
	return openai.WithExtraHeader(tagging.Owner("shop", "search", "discovery"))
}

func teamless() model.Option {
	return openai.WithExtraHeader(map[string]string{tagging.HeaderProject: "shop", tagging.HeaderService: "search"})
}

func serviceless() model.Option {
	return openai.WithExtraHeader(map[string]string{tagging.HeaderProject: "shop", tagging.HeaderTeam: "discovery"})
}

func goodEachCall(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	if out, err := cm.Generate(ctx, in, owner(), model.WithTemperature(0)); err == nil {
		return out, nil
	}
	return cm.Generate(ctx, in, openai.WithExtraHeader(map[string]string{
		"X-LLM-Project-ID":   "shop",
		"X-LLM-Service-Name": "search",
		"X-LLM-Team-ID":      "discovery",
	}))
}

func goodGenerateAndStream(ctx context.Context, in []*schema.Message) (*schema.StreamReader[*schema.Message], error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	if _, err := cm.Generate(ctx, in, owner()); err != nil {
		return nil, err
	}
	return cm.Stream(ctx, in, owner())
}

func badOneCall(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	if out, err := cm.Generate(ctx, in, owner()); err == nil {
		return out, nil
	}
	return cm.Generate(ctx, in, model.WithTemperature(1))
}

// One call lacks the team, the other the service; no call lacks the project.
func badEachLacksAnother(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks service_name, team_id$"
	if err != nil {
		return nil, err
	}
	if out, err := cm.Generate(ctx, in, teamless()); err == nil {
		return out, nil
	}
	return cm.Generate(ctx, in, serviceless())
}

func goodModelAndCall(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: tagging.ForShop("search")})
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, openai.WithExtraHeader(map[string]string{tagging.HeaderTeam: "discovery"}))
}

func badModelAndCall(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o", HTTPClient: tagging.ForShop("search")}) // want "untagged-client: openai.NewChatModel lacks team_id$"
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, openai.WithExtraHeader(map[string]string{tagging.HeaderService: "titles"}))
}

// The second map takes the place of the first.
func badSecondMap(ctx context.Context, in []*schema.Message, id string) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return cm.Generate(ctx, in, owner(), openai.WithExtraHeader(map[string]string{"X-Request-ID": id}))
}

func goodOptionSlice(ctx context.Context, in []*schema.Message, cold bool) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	opts := []model.Option{owner()}
	if cold {
		opts = append(opts, model.WithTemperature(0))
	}
	return cm.Generate(ctx, in, opts...)
}

func badOptionSlice(ctx context.Context, in []*schema.Message, billed bool) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	var opts []model.Option
	if billed {
		opts = append(opts, owner())
	}
	return cm.Generate(ctx, in, opts...)
}

// A model that is made and never used is judged as it is.
func badNeverUsed(ctx context.Context) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	slog.Info("model is there", "type", cm.GetType())
	return nil
}

// Tools make another handle of the same model.
func goodWithTools(ctx context.Context, in []*schema.Message, tools []*schema.ToolInfo) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	tooled, err := cm.WithTools(tools)
	if err != nil {
		return nil, err
	}
	return tooled.Generate(ctx, in, owner())
}

func badWithTools(ctx context.Context, in []*schema.Message, tools []*schema.ToolInfo) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	tooled, err := cm.WithTools(tools)
	if err != nil {
		return nil, err
	}
	return tooled.Generate(ctx, in)
}

// asks tags what it sends with the model of its caller.
func asks(ctx context.Context, cm model.BaseChatModel, in []*schema.Message) (*schema.Message, error) {
	return cm.Generate(ctx, in, owner())
}

// sends does not.
func sends(ctx context.Context, cm model.BaseChatModel, in []*schema.Message) (*schema.Message, error) {
	return cm.Generate(ctx, in)
}

func goodHelper(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	return asks(ctx, cm, in)
}

func badHelper(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return sends(ctx, cm, in)
}

// Asker tags in each of its methods.
type Asker struct {
	cm *openai.ChatModel
}

// NewAsker returns an asker over a model without tags.
func NewAsker(ctx context.Context) (*Asker, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	return &Asker{cm: cm}, nil
}

// Ask sends one request.
func (a *Asker) Ask(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	return a.cm.Generate(ctx, in, owner())
}

// Listen sends one and streams the answer.
func (a *Asker) Listen(ctx context.Context, in []*schema.Message) (*schema.StreamReader[*schema.Message], error) {
	return a.cm.Stream(ctx, in, owner())
}

// Forgetful tags in one method of two.
type Forgetful struct {
	cm *openai.ChatModel
}

// NewForgetful returns one over a model without tags.
func NewForgetful(ctx context.Context) (*Forgetful, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &Forgetful{cm: cm}, nil
}

// Ask sends one request.
func (f *Forgetful) Ask(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	return f.cm.Generate(ctx, in, owner())
}

// Listen sends one and streams the answer.
func (f *Forgetful) Listen(ctx context.Context, in []*schema.Message) (*schema.StreamReader[*schema.Message], error) {
	return f.cm.Stream(ctx, in)
}

// Nothing made this model: the call stands for itself.
func badZeroValue(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm := &openai.ChatModel{}
	return cm.Generate(ctx, in) // want "untagged-call: openai.ChatModel.Generate lacks project_id, service_name, team_id$"
}

func badZeroValueTeamless(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	var cm openai.ChatModel
	return cm.Generate(ctx, in, teamless()) // want "untagged-call: openai.ChatModel.Generate lacks team_id$"
}

func goodZeroValue(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	var cm openai.ChatModel
	return cm.Generate(ctx, in, owner())
}

func goodMethodValue(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return nil, err
	}
	generate := cm.Generate
	return generate(ctx, in, owner())
}

func badMethodValue(ctx context.Context, in []*schema.Message) (*schema.Message, error) {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	generate := cm.Generate
	return generate(ctx, in)
}

func goodGoroutine(ctx context.Context, in []*schema.Message, out chan<- *schema.Message) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"})
	if err != nil {
		return err
	}
	go func() {
		defer close(out)
		if msg, err := cm.Generate(ctx, in, owner()); err == nil {
			out <- msg
		}
	}()
	return nil
}

func badGoroutine(ctx context.Context, in []*schema.Message, out chan<- *schema.Message) error {
	cm, err := openai.NewChatModel(ctx, &openai.ChatModelConfig{Model: "gpt-4o"}) // want "untagged-client: openai.NewChatModel lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	go func() {
		defer close(out)
		if msg, err := cm.Generate(ctx, in); err == nil {
			out <- msg
		}
	}()
	return nil
}
