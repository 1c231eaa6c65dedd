package pgsink

import (
	"testing"

	"github.com/llmtag/llmtag/internal/pgtest"
	"github.com/llmtag/llmtag/tag/internal/sinktest"
)

func TestSinkConforms(t *testing.T) {
	sinktest.Run(t, func(t *testing.T) sinktest.Subject {
		t.Helper()
		pool := pgtest.Pool(t)
		return sinktest.Subject{Sink: New(pool), Seen: func(t *testing.T) ([]string, map[string]int64) {
			t.Helper()
			found, err := pool.Query(t.Context(), "select event_id::text, input_tokens from llm_event")
			if err != nil {
				t.Fatal(err)
			}
			defer found.Close()
			var ids []string
			inputTokens := map[string]int64{}
			for found.Next() {
				var id string
				var n int64
				if err := found.Scan(&id, &n); err != nil {
					t.Fatal(err)
				}
				ids = append(ids, id)
				inputTokens[id] = n
			}
			if err := found.Err(); err != nil {
				t.Fatal(err)
			}
			return ids, inputTokens
		}}
	})
}
