// Command command asks one question.
package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	"google.golang.org/genai"
)

// Client is exported, but nobody can import package main: its requests are all here.
var Client *genai.Client

// Forgetful likewise, but one of its requests has no team.
var Forgetful *genai.Client

func main() {
	ctx := context.Background()
	if err := run(ctx, strings.Join(os.Args[1:], " ")); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, question string) (err error) {
	if Client, err = genai.NewClient(ctx, nil); err != nil {
		return err
	}
	if Forgetful, err = genai.NewClient(ctx, nil); err != nil { // want "untagged-client: genai.NewClient lacks team_id$"
		return err
	}
	headers := http.Header{}
	headers.Set("X-LLM-Project-ID", "checkout")
	headers.Set("X-LLM-Service-Name", "checkout-assistant")
	partial := headers.Clone()
	headers.Set("X-LLM-Team-ID", "payments")

	resp, err := Client.Models.GenerateContent(ctx, "gemini-2.5-flash", genai.Text(question), &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: headers}})
	if err != nil {
		return err
	}
	fmt.Println(resp.Text())
	resp, err = Forgetful.Models.GenerateContent(ctx, "gemini-2.5-flash", genai.Text(question), &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: partial}})
	if err != nil {
		return err
	}
	fmt.Println(resp.Text())
	return nil
}
