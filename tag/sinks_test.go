package tag_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/llmtag/llmtag/tag"
	"github.com/llmtag/llmtag/tag/internal/sinktest"
)

// seen reads JSON objects with event_id and input_tokens.
func seen(t *testing.T, r io.Reader) (ids []string, inputTokens map[string]int64) {
	t.Helper()
	t.Helper()
	inputTokens = map[string]int64{}
	d := json.NewDecoder(r)
	for {
		var e struct {
			EventID     string `json:"event_id"`
			InputTokens int64  `json:"input_tokens"`
		}
		err := d.Decode(&e)
		if err == io.EOF {
			return ids, inputTokens
		}
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, e.EventID)
		inputTokens[e.EventID] = e.InputTokens
	}
}

func seenIn(b *bytes.Buffer) func(t *testing.T) ([]string, map[string]int64) {
	return func(t *testing.T) ([]string, map[string]int64) {
		t.Helper()
		return seen(t, bytes.NewReader(b.Bytes()))
	}
}

func TestSinksConform(t *testing.T) {
	sinks := map[string]func(t *testing.T) sinktest.Subject{
		"JSONL": func(t *testing.T) sinktest.Subject {
			t.Helper()
			var b bytes.Buffer
			return sinktest.Subject{Sink: tag.JSONL(&b), Seen: seenIn(&b)}
		},
		"Slog": func(t *testing.T) sinktest.Subject {
			t.Helper()
			var b bytes.Buffer
			return sinktest.Subject{Sink: tag.Slog(slog.New(slog.NewJSONHandler(&b, nil))), Seen: seenIn(&b)}
		},
		"File": func(t *testing.T) sinktest.Subject {
			t.Helper()
			dir := t.TempDir()
			file, err := tag.OpenFile(filepath.Join(dir, "events.jsonl"), tag.RotateAt(100_000), tag.FileFsync())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { file.Close() })
			return sinktest.Subject{Sink: file, Seen: func(t *testing.T) ([]string, map[string]int64) {
				t.Helper()
				paths, err := filepath.Glob(filepath.Join(dir, "*"))
				if err != nil {
					t.Fatal(err)
				}
				var all []byte
				for _, path := range paths {
					b, err := os.ReadFile(path)
					if err != nil {
						t.Fatal(err)
					}
					all = append(all, b...)
				}
				return seen(t, bytes.NewReader(all))
			}}
		},
		"Spooled": func(t *testing.T) sinktest.Subject {
			t.Helper()
			var b bytes.Buffer
			sink, err := tag.Spooled(t.TempDir(), tag.JSONL(&b))
			if err != nil {
				t.Fatal(err)
			}
			return sinktest.Subject{Sink: sink, Seen: seenIn(&b)}
		},
	}
	for name, open := range sinks {
		t.Run(name, func(t *testing.T) { sinktest.Run(t, open) })
	}
}

// TestTheDocumentedSchemaIsThatOfTheEvent compares the table definition for
// BigQuery in docs/sinks.md with the keys of an event.
func TestTheDocumentedSchemaIsThatOfTheEvent(t *testing.T) {
	doc, err := os.ReadFile("../docs/sinks.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(doc), "`schema.json` is\n\n```json\n")
	text, _, _ := strings.Cut(rest, "```")
	var columns []struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal([]byte(text), &columns); err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(tag.Event{})
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	d := json.NewDecoder(bytes.NewReader(line))
	for d.More() {
		token, err := d.Token()
		if err != nil {
			t.Fatal(err)
		}
		if key, ok := token.(string); ok {
			want = append(want, key)
			if _, err := d.Token(); err != nil { // its value
				t.Fatal(err)
			}
		}
	}
	for _, c := range columns {
		got = append(got, c.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("keys of the event and columns in docs/sinks.md (-keys +columns):\n%s", diff)
	}
}
