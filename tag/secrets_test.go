package tag_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/llmtag/llmtag/tag"
)

// TestNothingSecretIsKept plants a secret wherever a request or an answer has room
// for one, and looks for it in events, errors and logs.
func TestNothingSecretIsKept(t *testing.T) {
	const secret = "s3cr3t-0f-the-caller"
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var all []tag.Event
	var errs []error
	dir := t.TempDir()
	down, err := tag.Spooled(dir, unreachable{}, tag.Logger(logger), tag.Backoff(time.Millisecond, time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	spooled := tag.NewRecorder(down, tag.Slog(logger))
	for _, body := range []string{
		`{"id":"c","model":"m","choices":[{"message":{"content":"` + secret + `","usage":"` + secret + `"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"note":"` + secret + `"}}`,
		`{"error":{"message":"key ` + secret + ` is wrong"}}`,
		`{"usage":{"prompt_tokens":"` + secret + `"}}`,
		`{"` + secret + `": {"usage": "` + secret + `" oops`,
		secret,
		"data: " + secret + "\n\nevent: " + secret + "\ndata: {\"choices\":[{\"delta\":{\"content\":\"" + secret + "\"}}]}\n\n",
	} {
		for _, code := range []int{200, 401, 503} {
			for _, path := range []string{chatPath, "/v1/messages", "/v1/responses", "/v1beta/models/m:generateContent", "/model/m/converse", "/v2/chat", "/api/chat", "/v1/audio/transcriptions", "/x"} {
				client, url, events := setup(t, func(w http.ResponseWriter, r *http.Request) {
					_, _ = io.Copy(io.Discard, r.Body)
					w.Header().Set("Set-Cookie", secret)
					w.WriteHeader(code)
					_, _ = io.WriteString(w, body)
				}, tag.IncludeStreamUsage(), tag.WithCallSites(), tag.WithLogger(logger))
				url = strings.Replace(url, "://", "://user:"+secret+"@", 1)
				req, _ := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/"+secret+path+"?key="+secret, strings.NewReader(`{"model":"m","stream":true,"messages":[{"content":"`+secret+`"}],"user":"`+secret+`"}`))
				req.Header.Set("Authorization", "Bearer "+secret)
				for _, name := range []string{"X-Api-Key", "Api-Key", "X-Goog-Api-Key", "Cookie", "X-Amz-Security-Token", "Idempotency-Key", "Amz-Sdk-Invocation-Id", "X-Stainless-Retry-Count"} {
					req.Header.Set(name, secret)
				}
				req.Header.Set("Content-Type", "application/json")
				resp, err := client.Do(req)
				if err != nil {
					t.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				all = append(all, events()...)
			}
		}
	}
	_, err = tag.HTTPClient(tag.Owner{ProjectID: secret + "\n", ServiceName: "\xff" + secret, TeamID: strings.Repeat(secret, 50)})
	errs = append(errs, err)
	for _, mode := range []tag.Enforcement{tag.Reject, tag.Warn} {
		rt, _ := tag.Transport(checkout, tag.Enforce(mode), tag.WithLogger(logger), tag.WithBase(scripted(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Header: http.Header{}}, nil
		})))
		req, _ := http.NewRequestWithContext(tag.WithUser(t.Context(), secret+"\x00"), http.MethodPost, "https://api.openai.com"+chatPath, strings.NewReader(secret))
		resp, err := rt.RoundTrip(req)
		if err == nil {
			resp.Body.Close()
		}
		errs = append(errs, err)
	}
	var e tag.Event
	errs = append(errs, json.Unmarshal([]byte(`{"ts":"`+secret+`"}`), &e), json.Unmarshal([]byte(`{"ts":"2026-01-01T00:00:00Z","status":"`+secret+`"}`), &e))

	for i := range all {
		all[i].EventID = "" // those of one recorder are made anew
		spooled.Record(all[i])
	}
	closed, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	err = spooled.Close(closed)
	if !errors.Is(err, tag.ErrUndelivered) {
		t.Errorf("closing says %v, want that events are undelivered", err)
	}
	errs = append(errs, err)

	if len(all) < 100 {
		t.Fatalf("only %d events: the test does not test", len(all))
	}
	files := 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if files += bytes.Count(text, []byte(`"event_id"`)); bytes.Contains(text, []byte(secret)) {
			t.Errorf("%s has it", path)
		}
		return err
	})
	if err != nil || files < len(all) {
		t.Errorf("%d events in the spool, want %d; error %v", files, len(all), err)
	}
	for _, e := range all {
		if b, _ := json.Marshal(e); bytes.Contains(b, []byte(secret)) {
			t.Errorf("event: %s", b)
		}
	}
	for _, err := range errs {
		if err != nil && strings.Contains(err.Error(), secret) {
			t.Errorf("error: %v", err)
		}
	}
	if !strings.Contains(log.String(), "level=WARN") || strings.Contains(log.String(), secret) {
		t.Errorf("log: %s", log.String())
	}
}

// unreachable is a sink that is down.
type unreachable struct{}

func (unreachable) Write(context.Context, []tag.Event) error { return errors.New("connection refused") }
