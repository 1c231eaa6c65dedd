// Package estimates writes counts of tokens to event logs: those of responses,
// and those of local tokenizers.
package estimates

import (
	"context"
	"database/sql"
	"encoding/json"
	"log/slog"

	"github.com/pkoukk/tiktoken-go"
	"github.com/sugarme/tokenizer"
	tokens "github.com/tiktoken-go/tokenizer"
)

// event is a line of the event log.
type event struct {
	ProjectID    string
	TeamID       string
	InputTokens  int64
	OutputTokens *int64
}

// row has the columns in its tags.
type row struct {
	Team   string `db:"team_id"`
	Prompt int    `db:"input_tokens"`
	Answer int    `gorm:"column:output_tokens;not null"`
	Limit  int
}

// budget is no event: it does not say whose the tokens are.
type budget struct {
	InputTokens int64
	Left        int64
}

type response struct{ PromptTokens, CompletionTokens int64 }

func goodField(r response) event {
	return event{ProjectID: "checkout", TeamID: "payments", InputTokens: r.PromptTokens, OutputTokens: &r.CompletionTokens}
}

func badField(enc *tiktoken.Tiktoken, prompt string) event {
	return event{
		ProjectID:   "checkout",
		InputTokens: int64(len(enc.Encode(prompt, nil, nil))), // want "^estimated-tokens: event.InputTokens gets a local tokenizer's count as input_tokens, in place of the usage in the response$"
	}
}

func badPointer(codec tokens.Codec, answer string) (*event, error) {
	n, err := codec.Count(answer)
	if err != nil {
		return nil, err
	}
	out := int64(n)
	e := &event{TeamID: "payments"}
	e.OutputTokens = &out // want "^estimated-tokens: event.OutputTokens gets"
	return e, nil
}

func badColumns(tk *tokenizer.Tokenizer, prompt string) (row, error) {
	enc, err := tk.EncodeSingle(prompt)
	if err != nil {
		return row{}, err
	}
	limit := len(enc.Ids)
	return row{Team: "payments", Limit: limit, Prompt: len(enc.Ids) + 3}, nil // want "^estimated-tokens: row.Prompt gets a local tokenizer's count as input_tokens"
}

// What is not an event may hold an estimate, and estimates have names of their own.
func goodElsewhere(enc *tiktoken.Tiktoken, prompt string) budget {
	n := int64(len(enc.EncodeOrdinary(prompt)))
	slog.Info("will ask", "estimated_input_tokens", n, "prompt_length", len(prompt))
	return budget{InputTokens: n, Left: 4096 - n}
}

// A fallback is an estimate on some paths.
func badFallback(r response, enc *tiktoken.Tiktoken, prompt string) event {
	n := r.PromptTokens
	if n == 0 {
		n = int64(len(enc.EncodeOrdinary(prompt)))
	}
	return event{ProjectID: "checkout", InputTokens: n} // want "^estimated-tokens: event.InputTokens gets"
}

// count is where the house counts.
func count(prompt string) int {
	enc, err := tiktoken.GetEncoding("cl100k_base")
	if err != nil {
		return 0
	}
	return len(enc.Encode(prompt, nil, nil))
}

func badHelper(prompt string) event {
	e := event{ProjectID: "checkout"}
	e.InputTokens = int64(count(prompt)) // want "^estimated-tokens: event.InputTokens gets"
	return e
}

// record is told what was used.
func record(log *slog.Logger, team string, in, out int64) {
	log.Info("asked", "team_id", team, "input_tokens", in, "output_tokens", out)
}

func goodRecorded(r response) { record(slog.Default(), "payments", r.PromptTokens, r.CompletionTokens) }

func badRecorded(prompt string) {
	record(slog.Default(), "payments", int64(count(prompt)), 0) // want "^estimated-tokens: record gets a local tokenizer's count as input_tokens, in place of the usage in the response$"
}

func badLogged(ctx context.Context, enc *tiktoken.Tiktoken, answer string) {
	n := len(enc.Encode(answer, nil, nil))
	slog.InfoContext(ctx, "answered", "output_tokens", n)                        // want "^estimated-tokens: slog.InfoContext gets a local tokenizer's count as output_tokens"
	slog.LogAttrs(ctx, slog.LevelInfo, "answered", slog.Int("output_tokens", n)) // want "^estimated-tokens: slog.Int gets"
	slog.Info("answered", "gen_ai.usage.output_tokens", n)                       // want "^estimated-tokens: slog.Info gets a local tokenizer's count as gen_ai.usage.output_tokens"
}

const insert = `INSERT INTO llm_events (ts, model, input_tokens, output_tokens, team_id)
	VALUES (now(), $1, $2, $3, $4)`

func goodInserted(ctx context.Context, db *sql.DB, r response) error {
	_, err := db.ExecContext(ctx, insert, "gpt-4o", r.PromptTokens, r.CompletionTokens, "payments")
	return err
}

func badInserted(ctx context.Context, db *sql.DB, prompt string, r response) error {
	_, err := db.ExecContext(ctx, insert, "gpt-4o", count(prompt), r.CompletionTokens, "payments") // want "^estimated-tokens: sql.DB.ExecContext gets a local tokenizer's count as input_tokens"
	return err
}

// The second value is not the count.
func goodOtherColumn(ctx context.Context, db *sql.DB, prompt string) error {
	_, err := db.ExecContext(ctx, "INSERT INTO drafts (estimate, input_tokens) VALUES (?, ?)", count(prompt), 0)
	return err
}

func badMap(prompt string) ([]byte, error) {
	m := map[string]any{"team_id": "payments"}
	m["input_tokens"] = count(prompt)
	return json.Marshal(m) // want "^estimated-tokens: json.Marshal gets a local tokenizer's count as input_tokens"
}

// An answer to a request for a count is no event.
func goodAnswer(prompt string) ([]byte, error) {
	return json.Marshal(map[string]any{"input_tokens": count(prompt)})
}

// meter keeps what was counted until it is written.
type meter struct{ in, out int }

func (m *meter) prompt(text string) { m.in += count(text) }

func (m *meter) answer(n int) { m.out += n }

func (m *meter) event() event {
	out := int64(m.out)
	return event{ProjectID: "checkout", InputTokens: int64(m.in), OutputTokens: &out} // want "^estimated-tokens: event.InputTokens gets"
}
