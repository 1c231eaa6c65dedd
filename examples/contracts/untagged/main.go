// Command untagged is contracts with a team that is attached on some paths only.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"
)

func main() {
	opts := []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "contracts"),
		option.WithHeader("X-LLM-Service-Name", "contract-reader"),
	}
	if team, ok := os.LookupEnv("TEAM_ID"); ok {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	}
	client := anthropic.NewClient(opts...)
	message, err := client.Messages.New(context.Background(), anthropic.MessageNewParams{
		Model:     anthropic.ModelClaudeSonnet4_6,
		MaxTokens: 1000,
		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock("Summarize this contract."))},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, "contracts:", err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stderr, message.StopReason)
}
