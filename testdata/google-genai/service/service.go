// Package service uses the services, sessions and handles of a client.
package service

import (
	"context"
	"net/http"
	"os"

	"google.golang.org/genai"
)

const model = "gemini-2.5-flash"

func tagged() *genai.ClientConfig {
	return &genai.ClientConfig{
		Backend: genai.BackendVertexAI,
		HTTPOptions: genai.HTTPOptions{
			APIVersion: "v1beta1",
			Headers:    tags(),
		},
	}
}

func plain() *genai.ClientConfig {
	return &genai.ClientConfig{Backend: genai.BackendVertexAI, HTTPOptions: genai.HTTPOptions{APIVersion: "v1beta1"}}
}

func tags() http.Header {
	h := http.Header{}
	h.Set("X-LLM-Project-ID", "checkout")
	h.Set("X-LLM-Service-Name", "checkout-assistant")
	h.Set("X-LLM-Team-ID", "payments")
	return h
}

// goodModels copies the service out of a tagged client.
func goodModels(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, tagged())
	if err != nil {
		return err
	}
	models := client.Models
	_, err = models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// badModels copies the service out of an untagged client.
func badModels(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	models := client.Models
	_, err = models.GenerateContent(ctx, model, genai.Text(prompt), nil)
	return err
}

// goodModelsRequest copies the service out of an untagged client and tags the request.
func goodModelsRequest(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, plain())
	if err != nil {
		return err
	}
	models := *client.Models
	_, err = models.GenerateContent(ctx, model, genai.Text(prompt), &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: tags()}})
	return err
}

// embedder keeps nothing of the client but its service.
type embedder struct{ models *genai.Models }

// newGoodEmbedder keeps the service of a tagged client.
func newGoodEmbedder(ctx context.Context) (*embedder, error) {
	client, err := genai.NewClient(ctx, tagged())
	if err != nil {
		return nil, err
	}
	return &embedder{models: client.Models}, nil
}

// newBadEmbedder keeps the service of an untagged client.
func newBadEmbedder(ctx context.Context) (*embedder, error) {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	return &embedder{models: client.Models}, nil
}

func (e *embedder) embed(ctx context.Context, text string) ([]float32, error) {
	resp, err := e.models.EmbedContent(ctx, "gemini-embedding-001", genai.Text(text), nil)
	if err != nil {
		return nil, err
	}
	return resp.Embeddings[0].Values, nil
}

// goodChat chats on a tagged client.
func goodChat(ctx context.Context, questions []string) error {
	client, err := genai.NewClient(ctx, tagged())
	if err != nil {
		return err
	}
	chat, err := client.Chats.Create(ctx, model, nil, nil)
	if err != nil {
		return err
	}
	return converse(ctx, chat, questions)
}

// badChat chats on an untagged client.
func badChat(ctx context.Context, questions []string) error {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	chat, err := client.Chats.Create(ctx, model, nil, nil)
	if err != nil {
		return err
	}
	return converse(ctx, chat, questions)
}

// goodChatConfig tags the session.
func goodChatConfig(ctx context.Context, question string) error {
	client, err := genai.NewClient(ctx, plain())
	if err != nil {
		return err
	}
	chat, err := client.Chats.Create(ctx, model, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: tags()}}, nil)
	if err != nil {
		return err
	}
	if _, err := chat.SendMessage(ctx, genai.Part{Text: question}); err != nil {
		return err
	}
	for _, err := range chat.SendMessageStream(ctx, genai.Part{Text: "Go on."}) {
		if err != nil {
			return err
		}
	}
	return nil
}

// badChatConfig tags one of two sessions.
func badChatConfig(ctx context.Context, question string) error {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	first, err := client.Chats.Create(ctx, model, &genai.GenerateContentConfig{HTTPOptions: &genai.HTTPOptions{Headers: tags()}}, nil)
	if err != nil {
		return err
	}
	second, err := client.Chats.Create(ctx, model, &genai.GenerateContentConfig{Temperature: genai.Ptr[float32](0)}, nil)
	if err != nil {
		return err
	}
	if _, err := first.Send(ctx, genai.NewPartFromText(question)); err != nil {
		return err
	}
	_, err = second.Send(ctx, genai.NewPartFromText(question))
	return err
}

