// Package services uses each kind of service: copied out of a client, stand-alone, and through a client that nobody made.
package services

import (
	"context"
	"io"
	"os"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/realtime"
	"github.com/openai/openai-go/v3/responses"
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

func goodCopiedOut(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	chat := client.Chat.Completions
	_, err := chat.New(ctx, params("hello"))
	return err
}

func badCopiedOut(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	chat := client.Chat.Completions
	_, err := chat.New(ctx, params("hello"))
	return err
}

func goodCopiedOutCompleted(ctx context.Context) error {
	client := openai.NewClient(partial()...)
	chat := client.Chat
	_, err := chat.Completions.New(ctx, params("hello"), option.WithHeader("X-LLM-Team-ID", "care"))
	return err
}

func goodPointer(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	embeddings := &client.Embeddings
	return embed(ctx, embeddings)
}

func badPointer(ctx context.Context) error {
	client := openai.NewClient() // want "untagged-client: openai.NewClient lacks project_id, service_name, team_id$"
	embeddings := &client.Embeddings
	return embed(ctx, embeddings)
}

func embed(ctx context.Context, embeddings *openai.EmbeddingService) error {
	_, err := embeddings.New(ctx, openai.EmbeddingNewParams{
		Model: openai.EmbeddingModelTextEmbedding3Small,
		Input: openai.EmbeddingNewParamsInputUnion{OfString: openai.String("hello")},
	})
	return err
}

// A service made by itself knows nothing of any client.
func goodStandAlone(ctx context.Context) error {
	chat := openai.NewChatCompletionService(append(ownership(), option.WithAPIKey(os.Getenv("OPENAI_API_KEY")))...)
	_, err := chat.New(ctx, params("hello"))
	return err
}

func badStandAlone(ctx context.Context) error {
	chat := openai.NewChatCompletionService(append(partial(), option.WithAPIKey(os.Getenv("OPENAI_API_KEY")))...) // want "untagged-client: openai.NewChatCompletionService lacks team_id$"
	_, err := chat.New(ctx, params("hello"))
	return err
}

func goodStandAloneResponses(ctx context.Context) error {
	service := responses.NewResponseService(ownership()...)
	_, err := service.New(ctx, responses.ResponseNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func badStandAloneResponses(ctx context.Context) error {
	service := responses.NewResponseService(partial()...) // want "untagged-client: responses.NewResponseService lacks team_id$"
	_, err := service.New(ctx, responses.ResponseNewParams{Model: openai.ChatModelGPT4oMini})
	return err
}

func badStandAloneParent(ctx context.Context) error {
	chat := openai.NewChatService() // want "untagged-client: openai.NewChatService lacks project_id, service_name, team_id$"
	_, err := chat.Completions.New(ctx, params("hello"))
	return err
}

func badStandAloneEmbeddings(ctx context.Context) error {
	service := openai.NewEmbeddingService(partial()...) // want "untagged-client: openai.NewEmbeddingService lacks team_id$"
	return embed(ctx, &service)
}

func badStandAloneRealtime(ctx context.Context) error {
	service := realtime.NewRealtimeService(partial()...) // want "untagged-client: realtime.NewRealtimeService lacks team_id$"
	connection, err := service.Connect(ctx, realtime.RealtimeConnectionOptions{})
	if err != nil {
		return err
	}
	return connection.Close()
}

// A literal is a working service once its options are given.
func goodLiteral(ctx context.Context) error {
	chat := openai.ChatCompletionService{Options: append(ownership(), option.WithEnvironmentProduction())}
	_, err := chat.New(ctx, params("hello"))
	return err
}

func goodResponses(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	_, err := client.Responses.New(ctx, responses.ResponseNewParams{
		Model: openai.ChatModelGPT4oMini,
		Input: responses.ResponseNewParamsInputUnion{OfString: openai.String("hello")},
	})
	return err
}

func goodResponsesStreaming(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	stream := client.Responses.NewStreaming(ctx, responses.ResponseNewParams{Model: openai.ChatModelGPT4oMini})
	defer stream.Close()
	for stream.Next() {
		_ = stream.Current()
	}
	return stream.Err()
}

func goodConnection(ctx context.Context) error {
	client := openai.NewClient(ownership()...)
	connection, err := client.Responses.Connect(ctx, responses.ResponseConnectionOptions{})
	if err != nil {
		return err
	}
	defer connection.Close()
	return connection.Send(ctx, responses.ResponsesClientEventUnionParam{})
}

func badConnection(ctx context.Context) error {
	client := openai.NewClient(partial()...) // want "untagged-client: openai.NewClient lacks team_id$"
	connection, err := client.Responses.Connect(ctx, responses.ResponseConnectionOptions{})
	if err != nil {
		return err
	}
	return connection.Close()
}

func goodConnectionCompleted(ctx context.Context) error {
	client := openai.NewClient(partial()...)
	connection, err := client.Responses.Connect(ctx, responses.ResponseConnectionOptions{}, option.WithHeader("X-LLM-Team-ID", "care"))
	if err != nil {
		return err
	}
	defer connection.Close()
	return connection.Send(ctx, responses.ResponsesClientEventUnionParam{})
}

// unmade is never constructed: each of its calls stands alone.
var unmade openai.Client

func badChat(ctx context.Context) error {
	_, err := unmade.Chat.Completions.New(ctx, params("hello"), partial()...) // want "untagged-call: openai.ChatCompletionService.New lacks team_id$"
	return err
}

func badChatStreaming(ctx context.Context) error {
	request := params("hello")
	request.StreamOptions.IncludeUsage = openai.Bool(true)
	stream := unmade.Chat.Completions.NewStreaming(ctx, request, partial()...) // want "untagged-call: openai.ChatCompletionService.NewStreaming lacks team_id$"
	return stream.Close()
}

func badCompletion(ctx context.Context) error {
	_, err := unmade.Completions.New(ctx, openai.CompletionNewParams{Model: openai.CompletionNewParamsModelGPT3_5TurboInstruct}) // want "untagged-call: openai.CompletionService.New lacks project_id, service_name, team_id$"
	return err
}

func badResponse(ctx context.Context) error {
	_, err := unmade.Responses.New(ctx, responses.ResponseNewParams{Model: openai.ChatModelGPT4oMini}) // want "untagged-call: responses.ResponseService.New lacks project_id, service_name, team_id$"
	return err
}

func badEmbedding(ctx context.Context) error {
	_, err := unmade.Embeddings.New(ctx, openai.EmbeddingNewParams{Model: openai.EmbeddingModelTextEmbedding3Small}) // want "untagged-call: openai.EmbeddingService.New lacks project_id, service_name, team_id$"
	return err
}

func badImage(ctx context.Context) error {
	_, err := unmade.Images.Generate(ctx, openai.ImageGenerateParams{Prompt: "a lighthouse"}) // want "untagged-call: openai.ImageService.Generate lacks project_id, service_name, team_id$"
	return err
}

func badImageEdit(ctx context.Context) error {
	_, err := unmade.Images.Edit(ctx, openai.ImageEditParams{Prompt: "at night"}) // want "untagged-call: openai.ImageService.Edit lacks project_id, service_name, team_id$"
	return err
}

func badSpeech(ctx context.Context) error {
	resp, err := unmade.Audio.Speech.New(ctx, openai.AudioSpeechNewParams{Input: "hello", Model: openai.SpeechModelTTS1}) // want "untagged-call: openai.AudioSpeechService.New lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func badTranscription(ctx context.Context, audio io.Reader) error {
	_, err := unmade.Audio.Transcriptions.New(ctx, openai.AudioTranscriptionNewParams{File: audio, Model: openai.AudioModelWhisper1}) // want "untagged-call: openai.AudioTranscriptionService.New lacks project_id, service_name, team_id$"
	return err
}

func badTranslation(ctx context.Context, audio io.Reader) error {
	_, err := unmade.Audio.Translations.New(ctx, openai.AudioTranslationNewParams{File: audio, Model: openai.AudioModelWhisper1}) // want "untagged-call: openai.AudioTranslationService.New lacks project_id, service_name, team_id$"
	return err
}

func badBatch(ctx context.Context, file string) error {
	_, err := unmade.Batches.New(ctx, openai.BatchNewParams{InputFileID: file, Endpoint: openai.BatchNewParamsEndpointV1ChatCompletions}) // want "untagged-call: openai.BatchService.New lacks project_id, service_name, team_id$"
	return err
}

func badFineTuning(ctx context.Context) error {
	_, err := unmade.FineTuning.Jobs.New(ctx, openai.FineTuningJobNewParams{TrainingFile: "file-1"}) // want "untagged-call: openai.FineTuningJobService.New lacks project_id, service_name, team_id$"
	return err
}

func badThreadRun(ctx context.Context, thread string) error {
	_, err := unmade.Beta.Threads.Runs.New(ctx, thread, openai.BetaThreadRunNewParams{AssistantID: "asst_1"}) // want "untagged-call: openai.BetaThreadRunService.New lacks project_id, service_name, team_id$"
	return err
}

func badVideo(ctx context.Context) error {
	_, err := unmade.Videos.New(ctx, openai.VideoNewParams{Prompt: "a lighthouse"}) // want "untagged-call: openai.VideoService.New lacks project_id, service_name, team_id$"
	return err
}

func badClientSecret(ctx context.Context) error {
	_, err := unmade.Realtime.ClientSecrets.New(ctx, realtime.ClientSecretNewParams{}) // want "untagged-call: realtime.ClientSecretService.New lacks project_id, service_name, team_id$"
	return err
}

// Lists, reads and deletions cost nothing by use.
func goodFree(ctx context.Context) error {
	if _, err := unmade.Models.List(ctx); err != nil {
		return err
	}
	if _, err := unmade.Chat.Completions.Get(ctx, "chatcmpl-1"); err != nil {
		return err
	}
	if _, err := unmade.Responses.Get(ctx, "resp_1", responses.ResponseGetParams{}); err != nil {
		return err
	}
	if _, err := unmade.VectorStores.New(ctx, openai.VectorStoreNewParams{}); err != nil {
		return err
	}
	if _, err := unmade.Beta.Threads.New(ctx, openai.BetaThreadNewParams{}); err != nil {
		return err
	}
	_, err := unmade.Batches.Get(ctx, "batch_1")
	return err
}
