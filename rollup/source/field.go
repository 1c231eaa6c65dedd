package source

import (
	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// A kind says how the value of a field is read.
type kind uint8

const (
	ofText kind = iota
	ofNumber
	ofID
	ofTime
	ofStatus
	ofUsageStatus
	ofUnits
)

// A field is one of the event.
type field struct {
	name  string
	key   string // as a line has it, with quotes and colon
	kind  kind
	index int // of usage.Event.Text or Number
}

// fields are those of the event, in the order in which package tag writes them.
var fields = [...]field{
	{"event_id", `"event_id":`, ofID, 0},
	{"ts", `"ts":`, ofTime, 0},
	{"provider", `"provider":`, ofText, usage.Provider},
	{"model", `"model":`, ofText, usage.Model},
	{"requested_model", `"requested_model":`, ofText, usage.RequestedModel},
	{"input_tokens", `"input_tokens":`, ofNumber, usage.InputTokens},
	{"output_tokens", `"output_tokens":`, ofNumber, usage.OutputTokens},
	{"total_tokens", `"total_tokens":`, ofNumber, usage.TotalTokens},
	{"cache_read_tokens", `"cache_read_tokens":`, ofNumber, usage.CacheReadTokens},
	{"cache_write_5m_tokens", `"cache_write_5m_tokens":`, ofNumber, usage.CacheWrite5mTokens},
	{"cache_write_1h_tokens", `"cache_write_1h_tokens":`, ofNumber, usage.CacheWrite1hTokens},
	{"reasoning_tokens", `"reasoning_tokens":`, ofNumber, usage.ReasoningTokens},
	{"audio_input_tokens", `"audio_input_tokens":`, ofNumber, usage.AudioInputTokens},
	{"audio_output_tokens", `"audio_output_tokens":`, ofNumber, usage.AudioOutputTokens},
	{"image_tokens", `"image_tokens":`, ofNumber, usage.ImageTokens},
	{"project_id", `"project_id":`, ofText, usage.ProjectID},
	{"service_name", `"service_name":`, ofText, usage.ServiceName},
	{"team_id", `"team_id":`, ofText, usage.TeamID},
	{"user_id", `"user_id":`, ofText, usage.UserID},
	{"request_type", `"request_type":`, ofText, usage.RequestType},
	{"environment", `"environment":`, ofText, usage.Environment},
	{"request_id", `"request_id":`, ofText, usage.RequestID},
	{"attempt", `"attempt":`, ofNumber, usage.Attempt},
	{"attempt_group", `"attempt_group":`, ofText, usage.AttemptGroup},
	{"latency_ms", `"latency_ms":`, ofNumber, usage.LatencyMS},
	{"first_token_ms", `"first_token_ms":`, ofNumber, usage.FirstTokenMS},
	{"status", `"status":`, ofStatus, 0},
	{"http_status", `"http_status":`, ofNumber, usage.HTTPStatus},
	{"usage_status", `"usage_status":`, ofUsageStatus, 0},
	{"service_tier", `"service_tier":`, ofText, usage.ServiceTier},
	{"region", `"region":`, ofText, usage.Region},
	{"units", `"units":`, ofUnits, 0},
	{"call_site", `"call_site":`, ofText, usage.CallSite},
}

// fieldByName is the index in fields of a name; -1 if it is of no field.
func fieldByName(name []byte) int {
	if i, ok := byName[string(name)]; ok {
		return i
	}
	return -1
}

var byName = func() map[string]int {
	m := make(map[string]int, len(fields))
	for i, f := range fields {
		m[f.name] = i
	}
	return m
}()

// statusOf is the status that a text says; false if it says none.
func statusOf(text []byte) (tag.Status, bool) {
	switch string(text) {
	case "":
		return "", true
	case "ok":
		return tag.StatusOK, true
	case "error":
		return tag.StatusError, true
	case "cancelled":
		return tag.StatusCancelled, true
	case "truncated":
		return tag.StatusTruncated, true
	}
	return "", false
}

// usageStatusOf is the usage status that a text says; false if it says none.
func usageStatusOf(text []byte) (tag.UsageStatus, bool) {
	switch string(text) {
	case "":
		return "", true
	case "reported":
		return tag.UsageReported, true
	case "partial":
		return tag.UsagePartial, true
	case "missing":
		return tag.UsageMissing, true
	case "suspect":
		return tag.UsageSuspect, true
	}
	return "", false
}
