package tag

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
)

// HTTPClient returns a client that attaches owner to every request, and records
// what each used. Hand it to the SDK. The error says what is wrong with the owner
// or the options: an [InvalidTagError], a [MissingTagsError], what [CheckTags] found,
// or several of them.
//
// It has no timeout. Set one by the context of requests: [http.Client.Timeout] also
// counts the time that the caller takes to read a stream.
func HTTPClient(owner Owner, opts ...Option) (*http.Client, error) {
	t, err := Transport(owner, opts...)
	if err != nil {
		return nil, err
	}
	return &http.Client{Transport: t}, nil
}

// Transport returns what [HTTPClient] sends by, for clients that are made
// elsewhere.
func Transport(owner Owner, opts ...Option) (*RoundTripper, error) {
	c, err := newConfig(opts)
	t := owner.tags()
	required := c.required
	if c.enforced {
		required = nil // may come with the request
	} else {
		required = withoutContextOnly(required)
	}
	err = errors.Join(err, t.check(required))
	if c.enforce == Reject {
		err = errors.Join(err, t.checkedBy(c.check))
	}
	if err != nil {
		return nil, fmt.Errorf("making a tagged client: %w", err)
	}
	if c.base == nil {
		c.base = http.DefaultTransport // now, since it may become what this returns
	}
	if _, ok := c.base.(*RoundTripper); ok {
		return nil, errors.New("making a tagged client: the base tags and records already, so that every request would be recorded twice; give WithBase the transport below it")
	}
	return &RoundTripper{config: c, owner: t}, nil
}

// withoutContextOnly drops tags that only a context can give.
func withoutContextOnly(required []key) []key {
	var rest []key
	for _, k := range required {
		if k != userID && k != requestType {
			rest = append(rest, k)
		}
	}
	return rest
}

// A RoundTripper attaches tags to requests and records what they used. It is made
// by [Transport], and keeps the contract of [http.RoundTripper]: it changes neither
// the request that it is given nor a byte of the answer.
type RoundTripper struct {
	config *config
	owner  tags
	retry  retries
	warned sync.Map // sets of missing tags that the log has
}

// CloseIdleConnections closes those of the transport below.
func (t *RoundTripper) CloseIdleConnections() {
	if c, ok := t.config.base.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
}
