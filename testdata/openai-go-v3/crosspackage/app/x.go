// Package app uses the clients, options and transports of other packages.
package app

import (
	"context"
	"net/http"
	"os"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"example.com/openai-go-v3/crosspackage/llm"
	"example.com/openai-go-v3/crosspackage/tags"
)

func answer(ctx context.Context, client openai.Client) error {
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{
		Model:    openai.ChatModelGPT4oMini,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.UserMessage("ping")},
	})
	return err
}

var owner = tags.Owner{Project: "wallet", Service: "statements", Team: tags.Payments}

func goodConstants(ctx context.Context) error {
	client := openai.NewClient(
		option.WithHeader(tags.HeaderProject, "wallet"),
		option.WithHeader(tags.HeaderService, "statements"),
		option.WithHeader(tags.HeaderTeam, string(tags.Payments)),
	)
	return answer(ctx, client)
}

func badConstants(ctx context.Context) error {
	client := openai.NewClient( // want "untagged-client: openai.NewClient lacks team_id$"
		option.WithHeader(tags.HeaderProject, "wallet"),
		option.WithHeader(tags.HeaderService, "statements"),
	)
	return answer(ctx, client)
}

func badEmptyConstant(ctx context.Context) error {
	client := openai.NewClient(append(tags.WithService("wallet", "statements"), option.WithHeader(tags.HeaderTeam, tags.NoTeam))...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func goodOwner(ctx context.Context) error {
	client := openai.NewClient(owner.Options()...)
	return answer(ctx, client)
}

func goodOwnerMap(ctx context.Context) error {
	client := openai.NewClient(tags.FromMap(owner.Headers())...)
	return answer(ctx, client)
}

func badOwner(ctx context.Context) error {
	o := tags.Owner{Project: "wallet", Service: "statements"}
	client := openai.NewClient(o.Options()...) // want "empty-tag: openai.NewClient attaches an empty value to team_id$"
	return answer(ctx, client)
}

func goodChecked(ctx context.Context) error {
	opts, err := tags.Checked(owner)
	if err != nil {
		return err
	}
	client := openai.NewClient(opts...)
	return answer(ctx, client)
}

func goodOptions(ctx context.Context) error {
	client := openai.NewClient(append(tags.WithService("wallet", "statements"), tags.WithTeam(tags.Risk))...)
	return answer(ctx, client)
}

func badOptions(ctx context.Context) error {
	client := openai.NewClient(tags.WithService("wallet", "statements")...) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodDefaultOptions(ctx context.Context) error {
	client := openai.NewClient(tags.Default...)
	return answer(ctx, client)
}

func goodDefaultHeaders(ctx context.Context) error {
	client := openai.NewClient(tags.FromMap(tags.DefaultHeaders)...)
	return answer(ctx, client)
}

func badMap(ctx context.Context) error {
	client := openai.NewClient(tags.FromMap(map[string]string{tags.HeaderProject: "wallet", tags.HeaderTeam: "payments"})...) // want "untagged-client: openai.NewClient lacks service_name$"
	return answer(ctx, client)
}

func goodTransport(ctx context.Context) error {
	hc := &http.Client{Timeout: time.Minute, Transport: &tags.Transport{Owner: owner}}
	client := openai.NewClient(option.WithHTTPClient(hc))
	return answer(ctx, client)
}

func badTransport(ctx context.Context) error {
	hc := &http.Client{Transport: tags.Wrap(http.DefaultTransport, "statements")}
	client := openai.NewClient(option.WithHTTPClient(hc)) // want "untagged-client: openai.NewClient lacks team_id$"
	return answer(ctx, client)
}

func goodTransportCompleted(ctx context.Context) error {
	hc := &http.Client{Transport: tags.Wrap(http.DefaultTransport, "statements")}
	client := openai.NewClient(option.WithHTTPClient(hc), tags.WithTeam(tags.Payments))
	return answer(ctx, client)
}

func goodMiddleware(ctx context.Context) error {
	client := openai.NewClient(option.WithMiddleware(tags.Middleware(owner)))
	return answer(ctx, client)
}

// stamping uses the helper of the other package.
type stamping struct{ next http.RoundTripper }

func (t stamping) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	tags.Stamp(req.Header, owner)
	return t.next.RoundTrip(req)
}

func goodStamp(ctx context.Context) error {
	client := openai.NewClient(option.WithHTTPClient(&http.Client{Transport: stamping{next: http.DefaultTransport}}))
	return answer(ctx, client)
}

func goodFactory(ctx context.Context) error {
	client := llm.New(os.Getenv("OPENAI_API_KEY"), owner.Options()...)
	return answer(ctx, client)
}

func badFactory(ctx context.Context) error {
	client := llm.New(os.Getenv("OPENAI_API_KEY"), tags.WithService("wallet", "statements")...) // want "untagged-client: llm.New lacks team_id$"
	return answer(ctx, client)
}

func goodFactoryCompletedAtCall(ctx context.Context) error {
	client := llm.New(os.Getenv("OPENAI_API_KEY"), tags.WithService("wallet", "statements")...)
	_, err := client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}, tags.WithTeam(tags.Risk))
	return err
}

