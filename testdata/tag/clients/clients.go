// Package clients makes clients by package tag.
package clients

import (
	"context"
	"net/http"
	"os"

	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/tagpolicy"
	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

var owner = tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant", TeamID: "payments"}

func good(rec *tag.Recorder) (openai.Client, error) {
	hc, err := tag.HTTPClient(owner, tag.WithRecorder(rec))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(hc)), nil
}

func goodTransport(rec *tag.Recorder) (openai.Client, error) {
	rt, err := tag.Transport(owner, tag.WithRecorder(rec), tag.WithBase(&http.Transport{MaxIdleConns: 4}))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(&http.Client{Transport: rt})), nil
}

func badNoTeam(rec *tag.Recorder) (openai.Client, error) {
	hc, err := tag.HTTPClient(tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant"}, tag.WithRecorder(rec))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(hc)), nil // want "^untagged-client: openai.NewClient lacks team_id$"
}

func badValues(rec *tag.Recorder) openai.Client {
	hc, _ := tag.HTTPClient(tag.Owner{ProjectID: "Checkout", ServiceName: "serach", TeamID: "unknown"}, tag.WithRecorder(rec))
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^invalid-tag-value: .*project_id, which does not match" "^invalid-tag-value: .*did you mean \"search\"" "^empty-tag: .*the placeholder \"unknown\" to team_id$"
}

func goodEnvironment(rec *tag.Recorder) openai.Client {
	o := tag.Owner{ProjectID: os.Getenv("PROJECT"), ServiceName: "search", TeamID: os.Getenv("TEAM"), Environment: "prod"}
	hc, _ := tag.HTTPClient(o, tag.WithRecorder(rec))
	return openai.NewClient(option.WithHTTPClient(hc))
}

func badNoRecorder() openai.Client {
	hc, _ := tag.HTTPClient(owner)
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^unlogged-client: openai.NewClient is tagged, but nothing that is seen records the usage of its responses$"
}

// The policy at call time: its option neither attaches tags nor takes them off.

func goodPolicy(rec *tag.Recorder) (openai.Client, error) {
	keep, err := tagpolicy.Load("policy.yaml")
	if err != nil {
		return openai.Client{}, err
	}
	hc, err := tag.HTTPClient(owner, keep, tag.WithRecorder(rec))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(hc)), nil
}

func goodPolicyFound(rec *tag.Recorder) (openai.Client, error) {
	keep, err := tagpolicy.Find(".")
	if err != nil {
		return openai.Client{}, err
	}
	hc, err := tag.HTTPClient(owner, tag.Options(tag.WithRecorder(rec), keep))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(hc)), nil
}

func badPolicyNoTeam(rec *tag.Recorder) (openai.Client, error) {
	keep, err := tagpolicy.Load("policy.yaml")
	if err != nil {
		return openai.Client{}, err
	}
	hc, err := tag.HTTPClient(tag.Owner{ProjectID: "checkout", ServiceName: "checkout-assistant"}, keep, tag.WithRecorder(rec))
	if err != nil {
		return openai.Client{}, err
	}
	return openai.NewClient(option.WithHTTPClient(hc)), nil // want "^untagged-client: openai.NewClient lacks team_id$"
}

// Owners of requests.

func goodRejecting(ctx context.Context, rec *tag.Recorder, tenant string) error {
	hc, err := tag.HTTPClient(tag.Owner{}, tag.Enforce(tag.Reject), tag.WithRecorder(rec))
	if err != nil {
		return err
	}
	client := openai.NewClient(option.WithHTTPClient(hc))
	ctx = tag.WithUser(tag.WithOwner(ctx, tag.Owner{ProjectID: tenant, ServiceName: "search", TeamID: tenant}), "u-42")
	_, err = client.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

func badWarning(ctx context.Context, rec *tag.Recorder) error {
	hc, err := tag.HTTPClient(tag.Owner{ProjectID: "checkout"}, tag.Enforce(tag.Warn), tag.WithRecorder(rec))
	if err != nil {
		return err
	}
	client := openai.NewClient(option.WithHTTPClient(hc)) // want "^untagged-client: openai.NewClient lacks service_name, team_id$"
	_, err = client.Chat.Completions.New(tag.WithOwner(ctx, owner), openai.ChatCompletionNewParams{})
	return err
}

func badAllowed(rec *tag.Recorder) openai.Client {
	hc, _ := tag.HTTPClient(tag.Owner{}, tag.Enforce(tag.Allow), tag.WithRecorder(rec))
	return openai.NewClient(option.WithHTTPClient(hc)) // want "^untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
}

// Streams.

func goodStream(ctx context.Context, rec *tag.Recorder) {
	hc, _ := tag.HTTPClient(owner, tag.WithRecorder(rec), tag.IncludeStreamUsage())
	client := openai.NewClient(option.WithHTTPClient(hc))
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{})
}

func badStream(ctx context.Context, rec *tag.Recorder) {
	hc, _ := tag.HTTPClient(owner, tag.WithRecorder(rec))
	client := openai.NewClient(option.WithHTTPClient(hc))
	client.Chat.Completions.NewStreaming(ctx, openai.ChatCompletionNewParams{}) // want "^missing-usage: "
}

// The tags of a raw request are those of the client that sends it.
func raw(req *http.Request) (*http.Response, error) {
	hc, err := tag.HTTPClient(owner)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(req.Context(), http.MethodPost, "https://api.openai.com/v1/chat/completions", req.Body)
	if err != nil {
		return nil, err
	}
	return hc.Do(request)
}
