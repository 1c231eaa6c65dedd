// Package app asks.
package app

import (
	"context"
	"net/http"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/compliant/across/llm"
	"example.com/openai-go-v3/compliant/across/owner"
)

// neutral option.WithMaxRetries(2)

func byFactory(ctx context.Context) error {
	client, err := llm.New( // site called: llm.New
		os.Getenv("OPENAI_API_KEY"),
		option.WithHeader(owner.HeaderService, "statements"), // carrier service_name
		option.WithHeader("X-LLM-Team-ID", "payments"),       // carrier team_id
	)
	if err != nil {
		return err
	}
	return llm.Ask(ctx, client, "hello")
}

func byOwner(ctx context.Context) error {
	client := llm.NewFor(owner.Owner{ // site owned: llm.NewFor
		Project: "wallet",             // value project_id
		Service: "statements",         // value service_name
		Team:    os.Getenv("TEAM_ID"), // value team_id
	})
	return llm.Ask(ctx, &client, "hello")
}

func byTransport(ctx context.Context) error {
	o := owner.Owner{Project: "wallet", Service: "statements"}
	o.Team = "payments" // value team_id
	hc := &http.Client{}
	hc.Transport = &owner.Transport{Owner: o}             // carrier project_id,service_name,team_id
	client := openai.NewClient(option.WithHTTPClient(hc)) // site transported: openai.NewClient
	return llm.Ask(ctx, &client, "hello")
}
