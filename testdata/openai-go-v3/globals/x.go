// Package globals keeps clients and options in package variables.
package globals

import (
	"context"
	"os"
	"sync"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func params(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	}
}

var tagged = openai.NewClient(
	option.WithHeader("X-LLM-Project-ID", "shop"),
	option.WithHeader("X-LLM-Service-Name", "advisor"),
	option.WithHeader("X-LLM-Team-ID", "sales"),
)

func goodGlobal(ctx context.Context) error {
	_, err := tagged.Chat.Completions.New(ctx, params("hello"))
	return err
}

var untagged = openai.NewClient(option.WithHeader("X-LLM-Project-ID", "shop")) // want "untagged-client: openai.NewClient lacks service_name, team_id$"

func badGlobal(ctx context.Context) error {
	_, err := untagged.Chat.Completions.New(ctx, params("hello"))
	return err
}

// bare is completed by its only caller.
var bare = openai.NewClient()

func goodCompletedGlobal(ctx context.Context) error {
	_, err := bare.Chat.Completions.New(ctx, params("hello"), ownership...)
	return err
}

// Shared leaves the package by its name: calls elsewhere cannot excuse it.
var Shared = openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"

func badExportedGlobal(ctx context.Context) error {
	_, err := Shared.Chat.Completions.New(ctx, params("hello"), ownership...)
	return err
}

var ownership = []option.RequestOption{
	option.WithHeader("X-LLM-Project-ID", "shop"),
	option.WithHeader("X-LLM-Service-Name", "advisor"),
	option.WithHeader("X-LLM-Team-ID", "sales"),
}

var partial = []option.RequestOption{
	option.WithHeader("X-LLM-Project-ID", "shop"),
	option.WithHeader("X-LLM-Service-Name", "advisor"),
}

func goodGlobalOptions(ctx context.Context) error {
	client := openai.NewClient(ownership...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badGlobalOptions(ctx context.Context) error {
	client := openai.NewClient(partial...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// fromInit is set before anything else of the package runs.
var fromInit []option.RequestOption

func init() {
	fromInit = []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "shop"),
		option.WithHeader("X-LLM-Service-Name", "advisor"),
		option.WithHeader("X-LLM-Team-ID", os.Getenv("LLM_TEAM_ID")),
	}
}

func goodOptionsFromInit(ctx context.Context) error {
	client := openai.NewClient(fromInit...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// zero is never made: nothing in the program gives it tags.
var zero openai.Client

func badZeroClient(ctx context.Context) error {
	_, err := zero.Chat.Completions.New(ctx, params("hello")) // want "untagged-call: openai.ChatCompletionService.New lacks project_id, service_name, team_id$"
	return err
}

func badZeroClientPartly(ctx context.Context) error {
	_, err := zero.Chat.Completions.New(ctx, params("hello"), partial...) // want "untagged-call: openai.ChatCompletionService.New lacks team_id$"
	return err
}

func goodZeroClientWithTags(ctx context.Context) error {
	_, err := zero.Chat.Completions.New(ctx, params("hello"), ownership...)
	return err
}

func goodZeroClientFreeCall(ctx context.Context) error {
	_, err := zero.Models.List(ctx)
	return err
}

func badLocalZeroClient(ctx context.Context) error {
	var client openai.Client
	_, err := client.Chat.Completions.New(ctx, params("hello")) // want "untagged-call: openai.ChatCompletionService.New lacks project_id, service_name, team_id$"
	return err
}

// later is a zero value only until Setup has run.
var later openai.Client

func Setup() {
	later = openai.NewClient(ownership...)
}

func goodSetLater(ctx context.Context) error {
	_, err := later.Chat.Completions.New(ctx, params("hello"))
	return err
}

var laterUntagged *openai.Client

func SetupUntagged() {
	client := openai.NewClient(partial...) // want "untagged-client: openai.NewClient lacks team_id$"
	laterUntagged = &client
}

func badSetLater(ctx context.Context) error {
	_, err := laterUntagged.Chat.Completions.New(ctx, params("hello"))
	return err
}

var (
	once       sync.Once
	onceClient *openai.Client
)

func get() *openai.Client {
	once.Do(func() {
		client := openai.NewClient(ownership...)
		onceClient = &client
	})
	return onceClient
}

func goodOnce(ctx context.Context) error {
	_, err := get().Chat.Completions.New(ctx, params("hello"))
	return err
}

var onceValue = sync.OnceValue(func() openai.Client {
	return openai.NewClient(ownership...)
})

func goodOnceValue(ctx context.Context) error {
	client := onceValue()
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

var onceValueUntagged = sync.OnceValue(func() *openai.Client {
	client := openai.NewClient(partial...) // want "untagged-client: openai.NewClient lacks team_id$"
	return &client
})

func badOnceValue(ctx context.Context) error {
	_, err := onceValueUntagged().Chat.Completions.New(ctx, params("hello"))
	return err
}

var byRegion = map[string]openai.Client{
	"eu": openai.NewClient(append(ownership, option.WithBaseURL("https://eu.api.openai.com/v1"))...),
	"us": openai.NewClient(append(partial, option.WithBaseURL("https://us.api.openai.com/v1"))...), // want "untagged-client: openai.NewClient lacks team_id$"
}

func askRegion(ctx context.Context, region string) error {
	client := byRegion[region]
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

var headers = map[string]string{
	"X-LLM-Project-ID":   "shop",
	"X-LLM-Service-Name": "advisor",
	"X-LLM-Team-ID":      "sales",
}

func goodGlobalMap(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range headers {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// mutable loses a tag when the program asks for it.
var mutable = map[string]string{
	"X-LLM-Project-ID":   "shop",
	"X-LLM-Service-Name": "advisor",
	"X-LLM-Team-ID":      "sales",
}

func Anonymize() { delete(mutable, "X-LLM-Team-ID") }

func badMutableMap(ctx context.Context) error {
	var opts []option.RequestOption
	for name, value := range mutable {
		opts = append(opts, option.WithHeader(name, value))
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

// team is a variable that a flag or a test may set: its value is not known.
var team = os.Getenv("LLM_TEAM_ID")

func goodGlobalString(ctx context.Context) error {
	client := openai.NewClient(append(partial, option.WithHeader("X-LLM-Team-ID", team))...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}
