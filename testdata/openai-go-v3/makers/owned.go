// Package makers keeps an owner by value in objects that make their clients late.
package makers

import (
	"context"
	"os"
	"sync"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
)

// Owner says who pays. Others make some, too.
type Owner struct{ Project, Service, Team string }

// Default is the owner of this package.
func Default() Owner { return Owner{"checkout", "checkout-assistant", "payments"} }

func (o Owner) options() []option.RequestOption {
	return []option.RequestOption{
		option.WithHeader("X-LLM-Project-ID", o.Project),
		option.WithHeader("X-LLM-Service-Name", o.Service),
		option.WithHeader("X-LLM-Team-ID", o.Team),
	}
}

// Late makes its client at the first question.
type Late struct {
	owner  Owner
	mu     sync.Mutex
	client *openai.Client
}

// NewLate returns an asker.
func NewLate(o Owner) *Late { return &Late{owner: o} }

func (l *Late) lazy() *openai.Client {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.client == nil {
		c := openai.NewClient(l.owner.options()...)
		l.client = &c
	}
	return l.client
}

// Ask asks.
func (l *Late) Ask(ctx context.Context) error {
	_, err := l.lazy().Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}

// What one of them is given says nothing of the others.
func several() []*Late {
	return []*Late{
		NewLate(Default()),
		NewLate(Owner{Project: "checkout", Service: "checkout-assistant"}), // want "^empty-tag: NewLate attaches an empty value to team_id$"
		NewLate(Owner{Project: "checkout", Service: "checkout-assistant", Team: os.Getenv("TEAM")}),
	}
}