func goodTaggedFactory(ctx context.Context) error {
	client, err := llm.NewTagged()
	if err != nil {
		return err
	}
	return answer(ctx, *client)
}

// The construction in the other package is at fault, and reported there.
func goodUserOfUntaggedFactory(ctx context.Context) error {
	client := llm.NewUntagged(os.Getenv("OPENAI_API_KEY"))
	return answer(ctx, client)
}

func goodOwnedFactory(ctx context.Context) error {
	client, err := llm.NewOwned(llm.Config{APIKey: os.Getenv("OPENAI_API_KEY"), Owner: owner})
	if err != nil {
		return err
	}
	return answer(ctx, client)
}

func badOwnedFactory(ctx context.Context) error {
	client, err := llm.NewOwned(llm.Config{ // want "empty-tag: llm.NewOwned attaches an empty value to service_name$"
		APIKey: os.Getenv("OPENAI_API_KEY"),
		Owner:  tags.Owner{Project: "wallet", Team: tags.Payments},
	})
	if err != nil {
		return err
	}
	return answer(ctx, client)
}

func goodHeadersFactory(ctx context.Context) error {
	cfg := &llm.Config{Timeout: time.Minute}
	cfg.Headers = owner.Headers()
	return answer(ctx, *llm.NewWithHeaders(cfg))
}

func badHeadersFactory(ctx context.Context) error {
	cfg := &llm.Config{Timeout: time.Minute}
	cfg.Headers = map[string]string{tags.HeaderProject: "wallet", tags.HeaderService: "statements"}
	return answer(ctx, *llm.NewWithHeaders(cfg)) // want "untagged-client: llm.NewWithHeaders lacks team_id$"
}

func badHeadersFactoryWithout(ctx context.Context) error {
	return answer(ctx, *llm.NewWithHeaders(&llm.Config{Timeout: time.Minute})) // want "untagged-client: llm.NewWithHeaders lacks project_id, service_name, team_id$"
}

func goodHTTPFactory(ctx context.Context) error {
	return answer(ctx, llm.NewWithHTTP(llm.Config{HTTP: &http.Client{Transport: &tags.Transport{Owner: owner}}}))
}

func badHTTPFactory(ctx context.Context) error {
	return answer(ctx, llm.NewWithHTTP(llm.Config{HTTP: http.DefaultClient})) // want "untagged-client: llm.NewWithHTTP lacks project_id, service_name, team_id$"
}

func goodValuesFactory(ctx context.Context) error {
	return answer(ctx, llm.NewFor("wallet", "statements", os.Getenv("LLM_TEAM_ID")))
}

func badValuesFactory(ctx context.Context) error {
	return answer(ctx, llm.NewFor("wallet", "statements", tags.NoTeam)) // want "empty-tag: llm.NewFor attaches an empty value to team_id$"
}

func goodFactoryMethod(ctx context.Context) error {
	f := llm.Factory{Key: os.Getenv("OPENAI_API_KEY")}
	return answer(ctx, f.New(owner.Options()...))
}

func badFactoryMethod(ctx context.Context) error {
	f := llm.Factory{Key: os.Getenv("OPENAI_API_KEY")}
	return answer(ctx, f.New(tags.WithService("wallet", "statements")...)) // want "untagged-client: (llm[.])?Factory.New lacks team_id$"
}

func goodAssistant(ctx context.Context) error {
	assistant := llm.NewAssistant()
	if err := assistant.Ask(ctx, "hello"); err != nil {
		return err
	}
	return answer(ctx, assistant.Client)
}

// Reported where the client was made, not here.
func goodUserOfBareAssistant(ctx context.Context) error {
	assistant := llm.NewBareAssistant()
	_, err := assistant.Client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: assistant.Model})
	return err
}

func goodOwnAssistant(ctx context.Context) error {
	assistant := &llm.Assistant{Client: openai.NewClient(owner.Options()...)}
	return assistant.Ask(ctx, "hello")
}

func badOwnAssistant(ctx context.Context) error {
	assistant := &llm.Assistant{Client: openai.NewClient(option.WithMaxRetries(1))} // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return assistant.Ask(ctx, "hello")
}

func goodDefault(ctx context.Context) error {
	return llm.Ask(ctx, &llm.Default, "hello")
}

func goodUserOfBare(ctx context.Context) error {
	_, err := llm.Bare.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func badUnset(ctx context.Context) error {
	_, err := llm.Unset.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}) // want "untagged-call: openai.ChatCompletionService.New lacks project_id, service_name, team_id$"
	return err
}

func goodUnsetWithTags(ctx context.Context) error {
	_, err := llm.Unset.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}, owner.Options()...)
	return err
}

// What a client of another package has can be taken away here.
func badDeletedAtCall(ctx context.Context) error {
	_, err := llm.Default.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{Model: openai.ChatModelGPT4oMini}, option.WithHeaderDel(tags.HeaderTeam)) // want "untagged-call: openai.ChatCompletionService.New lacks team_id$"
	return err
}

func goodLent(ctx context.Context) error {
	client := openai.NewClient(owner.Options()...)
	return llm.Ask(ctx, &client, "hello")
}

func badLent(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	return llm.Ask(ctx, &client, "hello")
}
