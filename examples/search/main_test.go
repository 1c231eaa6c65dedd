package main

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"testing"

	"github.com/llmtag/llmtag/internal/fakeprovider"
	"github.com/llmtag/llmtag/tag"
)

func TestTheRequestHasAnOwnerAndAnEvent(t *testing.T) {
	srv := httptest.NewServer(&fakeprovider.Server{})
	defer srv.Close()
	t.Setenv("OPENAI_BASE_URL", srv.URL+"/v1")
	t.Setenv("OPENAI_API_KEY", "sk-test")
	var events, answer bytes.Buffer
	rec := tag.NewRecorder(tag.JSONL(&events))
	if err := run(t.Context(), rec, &answer); err != nil {
		t.Fatal(err)
	}
	if err := rec.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	var e tag.Event
	if err := json.Unmarshal(events.Bytes(), &e); err != nil {
		t.Fatalf("want one event, got %q: %v", events.String(), err)
	}
	got := [...]string{e.ProjectID, e.ServiceName, e.TeamID, e.RequestType, string(e.UsageStatus)}
	want := [...]string{"search", "search-index", "discovery", "index", string(tag.UsageReported)}
	if got != want || e.InputTokens == nil || *e.InputTokens != 42 {
		t.Errorf("got %v and the event %s, want %v and 42 tokens of input", got, events.String(), want)
	}
	if answer.Len() == 0 {
		t.Error("no answer")
	}
}
