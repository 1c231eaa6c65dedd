package tag

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/textproto"
	"strings"
)

// An Option changes what a client made by [HTTPClient] or [Transport] does.
type Option func(*config)

type config struct {
	base         http.RoundTripper
	recorder     *Recorder
	headers      [keys]string // in canonical form; an empty one is not sent
	accepted     [keys][]string
	strip        []string // patterns of hosts that see no tags
	required     []key
	enforce      Enforcement
	enforced     bool // Enforce was given
	check        []func(owner Owner, userID, requestType string) error
	ceiling      int64
	over         func(Event)
	includeUsage bool
	callSites    bool
	logger       *slog.Logger
	errs         []error
}

func newConfig(opts []Option) (*config, error) {
	c := &config{headers: defaultHeaders, required: []key{projectID, serviceName, teamID}}
	for _, opt := range opts {
		opt(c)
	}
	return c, errors.Join(c.errs...)
}

// WithBase is an option that sends by another transport: one with a proxy,
// certificates, traces or a rate limit. The default is [http.DefaultTransport], as
// it is when the client is made.
func WithBase(base http.RoundTripper) Option {
	return func(c *config) { c.base = base }
}

// WithRecorder is an option that records an event for each attempt. The default is
// none: requests are tagged only.
func WithRecorder(r *Recorder) Option {
	return func(c *config) { c.recorder = r }
}

// WithHeaders is an option for the headers in which tags travel: names of headers
// by names of tags, such as "team_id". A tag that is not named keeps its default
// header; one whose header is empty is not sent. The defaults are X-LLM-Project-ID,
// X-LLM-Service-Name, X-LLM-Team-ID, X-LLM-User-ID and X-LLM-Request-Type; the
// environment is not sent. Package tagpolicy makes this option from a policy.yaml.
func WithHeaders(headers map[string]string) Option {
	return func(c *config) {
		for name, header := range headers {
			k, ok := findKey(name)
			switch {
			case !ok:
				c.errs = append(c.errs, fmt.Errorf("tag: WithHeaders: there is no tag %q, use one of %s", name, strings.Join(keyNames[:], ", ")))
			case header != "" && !isToken(header):
				c.errs = append(c.errs, fmt.Errorf("tag: WithHeaders: %q for %s is no name of a header: letters, digits and -", header, name))
			default:
				c.headers[k] = textproto.CanonicalMIMEHeaderKey(header)
			}
		}
	}
}

// AcceptHeaders is an option for further headers, by names of tags, in which a
// request may have a tag already, as when an SDK's option sets one that the house
// used before. They are read after that of [WithHeaders], and say the same as that
// in what is sent.
func AcceptHeaders(headers map[string][]string) Option {
	return func(c *config) {
		for name, list := range headers {
			k, ok := findKey(name)
			if !ok {
				c.errs = append(c.errs, fmt.Errorf("tag: AcceptHeaders: there is no tag %q, use one of %s", name, strings.Join(keyNames[:], ", ")))
				continue
			}
			for _, header := range list {
				if !isToken(header) {
					c.errs = append(c.errs, fmt.Errorf("tag: AcceptHeaders: %q for %s is no name of a header: letters, digits and -", header, name))
					continue
				}
				c.accepted[k] = append(c.accepted[k], textproto.CanonicalMIMEHeaderKey(header))
			}
		}
	}
}

// StripHeaders is an option for providers that must not see whose a request is: it
// takes the tags' headers off before the request is sent, also those that were set
// by hand or by an SDK's option. Events have the tags all the same. Hosts are exact
// names, or names of domains with "*." before them; without any, it is all hosts.
//
// A header that AWS has signed stays, since the signature would not hold without.
func StripHeaders(hosts ...string) Option {
	return func(c *config) {
		if len(hosts) == 0 {
			hosts = []string{"*"}
		}
		for _, h := range hosts {
			c.strip = append(c.strip, strings.ToLower(h))
		}
	}
}

