// Package metadata attaches tags by the metadata of each request.
package metadata

import (
	"context"
	"errors"
	"io"
	"os"

	openai "github.com/sashabaranov/go-openai"
)

var tags = map[string]string{"project_id": "editor", "service_name": "autocomplete", "team_id": "tools"}

func goodLiteral(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	_, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Metadata: map[string]string{"project_id": "editor", "service_name": "autocomplete", "team_id": "tools"},
	})
	return err
}

func badLiteral(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: openai.NewClient lacks team_id$"
	_, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Metadata: map[string]string{"project_id": "editor", "service_name": "autocomplete", "team": "tools"},
	})
	return err
}

func badNone(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	_, err := client.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: openai.GPT4oMini, User: "u-1"})
	return err
}

// request is built far from where it is sent.
func request(text string) openai.ChatCompletionRequest {
	return openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: text}},
		Metadata: tags,
	}
}

func plainRequest(text string) openai.ChatCompletionRequest {
	return openai.ChatCompletionRequest{
		Model:    openai.GPT4oMini,
		Messages: []openai.ChatCompletionMessage{{Role: openai.ChatMessageRoleUser, Content: text}},
	}
}

func goodBuiltElsewhere(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	_, err := client.CreateChatCompletion(ctx, request("hello"))
	return err
}

func badBuiltElsewhere(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	_, err := client.CreateChatCompletion(ctx, plainRequest("hello"))
	return err
}

func addTags(req *openai.ChatCompletionRequest) {
	if req.Metadata == nil {
		req.Metadata = make(map[string]string, len(tags))
	}
	for key, value := range tags {
		req.Metadata[key] = value
	}
}

func goodFilled(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	req := plainRequest("hello")
	addTags(&req)
	_, err := client.CreateChatCompletion(ctx, req)
	return err
}

func badFilledTooLate(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	req := plainRequest("hello")
	_, err := client.CreateChatCompletion(ctx, req)
	addTags(&req)
	return err
}

func goodStream(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	req := request("hello")
	req.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
	stream, err := client.CreateChatCompletionStream(ctx, req)
	if err != nil {
		return err
	}
	defer stream.Close()
	for {
		if _, err := stream.Recv(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func badStream(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: openai.NewClient lacks team_id$"
	req := plainRequest("hello")
	req.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
	req.Metadata = map[string]string{"project_id": "editor"}
	req.Metadata["service_name"] = "autocomplete"
	stream, err := client.CreateChatCompletionStream(ctx, req)
	if err != nil {
		return err
	}
	return stream.Close()
}

// Not every request has metadata: an embedding cannot be tagged by it.
func badOneOfTwoCalls(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	if _, err := client.CreateChatCompletion(ctx, request("hello")); err != nil {
		return err
	}
	_, err := client.CreateEmbeddings(ctx, openai.EmbeddingRequest{Input: "hello", Model: openai.SmallEmbedding3})
	return err
}

func goodFreeCall(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	if _, err := client.ListModels(ctx); err != nil {
		return err
	}
	_, err := client.CreateChatCompletion(ctx, request("hello"))
	return err
}

func goodResponse(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY"))
	_, err := client.CreateResponse(ctx, openai.CreateResponseRequest{
		Model:    openai.GPT4oMini,
		Metadata: map[string]any{"project_id": "editor", "service_name": "autocomplete", "team_id": "tools"},
	})
	return err
}

func badResponse(ctx context.Context) error {
	client := openai.NewClient(os.Getenv("OPENAI_API_KEY")) // want "untagged-client: openai.NewClient lacks service_name$"
	_, err := client.CreateResponse(ctx, openai.CreateResponseRequest{
		Model:    openai.GPT4oMini,
		Metadata: map[string]any{"project_id": "editor", "team_id": "tools"},
	})
	return err
}

// unset is made by nobody.
var unset *openai.Client

func badUnset(ctx context.Context) error {
	_, err := unset.CreateChatCompletion(ctx, plainRequest("hello")) // want "untagged-call: openai.Client.CreateChatCompletion lacks project_id, service_name, team_id$"
	return err
}

func badUnsetEmbeddings(ctx context.Context) error {
	_, err := unset.CreateEmbeddings(ctx, openai.EmbeddingRequest{Input: "hello", Model: openai.SmallEmbedding3}) // want "untagged-call: openai.Client.CreateEmbeddings lacks project_id, service_name, team_id$"
	return err
}

func badUnsetImage(ctx context.Context) error {
	_, err := unset.CreateImage(ctx, openai.ImageRequest{Prompt: "a lighthouse"}) // want "untagged-call: openai.Client.CreateImage lacks project_id, service_name, team_id$"
	return err
}

func badUnsetSpeech(ctx context.Context) error {
	_, err := unset.CreateSpeech(ctx, openai.CreateSpeechRequest{Model: openai.TTSModel1, Input: "hello"}) // want "untagged-call: openai.Client.CreateSpeech lacks project_id, service_name, team_id$"
	return err
}

func goodUnset(ctx context.Context) error {
	_, err := unset.CreateChatCompletion(ctx, request("hello"))
	return err
}
