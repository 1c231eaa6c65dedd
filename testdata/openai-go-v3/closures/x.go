// Package closures makes, completes and uses clients in function literals, method values, deferred calls and goroutines.
package closures

import (
	"context"
	"log"
	"sync"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

func params(text string) openai.ChatCompletionNewParams {
	return openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage(text)},
	}
}

func ownership() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
		option.WithHeader("X-LLM-Team-ID", "care"),
	}
}

func partial() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", "support"),
		option.WithHeader("X-LLM-Service-Name", "ticket-triage"),
	}
}

func goodCapturedClient(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	ask := func(text string) error {
		_, err := client.Chat.Completions.New(ctx, params(text))
		return err
	}
	return ask("hello")
}

func badCapturedClient(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	ask := func(text string) error {
		_, err := client.Chat.Completions.New(ctx, params(text))
		return err
	}
	return ask("hello")
}

func goodCapturedOptions(ctx context.Context) error {
	client := openai.NewClient()
	opts := ownership()
	ask := func(text string) error {
		_, err := client.Chat.Completions.New(ctx, params(text), opts...)
		return err
	}
	return ask("hello")
}

func goodGrownByClosure(ctx context.Context) error {
	var opts []option.RequestOption
	add := func(name, value string) {
		opts = append(opts, option.WithHeader(name, value))
	}
	add("X-LLM-Project-ID", "support")
	add("X-LLM-Service-Name", "ticket-triage")
	add("X-LLM-Team-ID", "care")
	client := openai.NewClient(opts...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badGrownByClosure(ctx context.Context) error {
	var opts []option.RequestOption
	add := func(name, value string) {
		opts = append(opts, option.WithHeader(name, value))
	}
	add("X-LLM-Project-ID", "support")
	add("X-LLM-Service-Name", "ticket-triage")
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badGrownByClosureTooLate(ctx context.Context) error {
	opts := partial()
	addTeam := func() { opts = append(opts, option.WithHeader("X-LLM-Team-ID", "care")) }
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	addTeam()
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badGrownOnlyIfCalled(ctx context.Context, debug bool) error {
	opts := partial()
	addTeam := func() { opts = append(opts, option.WithHeader("X-LLM-Team-ID", "care")) }
	if debug {
		addTeam()
	}
	client := openai.NewClient(opts...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func goodMadeInClosure(ctx context.Context) error {
	connect := func(team string) openai.Client {
		return openai.NewClient(append(partial(), option.WithHeader("X-LLM-Team-ID", team))...)
	}
	client := connect("care")
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badMadeInClosure(ctx context.Context) error {
	connect := func(key string) openai.Client {
		return openai.NewClient(append(partial(), option.WithAPIKey(key))...) // want "untagged-client: openai.NewClient lacks team_id$"
	}
	client := connect("from the vault")
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func goodImmediate(ctx context.Context) error {
	client := func() openai.Client { return openai.NewClient(ownership()...) }()
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func goodMethodValue(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	ask := client.Chat.Completions.New
	_, err := ask(ctx, params("hello"))
	return err
}

func badMethodValue(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	ask := client.Chat.Completions.New
	_, err := ask(ctx, params("hello"))
	return err
}

func goodMethodValueCompleted(ctx context.Context) error {
	client := openai.NewClient(partial()...)
	ask := client.Chat.Completions.New
	_, err := ask(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", "care"))
	return err
}

func goodMethodExpression(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	_, err := (*openai.ChatCompletionService).New(&client.Chat.Completions, ctx, params("hello"))
	return err
}

func badMethodExpression(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := (*openai.ChatCompletionService).New(&client.Chat.Completions, ctx, params("hello"))
	return err
}

func goodConstructorValue(ctx context.Context) error {
	connect := openai.NewClient
	client := connect(ownership()...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badConstructorValue(ctx context.Context) error {
	connect := openai.NewClient
	client := connect(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func goodHeaderValue(ctx context.Context) error {
	tag := option.WithHeader
	client := openai.NewClient(tag("X-LLM-Project-ID", "support"), tag("X-LLM-Service-Name", "ticket-triage"), tag("X-LLM-Team-ID", "care"))
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func goodDeferred(ctx context.Context) {
	client := openai.NewClient(ownership()...)
	defer client.Chat.Completions.New(ctx, params("goodbye"))
	log.Println("working")
}

func badDeferred(ctx context.Context) {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	defer client.Chat.Completions.New(ctx, params("goodbye"))
	log.Println("working")
}

func goodDeferredCompleted(ctx context.Context) {
	client := openai.NewClient()
	defer func() {
		if _, err := client.Chat.Completions.New(ctx, params("goodbye"), ownership()...); err != nil {
			log.Println(err)
		}
	}()
	log.Println("working")
}

func goodGoroutines(ctx context.Context, texts []string) {
	client := openai.NewClient()
	var wg sync.WaitGroup
	for _, text := range texts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if _, err := client.Chat.Completions.New(ctx, params(text), ownership()...); err != nil {
				log.Println(err)
			}
		}()
	}
	wg.Wait()
}

func badGoroutines(ctx context.Context, texts []string) {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks team_id$"
	var wg sync.WaitGroup
	for _, text := range texts {
		wg.Go(func() {
			if _, err := client.Chat.Completions.New(ctx, params(text), partial()...); err != nil {
				log.Println(err)
			}
		})
	}
	wg.Wait()
}

func goodGoCall(ctx context.Context) {
	client := openai.NewClient(ownership()...)
	go client.Chat.Completions.New(ctx, params("hello"))
}

func badGoCall(ctx context.Context) {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	go client.Chat.Completions.New(ctx, params("hello"))
}

// retry calls what it is given until it works.
func retry(n int, f func() error) (err error) {
	for range n {
		if err = f(); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return err
}

func goodCallback(ctx context.Context) error {
	client := openai.NewClient()
	return retry(3, func() error {
		_, err := client.Chat.Completions.New(ctx, params("hello"), ownership()...)
		return err
	})
}

func badCallback(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return retry(3, func() error {
		_, err := client.Chat.Completions.New(ctx, params("hello"))
		return err
	})
}

// withClient lends its client to a function.
func withClient(ctx context.Context, f func(context.Context, *openai.Client) error) error {
	client := openai.NewClient(ownership()...)
	return f(ctx, &client)
}

func goodLent(ctx context.Context) error {
	return withClient(ctx, func(ctx context.Context, client *openai.Client) error {
		_, err := client.Chat.Completions.New(ctx, params("hello"))
		return err
	})
}

func withBareClient(ctx context.Context, f func(context.Context, *openai.Client) error) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return f(ctx, &client)
}

func badLent(ctx context.Context) error {
	return withBareClient(ctx, func(ctx context.Context, client *openai.Client) error {
		_, err := client.Chat.Completions.New(ctx, params("hello"))
		return err
	})
}

// optionFuncs are made first and called when the client is made.
func goodOptionFuncs(ctx context.Context) error {
	funcs := []func() option.RequestOption{
		func() option.RequestOption { return option.WithHeader("X-LLM-Project-ID", "support") },
		func() option.RequestOption { return option.WithHeader("X-LLM-Service-Name", "ticket-triage") },
		func() option.RequestOption { return option.WithHeader("X-LLM-Team-ID", "care") },
	}
	var opts []option.RequestOption
	for _, f := range funcs {
		opts = append(opts, f())
	}
	client := openai.NewClient(opts...)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func goodChannel(ctx context.Context) error {
	clients := make(chan openai.Client, 1)
	clients <- openai.NewClient(ownership()...)
	client := <-clients
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

func badChannel(ctx context.Context) error {
	clients := make(chan openai.Client, 1)
	clients <- openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	client := <-clients
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

var pool = sync.Pool{New: func() any {
	client := openai.NewClient(ownership()...)
	return &client
}}

func goodPool(ctx context.Context) error {
	client := pool.Get().(*openai.Client)
	defer pool.Put(client)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

var barePool = sync.Pool{New: func() any {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	return &client
}}

func badPool(ctx context.Context) error {
	client := barePool.Get().(*openai.Client)
	defer barePool.Put(client)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}

type clientKey struct{}

// WithClient keeps a client in a context.
func WithClient(ctx context.Context) context.Context {
	client := openai.NewClient(ownership()...)
	return context.WithValue(ctx, clientKey{}, &client)
}

func goodFromContext(ctx context.Context) error {
	client := ctx.Value(clientKey{}).(*openai.Client)
	_, err := client.Chat.Completions.New(ctx, params("hello"))
	return err
}
