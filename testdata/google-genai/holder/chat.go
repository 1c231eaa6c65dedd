package holder

import (
	"context"

	"google.golang.org/genai"
)

// session keeps a client, of which it asks nothing that is billed, and a chat.
type session struct {
	client *genai.Client
	chat   *genai.Chat
	config *genai.GenerateContentConfig
}

func newSession(ctx context.Context, model string, config *genai.GenerateContentConfig) (*session, error) {
	client, err := genai.NewClient(ctx, nil) // want "^untagged-client: genai.NewClient lacks project_id, service_name, team_id$"
	if err != nil {
		return nil, err
	}
	chat, err := client.Chats.Create(ctx, model, config, nil)
	if err != nil {
		return nil, err
	}
	return &session{client: client, chat: chat, config: config}, nil
}

func (s *session) send(ctx context.Context, text string) (*genai.GenerateContentResponse, error) {
	return s.chat.SendMessage(ctx, genai.Part{Text: text})
}

func (s *session) info(ctx context.Context, model string) (*genai.Model, error) {
	return s.client.Models.Get(ctx, model, nil)
}

func (s *session) setModel(ctx context.Context, model string) error {
	chat, err := s.client.Chats.Create(ctx, model, s.config, s.chat.History(true))
	if err != nil {
		return err
	}
	s.chat = chat
	return nil
}
