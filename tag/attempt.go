package tag

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/llmtag/llmtag/tag/internal/endpoint"
	"github.com/llmtag/llmtag/tag/internal/usage"
)

// An attempt is one request on its way, from before it is sent until its answer
// has been read, closed or cut. It becomes one event.
type attempt struct {
	t      *RoundTripper
	to     endpoint.Endpoint
	caller context.Context //nolint:containedctx // an attempt lives as long as one request
	cancel <-chan struct{} // of the request, by which http.Client.Timeout ends it
	start  time.Time
	leash  leash
	silent bool // it becomes an event only if the answer has usage
	sent   sent
	room   struct { // what most attempts have, in one piece of memory
		answer observer
		body   body
	}

	mu       sync.Mutex
	event    Event
	header   http.Header // of the answer
	answer   *observer
	first    bool // the answer's first content has been noted
	checked  int  // numbers in the answer when the ceiling was last compared
	over     bool // the ceiling has been called
	finished bool

	closed atomic.Bool // by the caller; what a Read under way returns then is no fault
}

// unanswered is where no answer came.
func (a *attempt) unanswered(err error) {
	defer a.leash.end()
	if !reached(err) {
		return
	}
	a.event.Status, a.event.UsageStatus = StatusError, UsageMissing
	if a.left() || errors.Is(err, context.Canceled) {
		a.event.Status = StatusCancelled
	}
	a.event.RequestedModel = a.requestedModel()
	a.event.Provider = a.provider(a.to.Format)
	a.event.Region = a.to.Region
	a.event.LatencyMS = a.elapsed()
	if !a.silent {
		a.t.config.recorder.Record(a.event)
	}
}

// left reports whether the caller has cancelled the request, or its time is up.
func (a *attempt) left() bool {
	select {
	case <-a.cancel:
		return true
	default:
		return a.caller.Err() != nil
	}
}

// receive takes an answer, and puts an observer before its body.
func (a *attempt) receive(resp *http.Response) {
	a.event.HTTPStatus = resp.StatusCode
	a.header = resp.Header
	switch {
	case resp.StatusCode < 200:
		return // another protocol; the connection is the caller's now, and ends with its context
	case resp.StatusCode < 300:
		a.answer = &a.room.answer
		a.answer.init(a.to.Format, resp)
	case resp.StatusCode < 400:
		a.silent = true // a redirection is not billed
	}
	if resp.Body == nil || resp.Body == http.NoBody {
		a.finish(io.EOF)
		return
	}
	if a.sent.asked && resp.StatusCode < 300 && (a.answer.kind == sse || a.answer.kind == undecided && resp.ContentLength < 0) {
		resp.Body = a.body(resp.Body, newHider(a))
		if resp.ContentLength >= 0 {
			resp.ContentLength = -1
			resp.Header.Del("Content-Length")
		}
		return
	}
	resp.Body = a.body(resp.Body, nil)
}

// saw observes a piece of the answer, and what ended it if err is not nil.
func (a *attempt) saw(p []byte, err error) {
	a.mu.Lock()
	if a.finished {
		a.mu.Unlock()
		return
	}
	if a.answer != nil {
		a.answer.write(p)
		if !a.first && a.answer.stream && a.answer.content() {
			a.first = true
			ms := a.elapsed()
			a.event.FirstTokenMS = &ms
		}
	}
	over := a.overCeiling()
	a.mu.Unlock()
	if over != nil {
		a.t.config.over(*over)
	}
	if err != nil {
		a.finish(err)
	}
}

// overCeiling returns the event so far if the ceiling has been passed and nobody
// has been told. It is called with mu held.
func (a *attempt) overCeiling() *Event {
	c := a.t.config
	if c.over == nil || a.over || a.answer == nil || a.answer.numbers() == a.checked {
		return nil
	}
	a.checked = a.answer.numbers()
	e := a.event
	a.fill(&e, &a.answer.reader)
	if !exceeds(&e, c.ceiling) {
		return nil
	}
	a.over = true
	e.LatencyMS, e.Status = a.elapsed(), StatusOK
	if e.UsageStatus != UsageSuspect && !a.answer.complete() {
		e.UsageStatus = UsagePartial
	}
	return &e
}

func exceeds(e *Event, ceiling int64) bool {
	var n int64
	for _, count := range []*int64{e.InputTokens, e.OutputTokens} {
		if count != nil {
			n += max(0, *count)
		}
		if n > ceiling {
			return true
		}
	}
	return e.TotalTokens != nil && *e.TotalTokens > ceiling
}

var (
	errClosed  = errors.New("closed by the caller")              // ends an answer that the caller closed
	errDrained = errors.New("closed by the caller, and read on") // likewise, and there was more
)

