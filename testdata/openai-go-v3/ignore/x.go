// Package ignore suppresses findings, rightly and wrongly.
package ignore

import (
	"context"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

var unmade openai.Client

func goodLineAbove(ctx context.Context) error {
	//llmtag:ignore untagged-client -- the sandbox has no budget
	client := openai.NewClient()
	return answer(ctx, client)
}

func goodSameLine(ctx context.Context) error {
	client := openai.NewClient() //llmtag:ignore untagged-client -- the sandbox has no budget
	return answer(ctx, client)
}

// A comment behind code is about that line only.
func badLineBelow(ctx context.Context) (err error) {
	first := openai.NewClient()  //llmtag:ignore untagged-client -- the sandbox has no budget
	second := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	if err = answer(ctx, first); err != nil {
		return err
	}
	return answer(ctx, second)
}

func goodUntil(ctx context.Context) error {
	//llmtag:ignore untagged-client until=2099-12-31 -- PAY-1234: moves to the gateway
	client := openai.NewClient()
	return answer(ctx, client)
}

func goodTwoRules(ctx context.Context) error {
	//llmtag:ignore untagged-client,empty-tag -- the sandbox has no budget
	client := openai.NewClient(option.WithHeader("X-LLM-Team-ID", ""))
	return answer(ctx, client)
}

func goodCall(ctx context.Context) error {
	//llmtag:ignore untagged-call -- a health check that never reaches the vendor
	_, err := unmade.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

// goodDeclaration is covered as a whole.
//
//llmtag:ignore untagged-client -- a benchmark of the bare client
func goodDeclaration(ctx context.Context) error {
	first := openai.NewClient()
	if err := answer(ctx, first); err != nil {
		return err
	}
	second := openai.NewClient(option.WithHeader("X-LLM-Team-ID", "care"))
	return answer(ctx, second)
}

//llmtag:ignore untagged-client -- the sandbox has no budget
var sandbox = openai.NewClient()

func goodVariable(ctx context.Context) error {
	return answer(ctx, sandbox)
}

func badElsewhere(ctx context.Context) error {
	//llmtag:ignore untagged-client -- covers the next line only
	first := openai.NewClient()
	if err := answer(ctx, first); err != nil {
		return err
	}
	second := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, second)
}

func badNoReason(ctx context.Context) error {
	/* want "bad-ignore: " */    //llmtag:ignore untagged-client
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badExpired(ctx context.Context) error {
	/* want "bad-ignore: " */    //llmtag:ignore untagged-client until=2020-01-31 -- moves to the gateway soon
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badNoRule(ctx context.Context) error {
	/* want "bad-ignore: " */    //llmtag:ignore -- everything, please
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badUnknownRule(ctx context.Context) error {
	/* want "bad-ignore: " */    //llmtag:ignore untaged-client -- the sandbox has no budget
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badOtherRule(ctx context.Context) error {
	/* want "bad-ignore: " */    //llmtag:ignore untagged-call -- the sandbox has no budget
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badNothingToSuppress(ctx context.Context) error {
	/* want "bad-ignore: " */ //llmtag:ignore untagged-client -- the sandbox has no budget
	client := openai.NewClient(
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", "care"),
	)
	return answer(ctx, client)
}

func misspeltComment() openai.Client {
	/* want "bad-ignore: unknown comment //llmtag:ingore; did you mean //llmtag:ignore.$" */ //llmtag:ingore untagged-client -- misspelt
	return openai.NewClient()                                                                // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

// A comment that is nearly one suppresses nothing, and says so.

func badSpace(ctx context.Context) error {
	/* want "bad-ignore: this is no ignore comment, but nearly: write it after //, without a space before llmtag$" */ // llmtag:ignore untagged-client -- the sandbox has no budget
	client := openai.NewClient()                                                                                      // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badBlock(ctx context.Context) error {
	/*llmtag:ignore untagged-client -- the sandbox has no budget*/ // want "bad-ignore: this is no ignore comment, but nearly"
	client := openai.NewClient()                                   // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}
