package tag

import (
	"encoding/json"
	"time"
)

// An Event is what is recorded of one attempt that reached the provider: whose
// it was, and what it used. It never holds a prompt, a completion or a key.
//
// Counts are those of the provider's answer, never estimates. A nil count was
// not reported, which is not zero. Input includes cache reads and writes, output
// includes reasoning; the other counts are parts of these two.
//
// It encodes to one flat JSON object, whose names are also those of the columns
// in CSV files and tables. Every key is always there; what is not known is null.
type Event struct { //nolint:recvcheck // values are marshalled too, and unmarshalling needs a pointer
	EventID string    `json:"event_id"` // UUID, version 7, made before sending; the only key for recognising duplicates
	Time    time.Time `json:"ts"`       // when the attempt was started

	Provider       string `json:"provider"`        // such as "openai", after the format and host of the answer
	Model          string `json:"model"`           // that answered
	RequestedModel string `json:"requested_model"` // that was asked for

	InputTokens        *int64 `json:"input_tokens"`  // all of the prompt: fresh, read from a cache, written to one
	OutputTokens       *int64 `json:"output_tokens"` // all that was generated, reasoning included
	TotalTokens        *int64 `json:"total_tokens"`  // as the provider says, else input and output
	CacheReadTokens    *int64 `json:"cache_read_tokens"`
	CacheWrite5mTokens *int64 `json:"cache_write_5m_tokens"`
	CacheWrite1hTokens *int64 `json:"cache_write_1h_tokens"`
	ReasoningTokens    *int64 `json:"reasoning_tokens"`
	AudioInputTokens   *int64 `json:"audio_input_tokens"`
	AudioOutputTokens  *int64 `json:"audio_output_tokens"`
	ImageTokens        *int64 `json:"image_tokens"`

	ProjectID   string `json:"project_id"`
	ServiceName string `json:"service_name"`
	TeamID      string `json:"team_id"`
	UserID      string `json:"user_id"`
	RequestType string `json:"request_type"`
	Environment string `json:"environment"`

	RequestID    string `json:"request_id"`    // the provider's id of the answer; providers reuse them
	Attempt      int    `json:"attempt"`       // 1 for the first, counted within AttemptGroup
	AttemptGroup string `json:"attempt_group"` // UUID of the call of which this is an attempt

	LatencyMS    int64  `json:"latency_ms"`     // from the start of the attempt to the end of the answer's body
	FirstTokenMS *int64 `json:"first_token_ms"` // from the start of the attempt to the first content of a stream

	Status      Status                 `json:"status"`
	HTTPStatus  int                    `json:"http_status"` // 0 if no answer came
	UsageStatus UsageStatus            `json:"usage_status"`
	ServiceTier string                 `json:"service_tier"` // that served, as answered
	Region      string                 `json:"region"`
	Units       map[string]json.Number `json:"units"`     // billed units that are not tokens, such as "web_searches"; exact decimals
	CallSite    string                 `json:"call_site"` // function and file:line of the first frame outside of SDKs, with a space between; if asked for
}

// Status says how an attempt ended.
type Status string

// How an attempt can end.
const (
	StatusOK        Status = "ok"
	StatusError     Status = "error"     // an error status, or no answer
	StatusCancelled Status = "cancelled" // by the caller, through its context or by closing the body early
	StatusTruncated Status = "truncated" // the answer ended before its end mark
)

// UsageStatus says how far the counts of an event can be trusted.
type UsageStatus string

// How far counts can be trusted.
const (
	UsageReported UsageStatus = "reported" // all that the provider reports was read
	UsagePartial  UsageStatus = "partial"  // seen so far in an answer that was cut: a lower bound
	UsageMissing  UsageStatus = "missing"  // the answer says nothing of usage
	UsageSuspect  UsageStatus = "suspect"  // kept as reported, but they cannot be right: parts exceed totals, or are negative
)