// finish makes the event, once. Err is what ended the answer: io.EOF if it came to
// its end.
func (a *attempt) finish(err error) {
	a.mu.Lock()
	if a.finished {
		a.mu.Unlock()
		return
	}
	a.finished = true
	if a.closed.Load() && !errors.Is(err, io.EOF) && !errors.Is(err, errDrained) {
		err = errClosed
	}
	e := &a.event
	e.LatencyMS = a.elapsed()
	e.RequestedModel = a.requestedModel()
	complete := true
	var reader *usage.Reader
	if a.answer != nil {
		a.answer.close()
		reader = &a.answer.reader
		complete = a.answer.complete()
	}
	a.fill(e, reader)
	e.Status = a.status(err, complete)
	cut := e.Status != StatusOK && !complete || a.answer != nil && a.answer.broken()
	if cut && e.UsageStatus == UsageReported {
		e.UsageStatus = UsagePartial
	}
	record := !a.silent || e.UsageStatus != UsageMissing
	var over bool
	if c := a.t.config; c.over != nil && !a.over && exceeds(e, c.ceiling) {
		a.over, over = true, true
	}
	a.mu.Unlock()

	a.leash.end()
	if record {
		a.t.config.recorder.Record(*e)
	}
	if over {
		a.t.config.over(*e)
	}
}

// status says how the attempt ended.
func (a *attempt) status(err error, complete bool) Status {
	switch {
	case a.event.HTTPStatus >= 400, a.answer != nil && a.answer.reader.Failed():
		return StatusError
	case errors.Is(err, io.EOF):
		if !complete && !a.answer.broken() && a.answer.kind != undecided {
			return StatusTruncated
		}
		return StatusOK
	case errors.Is(err, errClosed):
		if complete {
			return StatusOK // nothing was left that matters
		}
		return StatusCancelled
	case a.left(), errors.Is(err, errDrained):
		return StatusCancelled
	case complete && a.answer != nil && a.answer.kind != opaque:
		return StatusOK // the connection broke after the end
	}
	return StatusTruncated
}

// fill writes into e what the answer says.
func (a *attempt) fill(e *Event, r *usage.Reader) {
	e.UsageStatus = UsageMissing
	e.Region = a.to.Region
	e.RequestID = headerID(a.header)
	if r == nil {
		e.Provider = a.provider(a.to.Format)
		return
	}
	e.Provider = a.provider(r.Format())
	u := r.Usage()
	if !u.Reported() {
		a.bedrockCounts(&u)
	}
	e.InputTokens, e.OutputTokens, e.TotalTokens = u.Input, u.Output, u.Total
	e.CacheReadTokens = u.CacheRead
	e.CacheWrite5mTokens, e.CacheWrite1hTokens = u.CacheWrite5m, u.CacheWrite1h
	e.ReasoningTokens = u.Reasoning
	e.AudioInputTokens, e.AudioOutputTokens = u.AudioInput, u.AudioOutput
	e.ImageTokens = u.Image
	e.Units = u.Units
	e.ServiceTier = u.Tier
	if u.Region != "" {
		e.Region = u.Region
	} else if e.Region == "" && e.Provider == "azure" {
		e.Region = a.header.Get("X-Ms-Region")
	}
	if u.ID != "" {
		e.RequestID = u.ID
	}
	e.Model = u.Model
	if r.Format().ModelAsRequested && (e.Model == "" || a.to.Provider == "bedrock") {
		e.Model = a.requestedModel() // Bedrock's price is that of the id which was called
	}
	switch {
	case u.Suspect:
		e.UsageStatus = UsageSuspect
	case u.Reported():
		e.UsageStatus = UsageReported
	}
}

// bedrockCounts takes the counts that Bedrock has in headers, for models whose
// answers have none.
func (a *attempt) bedrockCounts(u *usage.Usage) {
	count := func(name string) *int64 {
		n, err := strconv.ParseInt(a.header.Get(name), 10, 64)
		if err != nil || n < 0 {
			return nil
		}
		return &n
	}
	u.Input = count("X-Amzn-Bedrock-Input-Token-Count")
	u.Output = count("X-Amzn-Bedrock-Output-Token-Count")
	if u.Input != nil && u.Output != nil {
		sum := *u.Input + *u.Output
		u.Total = &sum
	}
}

// provider names the provider after the host, else after the format.
func (a *attempt) provider(f *usage.Format) string {
	if a.to.Provider != "" || f == nil {
		return a.to.Provider
	}
	return f.Vendor
}

func (a *attempt) requestedModel() string {
	if a.to.Model != "" {
		return a.to.Model
	}
	return a.sent.model()
}

// elapsed returns the milliseconds since the start.
func (a *attempt) elapsed() int64 { return time.Since(a.start).Milliseconds() }

// idHeaders are where providers put an id: OpenAI and those shaped like it,
// Anthropic, AWS, Azure.
var idHeaders = [...]string{"X-Request-Id", "Request-Id", "X-Amzn-Requestid", "Apim-Request-Id", "X-Ms-Request-Id"}

func headerID(h http.Header) string {
	for _, name := range idHeaders {
		if v := h[name]; len(v) > 0 && len(v[0]) <= maxValue && fault(v[0]) == "" {
			return v[0]
		}
	}
	return ""
}
