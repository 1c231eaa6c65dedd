package tag

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"slices"
)

// Slog returns a sink that logs each event at level info with the message "llm
// request". Attributes have the names of the event's JSON; what is not known is
// left out, as is usual in logs.
func Slog(logger *slog.Logger) Sink { return slogSink{logger} }

type slogSink struct{ logger *slog.Logger }

func (slogSink) String() string { return "slog" }

func (s slogSink) Write(ctx context.Context, events []Event) error {
	handler := s.logger.Handler()
	if !handler.Enabled(ctx, slog.LevelInfo) {
		return nil // the program has chosen not to log
	}
	for i := range events {
		record := slog.NewRecord(events[i].Time, slog.LevelInfo, "llm request", 0)
		record.AddAttrs(events[i].attrs()...)
		// The logger has no way to say that it failed; its handler has.
		if err := handler.Handle(ctx, record); err != nil {
			return err
		}
	}
	return nil
}

// attrs are the fields of e that are known, in the order of the schema.
func (e *Event) attrs() []slog.Attr {
	a := make([]slog.Attr, 0, 36)
	text := func(key, value string) {
		if value != "" {
			a = append(a, slog.String(key, value))
		}
	}
	number := func(key string, n int64) {
		if n != 0 {
			a = append(a, slog.Int64(key, n))
		}
	}
	count := func(key string, n *int64) {
		if n != nil {
			a = append(a, slog.Int64(key, *n))
		}
	}
	text("event_id", e.EventID)
	if !e.Time.IsZero() {
		a = append(a, slog.String("ts", e.Time.UTC().Format(timeLayout)))
	}
	text("provider", e.Provider)
	text("model", e.Model)
	text("requested_model", e.RequestedModel)
	count("input_tokens", e.InputTokens)
	count("output_tokens", e.OutputTokens)
	count("total_tokens", e.TotalTokens)
	count("cache_read_tokens", e.CacheReadTokens)
	count("cache_write_5m_tokens", e.CacheWrite5mTokens)
	count("cache_write_1h_tokens", e.CacheWrite1hTokens)
	count("reasoning_tokens", e.ReasoningTokens)
	count("audio_input_tokens", e.AudioInputTokens)
	count("audio_output_tokens", e.AudioOutputTokens)
	count("image_tokens", e.ImageTokens)
	text("project_id", e.ProjectID)
	text("service_name", e.ServiceName)
	text("team_id", e.TeamID)
	text("user_id", e.UserID)
	text("request_type", e.RequestType)
	text("environment", e.Environment)
	text("request_id", e.RequestID)
	number("attempt", int64(e.Attempt))
	text("attempt_group", e.AttemptGroup)
	a = append(a, slog.Int64("latency_ms", e.LatencyMS))
	count("first_token_ms", e.FirstTokenMS)
	text("status", string(e.Status))
	number("http_status", int64(e.HTTPStatus))
	text("usage_status", string(e.UsageStatus))
	text("service_tier", e.ServiceTier)
	text("region", e.Region)
	if len(e.Units) > 0 {
		a = append(a, slog.Attr{Key: "units", Value: unitsValue(e.Units)})
	}
	text("call_site", e.CallSite)
	return a
}

func unitsValue(units map[string]json.Number) slog.Value {
	group := make([]slog.Attr, 0, len(units))
	for _, name := range slices.Sorted(maps.Keys(units)) {
		if n, err := units[name].Int64(); err == nil {
			group = append(group, slog.Int64(name, n))
		} else {
			group = append(group, slog.String(name, string(units[name]))) // as exact as it came
		}
	}
	return slog.GroupValue(group...)
}
