// Command app keeps its model in a package variable. Of a program's own names
// nobody else makes use, so its calls are all there are.
package main

import (
	"bufio"
	"context"
	"fmt"
	"log"
	"os"

	"github.com/cloudwego/eino-ext/components/model/deepseek"
	"github.com/cloudwego/eino-ext/components/model/openai"
	"github.com/cloudwego/eino/components/model"
	"github.com/cloudwego/eino/schema"

	"example.com/eino/tagging"
)

// Chat is tagged by each of its calls.
var Chat model.BaseChatModel

// Draft is tagged by none.
var Draft model.BaseChatModel

func main() {
	ctx := context.Background()
	if err := start(ctx); err != nil {
		log.Fatal(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		out, err := answer(ctx, lines.Text())
		if err != nil {
			log.Print(err)
			continue
		}
		fmt.Println(out)
	}
}

func start(ctx context.Context) (err error) {
	Chat, err = openai.NewChatModel(ctx, &openai.ChatModelConfig{APIKey: os.Getenv("OPENAI_API_KEY"), Model: "gpt-4o"})
	if err != nil {
		return err
	}
	Draft, err = deepseek.NewChatModel(ctx, &deepseek.ChatModelConfig{APIKey: os.Getenv("DEEPSEEK_API_KEY"), Model: "deepseek-chat"}) // want "untagged-client: deepseek.NewChatModel lacks project_id, service_name, team_id$"
	return err
}

func answer(ctx context.Context, question string) (string, error) {
	draft, err := Draft.Generate(ctx, []*schema.Message{schema.UserMessage(question)})
	if err != nil {
		return "", err
	}
	owner := tagging.Owner("shop", "search", os.Getenv("TEAM_ID"))
	final, err := Chat.Generate(ctx, []*schema.Message{
		schema.SystemMessage("Improve the answer."),
		schema.UserMessage(question),
		schema.AssistantMessage(draft.Content, nil),
	}, openai.WithExtraHeader(owner))
	if err != nil {
		return "", err
	}
	return final.Content, nil
}