func converse(ctx context.Context, chat *genai.Chat, questions []string) error {
	for _, q := range questions {
		if _, err := chat.SendMessage(ctx, *genai.NewPartFromText(q)); err != nil {
			return err
		}
	}
	return nil
}

// goodLive talks on a session of a tagged client.
func goodLive(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, tagged())
	if err != nil {
		return err
	}
	session, err := client.Live.Connect(ctx, "gemini-live-2.5-flash", &genai.LiveConnectConfig{})
	if err != nil {
		return err
	}
	defer session.Close()
	return session.SendClientContent(genai.LiveClientContentInput{Turns: genai.Text(prompt)})
}

// badLive talks on a session of an untagged client: one root, one finding.
func badLive(ctx context.Context, prompt string) error {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	session, err := client.Live.Connect(ctx, "gemini-live-2.5-flash", &genai.LiveConnectConfig{})
	if err != nil {
		return err
	}
	defer session.Close()
	return session.SendClientContent(genai.LiveClientContentInput{Turns: genai.Text(prompt)})
}

// goodBatch tags the creation of a batch.
func goodBatch(ctx context.Context, source string) error {
	client, err := genai.NewClient(ctx, plain())
	if err != nil {
		return err
	}
	job, err := client.Batches.Create(ctx, model, &genai.BatchJobSource{FileName: source}, &genai.CreateBatchJobConfig{
		DisplayName: "nightly",
		HTTPOptions: &genai.HTTPOptions{Headers: tags()},
	})
	if err != nil {
		return err
	}
	_, err = client.Batches.Get(ctx, job.Name, nil)
	return err
}

// badBatch tags nothing but the name of a batch.
func badBatch(ctx context.Context, source string) error {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	_, err = client.Batches.Create(ctx, model, &genai.BatchJobSource{FileName: source}, &genai.CreateBatchJobConfig{
		DisplayName: "checkout-assistant",
	})
	return err
}

// goodTuning labels a tuning job.
func goodTuning(ctx context.Context, dataset *genai.TuningDataset) error {
	client, err := genai.NewClient(ctx, plain())
	if err != nil {
		return err
	}
	_, err = client.Tunings.Tune(ctx, model, dataset, &genai.CreateTuningJobConfig{
		Labels: map[string]string{"project_id": "checkout", "service_name": "checkout-assistant", "team_id": os.Getenv("TEAM")},
	})
	return err
}

// badTuning has no team in the labels of a tuning job.
func badTuning(ctx context.Context, dataset *genai.TuningDataset) error {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks team_id$"
	if err != nil {
		return err
	}
	_, err = client.Tunings.Tune(ctx, model, dataset, &genai.CreateTuningJobConfig{
		Labels: map[string]string{"project_id": "checkout", "service_name": "checkout-assistant"},
	})
	return err
}

// goodCache tags the creation of cached content and the request that uses it.
func goodCache(ctx context.Context, document *genai.Content, question string) error {
	client, err := genai.NewClient(ctx, plain())
	if err != nil {
		return err
	}
	cache, err := client.Caches.Create(ctx, model, &genai.CreateCachedContentConfig{
		Contents:    []*genai.Content{document},
		HTTPOptions: &genai.HTTPOptions{Headers: tags()},
	})
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(question), &genai.GenerateContentConfig{
		CachedContent: cache.Name,
		HTTPOptions:   &genai.HTTPOptions{Headers: tags()},
	})
	return err
}

// badCache tags the request only, and not the storage of the content.
func badCache(ctx context.Context, document *genai.Content, question string) error {
	client, err := genai.NewClient(ctx, plain()) // want "untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	cache, err := client.Caches.Create(ctx, model, &genai.CreateCachedContentConfig{Contents: []*genai.Content{document}})
	if err != nil {
		return err
	}
	_, err = client.Models.GenerateContent(ctx, model, genai.Text(question), &genai.GenerateContentConfig{
		CachedContent: cache.Name,
		HTTPOptions:   &genai.HTTPOptions{Headers: tags()},
	})
	return err
}
