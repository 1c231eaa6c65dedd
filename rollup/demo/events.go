package demo

import (
	"fmt"
	"iter"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/llmtag/llmtag/tag"
)

// A Scenario is a quarter of the company's events.
type Scenario struct {
	Quarter  Quarter
	Requests int64 // some percent of which are tried twice
	Seed     uint64

	company *company
	before  []uint64 // the weight of all hours before each of the quarter's, and of all
}

// New returns the scenario of a quarter with so many requests, at least 1.
func New(q Quarter, requests int64, seed uint64) *Scenario {
	s := &Scenario{Quarter: q, Requests: requests, Seed: seed, company: builtin()}
	s.before = []uint64{0}
	for at := q.First; at.Before(q.End()); at = at.Add(time.Hour) {
		sum := s.before[len(s.before)-1]
		for i := range s.company.Services {
			sum += s.weight(&s.company.Services[i], at)
		}
		s.before = append(s.before, sum)
	}
	return s
}

// weight is how many requests a service has in an hour, beside other hours and services.
func (s *Scenario) weight(svc *service, at time.Time) uint64 {
	st := &s.company.Stories
	t := s.company.Teams[svc.Team] // of none if there is none
	local := at
	if t.location != nil {
		local = at.In(t.location)
	}
	r := s.company.Rhythms[svc.Rhythm]
	days := int(at.Sub(s.Quarter.First) / (24 * time.Hour))
	w := svc.Requests * r.Hours[local.Hour()] * (3000 + t.Growth*days)
	if wd := local.Weekday(); wd == time.Saturday || wd == time.Sunday {
		w = w * r.Weekend / 100
	}
	if svc.Team == st.Newcomer.Team && at.Before(s.Quarter.day(st.Newcomer.Month, st.Newcomer.Day)) {
		return 0
	}
	if begin := s.Incident(); svc.Name == st.Incident.Service && !at.Before(begin) && at.Before(begin.AddDate(0, 0, st.Incident.Days)) {
		w *= st.Incident.Factor
	}
	return uint64(w) //nolint:gosec // all its factors are positive
}

// Incident is the day on which the runaway loop begins.
func (s *Scenario) Incident() time.Time {
	return s.Quarter.day(s.company.Stories.Incident.Month, s.company.Stories.Incident.Day)
}

// IncidentDays is how long it lasts, and IncidentService the service that it is of.
func (s *Scenario) IncidentDays() int { return s.company.Stories.Incident.Days }

// IncidentService is the service with the runaway loop.
func (s *Scenario) IncidentService() string { return s.company.Stories.Incident.Service }

// share is n requests divided by weight: the first of those of the weights after before.
func (s *Scenario) share(before uint64) int64 {
	hi, lo := bits.Mul64(before, uint64(s.Requests))      //nolint:gosec // it is positive
	n, _ := bits.Div64(hi, lo, s.before[len(s.before)-1]) // before is not more than all
	return int64(n)                                       //nolint:gosec // not more than s.Requests
}

// Events returns the events of the hours from from to to, both full hours of the quarter,
// in the order of time. They do not depend on what else is asked for.
func (s *Scenario) Events(from, to time.Time) iter.Seq[*tag.Event] {
	return func(yield func(*tag.Event) bool) {
		var events []*tag.Event
		for at := from; at.Before(to); at = at.Add(time.Hour) {
			events = s.hour(at, events[:0])
			slices.SortStableFunc(events, func(a, b *tag.Event) int { return a.Time.Compare(b.Time) })
			for _, e := range events {
				if !yield(e) {
					return
				}
			}
		}
	}
}

// hour appends the events of an hour.
func (s *Scenario) hour(at time.Time, events []*tag.Event) []*tag.Event {
	index := int(at.Sub(s.Quarter.First) / time.Hour)
	r := rand.New(rand.NewPCG(s.Seed, uint64(index))) //nolint:gosec // the same each time, and an index is positive
	before := s.before[index]
	for i := range s.company.Services {
		svc := &s.company.Services[i]
		first := s.share(before)
		before += s.weight(svc, at)
		for range s.share(before) - first {
			events = s.request(r, svc, at, events)
		}
	}
	return events
}