// Require is an option for the tags that every request must carry, by name. The
// default is project_id, service_name and team_id.
func Require(names ...string) Option {
	return func(c *config) {
		c.required = nil
		for _, name := range names {
			k, ok := findKey(name)
			if !ok {
				c.errs = append(c.errs, fmt.Errorf("tag: Require: there is no tag %q, use some of %s", name, strings.Join(keyNames[:], ", ")))
				continue
			}
			c.required = append(c.required, k)
		}
	}
}

// CheckTags is an option that also asks check what is wrong with the tags of billed
// requests, such as values that no catalog has. What it returns for the owner that
// [HTTPClient] is given is an error there, unless [Enforce] lets requests pass; for
// those of a request, it is treated as a missing tag is. A tag that is not there is
// empty.
//
// The error should not repeat values, which the log may see, and be one of few:
// [Warn] warns of each once. check is called by several goroutines at once, and not
// for requests whose tags are those of the client. Package tagpolicy makes it from
// a policy.yaml.
func CheckTags(check func(owner Owner, userID, requestType string) error) Option {
	return func(c *config) {
		if check == nil {
			c.errs = append(c.errs, errors.New("tag: CheckTags: give a function"))
			return
		}
		c.check = append(c.check, check)
	}
}

// Options is an option that applies others, in their order.
func Options(opts ...Option) Option {
	return func(c *config) {
		for _, opt := range opts {
			opt(c)
		}
	}
}

// An Enforcement says what becomes of a request that lacks required tags, or has
// one whose value cannot be sent.
type Enforcement int

// What becomes of a request that lacks tags.
const (
	Reject Enforcement = iota // it is not sent; the error is a [MissingTagsError] or an [InvalidTagError]
	Warn                      // it is sent, and the log says so, once for each set of missing tags
	Allow                     // it is sent
)

// Enforce is an option for requests that lack required tags. The default is
// [Reject], and that the owner given to [HTTPClient] is complete; with this option
// it need not be, since the rest may come with each request's context.
func Enforce(e Enforcement) Option {
	return func(c *config) {
		c.enforce, c.enforced = e, true
		if e < Reject || e > Allow {
			c.errs = append(c.errs, fmt.Errorf("tag: Enforce: %d is none of Reject, Warn and Allow", e))
		}
	}
}

// Ceiling is an option that calls over with the event of a request that used more
// than that many tokens, input and output together, as soon as the answer says so:
// in a stream, that may be long before its end, and the event is then partial. It
// is called once per request, by the goroutine that reads the answer, which it
// holds up.
func Ceiling(tokens int64, over func(Event)) Option {
	return func(c *config) {
		c.ceiling, c.over = tokens, over
		if tokens < 0 || over == nil {
			c.errs = append(c.errs, errors.New("tag: Ceiling: give a number of tokens that is not negative, and a function"))
		}
	}
}

// IncludeStreamUsage is an option that asks for the usage of a stream where a
// provider tells it only if asked: OpenAI's chat completions and those that are
// shaped like them. It adds stream_options to the body of requests that say nothing
// of it, and takes the additional message out of the answer again. It holds the
// request's body in memory meanwhile. Without it, streams of callers who did not
// ask are recorded with usage_status "missing".
func IncludeStreamUsage() Option {
	return func(c *config) { c.includeUsage = true }
}

// WithCallSites is an option that records from where requests are made: function,
// file and line of the first frame outside of net/http, of this package and of the
// SDKs that are known. It costs some microseconds per request.
func WithCallSites() Option {
	return func(c *config) { c.callSites = true }
}

// WithLogger is an option for where [Warn] warns. The default is [slog.Default].
func WithLogger(logger *slog.Logger) Option {
	return func(c *config) { c.logger = logger }
}

// isToken reports whether name is one that a header may have.
func isToken(name string) bool {
	for _, c := range []byte(name) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0:
		default:
			return false
		}
	}
	return name != ""
}
