// Package holders keeps clients in fields and behind interfaces.
package holders

import (
	"context"
	"sync"

	"github.com/liushuangls/go-anthropic/v2"

	"example.com/liushuangls-go-anthropic/tagging"
)

// Messenger is the part of a client that the service uses.
type Messenger interface {
	CreateMessages(ctx context.Context, request anthropic.MessagesRequest) (anthropic.MessagesResponse, error)
}

// Translator translates reviews.
type Translator struct {
	messenger Messenger
	fallback  *anthropic.Client
}

// NewTranslator leaves the first client to its caller and makes the second.
func NewTranslator(m Messenger) *Translator {
	return &Translator{messenger: m, fallback: anthropic.NewClient("key")} // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

// Translate sends one request, or two.
func (t *Translator) Translate(ctx context.Context, req anthropic.MessagesRequest) (anthropic.MessagesResponse, error) {
	res, err := t.messenger.CreateMessages(ctx, req)
	if err != nil {
		return t.fallback.CreateMessages(ctx, req)
	}
	return res, nil
}

func good() *Translator {
	return NewTranslator(anthropic.NewClient("key", anthropic.WithHTTPClient(tagging.NewClient("shop", "translate", "catalog"))))
}

func bad() *Translator {
	return NewTranslator(anthropic.NewClient("key")) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}

// clients has one per tenant.
type clients struct {
	mu       sync.Mutex
	byTenant map[string]*anthropic.Client
}

func (c *clients) tagged(tenant, key string) *anthropic.Client {
	c.mu.Lock()
	defer c.mu.Unlock()
	client, ok := c.byTenant[tenant]
	if !ok {
		client = anthropic.NewClient(key, anthropic.WithHTTPClient(tagging.NewClient("shop", "tenant-"+tenant, "catalog")))
		c.byTenant[tenant] = client
	}
	return client
}

func (c *clients) untagged(tenant, key string) *anthropic.Client {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.byTenant[tenant]; !ok {
		c.byTenant[tenant] = anthropic.NewClient(key) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	}
	return c.byTenant[tenant]
}

func (c *clients) stream(ctx context.Context, tenant string, req anthropic.MessagesStreamRequest) error {
	_, err := c.tagged(tenant, "key").CreateMessagesStream(ctx, req)
	return err
}

func badDeferred(ctx context.Context, req anthropic.MessagesRequest) {
	client := anthropic.NewClient("key") // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
	defer client.CreateMessages(ctx, req)
}

func badBatch(ctx context.Context, req anthropic.BatchRequest) (*anthropic.BatchResponse, error) {
	return anthropic.NewClient("key").CreateBatch(ctx, req) // want "untagged-client: anthropic.NewClient lacks project_id, service_name, team_id$"
}
