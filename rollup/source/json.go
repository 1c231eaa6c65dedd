package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/llmtag/llmtag/rollup/usage"
	"github.com/llmtag/llmtag/tag"
)

// unmarshalEvent reads an event by encoding/json into e, which is empty. It decides
// what is an event and what is wrong with a line that is none; the scanner is only
// faster.
func unmarshalEvent(line []byte, e *usage.Event) error {
	if err := checkUTF8(line); err != nil {
		return err
	}
	var t tag.Event
	if err := t.UnmarshalJSON(line); err != nil {
		// UnmarshalJSON is called without the check that encoding/json makes
		// before, so it may be called on anything.
		if problem, ok := errors.AsType[*tag.EventError](err); ok {
			return errors.New(strings.TrimPrefix(problem.Error(), "event: "))
		}
		return err
	}
	// What UnmarshalJSON has concluded, finish concludes again, after it has
	// refused what it refuses.
	var written struct {
		EventID     string `json:"event_id"`
		Attempt     int64  `json:"attempt"`
		Total       *int64 `json:"total_tokens"`
		Status      string `json:"status"`
		UsageStatus string `json:"usage_status"`
	}
	if err := json.Unmarshal(line, &written); err != nil {
		return fmt.Errorf("reading the event again: %w", err)
	}
	t.TotalTokens, t.UsageStatus, t.Attempt, t.Status = written.Total, tag.UsageStatus(written.UsageStatus), int(written.Attempt), tag.Status(written.Status)
	return fromTag(&t, e)
}

// fromTag makes e of t.
func fromTag(t *tag.Event, e *usage.Event) error {
	if !parseUUID([]byte(t.EventID), &e.ID) {
		return errors.New("event_id: is no UUID; leave it out to have it derived from the line")
	}
	e.Micros = t.Time.Truncate(time.Microsecond).UnixMicro()
	for i, text := range [usage.Texts]string{
		usage.TeamID: t.TeamID, usage.ProjectID: t.ProjectID, usage.ServiceName: t.ServiceName, usage.UserID: t.UserID,
		usage.RequestType: t.RequestType, usage.Environment: t.Environment, usage.CallSite: t.CallSite,
		usage.Provider: t.Provider, usage.Model: t.Model, usage.ServiceTier: t.ServiceTier, usage.Region: t.Region,
		usage.RequestedModel: t.RequestedModel, usage.RequestID: t.RequestID, usage.AttemptGroup: t.AttemptGroup,
	} {
		if strings.IndexByte(text, 0) >= 0 {
			return fmt.Errorf("%s: has a NUL byte, which no text in a database has", textNames[i])
		}
		if text != "" {
			e.Text[i] = []byte(text)
		}
	}
	for i, n := range [usage.Numbers]*int64{
		usage.InputTokens: t.InputTokens, usage.OutputTokens: t.OutputTokens, usage.TotalTokens: t.TotalTokens,
		usage.CacheReadTokens: t.CacheReadTokens, usage.CacheWrite5mTokens: t.CacheWrite5mTokens, usage.CacheWrite1hTokens: t.CacheWrite1hTokens,
		usage.ReasoningTokens: t.ReasoningTokens, usage.AudioInputTokens: t.AudioInputTokens, usage.AudioOutputTokens: t.AudioOutputTokens,
		usage.ImageTokens: t.ImageTokens, usage.FirstTokenMS: t.FirstTokenMS,
	} {
		if n != nil {
			e.Set(i, *n)
		}
	}
	for i, n := range map[int]int64{usage.Attempt: int64(t.Attempt), usage.LatencyMS: t.LatencyMS, usage.HTTPStatus: int64(t.HTTPStatus)} {
		if n != 0 {
			e.Set(i, n)
		}
	}
	e.Status, e.UsageStatus = t.Status, t.UsageStatus
	if len(t.Units) > 0 {
		for name := range t.Units {
			if strings.IndexByte(name, 0) >= 0 {
				return errors.New("units: has a name with a NUL byte, which no text in a database has")
			}
		}
		units, err := json.Marshal(t.Units)
		if err != nil {
			return errors.New("units: has a value that is no number")
		}
		e.Units = units
	}
	return nil
}

// A shape is what an object is, by its keys.
type shape int

const (
	anEvent shape = iota
	aLiteLLM
	anOTLP
	otherTelemetry // metrics and logs of OpenTelemetry, which its collector writes into the same file
	aReject        // that was written by us, and not repaired
)

// shapeOf looks at the keys of an object.
func shapeOf(keys map[string]json.RawMessage) shape {
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(name string) bool { _, ok := keys[name]; return !ok })
	}
	switch {
	case has("ts"):
		return anEvent
	case has("resourceSpans"), has("resource_spans"):
		return anOTLP
	case has("resourceMetrics"), has("resourceLogs"):
		return otherTelemetry
	case has("startTime", "request_id"), has("startTime", "call_type"), has("startTime", "custom_llm_provider"):
		return aLiteLLM
	case has(rejectedKey, "text"):
		return aReject
	}
	return anEvent
}

// isField reports whether encoding/json takes key for one of the event, in any case.
func isField(key string) bool {
	return key == rejectedKey || slices.ContainsFunc(fields[:], func(f field) bool { return strings.EqualFold(f.name, key) })
}
