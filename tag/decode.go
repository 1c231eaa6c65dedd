package tag

import (
	"encoding/json"
	"strings"
	"time"
)

// parseJSON reads what appendJSON has written, also by another version of this
// package: keys that are not known are passed over, and what is missing is not
// known. Numbers stay exact.
func (e *Event) parseJSON(line []byte) error {
	var w wireEvent
	if err := json.Unmarshal(line, &w); err != nil {
		return err
	}
	*e = w.Event()
	return nil
}

// wireEvent has the names of the event's schema.
type wireEvent struct {
	EventID            string                     `json:"event_id"`
	Time               time.Time                  `json:"ts"`
	Provider           string                     `json:"provider"`
	Model              string                     `json:"model"`
	RequestedModel     string                     `json:"requested_model"`
	InputTokens        *int64                     `json:"input_tokens"`
	OutputTokens       *int64                     `json:"output_tokens"`
	TotalTokens        *int64                     `json:"total_tokens"`
	CacheReadTokens    *int64                     `json:"cache_read_tokens"`
	CacheWrite5mTokens *int64                     `json:"cache_write_5m_tokens"`
	CacheWrite1hTokens *int64                     `json:"cache_write_1h_tokens"`
	ReasoningTokens    *int64                     `json:"reasoning_tokens"`
	AudioInputTokens   *int64                     `json:"audio_input_tokens"`
	AudioOutputTokens  *int64                     `json:"audio_output_tokens"`
	ImageTokens        *int64                     `json:"image_tokens"`
	ProjectID          string                     `json:"project_id"`
	ServiceName        string                     `json:"service_name"`
	TeamID             string                     `json:"team_id"`
	UserID             string                     `json:"user_id"`
	RequestType        string                     `json:"request_type"`
	Environment        string                     `json:"environment"`
	RequestID          string                     `json:"request_id"`
	Attempt            int                        `json:"attempt"`
	AttemptGroup       string                     `json:"attempt_group"`
	LatencyMS          int64                      `json:"latency_ms"`
	FirstTokenMS       *int64                     `json:"first_token_ms"`
	Status             Status                     `json:"status"`
	HTTPStatus         int                        `json:"http_status"`
	UsageStatus        UsageStatus                `json:"usage_status"`
	ServiceTier        string                     `json:"service_tier"`
	Region             string                     `json:"region"`
	Units              map[string]json.RawMessage `json:"units"`
	CallSite           string                     `json:"call_site"`
}

// Event is w without its tags: the fields have the same names and order.
func (w *wireEvent) Event() Event {
	e := Event{
		w.EventID, w.Time,
		w.Provider, w.Model, w.RequestedModel,
		w.InputTokens, w.OutputTokens, w.TotalTokens, w.CacheReadTokens, w.CacheWrite5mTokens, w.CacheWrite1hTokens,
		w.ReasoningTokens, w.AudioInputTokens, w.AudioOutputTokens, w.ImageTokens,
		w.ProjectID, w.ServiceName, w.TeamID, w.UserID, w.RequestType, w.Environment,
		w.RequestID, w.Attempt, w.AttemptGroup,
		w.LatencyMS, w.FirstTokenMS,
		w.Status, w.HTTPStatus, w.UsageStatus, w.ServiceTier, w.Region, nil, w.CallSite,
	}
	if len(w.Units) > 0 {
		e.Units = make(map[string]json.Number, len(w.Units))
		for name, raw := range w.Units {
			e.Units[name] = json.Number(strings.Trim(string(raw), `"`))
		}
	}
	return e
}
