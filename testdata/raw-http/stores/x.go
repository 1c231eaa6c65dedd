// Package stores keeps what requests need in maps that methods fill.
package stores

import (
	"context"
	"fmt"
	"net/http"
	"sync"

	"example.com/raw-http/stores/chats"
)

type chat struct{ model string }

type store struct {
	mu    sync.Mutex
	chats map[string]*chat
}

// known is empty in the beginning only.
var known = &store{chats: make(map[string]*chat)}

func (s *store) get(id string) *chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[id]
	if c == nil {
		return nil
	}
	return &chat{model: c.model}
}

func (s *store) post(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chats[id] == nil {
		s.chats[id] = &chat{}
	}
}

func step(ctx context.Context, id string) error {
	if known.get(id) == nil {
		return fmt.Errorf("no chat %s", id)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/chat/completions", nil) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

// ofAnother asks a store of a package that touches no requests.
func ofAnother(ctx context.Context, id string) error {
	if chats.Known.Get(id) == nil {
		return fmt.Errorf("no chat %s", id)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "https://api.openai.com/v1/chat/completions", nil) // want "raw-endpoint: http.NewRequestWithContext to api.openai.com lacks project_id, service_name, team_id$"
	if err != nil {
		return err
	}
	return send(req)
}

func send(req *http.Request) error {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