// request appends the attempts of a request.
func (s *Scenario) request(r *rand.Rand, svc *service, hour time.Time, events []*tag.Event) []*tag.Event {
	at := hour.Add(time.Duration(r.Int64N(int64(time.Hour/time.Microsecond))) * time.Microsecond)
	e := s.attempt(r, svc, at)
	events = append(events, e)
	if one(r, 70) { // too many requests, or the provider is down: it is tried again
		again := *e
		e.AttemptGroup = id(r, at)
		e.Status, e.UsageStatus, e.HTTPStatus = tag.StatusError, tag.UsageMissing, []int{429, 429, 429, 529, 500}[r.Int64N(5)]
		e.InputTokens, e.OutputTokens, e.TotalTokens, e.CacheReadTokens, e.CacheWrite5mTokens, e.ReasoningTokens = nil, nil, nil, nil, nil, nil
		e.Model, e.RequestID, e.FirstTokenMS = "", "", nil
		e.LatencyMS = 90 + r.Int64N(400)
		again.EventID, again.Attempt, again.AttemptGroup = id(r, at), 2, e.AttemptGroup
		again.Time = at.Add(time.Duration(500+r.Int64N(1500)) * time.Millisecond)
		if end := hour.Add(time.Hour - time.Microsecond); again.Time.After(end) {
			again.Time = end // an hour's events are its own
		}
		events = append(events, &again)
	}
	return events
}

// attempt is an attempt that the provider answers.
func (s *Scenario) attempt(r *rand.Rand, svc *service, at time.Time) *tag.Event {
	name := svc.pick(r)
	m := s.company.Models[name]
	e := &tag.Event{
		EventID: id(r, at), Time: at, Provider: m.Provider, Model: m.Answers, RequestedModel: name,
		TeamID: svc.Team, ProjectID: svc.Project, ServiceName: svc.Name, Environment: "prod",
		RequestType: svc.Types[r.Int64N(int64(len(svc.Types)))], Attempt: 1,
		Status: tag.StatusOK, UsageStatus: tag.UsageReported, HTTPStatus: 200, ServiceTier: svc.Tier,
	}
	if e.Model == "" {
		e.Model = name
	}
	e.AttemptGroup = e.EventID
	e.RequestID = "req_" + strconv.FormatUint(r.Uint64(), 36)
	if svc.Name != "" {
		e.CallSite = fmt.Sprintf("%s.(*Client).%s services/%s/llm.go:%d", svc.Project, e.RequestType, svc.Name, 40+7*len(e.RequestType))
	}
	if svc.Users > 0 {
		e.UserID = fmt.Sprintf("u-%04d", r.Int64N(int64(svc.Users)))
	}
	input := s.size(r, svc.Input)
	output := s.size(r, svc.Output)
	e.InputTokens = &input
	if cached := input * int64(svc.Cached) / 100 / 128 * 128; cached > 0 && m.Cached != "" && !one(r, 6) {
		e.CacheReadTokens = &cached
		if m.Cached == "written" && one(r, 5) { // the first of a conversation
			e.CacheReadTokens, e.CacheWrite5mTokens = nil, &cached
		}
	}
	e.LatencyMS = 180 + input/60 + output*9
	if svc.Output > 0 {
		if m.Reasoning > 0 {
			n := output * int64(m.Reasoning) / 100
			e.ReasoningTokens = &n
		}
		switch {
		case one(r, 180):
			e.Status, e.UsageStatus = tag.StatusCancelled, tag.UsagePartial
			output /= 3
			e.ReasoningTokens = nil
		case one(r, 900):
			e.Status, e.UsageStatus = tag.StatusTruncated, tag.UsagePartial
			output /= 2
			e.ReasoningTokens = nil
		}
		first := 180 + input/90
		e.FirstTokenMS = &first
	}
	e.OutputTokens = &output
	total := input + output
	e.TotalTokens = &total
	return e
}

// pick chooses one of the service's models.
func (svc *service) pick(r *rand.Rand) string {
	n := int(r.Int64N(100))
	for _, name := range svc.models {
		if n -= svc.Models[name]; n < 0 {
			return name
		}
	}
	panic("demo: models of 100 % have none") // check has looked
}

// size is a number of tokens about what is usual. It is whole numbers throughout:
// floating point differs between processors.
func (s *Scenario) size(r *rand.Rand, usual int) int64 {
	sizes := s.company.Sizes
	i := int(r.Int64N(int64(len(sizes) - 1)))
	percent := 10*sizes[i] + (sizes[i+1]-sizes[i])*int(r.Int64N(10))
	return int64(usual) * int64(percent) / 1000
}

// one is true once in n times.
func one(r *rand.Rand, n int64) bool { return r.Int64N(n) == 0 }

// id is a UUID of version 7.
func id(r *rand.Rand, at time.Time) string {
	var u uuid.UUID
	ms, a, b := uint64(at.UnixMilli()), r.Uint64(), r.Uint64() //nolint:gosec // after 1970
	for i := range 6 {
		u[i] = byte(ms >> (40 - 8*i)) //nolint:gosec // a byte of it
	}
	for i := range 8 {
		u[8+i] = byte(a >> (8 * i)) //nolint:gosec // the same
	}
	u[6], u[7] = 0x70|byte(b)&0x0f, byte(b>>8) //nolint:gosec // the same
	u[8] = u[8]&0x3f | 0x80
	return u.String()
}
