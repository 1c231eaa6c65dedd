// Package branches attaches tags on some paths or on all.
package branches

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"

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

func base() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "ledger"),
		option.WithHeader("X-LLM-Service-Name", "statement-writer"),
	}
}

func badIf(ctx context.Context, production bool) error {
	opts := base()
	if production {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodIfElse(ctx context.Context, production bool) error {
	opts := base()
	if production {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	} else {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance-staging"))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badIfElse(ctx context.Context, production bool) error {
	opts := base()
	if production {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	} else {
		opts = append(opts, option.WithMaxRetries(0))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func badDifferentTagPerBranch(ctx context.Context, production bool) error {
	opts := []option.RequestOption{option.WithHeader("X-LLM-Project-ID", "ledger")}
	if production {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	} else {
		opts = append(opts, option.WithHeader("X-LLM-Service-Name", "statement-writer"))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks service_name, team_id$"
	return answer(ctx, client)
}

func badOnlyIfSet(ctx context.Context) error {
	opts := base()
	if team := os.Getenv("LLM_TEAM_ID"); team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodDefaultIfUnset(ctx context.Context) error {
	team := os.Getenv("LLM_TEAM_ID")
	if team == "" {
		team = "finance"
	}
	client := openai.NewClient(append(base(), option.WithHeader("X-LLM-Team-ID", team))...)
	return answer(ctx, client)
}

func goodReturnIfUnset(ctx context.Context) error {
	opts := base()
	team := os.Getenv("LLM_TEAM_ID")
	if team == "" {
		return errors.New("LLM_TEAM_ID is not set")
	}
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodElseReturns(ctx context.Context) error {
	opts := base()
	if team := os.Getenv("LLM_TEAM_ID"); team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	} else {
		return errors.New("LLM_TEAM_ID is not set")
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodElsePanics(ctx context.Context) error {
	opts := base()
	if team := os.Getenv("LLM_TEAM_ID"); team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	} else {
		panic("LLM_TEAM_ID is not set")
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodElseFatal(ctx context.Context) error {
	opts := base()
	if team := os.Getenv("LLM_TEAM_ID"); team != "" {
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", team))
	} else {
		log.Fatal("LLM_TEAM_ID is not set")
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodSwitch(ctx context.Context, stage string) error {
	opts := base()
	switch stage {
	case "prod":
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	case "staging":
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance-staging"))
	default:
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance-dev"))
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badSwitchWithoutDefault(ctx context.Context, stage string) error {
	opts := base()
	switch stage {
	case "prod":
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	case "staging":
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance-staging"))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodSwitchDefaultFails(ctx context.Context, stage string) error {
	opts := base()
	switch stage {
	case "prod":
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	default:
		return fmt.Errorf("unknown stage %q", stage)
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badFallthroughCase(ctx context.Context, stage string) error {
	opts := base()
	switch stage {
	case "prod":
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	case "dev":
		log.Println("running without a team")
	default:
		opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance-dev"))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodTwoConstructions(ctx context.Context, azure bool) error {
	var client openai.Client
	if azure {
		client = openai.NewClient(append(base(), option.WithBaseURL("https://acme.openai.azure.com"), option.WithHeader("X-LLM-Team-ID", "finance"))...)
	} else {
		client = openai.NewClient(append(base(), option.WithHeader("X-LLM-Team-ID", "finance"))...)
	}
	return answer(ctx, client)
}

func badOneOfTwoConstructions(ctx context.Context, azure bool) error {
	var client openai.Client
	if azure {
		client = openai.NewClient(append(base(), option.WithBaseURL("https://acme.openai.azure.com"))...) // want "untagged-client: openai.NewClient lacks team_id$"
	} else {
		client = openai.NewClient(append(base(), option.WithHeader("X-LLM-Team-ID", "finance"))...)
	}
	return answer(ctx, client)
}

func goodNestedConditions(ctx context.Context, proxy, debug bool) error {
	opts := append(base(), option.WithHeader("X-LLM-Team-ID", "finance"))
	if proxy {
		opts = append(opts, option.WithBaseURL("https://llm.internal.example.com"))
		if debug {
			opts = append(opts, option.WithHeader("X-Debug", "1"))
		}
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func badReplacedInBranch(ctx context.Context, proxy bool) error {
	opts := append(base(), option.WithHeader("X-LLM-Team-ID", "finance"))
	if proxy {
		opts = []option.RequestOption{option.WithBaseURL("https://llm.internal.example.com")}
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return answer(ctx, client)
}

func badDeletedInBranch(ctx context.Context, anonymous bool) error {
	opts := append(base(), option.WithHeader("X-LLM-Team-ID", "finance"))
	if anonymous {
		opts = append(opts, option.WithHeaderDel("X-LLM-Team-ID"))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodValueFromSwitch(ctx context.Context, region string) error {
	var team string
	switch region {
	case "eu":
		team = "finance-eu"
	case "us":
		team = "finance-us"
	default:
		return fmt.Errorf("unknown region %q", region)
	}
	client := openai.NewClient(append(base(), option.WithHeader("X-LLM-Team-ID", team))...)
	return answer(ctx, client)
}

func goodLabelledRetry(ctx context.Context) error {
	opts := base()
	tagged := false
retry:
	for attempt := range 3 {
		if attempt == 2 {
			break retry
		}
		tagged = true
	}
	log.Println("tagged:", tagged)
	opts = append(opts, option.WithHeader("X-LLM-Team-ID", "finance"))
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}
