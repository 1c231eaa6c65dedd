// Package drivers is a registry as that of database/sql.
package drivers

import (
	"context"
	"errors"
	"sync"

	"github.com/openai/openai-go/v3"
)

// Driver opens clients.
type Driver interface {
	Open() (*openai.Client, error)
}

type registry struct {
	mu      sync.RWMutex
	drivers map[string]Driver
}

var (
	mu      sync.Mutex
	known   = make(map[string]Driver)
	ordered = &registry{drivers: map[string]Driver{}}
)

// Register makes a driver known.
func Register(name string, d Driver) {
	mu.Lock()
	defer mu.Unlock()
	if d == nil {
		panic("drivers: nil driver")
	}
	known[name] = d
	ordered.register(name, d)
}

func (r *registry) register(name string, d Driver) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drivers[name] = d
}

func (r *registry) get(name string) (Driver, bool) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	d, ok := r.drivers[name]
	return d, ok
}

// Get returns a driver.
func Get(name string) (Driver, error) {
	mu.Lock()
	defer mu.Unlock()
	d, ok := known[name]
	if !ok {
		return nil, errors.New("no driver " + name)
	}
	return d, nil
}

// Ask sends a request through a driver.
func Ask(ctx context.Context, name string) error {
	d, ok := ordered.get(name)
	if !ok {
		return errors.New("no driver " + name)
	}
	c, err := d.Open()
	if err != nil {
		return err
	}
	_, err = c.Chat.Completions.New(ctx, openai.ChatCompletionNewParams{})
	return err
}
