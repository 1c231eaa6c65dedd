// Package usage reads from the bytes of a provider's answer what the answer says
// of its own use: counts of tokens, billed units, the model, the id. There is a
// file per format. It knows JSON and no HTTP.
package usage

import "encoding/json"

// Usage is what an answer has said so far, in the sense of an event: Input holds
// cache reads and writes, Output holds reasoning. Nil is what was not reported.
type Usage struct {
	Model   string // that answered
	ID      string // of the answer
	Tier    string // that served
	Region  string // that served
	Units   map[string]json.Number
	Suspect bool // the numbers contradict each other, or are none

	Input, Output, Total       *int64
	CacheRead                  *int64
	CacheWrite5m, CacheWrite1h *int64
	Reasoning                  *int64
	AudioInput, AudioOutput    *int64
	Image                      *int64
}

// Reported says whether there is anything that could be billed.
func (u *Usage) Reported() bool {
	return u.Input != nil || u.Output != nil || u.Total != nil || len(u.Units) > 0
}

// result gathers a Usage. Its parts are checked against each other by usage.
type result struct {
	input, output, total       count
	cacheRead                  count
	cacheWrite5m, cacheWrite1h count
	reasoning                  count
	audioInput, audioOutput    count
	image                      count
	tier, region               string
	units                      map[string]json.Number
	suspect                    bool
}

func (u *result) unit(name string, n json.Number) {
	if u.units == nil {
		u.units = map[string]json.Number{}
	}
	u.units[name] = n
}

// usage checks what was gathered: no part exceeds its total, and nothing is
// negative. Nothing is corrected.
func (u *result) usage() Usage {
	suspect := u.suspect
	all := [...]count{
		u.input, u.output, u.total, u.cacheRead, u.cacheWrite5m, u.cacheWrite1h,
		u.reasoning, u.audioInput, u.audioOutput, u.image,
	}
	for _, c := range all {
		suspect = suspect || c.bad || c.set && c.n < 0
	}
	exceeds := func(part, whole count) bool { return part.set && whole.set && part.n > whole.n }
	suspect = suspect || exceeds(u.cacheRead.plus(u.cacheWrite5m).plus(u.cacheWrite1h), u.input) ||
		exceeds(u.audioInput, u.input) ||
		exceeds(u.reasoning, u.output) || exceeds(u.audioOutput, u.output) ||
		exceeds(u.image, u.input.plus(u.output))
	if u.total.set && u.input.set {
		sum := u.input.plus(u.output)
		suspect = suspect || exceeds(sum, u.total)
	}
	if !u.total.set && !u.total.bad && u.input.set && u.output.set {
		u.total = u.input.plus(u.output)
		suspect = suspect || u.total.bad
	}
	numbers := new([len(all)]int64) // in one piece of memory
	used := 0
	pointer := func(c count) *int64 {
		if !c.set {
			return nil
		}
		n := &numbers[used]
		used++
		*n = c.n
		return n
	}
	return Usage{
		Tier: u.tier, Region: u.region, Units: u.units, Suspect: suspect,
		Input: pointer(u.input), Output: pointer(u.output), Total: pointer(u.total),
		CacheRead:    pointer(u.cacheRead),
		CacheWrite5m: pointer(u.cacheWrite5m), CacheWrite1h: pointer(u.cacheWrite1h),
		Reasoning:  pointer(u.reasoning),
		AudioInput: pointer(u.audioInput), AudioOutput: pointer(u.audioOutput),
		Image: pointer(u.image),
	}
}
