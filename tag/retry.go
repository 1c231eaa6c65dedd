package tag

import (
	"encoding/hex"
	"hash/maphash"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// identify gives the attempt its group and its number in it.
//
// SDKs repeat a request without saying so to their caller. What is known of it:
//
//   - WithCall, from the caller;
//   - AWS SDKs send an id of the call and the number of the attempt
//     (amz-sdk-invocation-id, amz-sdk-request);
//   - the SDKs made by Stainless, which are OpenAI's and Anthropic's, send the
//     number only (x-stainless-retry-count);
//   - the others send nothing, but the same body to the same place, after an answer
//     by which one tries again.
func (a *attempt) identify(req *http.Request, carried *carried, resp *http.Response) {
	e := &a.event
	e.Attempt = 1
	switch {
	case carried != nil && carried.call != nil:
		e.AttemptGroup, e.Attempt = carried.call.group, int(carried.call.attempts.Add(1))
		return
	case isUUID(req.Header.Get("Amz-Sdk-Invocation-Id")):
		e.AttemptGroup = req.Header.Get("Amz-Sdk-Invocation-Id")
		e.Attempt = max(1, awsAttempt(req.Header.Get("Amz-Sdk-Request")))
		return
	}
	again := true
	if v := req.Header.Get("X-Stainless-Retry-Count"); v != "" {
		if n, err := strconv.Atoi(v); err == nil && n >= 0 && n < 1000 {
			e.Attempt, again = n+1, n > 0
		}
	}
	fails := resp == nil || triesAgain(resp.StatusCode)
	again = again && a.t.retry.any()
	if !fails && !again {
		return
	}
	key := retryKey{maphash.String(seed, req.URL.Host) ^ maphash.String(seed, req.URL.Path), a.sent.sum()}
	if again {
		if before, ok := a.t.retry.take(key, a.start); ok {
			e.AttemptGroup = before.group
			e.Attempt = max(e.Attempt, before.attempt+1)
		}
	}
	if fails {
		a.t.retry.put(key, failed{group: e.AttemptGroup, attempt: e.Attempt, at: time.Now()})
	}
}

// triesAgain reports whether a status is one after which SDKs try again.
func triesAgain(status int) bool {
	return status == http.StatusRequestTimeout || status == http.StatusConflict ||
		status == http.StatusTooManyRequests || status >= 500
}

// awsAttempt reads "attempt=2; max=3".
func awsAttempt(v string) int {
	for part := range strings.SplitSeq(v, ";") {
		if n, ok := strings.CutPrefix(strings.TrimSpace(part), "attempt="); ok {
			i, _ := strconv.Atoi(n)
			return i
		}
	}
	return 0
}

func isUUID(s string) bool {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	_, err := hex.DecodeString(strings.ReplaceAll(s, "-", ""))
	return err == nil
}

// retries remembers attempts that failed, until the next one or for a while.
type retries struct {
	mu    sync.Mutex
	calls map[retryKey][]failed
	count int
}

// retryKey is where a request went and what it said, as hashes.
type retryKey struct{ url, body uint64 }

type failed struct {
	group   string
	attempt int
	at      time.Time
}

const (
	retryWithin = 5 * time.Minute // servers ask to wait for a minute or so
	maxFailed   = 4096            // when all of a service's requests fail, which is when it matters least
)

func (r *retries) put(k retryKey, f failed) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count >= maxFailed {
		r.calls, r.count = nil, 0
	}
	if r.calls == nil {
		r.calls = map[retryKey][]failed{}
	}
	r.calls[k] = append(r.calls[k], f)
	r.count++
}

// any reports whether anything is remembered.
func (r *retries) any() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.count > 0
}

// take returns the attempt before, which is no longer remembered then.
func (r *retries) take(k retryKey, now time.Time) (failed, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.count == 0 {
		return failed{}, false
	}
	list := r.calls[k]
	for len(list) > 0 {
		f := list[0]
		list = list[1:]
		r.count--
		if len(list) == 0 {
			delete(r.calls, k)
		} else {
			r.calls[k] = list
		}
		if now.Sub(f.at) < retryWithin {
			return f, true
		}
	}
	return failed{}, false
}
