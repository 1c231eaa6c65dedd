// Package chats keeps chats, and knows nothing of requests.
package chats

import (
	"fmt"
	"sync"
	"time"
)

// Chat is a chat.
type Chat struct {
	ID, Model, Version string
	Messages           []Message
	Made, Changed      time.Time
}

// Message is a message of a chat.
type Message struct{ ID, Text string }

// Store keeps chats.
type Store struct {
	mu    sync.Mutex
	chats map[string]*Chat
}

// Known has all chats.
var Known = &Store{chats: map[string]*Chat{}}

// Get returns a copy of a chat, or nil.
func (s *Store) Get(id string) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[id]
	if c == nil {
		return nil
	}
	out := &Chat{ID: c.ID, Model: c.Model, Version: c.Version, Messages: make([]Message, len(c.Messages))}
	copy(out.Messages, c.Messages)
	return out
}

// Post adds a message to a chat.
func (s *Store) Post(id, model, version string, m Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[id]
	if c == nil {
		c = &Chat{ID: id, Model: model, Version: version, Made: time.Now()}
		s.chats[id] = c
	} else {
		if c.Model != model {
			return fmt.Errorf("chat %s is with %s, not %s", id, c.Model, model)
		}
		if c.Version != version {
			return fmt.Errorf("chat %s is of version %s, not %s", id, c.Version, version)
		}
	}
	c.Changed = time.Now()
	for i, known := range c.Messages {
		if known.ID == m.ID {
			c.Messages[i] = m
			return nil
		}
	}
	c.Messages = append(c.Messages, m)
	return nil
}
