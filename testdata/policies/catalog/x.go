// Package catalog attaches values that the policy's lists and catalog know, or not.
package catalog

import (
	"context"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/responses"
)

func owner(project, service, team string) []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", project),
		option.WithHeader("X-LLM-Service-Name", service),
		option.WithHeader("X-LLM-Team-ID", team),
	}
}

func right() openai.Client {
	return openai.NewClient(owner("assistants", "checkout-assistant", "payments")...)
}

func fromEnvironment() openai.Client {
	return openai.NewClient(owner(os.Getenv("PROJECT"), os.Getenv("SERVICE"), os.Getenv("TEAM"))...)
}

func teamFromEnvironment() openai.Client {
	return openai.NewClient(owner("assistants", "checkout-assistant", os.Getenv("TEAM"))...)
}

func misspeltTeam() openai.Client {
	return openai.NewClient(owner("assistants", "checkout-assistant", "paymnts")...) // want "^invalid-tag-value: openai.NewClient attaches \"paymnts\" to team_id; did you mean \"payments\"\\?$"
}

func strangeService() openai.Client {
	return openai.NewClient(owner("assistants", "mailer", "payments")...) // want "^invalid-tag-value: openai.NewClient attaches \"mailer\" to service_name, which is not in the catalog$"
}

func strangeProject() openai.Client {
	return openai.NewClient(owner("gardening", "checkout-assistant", "payments")...) // want "^invalid-tag-value: openai.NewClient attaches \"gardening\" to project_id, which is not one of assistants, search-quality$"
}

func wrongTeam() openai.Client {
	return openai.NewClient(owner("assistants", "checkout-assistant", "discovery")...) // want "^invalid-tag-value: openai.NewClient attaches the team \"discovery\", but \"checkout-assistant\" belongs to \"payments\"$"
}

// A factory makes its callers' arguments the values to check.
func newClient(service, team string) openai.Client {
	return openai.NewClient(owner("assistants", service, team)...)
}

func wrongArguments() openai.Client {
	return newClient("search-index", "payments") // want "^invalid-tag-value: newClient attaches the team \"payments\", but \"search-index\" belongs to \"discovery\"$"
}

func rightArguments() openai.Client { return newClient("search-index", "discovery") }

// forService leaves only the service to its callers.
func forService(service string) openai.Client {
	return openai.NewClient(owner("assistants", service, "payments")...)
}

func wrongForService() openai.Client {
	return forService("search-index") // want "^invalid-tag-value: forService attaches the team \"payments\", but \"search-index\" belongs to \"discovery\"$"
}

func rightForService() openai.Client { return forService("checkout-assistant") }

// Either of two services of two teams: no team is wrong on every path.
func either(search bool) openai.Client {
	service, team := "checkout-assistant", "payments"
	if search {
		service, team = "search-index", "discovery"
	}
	return openai.NewClient(owner("assistants", service, team)...)
}

// The client says the service, the call the team.
func wrongTeamOfCall(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "assistants"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"))
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}, option.WithHeader("X-LLM-Team-ID", "discovery")) // want "^invalid-tag-value: responses.ResponseService.New attaches the team \"discovery\", but \"checkout-assistant\" belongs to \"payments\"$"
	return err
}

func rightTeamOfCall(ctx context.Context) error {
	client := openai.NewClient(option.WithHeader("X-LLM-Project-ID", "assistants"), option.WithHeader("X-LLM-Service-Name", "checkout-assistant"))
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{}, option.WithHeader("X-LLM-Team-ID", "payments"))
	return err
}
