package tag

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/tag/internal/endpoint"
)

// RoundTrip sends a copy of req that carries the tags. It returns what the
// transport below does, whose body is observed while the caller reads it. If
// required tags are missing, the error is a [MissingTagsError] or an
// [InvalidTagError], and nothing has been sent; see [Enforce].
func (t *RoundTripper) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL == nil {
		return t.config.base.RoundTrip(req) // which says what is wrong
	}
	to := endpoint.Find(req.Method, req.URL)
	if to.Billing == endpoint.Foreign {
		return t.config.base.RoundTrip(req)
	}
	ctx := req.Context()
	carried := carriedBy(ctx)
	values := carried.over(t.headersOf(req))
	if err := t.enforce(ctx, &values, to.Billing != endpoint.Free); err != nil {
		if req.Body != nil {
			_ = req.Body.Close() // the contract of RoundTrip, also with an error
		}
		return nil, err
	}

	header := t.header(req, &values)
	if to.Billing == endpoint.Free || t.config.recorder == nil && t.config.over == nil && !t.config.includeUsage {
		out := new(http.Request)
		*out = *req
		out.Header = header
		resp, err := t.config.base.RoundTrip(out)
		return answering(req, resp), err
	}
	return t.observe(req, header, to, &values, carried)
}

// answering says in a response that it answers the caller's request, and not the
// copy that was sent.
func answering(req *http.Request, resp *http.Response) *http.Response {
	if resp != nil {
		resp.Request = req
	}
	return resp
}

// headersOf returns the tags of the client's owner, under those that the request
// has as headers already: what one request says is nearer than what the client
// says.
func (t *RoundTripper) headersOf(req *http.Request) tags {
	values := t.owner
	for k, name := range t.config.headers {
		if v := req.Header[name]; name != "" && len(v) > 0 && v[0] != "" {
			values[k] = v[0]
			continue
		}
		for _, name := range t.config.accepted[k] {
			if v := req.Header[name]; len(v) > 0 && v[0] != "" {
				values[k] = v[0]
				break
			}
		}
	}
	return values
}

// enforce checks the tags of a request. What it lets pass has no value that
// cannot be sent.
func (t *RoundTripper) enforce(ctx context.Context, values *tags, billed bool) error {
	var required []key
	if billed {
		required = t.config.required
	}
	err := values.check(required)
	var disallowed error
	if billed && len(t.config.check) > 0 && (*values != t.owner || t.config.enforce == Warn) && t.config.enforce != Allow {
		disallowed = values.checkedBy(t.config.check)
	}
	if err == nil && disallowed == nil {
		return nil
	}
	if billed && t.config.enforce == Reject {
		if disallowed == nil {
			return err
		}
		return errors.Join(err, disallowed)
	}
	if billed && disallowed != nil {
		t.warnOnce(ctx, disallowed, "LLM requests with tags that are not allowed are sent", slog.Any("error", disallowed))
	}
	if err == nil {
		return nil
	}
	for k, v := range values {
		if fault(v) != "" {
			values[k] = ""
		}
	}
	if billed && t.config.enforce == Warn {
		t.warn(ctx, err)
	}
	return nil
}

// warn logs what is wrong with the tags of a request that is sent, once.
func (t *RoundTripper) warn(ctx context.Context, err error) {
	if missing, ok := errors.AsType[*MissingTagsError](err); ok {
		t.warnOnce(ctx, err, "LLM requests without required tags are sent", slog.Any("missing", missing.Tags))
		return
	}
	t.warnOnce(ctx, err, "LLM requests with tags that cannot be sent are sent without them", slog.Any("error", err))
}

// warnOnce logs an error, unless the log has it.
func (t *RoundTripper) warnOnce(ctx context.Context, err error, message string, attr slog.Attr) {
	if _, known := t.warned.LoadOrStore(err.Error(), true); known {
		return
	}
	logger := t.config.logger
	if logger == nil {
		logger = slog.Default()
	}
	logger.LogAttrs(ctx, slog.LevelWarn, message, attr) //nolint:sloglint // a constant of the callers
}

// header returns a copy of a request's header that carries the tags, or does not
// where they are not to be seen.
func (t *RoundTripper) header(req *http.Request, values *tags) http.Header {
	if len(t.config.strip) > 0 && matchesHost(t.config.strip, req.URL.Hostname()) {
		h := req.Header.Clone()
		signed := signedHeaders(h)
		strip := func(name string) {
			if name != "" && !slices.Contains(signed, strings.ToLower(name)) {
				delete(h, name)
			}
		}
		for k, name := range t.config.headers {
			strip(name)
			for _, name := range t.config.accepted[k] {
				strip(name)
			}
		}
		return h
	}
	// As Header.Clone, with room for the tags in the same piece of memory.
	n := int(keys)
	for _, v := range req.Header {
		n += len(v)
	}
	room := make([]string, 0, n)
	h := make(http.Header, len(req.Header)+int(keys))
	for name, v := range req.Header {
		if v == nil {
			h[name] = nil // says something to net/http
			continue
		}
		room = append(room, v...)
		h[name] = room[len(room)-len(v) : len(room) : len(room)]
	}
	for k, name := range t.config.headers {
		v := values[k]
		if v == "" {
			continue
		}
		room = append(room, v)
		tagged := room[len(room)-1 : len(room) : len(room)]
		if name != "" {
			h[name] = tagged
		}
		for _, name := range t.config.accepted[k] {
			if h[name] != nil {
				h[name] = tagged // one request has one owner
			}
		}
	}
	return h
}

// signedHeaders returns the headers that an AWS signature covers, in lower case.
func signedHeaders(h http.Header) []string {
	auth := h.Get("Authorization")
	if !strings.HasPrefix(auth, "AWS4-") {
		return nil
	}
	_, rest, _ := strings.Cut(auth, "SignedHeaders=")
	list, _, _ := strings.Cut(rest, ",")
	return strings.Split(list, ";")
}

// matchesHost reports whether a host is one of the patterns of [StripHeaders].
func matchesHost(patterns []string, host string) bool {
	host = strings.ToLower(host)
	return slices.ContainsFunc(patterns, func(p string) bool {
		domain, below := strings.CutPrefix(p, "*.")
		return p == "*" || p == host || below && strings.HasSuffix(host, "."+domain)
	})
}

// observe sends the request with that header, and records what comes of it.
func (t *RoundTripper) observe(
	req *http.Request, header http.Header, to endpoint.Endpoint, values *tags, carried *carried,
) (*http.Response, error) {
	start := time.Now()
	a := &attempt{t: t, to: to, start: start, caller: req.Context(), silent: to.Billing == endpoint.Unknown}
	a.cancel = req.Cancel //nolint:staticcheck // net/http's own client still uses it, for its Timeout
	a.event = Event{
		Time:      start,
		ProjectID: values[projectID], ServiceName: values[serviceName], TeamID: values[teamID],
		UserID: values[userID], RequestType: values[requestType], Environment: values[environment],
	}
	a.event.EventID, a.event.AttemptGroup = newIDs(start)
	if t.config.callSites {
		a.event.CallSite = callSite()
	}
	out := req.WithContext(a.leash.tie(a.caller)) //nolint:contextcheck // a.caller is the request's
	out.Header = header
	if err := a.send(out); err != nil {
		a.leash.end()
		return nil, err
	}
	resp, err := t.config.base.RoundTrip(out)
	answering(req, resp)
	a.identify(req, carried, resp)
	if err != nil || resp == nil {
		a.unanswered(err)
		return resp, err
	}
	a.receive(resp)
	return resp, nil
}
