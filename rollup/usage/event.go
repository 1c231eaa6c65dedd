package usage

import (
	"encoding/hex"
	"encoding/json"
	"time"

	"github.com/llmtag/llmtag/tag"
)

// An Event is an event as a file has it, before it is added up: what a [tag.Event]
// holds, without an allocation. Its texts are borrowed from the line that was read.
type Event struct {
	ID     [16]byte // event_id
	Micros int64    // ts, in microseconds since 1970; what is below is cut off

	Text   [Texts][]byte
	Number [Numbers]int64
	Has    uint32 // bit i: Number[i] is known

	Status      tag.Status
	UsageStatus tag.UsageStatus
	Units       []byte // a JSON object of numbers; empty if there are none
}

// The indices of Event.Text.
const (
	TeamID = iota
	ProjectID
	ServiceName
	UserID
	RequestType
	Environment
	CallSite
	Provider
	Model
	ServiceTier
	Region
	RequestedModel
	RequestID
	AttemptGroup
	Texts
)

// The indices of Event.Number. Tokens come first.
const (
	InputTokens = iota
	OutputTokens
	TotalTokens
	CacheReadTokens
	CacheWrite5mTokens
	CacheWrite1hTokens
	ReasoningTokens
	AudioInputTokens
	AudioOutputTokens
	ImageTokens
	FirstTokenMS
	LatencyMS
	Attempt
	HTTPStatus
	Numbers
)

// Known reports whether Number[i] was reported.
func (e *Event) Known(i int) bool { return e.Has>>i&1 != 0 }

// Set sets Number[i].
func (e *Event) Set(i int, n int64) {
	e.Number[i] = n
	e.Has |= 1 << i
}

// Reset makes e empty; it keeps nothing borrowed.
func (e *Event) Reset() { *e = Event{} }

// Time is when the attempt was started.
func (e *Event) Time() time.Time { return time.UnixMicro(e.Micros).UTC() }

// Tag returns a copy of e that borrows nothing.
func (e *Event) Tag() tag.Event {
	// All texts are parts of one string, and all counts of one array: two
	// allocations instead of twenty.
	size := 36
	for _, text := range e.Text {
		size += len(text)
	}
	b := appendUUID(make([]byte, 0, size), e.ID)
	for _, text := range e.Text {
		b = append(b, text...)
	}
	all := string(b)
	t := tag.Event{
		EventID: all[:36], Time: e.Time(),
		Attempt: int(e.Number[Attempt]), LatencyMS: e.Number[LatencyMS], HTTPStatus: int(e.Number[HTTPStatus]),
		Status: e.Status, UsageStatus: e.UsageStatus,
	}
	at := 36
	for i, to := range [Texts]*string{
		TeamID: &t.TeamID, ProjectID: &t.ProjectID, ServiceName: &t.ServiceName, UserID: &t.UserID,
		RequestType: &t.RequestType, Environment: &t.Environment, CallSite: &t.CallSite,
		Provider: &t.Provider, Model: &t.Model, ServiceTier: &t.ServiceTier, Region: &t.Region,
		RequestedModel: &t.RequestedModel, RequestID: &t.RequestID, AttemptGroup: &t.AttemptGroup,
	} {
		*to = all[at : at+len(e.Text[i])]
		at += len(e.Text[i])
	}
	counts := new([LatencyMS]int64)
	copy(counts[:], e.Number[:])
	for i, to := range [LatencyMS]**int64{
		InputTokens: &t.InputTokens, OutputTokens: &t.OutputTokens, TotalTokens: &t.TotalTokens,
		CacheReadTokens: &t.CacheReadTokens, CacheWrite5mTokens: &t.CacheWrite5mTokens, CacheWrite1hTokens: &t.CacheWrite1hTokens,
		ReasoningTokens: &t.ReasoningTokens, AudioInputTokens: &t.AudioInputTokens, AudioOutputTokens: &t.AudioOutputTokens,
		ImageTokens: &t.ImageTokens, FirstTokenMS: &t.FirstTokenMS,
	} {
		if e.Known(i) {
			*to = &counts[i]
		}
	}
	if len(e.Units) > 0 {
		_ = json.Unmarshal(e.Units, &t.Units) // it was valid when it was read
	}
	return t
}

func appendUUID(b []byte, id [16]byte) []byte {
	b = hex.AppendEncode(b, id[:4])
	b = append(b, '-')
	b = hex.AppendEncode(b, id[4:6])
	b = append(b, '-')
	b = hex.AppendEncode(b, id[6:8])
	b = append(b, '-')
	b = hex.AppendEncode(b, id[8:10])
	b = append(b, '-')
	return hex.AppendEncode(b, id[10:])
}
