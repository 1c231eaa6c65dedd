// Package service uses the services of a client, and services on their own.
package service

import (
	"context"
	"net/http"

	cohere "github.com/cohere-ai/cohere-go/v2"
	"github.com/cohere-ai/cohere-go/v2/client"
	"github.com/cohere-ai/cohere-go/v2/embedjobs"
	"github.com/cohere-ai/cohere-go/v2/option"
	v2 "github.com/cohere-ai/cohere-go/v2/v2"
)

func tags() http.Header {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
	return h
}

// goodV2 copies the service out of a tagged client.
func goodV2(ctx context.Context, query string, documents []string) error {
	svc := client.NewClient(client.WithHTTPHeader(tags())).V2
	_, err := svc.Rerank(ctx, &cohere.V2RerankRequest{Model: "rerank-v3.5", Query: query, Documents: documents})
	return err
}

// badV2 copies it out of an untagged client.
func badV2(ctx context.Context, query string, documents []string) error {
	svc := client.NewClient().V2 // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
	_, err := svc.Rerank(ctx, &cohere.V2RerankRequest{Model: "rerank-v3.5", Query: query, Documents: documents})
	return err
}

// goodAlone constructs the service alone.
func goodAlone(ctx context.Context) error {
	svc := v2.NewClient(option.WithHTTPHeader(tags()))
	_, err := svc.Chat(ctx, &cohere.V2ChatRequest{Model: "command-r"})
	return err
}

// badAlone constructs it without tags.
func badAlone(ctx context.Context) error {
	svc := v2.NewClient(option.WithToken("")) // want "untagged-client: v2.NewClient lacks project_id, service_name, team_id$"
	_, err := svc.Chat(ctx, &cohere.V2ChatRequest{Model: "command-r"})
	return err
}

// goodJobs tags the creation of a job.
func goodJobs(ctx context.Context, request *cohere.CreateEmbedJobRequest) error {
	co := client.NewClient()
	job, err := co.EmbedJobs.Create(ctx, request, option.WithHTTPHeader(tags()))
	if err != nil {
		return err
	}
	_, err = co.EmbedJobs.Get(ctx, job.JobId)
	return err
}

// badJobs does not.
func badJobs(ctx context.Context, request *cohere.CreateEmbedJobRequest) error {
	jobs := embedjobs.NewClient() // want "untagged-client: embedjobs.NewClient lacks project_id, service_name, team_id$"
	_, err := jobs.Create(ctx, request)
	return err
}

// reranker keeps the service in a field.
type reranker struct{ svc *v2.Client }

func newGoodReranker() *reranker {
	co := client.NewClient(client.WithHTTPHeader(tags()))
	return &reranker{svc: co.V2}
}

func newBadReranker() *reranker {
	co := client.NewClient() // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
	return &reranker{svc: co.V2}
}

func (r *reranker) rerank(ctx context.Context, query string, documents []string) (*cohere.V2RerankResponse, error) {
	return r.svc.Rerank(ctx, &cohere.V2RerankRequest{Model: "rerank-v3.5", Query: query, Documents: documents})
}

// chatter is the part of a client that the program needs.
type chatter interface {
	Chat(ctx context.Context, request *cohere.ChatRequest, opts ...option.RequestOption) (*cohere.NonStreamedChatResponse, error)
}

type bot struct{ chat chatter }

func newGoodBot() bot { return bot{chat: client.NewClient(client.WithHTTPHeader(tags()))} }

func newBadBot() bot {
	return bot{chat: client.NewClient()} // want "untagged-client: client.NewClient lacks project_id, service_name, team_id$"
}

func (b bot) reply(ctx context.Context, message string) (string, error) {
	resp, err := b.chat.Chat(ctx, &cohere.ChatRequest{Message: message})
	if err != nil {
		return "", err
	}
	return resp.Text, nil
}
