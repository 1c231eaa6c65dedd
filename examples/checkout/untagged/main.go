// Command untagged is checkout as one often finds it: nobody will own its
// requests.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/openai/openai-go/v3"
)

func main() {
	client := openai.NewClient()
	stream := client.Chat.Completions.NewStreaming(context.Background(), openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4o,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("Where is my parcel?")},
	})
	defer stream.Close()
	for stream.Next() {
		if c := stream.Current().Choices; len(c) > 0 {
			fmt.Fprint(os.Stderr, c[0].Delta.Content)
		}
	}
	if err := stream.Err(); err != nil {
		fmt.Fprintln(os.Stderr, "checkout:", err)
		os.Exit(1)
	}
}
